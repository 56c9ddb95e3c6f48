"""From a call to a vote and from the vote to seats: those nominated stand as candidates, those elected sit."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from raitti import voting
from raitti.bodies.actions.appointing import seat_candidate
from raitti.bodies.actions.elections import locked, save_candidate, withdraw_candidate
from raitti.bodies.actions.seating import seat_person
from raitti.bodies.facts.elections import CandidateFacts
from raitti.bodies.facts.seating import HolderFacts, Sitting
from raitti.bodies.models import Call, Candidate, Election, ElectionCandidate, ElectionQuota, Holding, Seat
from raitti.bodies.queries.elections import nominees_of, problem_of
from raitti.bodies.rules import may_seat_elected, may_take_candidates
from raitti.core.audit import System, record
from raitti.core.shelf import content_changed
from raitti.core.texts import pick
from raitti.core.verdicts import Refused, Verdict, require
from raitti.directory.actions import checks

_PROGRAM = System("Raitti")
State = Election.State


@dataclass(frozen=True)
class Taken:
    """How many of a call's nominees were put up, and how many were not: without their yes to stand under their name."""

    put_up: int
    left_out: int


@transaction.atomic
def take_candidates(election: Election, call: Call, *, actor: Any, now: datetime) -> Taken:
    """Put up those nominated in a call as members who have said yes, and yes to their name being seen.

    Personal deputies are not voted on. Those who wished for seats of one theme make a quota: no more of them are
    elected than the call has seats of the theme, unless too few would be left to elect. Taken again, only those are
    added who are not there yet.
    """
    election = locked(election)
    require(may_take_candidates(actor, election, call, now=now))
    fit, others = nominees_of(call)
    there = set(election.candidates.exclude(nominee=None).values_list("nominee", flat=True))
    put_up: list[tuple[Candidate, ElectionCandidate]] = []
    for each in fit:
        if each.pk not in there:
            facts = CandidateFacts(each.name, each.nomination.organisation, nominee=each)
            put_up.append((each, save_candidate(election, facts, actor=actor, now=now)))
    if election.seats > 1:
        _group(election, call, put_up)
    record(actor, "took candidates of call", election, now=now, changes={"candidates": [None, len(put_up)]})
    return Taken(len(put_up), len(others))


def _group(election: Election, call: Call, put_up: list[tuple[Candidate, ElectionCandidate]]) -> None:
    """Quotas by the theme of the seat wished for; one that is there already under the name gets the new ones too."""
    seats: dict[int, int] = defaultdict(int)
    for seat in call.seats.all():
        if seat.topic_id is not None:
            seats[seat.topic_id] += 1
    groups: dict[int, list[ElectionCandidate]] = defaultdict(list)
    topics: dict[int, Any] = {}
    for nominee, candidate in put_up:
        topic = nominee.wished.topic if nominee.wished is not None else None
        if topic is not None:
            groups[topic.pk].append(candidate)
            topics[topic.pk] = topic
    known = {pick(quota.name, "fi").value: quota for quota in election.quotas.all()}
    made = []
    for key, candidates in sorted(groups.items()):
        quota = known.get(pick(topics[key].name, "fi").value)
        if quota is None:
            quota = ElectionQuota.objects.create(election=election, name=topics[key].name, at_most=seats[key] or None)
            made.append(quota.pk)
        quota.candidates.add(*candidates)
    try:
        voting.check_election(problem_of(election))
    except voting.BadElection as bad:
        # Too few candidates may still become enough; quotas that cannot be kept are left for the keeper to set.
        if bad.fault.code != "too_few_candidates":
            election.quotas.filter(pk__in=made).update(at_most=None)


def strike_nominee(nominee: Candidate, *, now: datetime) -> None:
    """Strike somebody from votes that are not over, who is willing no longer or not under their name."""
    over = {State.CLOSED, State.COUNTED, State.PUBLISHED, State.CANCELLED}
    for one in nominee.stands_in.filter(withdrawn=None).exclude(election__state__in=over):
        withdraw_candidate(one, actor=_PROGRAM, now=now)


def forget_nominees(nominees: QuerySet[Candidate], *, now: datetime) -> None:
    """Remove the names of those who ask for it from every vote they stood in; numbers, results and ballots stay."""
    for nominee in nominees.filter(stands_in__isnull=False).distinct():
        strike_nominee(nominee, now=now)
    gone = ElectionCandidate.objects.filter(nominee__in=nominees)
    if gone.update(name="", text="", holder=None, nominee=None):
        content_changed()


@transaction.atomic
def seat_elected(
    candidate: ElectionCandidate,
    seat: Seat,
    place: str,
    *,
    since: date,
    email: str = "",
    actor: Any,
    now: datetime,
) -> Holding:
    """Give somebody elected a seat, as its member or as the member's personal deputy.

    Who was nominated in a call is seated as that call's appointing does. Others are known by name and `email`, and
    their names are seen by nobody before they say so themselves. Raises `Refused` with a code: `unpublished`,
    `not_elected`, `seated`, `no_consent`, `organisation_closed`, and those of `seating.seat_person`.
    """
    election = locked(candidate.election)
    require(may_seat_elected(actor, election, now=now))
    candidate = election.candidates.select_related("nominee__nomination__organisation", "organisation").get(
        pk=candidate.pk
    )
    if candidate.place is None:
        checks.refuse("candidate", "", _("Only those elected get a seat by the election."), code="not_elected")
    if candidate.holding_id is not None:
        checks.refuse("candidate", "", _("They have been given a seat already."), code="seated")
    if seat.body_id != election.body_id:
        raise Refused(Verdict("other_body", _("This seat is of another body.")))
    if candidate.nominee is not None:
        holding = seat_candidate(candidate.nominee, seat, place, since=since, actor=actor, now=now)
    else:
        who = candidate.holder or HolderFacts(name=candidate.name, email=email)
        sitting = Sitting(since=since, place=place, nominated_by=candidate.organisation)
        holding = seat_person(seat, who, sitting, actor=actor, now=now, is_decided=True)
    candidate.holding, candidate.holder = holding, holding.holder
    candidate.save(update_fields=["holding", "holder"])
    record(actor, "gave seat to elected", election, now=now)
    return holding
