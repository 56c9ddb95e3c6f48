"""The law's share, counted exactly: held against fractions for every size a body can have."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raitti.bodies.balance import Balance, Standing, balance_of, least

GENDERS = st.lists(st.sampled_from(["woman", "man", "other", ""]), max_size=60)
FORTY = Fraction(2, 5)


@pytest.mark.parametrize(
    ("people", "needed"), [(0, 0), (1, 0), (2, 1), (3, 1), (4, 2), (5, 2), (7, 3), (11, 5), (16, 7)]
)
def test_forty_per_cent_is_rounded_up_but_never_beyond_half(people, needed):
    assert least(people) == needed


@given(st.integers(min_value=0, max_value=500))
def test_what_is_needed_is_at_least_forty_per_cent_wherever_both_shares_fit(people):
    needed = least(people)
    assert 2 * needed <= people
    if 2 * -(-people * 2 // 5) <= people:
        assert needed >= FORTY * people > needed - 1


@given(GENDERS)
def test_everyone_is_counted_once_and_those_unknown_as_unknown(genders):
    counted = balance_of(genders)
    assert counted.people == len(genders)
    assert counted.unknown == genders.count("")
    assert counted.women + counted.men + counted.other == len(genders) - genders.count("")


@given(GENDERS)
def test_the_order_of_people_does_not_matter_nor_which_of_both_is_which(genders):
    swapped = [{"woman": "man", "man": "woman"}.get(each, each) for each in genders]
    assert balance_of(genders) == balance_of(sorted(genders))
    assert balance_of(genders).standing == balance_of(swapped).standing


@given(GENDERS)
def test_a_share_that_is_kept_stays_so_whatever_the_unknown_turn_out_to_be(genders):
    """And one that is broken stays broken; only in between it depends on them."""
    standing = balance_of(genders).standing
    outcomes = {
        balance_of([*filter(None, genders), *["woman"] * women, *["man"] * (genders.count("") - women)]).standing
        for women in range(genders.count("") + 1)
    }
    if standing == Standing.KEPT:
        assert outcomes == {Standing.KEPT}
    elif standing == Standing.BROKEN:
        assert outcomes == {Standing.BROKEN}
    elif standing == Standing.UNKNOWN:
        assert Standing.KEPT in outcomes


def test_two_of_seven_are_not_forty_per_cent_and_three_are():
    assert Balance(women=2, men=5).standing == Standing.BROKEN
    assert Balance(women=3, men=4).standing == Standing.KEPT
    assert Balance(women=2, men=4, unknown=1).standing == Standing.UNKNOWN


def test_nobody_is_neither_balanced_nor_unbalanced():
    assert balance_of([]).standing == Standing.EMPTY
