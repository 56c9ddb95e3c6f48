"""Many vote in the same moment: no ballot is lost, none is doubled, and none comes in after closing."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from django.db import connection

from raitti.bodies.actions.closing import close_election
from raitti.bodies.models import GRACE, Ballot, SealedBallot
from tests.bodies.elections import PROGRAM, cast, keys_in, opened
from tests.directory.actions.test_two_at_once import are, at_once

pytestmark = pytest.mark.django_db(transaction=True)
GUARD = ' AND NOT "bodies_voter"."voted"'


@pytest.fixture(autouse=True)
def keys(tmp_path: Path) -> Iterator[Path]:
    with keys_in(tmp_path) as folder:
        yield folder


def meeting(act: Callable[[], object], barrier: Barrier, *, guarded: bool) -> Callable[[], object]:
    """An act that waits for another just before it marks its voter, when both have found the vote unused."""

    def wait(execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        if sql.startswith('UPDATE "bodies_voter"'):
            assert GUARD in sql, "the statement that marks a voter has changed: so must this test"
            # On SQLite one writer is alone: the other cannot come so far.
            with suppress(BrokenBarrierError):
                barrier.wait(timeout=2)
            sql = sql if guarded else sql.replace(GUARD, "")
        return execute(sql, params, many, context)

    def carry_out() -> object:
        with connection.execute_wrapper(wait):
            return act()

    return carry_out


def vote_twice(now, *, guarded: bool) -> list[str]:
    election = opened(now=now)
    voter = election.voters.first()
    barrier = Barrier(2)
    acts = [lambda choice=choice: cast(voter, [choice], now=now) for choice in (1, 2)]
    return at_once(*(meeting(act, barrier, guarded=guarded) for act in acts))


def test_of_two_ballots_sent_at_once_with_one_vote_one_is_taken(now):
    outcomes = vote_twice(now, guarded=True)
    assert are(outcomes, "done", "voted")
    assert SealedBallot.objects.count() == outcomes.count("done")


def test_without_the_guard_there_would_be_two(now):
    """That the test above can fail: the same meeting with the guard taken out of the statement."""
    if connection.vendor != "postgresql":
        # Writers are alone there, guard or not: the second one's first look finds the vote used.
        assert vote_twice(now, guarded=False).count("done") <= 1
        return
    assert vote_twice(now, guarded=False) == ["done", "done"]
    assert SealedBallot.objects.count() == 2


def test_all_who_vote_at_once_have_one_ballot_each(now):
    election = opened(now=now, voters=8)
    voters = list(election.voters.all())
    outcomes = at_once(*(lambda voter=voter: cast(voter, [1], now=now) for voter in voters))
    assert are(outcomes, *["done"] * len(voters))
    assert SealedBallot.objects.count() == outcomes.count("done") == election.voters.filter(voted=True).count()


@pytest.mark.parametrize("again", range(4))
def test_a_ballot_that_meets_the_closing_is_either_counted_or_refused(now, again):
    election = opened(now=now, voters=2)
    first, second = election.voters.all()
    cast(first, [1], now=now)
    outcomes = at_once(
        lambda: cast(second, [2], now=now),
        lambda: close_election(election, actor=PROGRAM, now=election.closes + GRACE),
    )
    second.refresh_from_db()
    election.refresh_from_db()
    if election.state == "closed":
        assert Ballot.objects.count() == 1 + second.voted
        assert not SealedBallot.objects.exists()
    assert set(outcomes) <= {"done", "over", "busy"}
