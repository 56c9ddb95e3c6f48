"""Closing a vote: all ballots opened, shuffled and written anew at once, the key destroyed; then counted, published."""

from collections.abc import Iterable
from datetime import datetime
from random import SystemRandom
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti import voting
from raitti.bodies import election_keys
from raitti.bodies.ballot_papers import Paper, open_paper
from raitti.bodies.election_faults import fault_in_words
from raitti.bodies.models import GRACE, Ballot, Election
from raitti.bodies.queries.elections import outcome_of
from raitti.bodies.rules import may_close_election, may_count_election, may_publish_election
from raitti.core.audit import System, record
from raitti.core.daily import daily
from raitti.core.jobs import QUICK, job
from raitti.core.sealing import Unreadable
from raitti.core.shelf import content_changed
from raitti.core.verdicts import Refused, Verdict, require
from raitti.directory.actions import checks

_BATCH = 500
_PROGRAM = System("Raitti")
State = Election.State


@transaction.atomic
def close_election(election: Election, *, actor: Any, now: datetime) -> Election:
    """Open all ballots, or none: whoever has the database cannot tell afterwards which voter's a ballot is.

    The ballots are written by one transaction, in the order of a shuffle and under ids drawn anew, and what was
    sealed is deleted by the same; so neither ids nor the order or mark of rows says which came when. The key goes
    when this has been committed; a process killed just before that leaves it to `destroy_old_keys`.
    """
    election = _locked(election)
    require(may_close_election(actor, election, now=now))
    try:
        private = election_keys.read_key(election.uid)
    except election_keys.KeyLost as lost:
        raise Refused(
            Verdict(
                "key_lost",
                _("The key that opens the ballots is not on this server. Bring its file back from where the server's "
                  "data were moved; if it is lost, nobody can read the ballots: cancel the election and hold it anew."),
            )
        ) from lost  # fmt: skip
    papers, unreadable = _opened(election, private)
    SystemRandom().shuffle(papers)
    election.sealed_ballots.all().delete()
    rows = [Ballot(election=election, receipt=paper.receipt, choices=list(paper.choices)) for paper in papers]
    Ballot.objects.bulk_create(rows, batch_size=_BATCH)
    election.state, election.closed, election.public_key = State.CLOSED, now, ""
    election.unreadable = unreadable
    election.save()
    transaction.on_commit(lambda: election_keys.destroy_key(election.uid))
    record(actor, "closed election", election, now=now, changes={"ballots": [None, len(rows)]})
    content_changed()
    return election


def _opened(election: Election, private: bytes) -> tuple[list[Paper], int]:
    """The ballots, and how many rows are none: what cannot be read, and what says a receipt a second time."""
    papers: dict[str, Paper] = {}
    unreadable = 0
    rows: Iterable[Any] = election.sealed_ballots.values_list("sealed", flat=True)
    for sealed in rows:
        try:
            paper = open_paper(election, private, bytes(sealed))
        except Unreadable:
            unreadable += 1
            continue
        if paper.receipt in papers:
            unreadable += 1
        papers.setdefault(paper.receipt, paper)
    return list(papers.values()), unreadable


@transaction.atomic
def count_election(election: Election, *, actor: Any, now: datetime) -> voting.Outcome:
    """Count the ballots and keep who was elected. Raises `Refused` with the reason where nobody can be."""
    election = _locked(election)
    require(may_count_election(actor, election, now=now))
    try:
        outcome = outcome_of(election)
    except voting.BadElection as bad:
        checks.refuse("", "", fault_in_words(bad.fault), code=bad.fault.code)
    places = {int(number): place for place, number in enumerate(outcome.elected, start=1)}
    for candidate in election.candidates.all():
        candidate.place = places.get(candidate.number)
        candidate.save(update_fields=["place"])
    election.state = State.COUNTED
    election.save(update_fields=["state"])
    record(actor, "counted election", election, now=now, changes={"elected": [None, list(outcome.elected)]})
    return outcome


@transaction.atomic
def publish_election(election: Election, *, actor: Any, now: datetime) -> Election:
    """Show everyone the result, the count explained and all ballots."""
    election = _locked(election)
    require(may_publish_election(actor, election, now=now))
    election.state, election.published = State.PUBLISHED, now
    election.save(update_fields=["state", "published"])
    record(actor, "published election", election, now=now)
    content_changed()
    return election


def _locked(election: Election) -> Election:
    known = Election.objects.select_for_update(of=("self",)).select_related("body__steward", "body__setter")
    return known.get(pk=election.pk)


def close_later(election: Election) -> None:
    """Have the vote closed and counted when its time is over and the last ballots have come in."""
    if election.closes is None:
        raise ValueError("a vote without an end cannot be closed")
    close_when_due.using(run_after=election.closes + GRACE).enqueue(str(election.uid))


@job(queue_name=QUICK)
def close_when_due(uid: str) -> None:
    """Close and count one election; done before, or cancelled, nothing is left to do."""
    _settle(UUID(uid), now=timezone.now())


def _settle(uid: UUID, *, now: datetime) -> None:
    election = Election.objects.select_related("body").filter(uid=uid).first()
    if election is not None and election.state == State.OPEN and may_close_election(_PROGRAM, election, now=now):
        election = close_election(election, actor=_PROGRAM, now=now)
    if election is not None and election.state == State.CLOSED:
        try:
            count_election(election, actor=_PROGRAM, now=now)
        except Refused:
            # Its page says why; a person decides what is done.
            return


@daily("close votes and destroy keys left behind")
def close_due_elections(now: datetime) -> None:
    """Close what no worker closed in time, and destroy keys whose votes are over."""
    for uid in Election.objects.filter(state=State.OPEN, closes__lte=now - GRACE).values_list("uid", flat=True):
        try:
            _settle(uid, now=now)
        except Refused:
            # The key is lost: its page says so, and the other votes are closed all the same.
            continue
    destroy_old_keys(now)


def destroy_old_keys(now: datetime) -> None:
    """Destroy the keys of votes that are not open: a process was killed before it could. A key whose election is
    still being opened has nothing to tell yet, but is left alone for a day."""
    known = dict(Election.objects.values_list("uid", "state"))
    for uid in election_keys.keys_there():
        if known.get(uid) in {State.OPEN, State.DRAFT}:
            continue
        election_keys.destroy_key(uid)
