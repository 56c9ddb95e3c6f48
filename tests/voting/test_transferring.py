"""Transferable votes are counted as in Scottish councils; with one seat that is instant runoff."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given

from raitti.voting import Election, Ranked, Rule, Tie, count
from tests.voting.elections import QUIETLY, elections, ordered

# By the library pref_voting; `recording` made the file.
RECORDED = json.loads((Path(__file__).parent / "counted_elsewhere.json").read_text())


def recorded_election(recorded, rule: Rule, seed: str) -> tuple[Election, dict[Ranked, int]]:
    candidates = tuple(str(number) for number in range(recorded["candidates"]))
    ballots = {Ranked(tuple(map(str, ranking))): number for number, ranking in recorded["ballots"]}
    return Election(candidates, recorded.get("seats", 1), rule, seed), ballots


@pytest.mark.parametrize("recorded", RECORDED["stv"])
def test_the_elected_are_those_another_program_found_by_the_scottish_rules(recorded):
    for seed in "12":
        outcome = count(*recorded_election(recorded, "stv", seed))

        assert sorted(map(int, outcome.elected)) == recorded["elected"]


def party(*parts: str) -> list[Ranked]:
    """Ballots written as "12 chocolate strawberry": how many, and their order."""
    return [ballot for part in parts for ballot in [Ranked(tuple(part.split()[1:]))] * int(part.split()[0])]


def test_the_textbook_example_of_food_for_a_party_comes_out_as_printed():
    """Wikipedia, Single transferable vote: twenty guests, five kinds of food, three to be served."""
    food = ("oranges", "pears", "chocolate", "strawberries", "sweets")
    ballots = party(
        "4 oranges",
        "2 pears oranges",
        "8 chocolate strawberries",
        "4 chocolate sweets",
        "1 strawberries",
        "1 sweets",
    )

    outcome = count(Election(food, 3, "stv", "seed"), ballots)

    assert outcome.needed == 6
    assert outcome.elected == ("chocolate", "oranges", "strawberries")
    surplus = outcome.stages[1]
    assert (surplus.deed, surplus.candidate, surplus.share) == ("surplus", "chocolate", Fraction(1, 2))
    assert {moved.to: (moved.ballots, moved.votes) for moved in surplus.transfers} == {
        "strawberries": (8, 4),
        "sweets": (4, 2),
    }


def test_a_transfer_value_has_five_decimals_and_the_rest_is_told_as_lost():
    """Rule 48(3): of nine votes three are too many; each ballot passes on 3/9, which is 0.33333."""
    ballots = [ordered("ab")] * 9 + [ordered("c")] * 5 + [ordered("d")] * 3

    outcome = count(Election(tuple("abcd"), 2, "stv", "seed"), ballots)

    surplus = outcome.stages[1]
    assert outcome.needed == 6
    assert surplus.transfers[0].votes == 9 * Fraction(33333, 100000)
    assert surplus.lost == Fraction(3, 100000)
    assert surplus.votes["b"] == Fraction(299997, 100000)


def test_a_ballot_passed_on_twice_weighs_what_it_was_received_at():
    """Rule 48(4): b's surplus is passed on from ballots of 4/10 and of 1, each at 2/8 of its value."""
    ballots = [ordered("abc")] * 10 + [ordered("bd")] * 4 + [ordered("c")] * 2 + [ordered("d")] * 3 + [ordered("e")] * 4

    outcome = count(Election(tuple("abcde"), 3, "stv", "seed"), ballots)

    first, second = outcome.stages[1:3]
    assert (first.candidate, first.share, first.votes["b"]) == ("a", Fraction(4, 10), 8)
    assert (second.candidate, second.share) == ("b", Fraction(2, 8))
    assert {moved.to: (moved.ballots, moved.votes) for moved in second.transfers} == {"c": (10, 1), "d": (4, 1)}


def test_equals_are_told_apart_by_the_last_stage_at_which_they_differed():
    """Rule 51: b and c are equal after a's exclusion, and c had fewer votes before."""
    ballots = [ordered("d")] * 6 + [ordered("b")] * 4 + [ordered("c")] * 3 + [ordered("ac")]

    outcome = count(Election(tuple("abcd"), 1, "stv", "seed"), ballots)

    assert [stage.candidate for stage in outcome.stages[1:3]] == ["a", "c"]
    tie = outcome.stages[2].ties[0]
    assert (set(tie.candidates), tie.about, tie.chosen, tie.stage) == ({"b", "c"}, "exclusion", "c", 1)
    assert not outcome.drawn


def test_a_single_majority_wins_at_once_and_a_runoff_turns_where_it_should():
    """The example of Tennessee's capital: Memphis leads, Knoxville is elected (Wikipedia, Instant-runoff voting)."""
    ballots = party("42 M N C K", "26 N C K M", "15 C K N M", "17 K C N M")

    outcome = count(Election(tuple("MNCK"), 1, "instant_runoff", "seed"), ballots)

    assert [stage.candidate for stage in outcome.stages[1:]] == ["C", "N"]
    assert outcome.elected == ("K",)


@pytest.mark.parametrize("recorded", RECORDED["instant_runoff"])
def test_an_instant_runoff_elects_one_of_those_another_program_found_for_some_lot(recorded):
    outcomes = [count(*recorded_election(recorded, "instant_runoff", seed)) for seed in "12345"]

    assert {int(outcome.elected[0]) for outcome in outcomes} <= set(recorded["winners"])


@QUIETLY
@given(elections("stv"))
def test_no_vote_appears_or_vanishes_at_any_stage(given_election):
    election, ballots = given_election

    outcome = count(election, ballots)

    number = outcome.ballots - outcome.blank
    before = {}
    for stage in outcome.stages:
        assert sum(stage.votes.values()) + stage.exhausted + stage.lost == number
        for moved in stage.transfers:
            if moved.to:
                assert stage.votes[moved.to] == before[moved.to] + moved.votes
        before = stage.votes
    assert [name for stage in outcome.stages for name in stage.elected] == list(outcome.elected)


@QUIETLY
@given(elections("stv", most=6))
def test_a_solid_coalition_gets_a_seat_for_every_quota_it_fills(given_election):
    """Proportionality for solid coalitions (Dummett 1984): voters who put the same candidates before all others."""
    election, ballots = given_election

    outcome = count(election, ballots)

    for ballot in ballots:
        for size in range(1, len(ballot.ranking) + 1):
            coalition = set(ballot.ranking[:size])
            voters = sum(set(other.ranking[:size]) == coalition for other in ballots if len(other.ranking) >= size)
            earned = min(voters // outcome.needed, size, election.seats)
            assert len(coalition.intersection(outcome.elected)) >= earned


def test_a_tie_that_only_concerns_the_order_is_told_as_such():
    outcome = count(Election(tuple("ab"), 2, "stv", "seed"), [ordered("a"), ordered("b")])

    assert outcome.stages[0].ties == (Tie("order", outcome.lot, outcome.lot[0]),)
    assert outcome.elected == outcome.lot
