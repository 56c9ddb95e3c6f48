"""What holds for every rule: all voters and candidates are equal, bad input is refused, and the count is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raitti.voting import BadElection, Election, Fault, Ranked, check_ballot, count, result_of
from raitti.voting.problem import RULES
from tests.voting.elections import QUIETLY, elections, named, ordered, quota, with_quotas

EVERY_RULE = st.sampled_from(RULES)


@QUIETLY
@given(EVERY_RULE.flatmap(with_quotas), st.randoms(use_true_random=False))
def test_the_order_of_ballots_candidates_and_quotas_changes_nothing_of_what_is_told(given_election, chance):
    election, ballots = given_election
    shuffled = Election(
        tuple(chance.sample(election.candidates, len(election.candidates))),
        election.seats,
        election.rule,
        election.seed,
        election.quotas,
    )

    assert result_of(count(shuffled, chance.sample(ballots, len(ballots)))) == result_of(count(election, ballots))


@QUIETLY
@given(EVERY_RULE.flatmap(elections), st.randoms(use_true_random=False))
def test_whatever_candidates_are_called_the_same_ones_are_elected_unless_a_lot_decides(given_election, chance):
    election, ballots = given_election
    new = dict(zip(election.candidates, chance.sample("stuvwxyz", len(election.candidates)), strict=True))
    renamed = Election(tuple(new.values()), election.seats, election.rule, election.seed)
    rewritten = [type(ballot)(type(ballot.choices)(new[name] for name in ballot.choices)) for ballot in ballots]
    if election.rule not in ("stv", "instant_runoff"):
        rewritten = [type(ballot)(frozenset(ballot.choices)) for ballot in rewritten]

    before, after = count(election, ballots), count(renamed, rewritten)

    assert before.drawn == after.drawn
    if not before.drawn:
        assert after.elected == tuple(new[name] for name in before.elected)


@QUIETLY
@given(EVERY_RULE.flatmap(elections))
def test_ballots_counted_one_by_one_or_added_up_beforehand_give_the_same(given_election):
    election, ballots = given_election

    assert count(election, {ballot: ballots.count(ballot) for ballot in ballots}) == count(election, ballots)


@QUIETLY
@given(EVERY_RULE.flatmap(elections))
def test_blank_ballots_are_told_but_count_for_nothing(given_election):
    election, ballots = given_election
    blank = type(ballots[0])(type(ballots[0].choices)() if election.ranked else frozenset())
    cast = [ballot for ballot in ballots if ballot.choices]

    outcome = count(election, cast + [blank] * 7)

    assert (outcome.ballots, outcome.blank) == (len(cast) + 7, 7)
    without = result_of(count(election, cast))
    assert result_of(outcome) == without | {"ballots": len(cast) + 7, "blank": 7}


@QUIETLY
@given(EVERY_RULE.flatmap(elections))
def test_everyone_is_elected_where_there_are_as_many_seats(given_election):
    election, ballots = given_election
    if election.rule in ("approval", "instant_runoff"):
        return
    full = Election(election.candidates, len(election.candidates), election.rule, election.seed)

    assert set(count(full, ballots).elected) == set(election.candidates)


def test_the_most_approved_wins_a_single_seat():
    ballots = [named("ab")] * 3 + [named("bc")] * 2 + [named("c")] * 2

    outcome = count(Election(tuple("abc"), 1, "approval", "seed"), ballots)

    assert outcome.elected == ("b",)
    assert outcome.picks[0].measures == {"a": 3, "b": 5, "c": 4}


GOOD = Election(tuple("abcd"), 2, "equal_shares", "seed")


@pytest.mark.parametrize(
    ("election", "fault"),
    [
        (Election(tuple("ab"), 1, "loudest", "s"), ("rule", "unknown_rule")),
        (Election(tuple("ab"), 0, "stv", "s"), ("seats", "no_seats")),
        (Election(tuple("ab"), 2, "approval", "s"), ("seats", "one_seat_only")),
        (Election(tuple("ab"), 2, "instant_runoff", "s"), ("seats", "one_seat_only")),
        (Election(tuple("ab"), 3, "stv", "s"), ("candidates", "too_few_candidates")),
        (Election(tuple("aba"), 1, "stv", "s"), ("candidates", "candidate_twice")),
        (Election(("a", ""), 1, "stv", "s"), ("candidates", "not_text")),
        (Election(("a", "b\n"), 1, "stv", "s"), ("candidates", "not_text")),
        (Election(tuple("ab"), 1, "stv", " "), ("seed", "no_seed")),
        (Election(tuple("ab"), 1, "stv", "a\tb"), ("seed", "not_text")),
    ],
)
def test_an_election_that_cannot_be_held_is_refused_where_it_is_wrong(election, fault):
    with pytest.raises(BadElection) as refused:
        count(election, [])

    assert (refused.value.fault.field, refused.value.fault.code) == fault


@pytest.mark.parametrize(
    ("quotas", "fault"),
    [
        ([quota("x", "ab", 1), quota("x", "cd", 1)], Fault("quotas", "quota_twice", "x")),
        ([quota("x", "az", 1)], Fault("quotas", "unknown_candidate", "x", "z")),
        ([quota("x", "ab", -1)], Fault("quotas", "negative", "x", "-1")),
        ([quota("x", "ab", 0, -1)], Fault("quotas", "negative", "x", "-1")),
        ([quota("x", "ab", 2, 1)], Fault("quotas", "backwards", "x", "1", "2")),
        ([quota("x", "a", 2)], Fault("quotas", "more_than_members", "x", "2", "1")),
        ([quota("x", "abc", 3)], Fault("quotas", "more_than_seats", "x", "3", "2")),
        (
            [quota("loose", "abcd", 1), quota("x", "ab", 2), quota("y", "cd", 1)],
            Fault("quotas", "impossible_together", quotas=("x", "y")),
        ),
        ([quota("at most none", "abc", 0, 0)], Fault("quotas", "impossible_together", quotas=("at most none",))),
    ],
)
def test_quotas_that_nobody_could_keep_are_refused_before_counting(quotas, fault):
    election = Election(GOOD.candidates, GOOD.seats, GOOD.rule, GOOD.seed, tuple(quotas))

    with pytest.raises(BadElection) as refused:
        count(election, [named("ab")])

    assert refused.value.fault == fault


@pytest.mark.parametrize(
    ("rule", "ballot", "code", "given_text"),
    [
        ("stv", ordered("az"), "unknown_candidate", "z"),
        ("stv", ordered("aba"), "candidate_twice", "a"),
        ("stv", named("ab"), "wrong_ballot", "Approval"),
        ("phragmen", named("z"), "unknown_candidate", "z"),
        ("phragmen", ordered("ab"), "wrong_ballot", "Ranked"),
    ],
)
def test_a_ballot_that_cannot_be_counted_is_refused_alone_and_in_the_count(rule, ballot, code, given_text):
    election = Election(tuple("abc"), 2, rule, "seed")
    good = ordered("a") if rule == "stv" else named("a")

    with pytest.raises(BadElection) as alone:
        check_ballot(election, ballot)
    with pytest.raises(BadElection) as counted:
        count(election, [good, ballot])

    assert (alone.value.fault.code, alone.value.fault.given) == (code, given_text)
    assert counted.value.fault.name == "2"


def test_fewer_than_no_ballots_of_a_kind_are_refused():
    with pytest.raises(BadElection) as refused:
        count(GOOD, {named("a"): 3, named("b"): -1})

    assert refused.value.fault == Fault("ballots", "negative", "2", "-1")


@pytest.mark.parametrize("ballots", [[], [named()]])
def test_nobody_is_elected_where_nobody_voted(ballots):
    with pytest.raises(BadElection) as refused:
        count(GOOD, ballots)

    assert refused.value.fault.code == "no_ballots"
    everyone = Election(GOOD.candidates, 4, GOOD.rule, GOOD.seed)
    assert set(count(everyone, ballots).elected) == set("abcd")


def test_a_large_election_is_counted_exactly_to_the_last_seat():
    """Every voter of a district names its candidates, so shares are known: one seat for each district in turn."""
    letters = "".join(map(chr, range(0x100, 0x100 + 60)))
    districts = [letters[first : first + 4] for first in range(0, 60, 4)]
    ballots = [named(district) for district in districts for _ in range(333)]
    for rule in ("equal_shares", "phragmen"):
        elected = count(Election(tuple(letters), 15, rule, "seed"), ballots).elected
        assert all(len(set(district) & set(elected)) == 1 for district in districts)
    ranked = [Ranked(ballot.choices) for ballot in ballots]
    elected = count(Election(tuple(letters), 15, "stv", "seed"), ranked).elected
    assert all(len(set(district) & set(elected)) == 1 for district in districts)
