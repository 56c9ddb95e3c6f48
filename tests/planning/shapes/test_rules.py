"""Staff shared out by a rule: sums are exact, the least presence is kept, and more staff takes nothing from anybody."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from raitti.planning.shapes.fairest import share_fairest
from raitti.planning.shapes.needs import Needs
from raitti.planning.shapes.rules import RULES, Rule, apportion

EVERY_RULE = st.sampled_from(list(RULES))
# Solvers take their time on a busy machine.
QUIETLY = settings(max_examples=60, deadline=None)
MONOTONE: list[Rule] = ["sainte_lague", "adams"]


def shares_of(counts: list[int]) -> Needs:
    return tuple(Fraction(count, sum(counts)) for count in counts)


# Small counts make many equals, great ones make numbers that no float holds.
COUNTS = st.lists(st.integers(0, 12) | st.integers(0, 10**30), min_size=1, max_size=9)
NEEDS = COUNTS.filter(any).map(shares_of)
FEW = st.lists(st.integers(0, 9), min_size=1, max_size=4).filter(any).map(shares_of)


@QUIETLY
@given(EVERY_RULE, NEEDS, st.integers(0, 60), st.integers(0, 4))
def test_all_is_shared_out_and_each_region_has_the_least(rule: Rule, needs: Needs, more: int, least: int) -> None:
    parts = least * len(needs) + more

    for given_out in (
        apportion(rule, needs, parts=parts, least=least),
        share_fairest(needs, parts=parts, least=least),
    ):
        assert sum(given_out) == parts
        assert min(given_out) >= least


@pytest.mark.parametrize("rule", MONOTONE)
@QUIETLY
@given(needs=NEEDS, more=st.integers(0, 60), least=st.integers(0, 4))
def test_one_part_more_goes_to_one_region_and_takes_from_none(rule: Rule, needs: Needs, more: int, least: int) -> None:
    parts = least * len(needs) + more

    before = apportion(rule, needs, parts=parts, least=least)
    after = apportion(rule, needs, parts=parts + 1, least=least)

    assert all(now >= then for then, now in zip(before, after, strict=True))


@QUIETLY
@given(EVERY_RULE, NEEDS, st.integers(0, 60), st.integers(0, 3))
def test_a_greater_need_never_gets_less(rule: Rule, needs: Needs, more: int, least: int) -> None:
    parts = least * len(needs) + more

    for shares in (apportion(rule, needs, parts=parts, least=least), share_fairest(needs, parts=parts, least=least)):
        for one, other in combinations(range(len(needs)), 2):
            if needs[one] > needs[other]:
                assert shares[one] >= shares[other]


@QUIETLY
@given(NEEDS, st.integers(0, 60))
def test_largest_remainder_is_within_a_part_of_the_exact_share(needs: Needs, parts: int) -> None:
    shares = apportion("largest_remainder", needs, parts=parts, least=0)

    assert all(abs(share - need * parts) < 1 for share, need in zip(shares, needs, strict=True))


def test_largest_remainder_serves_a_greater_remainder_before_equals() -> None:
    # Exact shares are 2.5, 2.5, 0.9 and 0.1: the third is first in line, then one of the equals.
    assert apportion("largest_remainder", shares_of([25, 25, 9, 1]), parts=6, least=0) == (3, 2, 1, 0)


@QUIETLY
@given(NEEDS, st.integers(1, 60))
def test_adams_leaves_no_region_out_where_there_is_one_for_each(needs: Needs, parts: int) -> None:
    shares = apportion("adams", needs, parts=parts, least=0)

    needing = [share for share, need in zip(shares, needs, strict=True) if need]
    assert all(needing) or sum(bool(share) for share in needing) == parts


def test_the_rules_treat_great_and_small_regions_as_their_authors_say() -> None:
    # Balinski and Young's example: 26 seats of states with 9061, 7179, 5259, 3319 and 1182 people.
    needs = shares_of([9061, 7179, 5259, 3319, 1182])

    assert apportion("largest_remainder", needs, parts=26, least=0) == (9, 7, 5, 4, 1)
    assert apportion("sainte_lague", needs, parts=26, least=0) == (9, 8, 5, 3, 1)
    assert apportion("adams", needs, parts=26, least=0) == (9, 7, 5, 3, 2)


def test_a_region_without_need_gets_no_more_than_the_least() -> None:
    for rule in RULES:
        assert apportion(rule, shares_of([3, 0, 1]), parts=9, least=1)[1] == 1


def least_served(shares: tuple[int, ...], needs: Needs) -> Fraction:
    return min(share / need for share, need in zip(shares, needs, strict=True) if need)


def every_sharing(count: int, parts: int, least: int) -> list[tuple[int, ...]]:
    if count == 1:
        return [(parts,)]
    return [
        (first, *others)
        for first in range(least, parts - least * (count - 1) + 1)
        for others in every_sharing(count - 1, parts - first, least)
    ]


@QUIETLY
@given(FEW, st.integers(0, 9), st.integers(0, 2))
def test_the_optimisers_sharing_is_the_best_of_all(needs: Needs, more: int, least: int) -> None:
    parts = least * len(needs) + more
    exact = [need * parts for need in needs]

    def rank(shares: tuple[int, ...]) -> tuple[Fraction, int, Fraction]:
        apart = [(share - wish) ** 2 / wish for share, wish in zip(shares, exact, strict=True) if wish]
        spare = sum(share - least for share, wish in zip(shares, exact, strict=True) if not wish)
        return -least_served(shares, needs), spare, sum(apart, Fraction(0))

    found = share_fairest(needs, parts=parts, least=least)

    assert rank(found) == min(map(rank, every_sharing(len(needs), parts, least)))


def test_equals_are_told_apart_by_their_order() -> None:
    assert share_fairest(shares_of([1, 1, 1]), parts=4, least=1) == (2, 1, 1)
    for rule in RULES:
        assert apportion(rule, shares_of([1, 1, 1]), parts=4, least=1) == (2, 1, 1)
