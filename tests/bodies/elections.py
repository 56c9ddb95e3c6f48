"""Votes held in tests: an election with candidates, opened, and ballots cast in it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.test import override_settings

from raitti.bodies.actions.ballots import cast_ballot
from raitti.bodies.actions.closing import close_election, count_election
from raitti.bodies.actions.elections import open_election
from raitti.bodies.ballot_papers import give_in_hand
from raitti.bodies.models import GRACE, Body, Election, Voter
from raitti.core.audit import LinkHolder, System
from tests.bodies.factories import BodyFactory, CandidateFactory, ElectionFactory
from tests.factories import OrganisationFactory

PROGRAM = System("test")
READER = LinkHolder("a voter")
OPEN_FOR = timedelta(days=7)


@contextmanager
def keys_in(folder: Path) -> Iterator[Path]:
    with override_settings(ELECTION_KEYS=folder / "election-keys"):
        yield folder / "election-keys"


def prepared(
    *, now: datetime, voters: int = 3, candidates: int = 4, body: Body | None = None, **fields: Any
) -> Election:
    """An election among some associations, everything ready for its vote to be opened."""
    # No association itself, so that it is not on the roll.
    town = OrganisationFactory(kind="municipality")
    body = body or BodyFactory(setter=town, steward=town)
    election: Election = ElectionFactory(body=body, closes=now + OPEN_FOR, **fields)
    for number in range(1, candidates + 1):
        CandidateFactory(election=election, number=number)
    for number in range(voters):
        OrganisationFactory(email=f"aanestaja{number}@esimerkki.example")
    return election


def opened(*, now: datetime, **options: Any) -> Election:
    return open_election(prepared(now=now, **options), actor=PROGRAM, now=now)


def cast(voter: Voter, choices: Sequence[int], *, now: datetime, actor: Any = READER) -> str:
    """Cast a ballot as a page would: taken in hand, then sent; its receipt."""
    return cast_ballot(voter, choices, in_hand=give_in_hand(voter, now=now), actor=actor, now=now)


def closed(election: Election) -> Election:
    assert election.closes is not None
    return close_election(election, actor=PROGRAM, now=election.closes + GRACE)


def counted(election: Election) -> Election:
    election = closed(election)
    assert election.closed is not None
    count_election(election, actor=PROGRAM, now=election.closed)
    election.refresh_from_db()
    return election
