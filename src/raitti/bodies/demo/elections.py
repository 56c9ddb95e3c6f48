"""The demo's elections: a committee of eight that has been elected, and a chair who is being elected."""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from raitti.bodies.actions.ballots import cast_ballot
from raitti.bodies.actions.closing import close_election, count_election, publish_election
from raitti.bodies.actions.elections import open_election, save_candidate, save_election, save_quota
from raitti.bodies.ballot_papers import give_in_hand
from raitti.bodies.facts.elections import CandidateFacts, ElectionFacts, QuotaFacts
from raitti.bodies.models import GRACE, Body, Election
from raitti.core.audit import LinkHolder

_FILE = Path(__file__).resolve().parents[1] / "data" / "elections.toml"
_VOTE = timedelta(days=14)
_CLOSES = time(16, 0)
Row = Mapping[str, Any]


def load_elections(bodies: Mapping[str, Body], *, actor: Any, now: datetime) -> None:
    """Hold the elections of those bodies of the demo that are there."""
    for row in tomllib.loads(_FILE.read_text(encoding="utf-8"))["election"]:
        if row["body"] in bodies:
            _hold(row, bodies[row["body"]], actor=actor, now=now)


def _hold(row: Row, body: Body, *, actor: Any, now: datetime) -> Election:
    closes = timezone.make_aware(datetime.combine(timezone.localdate(now) + timedelta(days=row["days"]), _CLOSES))
    opens = min(now, closes - _VOTE)
    facts = ElectionFacts(
        name=row["name"],
        text=row["text"],
        rule=row["rule"],
        seats=row["seats"],
        roll=Election.Roll.ASSOCIATIONS,
        areas=tuple(body.areas.all()),
        closes=closes,
        is_example=True,
    )
    election = save_election(body, facts, actor=actor, now=opens)
    for name in row["candidates"]:
        save_candidate(election, CandidateFacts(name), actor=actor, now=opens)
    for quota in row.get("quota", ()):
        about = QuotaFacts(quota["name"], tuple(quota["candidates"]), at_least=quota["at_least"])
        save_quota(election, about, actor=actor, now=opens)
    election = open_election(election, actor=actor, now=opens)
    voters = election.voters.order_by("pk")
    for voter, choices in zip(voters, _ballots(row), strict=False):
        in_hand = give_in_hand(voter, now=opens)
        cast_ballot(voter, choices, in_hand=in_hand, actor=LinkHolder("a voter"), now=opens)
    if row["state"] == Election.State.PUBLISHED:
        election = close_election(election, actor=actor, now=closes + GRACE)
        count_election(election, actor=actor, now=closes + GRACE)
        election = publish_election(election, actor=actor, now=closes + GRACE)
    return election


def _ballots(row: Row) -> Iterator[list[int]]:
    for kind in row["ballots"]:
        yield from [kind["choices"]] * kind["number"]
