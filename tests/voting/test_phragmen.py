"""Sequential Phragmén elects what the published examples and the library abcvoting say."""

from fractions import Fraction

import pytest
from hypothesis import given

from raitti.voting import Election, count
from tests.voting.elections import QUIETLY, elections, named
from tests.voting.oracle import committees_of, has
from tests.voting.test_equal_shares import RUNNING, TWELFTH


@pytest.mark.parametrize(
    ("candidates", "ballots", "seats", "elected"), [("abcdefgh", RUNNING, 4, "abcd"), ("abcd", TWELFTH, 3, "bcd")]
)
def test_the_examples_of_the_handbook_come_out_as_printed(candidates, ballots, seats, elected):
    election = Election(tuple(candidates), seats, "phragmen", "seed")

    assert set(count(election, ballots).elected) == set(elected)
    assert committees_of(election, ballots) == [set(elected)]


def test_the_example_that_phragmen_himself_counted_comes_out_as_he_did():
    """1034 ABC, 519 PQR, 90 ABQ, 47 APQ; three seats (Phragmén 1894, told by Janson 2016)."""
    ballots = [named("ABC")] * 1034 + [named("PQR")] * 519 + [named("ABQ")] * 90 + [named("APQ")] * 47

    outcome = count(Election(tuple("ABCPQR"), 3, "phragmen", "seed"), ballots)

    assert outcome.elected == ("A", "Q", "B")
    assert outcome.picks[0].measure == Fraction(1, 1171)


@QUIETLY
@given(elections("phragmen"))
def test_the_committee_is_one_of_those_the_library_finds_for_some_lot(given_election):
    election, ballots = given_election

    theirs = committees_of(election, ballots)

    outcome = count(election, ballots)
    assert set(outcome.elected) in theirs
    if not outcome.drawn:
        assert len(theirs) == 1


@QUIETLY
@given(elections("phragmen"))
def test_cohesive_groups_are_represented_as_proportional_justified_representation_asks(given_election):
    election, ballots = given_election

    assert has("pjr", election, ballots, count(election, ballots).elected)


@QUIETLY
@given(elections("phragmen"))
def test_loads_never_shrink_from_seat_to_seat(given_election):
    election, ballots = given_election

    loads = [pick.measure for pick in count(election, ballots).picks if pick.measure is not None]

    assert loads == sorted(loads)
