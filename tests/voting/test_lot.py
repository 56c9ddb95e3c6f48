"""The lot is an order that others can draw again, without this program."""

import shutil
import subprocess

import pytest

from raitti.voting import Election, count, lot_order
from tests.voting.elections import named, ordered


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="needs the command sha256sum")
def test_the_lot_can_be_drawn_again_with_a_shell():
    seed, candidates = "Arvonta 3.12.2026, ärjy", ["Mäki", "Niemi", "Å-sällskapet", "7"]
    digests = {
        candidate: subprocess.run(
            ["sha256sum"], input=f"{seed}:{candidate}".encode(), capture_output=True, check=True
        ).stdout.split()[0]
        for candidate in candidates
    }

    assert lot_order(seed, candidates) == tuple(sorted(candidates, key=digests.__getitem__))


def test_the_lot_is_the_same_in_whatever_order_candidates_stand():
    assert lot_order("seed", "abcdef") == lot_order("seed", "fcadbe")


def test_other_seeds_draw_other_lots_and_everyone_comes_first_about_as_often():
    first = [lot_order(str(seed), "abcd")[0] for seed in range(4000)]

    assert all(900 < first.count(letter) < 1100 for letter in "abcd")


@pytest.mark.parametrize("rule", ["approval", "equal_shares", "phragmen"])
def test_the_earlier_in_the_lot_is_elected_of_equals(rule):
    for seed in "123456":
        outcome = count(Election(tuple("abcd"), 1, rule, seed), [named("a"), named("b"), named("c")])

        assert outcome.elected == tuple(name for name in outcome.lot if name in "abc")[:1]
        assert outcome.picks[0].tie.chosen == outcome.elected[0]
        assert outcome.picks[0].tie.candidates == tuple(name for name in outcome.lot if name in "abc")
        assert outcome.drawn


@pytest.mark.parametrize("rule", ["instant_runoff", "stv"])
def test_the_latest_in_the_lot_is_excluded_of_equals(rule):
    for seed in "123456":
        outcome = count(Election(tuple("abc"), 1, rule, seed), [ordered("a"), ordered("b"), ordered("c")])

        assert outcome.stages[1].candidate == outcome.lot[-1]
        assert outcome.elected == outcome.lot[:1]
        assert outcome.drawn


def test_where_nobody_is_equal_no_lot_is_drawn():
    ballots = [named("a")] * 3 + [named("b")] * 2

    assert not count(Election(tuple("abc"), 1, "approval", "seed"), ballots).drawn
