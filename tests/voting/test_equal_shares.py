"""Equal shares elects what the published examples and the library abcvoting say, and represents groups."""

from fractions import Fraction

import pytest
from hypothesis import given, settings

from raitti.voting import Election, count
from tests.voting.elections import QUIETLY, elections, named
from tests.voting.oracle import committees_of, has

# Lackner and Skowron, Multi-Winner Voting with Approval Preferences, 2023: examples 2.1, 2.11 and 2.12.
RUNNING = [named("ab")] * 3 + [named("ac")] * 3 + [named("ad")] * 2 + [named("bcf")] + [named(each) for each in "efg"]
TWELFTH = [named("cd")] * 3 + [named("ab")] * 2 + [named("ac")] * 2 + [named("bd")]

MANY = settings(max_examples=300, deadline=None)


@pytest.mark.parametrize(
    ("candidates", "ballots", "seats", "elected"), [("abcdefgh", RUNNING, 4, "abcd"), ("abcd", TWELFTH, 3, "acd")]
)
def test_the_examples_of_the_handbook_come_out_as_printed(candidates, ballots, seats, elected):
    election = Election(tuple(candidates), seats, "equal_shares", "seed")

    assert set(count(election, ballots).elected) == set(elected)
    assert committees_of(election, ballots) == [set(elected)]


def test_prices_and_payments_of_the_handbooks_example_are_as_printed():
    first, second, third = count(Election(tuple("abcd"), 3, "equal_shares", "seed"), TWELFTH).picks

    assert (first.elected, first.measure, first.supporters) == ("c", Fraction(1, 5), 5)
    assert (second.elected, second.measure) == ("a", Fraction(13, 40))
    assert second.paid == ((Fraction(13, 40), 2), (Fraction(7, 40), 2))
    assert (third.elected, third.phase) == ("d", "phragmen")


def test_money_that_could_buy_nobody_is_a_head_start_in_the_completion():
    """By hand: nine voters have 2/9 each; a costs 1/6 each, then c lacks 1/3 over three voters, b 7/9 over four."""
    ballots = [named("c")] * 3 + [named("a")] * 2 + [named("ab")] * 4
    election = Election(tuple("abc"), 2, "equal_shares", "seed")

    outcome = count(election, ballots)

    assert outcome.elected == ("a", "c")
    assert outcome.picks[1].measures == {"b": Fraction(7, 36), "c": Fraction(1, 9)}
    assert committees_of(election, ballots) == [{"a", "c"}]


@MANY
@given(elections("equal_shares"))
def test_the_committee_is_one_of_those_the_library_finds_for_some_lot(given_election):
    election, ballots = given_election

    theirs = committees_of(election, ballots)

    outcome = count(election, ballots)
    assert set(outcome.elected) in theirs
    if not outcome.drawn:
        assert len(theirs) == 1


@QUIETLY
@given(elections("equal_shares"))
def test_cohesive_groups_are_represented_as_extended_justified_representation_asks(given_election):
    election, ballots = given_election

    assert has("ejr", election, ballots, count(election, ballots).elected)


@QUIETLY
@given(elections("equal_shares"))
def test_every_seat_bought_is_paid_in_full_and_nobody_pays_more_than_the_price(given_election):
    election, ballots = given_election

    outcome = count(election, ballots)

    spent = Fraction(0)
    for pick in outcome.picks:
        if pick.phase == "equal_shares":
            assert sum(amount * number for amount, number in pick.paid) == 1
            assert sum(number for _, number in pick.paid) == pick.supporters
            assert pick.measure == min(pick.measures.values())
            assert max(amount for amount, _ in pick.paid) == pick.measure
            spent += 1
            assert pick.left == election.seats - spent
