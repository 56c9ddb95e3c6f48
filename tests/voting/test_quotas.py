"""Quotas are kept by every count; what is possible is exactly what enumerating all committees says."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raitti.voting import BadElection, Election, Quota, check_election, count
from raitti.voting.quotas import Keeping, clash_of
from tests.voting.elections import (
    COMMITTEE_RULES,
    QUIETLY,
    committees,
    elections,
    keeps,
    named,
    ordered,
    quota,
    with_quotas,
)

ALL_RULES = (*COMMITTEE_RULES, "approval", "instant_runoff")


@QUIETLY
@given(st.sampled_from(ALL_RULES).flatmap(with_quotas))
def test_every_count_fills_all_seats_and_keeps_all_quotas(given_election):
    election, ballots = given_election

    elected = count(election, ballots).elected

    assert len(set(elected)) == election.seats
    assert keeps(elected, election.quotas)


@st.composite
def any_quotas(draw: st.DrawFn) -> Election:
    """Quotas on any groups, whether or not they can be kept."""
    candidates = tuple("abcdefg"[: draw(st.integers(2, 7))])
    seats = draw(st.integers(1, len(candidates)))
    quotas = []
    for number in range(draw(st.integers(1, 5))):
        members = frozenset(draw(st.sets(st.sampled_from(candidates), min_size=1)))
        least = draw(st.integers(0, min(len(members), seats)))
        most = draw(st.one_of(st.none(), st.integers(least, seats)))
        quotas.append(Quota(str(number), members, least, most))
    return Election(candidates, seats, "stv", "seed", tuple(quotas))


@QUIETLY
@given(any_quotas())
def test_quotas_are_refused_exactly_when_no_committee_keeps_them(election):
    clash = clash_of(election)

    assert (not clash) == bool(committees(election))
    if clash:
        with pytest.raises(BadElection) as refused:
            check_election(election)
        assert refused.value.fault.code == "impossible_together"
        assert refused.value.fault.quotas == clash


@QUIETLY
@given(any_quotas())
def test_refused_quotas_name_a_few_that_clash_of_which_none_can_be_left_out(election):
    clash = clash_of(election)

    def possible(names) -> bool:
        quotas = [each for each in election.quotas if each.name in names]
        return any(keeps(some, quotas) for some in combinations(election.candidates, election.seats))

    if clash:
        assert not possible(clash)
        assert all(possible(set(clash) - {name}) for name in clash)


@QUIETLY
@given(any_quotas(), st.randoms(use_true_random=False))
def test_who_may_be_elected_or_excluded_is_what_enumerating_says_at_every_step(election, chance):
    possible = [set(committee) for committee in committees(election)]
    left = chance.sample(election.candidates, len(election.candidates)) if possible else []
    keeping = Keeping(election) if possible else None
    while left:
        doomed = [name for name in left if not any(name in committee for committee in possible)]
        guarded = [name for name in left if all(name in committee for committee in possible)]
        assert [name for name in left if not keeping.may_elect(name)] == doomed
        assert [name for name in left if not keeping.may_exclude(name)] == guarded
        name = left.pop()
        if name in guarded or (name not in doomed and chance.random() < 0.5):
            keeping.elect(name)
            possible = [committee for committee in possible if name in committee]
        else:
            keeping.exclude(name)
            possible = [committee for committee in possible if name not in committee]


@QUIETLY
@given(any_quotas())
def test_whoever_is_barred_is_barred_by_the_quotas_named_and_by_no_fewer(election):
    if not committees(election):
        return

    for barred in Keeping(election).barred(election.candidates):
        named_ones = [each for each in election.quotas if each.name in barred.quotas]

        def possible(quotas, who=barred.candidate) -> bool:
            every = combinations(election.candidates, election.seats)
            return any(who in committee and keeps(committee, quotas) for committee in every)

        assert not possible(named_ones)
        assert all(possible([other for other in named_ones if other is not each]) for each in named_ones)


def test_three_groups_that_cross_are_told_apart_from_two():
    """Each pair of groups could be kept, all three cannot: bounds on one group at a time do not show it."""
    candidates = tuple("abc")
    pairs = (quota("one of a, b", "ab", 1), quota("one of b, c", "bc", 1), quota("one of a, c", "ac", 1))

    assert clash_of(Election(candidates, 1, "stv", "seed", pairs[:2])) == ()
    assert clash_of(Election(candidates, 1, "stv", "seed", pairs)) == ("one of a, b", "one of b, c", "one of a, c")


def scots_and_women(elected: str, excluded: str = "") -> tuple[Keeping, dict[str, list[str]]]:
    """The example of Hill (1998) and Otten (2001): 7 English, 6 Scottish, 1 Welsh; 7 men and 7 women."""
    kinds = {"EM": 5, "EW": 8, "SM": 7, "SW": 2, "WM": 1, "WW": 1}
    people = {kind: [f"{kind}{number}" for number in range(count)] for kind, count in kinds.items()}
    everyone = tuple(name for names in people.values() for name in names)
    quotas = [("E", 7), ("S", 6), ("W", 1), ("M", 7), ("W ", 7)]
    groups = [
        Quota(
            f"{'women' if letter == 'W ' else letter}",
            frozenset(name for name in everyone if name[1 if letter in ("M", "W ") else 0] == letter.strip()),
            number,
            number,
        )
        for letter, number in quotas
    ]
    keeping = Keeping(Election(everyone, 14, "stv", "seed", tuple(groups)))
    for name in elected.split():
        keeping.elect(name)
    return keeping, people


def test_the_published_example_of_two_crossing_constraints_guards_and_dooms_whom_it_says():
    keeping, people = scots_and_women("EM0 EM1 EM2")

    assert not any(keeping.may_exclude(name) for name in people["SW"])
    assert not any(keeping.may_elect(name) for name in (*people["EM"][3:], "WM0"))
    assert not keeping.may_exclude("WW0")
    assert all(keeping.may_elect(name) and keeping.may_exclude(name) for name in people["SM"])


@pytest.mark.parametrize("rule", ["equal_shares", "phragmen"])
def test_a_group_that_must_have_a_seat_gets_it_from_its_best_supported_member(rule):
    ballots = [named("abc")] * 9 + [named("y")] * 2 + [named("z")]
    election = Election(tuple("abcxyz"), 3, rule, "seed", (quota("young", "xyz", 1),))

    outcome = count(election, ballots)

    assert outcome.elected[2] == "y"
    assert {each.candidate for each in outcome.picks[2].barred} == set("abc") - set(outcome.elected)
    assert all(each.quotas == ("young",) for each in outcome.picks[2].barred)


def test_who_has_enough_votes_but_would_break_a_quota_is_excluded_and_their_ballots_go_on():
    ballots = [ordered("abc")] * 8 + [ordered("bac")] * 7 + [ordered("c")] * 2
    election = Election(tuple("abcd"), 2, "stv", "seed", (quota("coast", "ab", 0, 1),))

    outcome = count(election, ballots)

    assert outcome.elected == ("a", "c")
    assert [each.candidate for each in outcome.stages[0].barred] == ["b"]
    assert outcome.stages[0].votes["b"] >= outcome.needed
    # At once: before anyone's surplus, so that nobody's votes go to who cannot be elected.
    assert [stage.candidate for stage in outcome.stages[1:]] == ["b"]
    assert {moved.to: moved.ballots for moved in outcome.stages[1].transfers} == {"c": 7}


def test_ballots_pass_over_others_who_can_no_longer_be_elected_either():
    ballots = [ordered("a")] * 10 + [ordered("x")] * 8 + [ordered("bxc")] * 7 + [ordered("c")]
    election = Election(tuple("abcxy"), 2, "stv", "seed", (quota("coast", "abx", 0, 1),))

    outcome = count(election, ballots)

    assert {each.candidate for each in outcome.stages[0].barred} == {"b", "x"}
    assert outcome.stages[1].candidate == "b"
    assert [moved.to for moved in outcome.stages[1].transfers] == ["c"]
    assert outcome.elected == ("a", "c")


def test_who_has_the_fewest_votes_is_spared_where_a_quota_needs_them():
    votes = {"a": 6, "b": 3, "c": 3, "e": 2, "f": 2, "g": 2, "d": 1}
    ballots = [ordered(ranking) for ranking, number in votes.items() for _ in range(number)]
    needed = (quota("north", "d", 1), quota("south", "b", 1))
    election = Election(tuple("abcdefg"), 4, "stv", "seed", needed)

    outcome = count(election, ballots)

    excluded = [stage for stage in outcome.stages if stage.deed == "exclusion"]
    assert [stage.spared for stage in excluded] == [("d",)] * 3
    assert {stage.candidate for stage in excluded} == {"e", "f", "g"}
    assert set(outcome.elected) == {"a", "b", "c", "d"}


@QUIETLY
@given(st.sampled_from(COMMITTEE_RULES).flatmap(elections))
def test_quotas_that_any_committee_keeps_change_nothing(given_election):
    election, ballots = given_election
    everyone = Quota("everyone", frozenset(election.candidates), 0, election.seats)
    asked = Election(election.candidates, election.seats, election.rule, election.seed, (everyone,))

    assert count(asked, ballots).elected == count(election, ballots).elected
