"""A meeting while it goes on: opened, who is there, what becomes of each item, closed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.bodies.actions.meetings import locked
from raitti.bodies.actions.standing_items import TOLD
from raitti.bodies.facts.meetings import RecordFacts, TaskFacts
from raitti.bodies.models import AgendaItem, Attendance, Conflict, Holder, Meeting, MeetingTask, Minutes
from raitti.bodies.queries.attendance import count_of, left_out_of, officers_of, to_be_called
from raitti.bodies.rules import may_finish_task, may_run_meeting, may_write_minutes
from raitti.core.audit import record
from raitti.core.texts import translated, versions
from raitti.core.verdicts import Refused, Verdict, require
from raitti.directory.actions import checks
from raitti.directory.actions.saving import differences, set_fields

Outcome, Presence, State = AgendaItem.Outcome, Attendance.Presence, Meeting.State


@transaction.atomic
def open_meeting(meeting: Meeting, *, actor: Any, now: datetime) -> Meeting:
    """Begin a meeting and the draft of its minutes. Whoever came into a seat since the call is there to be marked."""
    meeting = locked(meeting)
    require(may_run_meeting(actor, meeting, now=now))
    if meeting.state != State.CALLED:
        return meeting
    meeting.state, meeting.opened, meeting.changed = State.SITTING, now, now
    meeting.save()
    known = set(meeting.attendances.values_list("holder", flat=True))
    for holder, holding in to_be_called(meeting):
        if holder.pk not in known:
            Attendance.objects.create(meeting=meeting, holder=holder, holding=holding, asked=now)
    Minutes.objects.get_or_create(meeting=meeting, defaults={"changed": now})
    record(actor, "opened meeting", meeting, now=now)
    return meeting


@dataclass(frozen=True, kw_only=True)
class Mark:
    """Whether somebody came, and from when until when where not all the time."""

    presence: str = ""
    arrived: datetime | None = None
    left: datetime | None = None


@transaction.atomic
def mark_attendance(
    meeting: Meeting, marks: Mapping[int, Mark], *, led_by: int | None = None, actor: Any, now: datetime
) -> None:
    """Mark who came, by the id of their attendance, and who leads the meeting, by that of a holder."""
    meeting = locked(meeting)
    require(may_write_minutes(actor, meeting, now=now))
    changed = []
    for attendance in meeting.attendances.all():
        mark = marks.get(attendance.pk)
        if mark is None or mark == Mark(presence=attendance.presence, arrived=attendance.arrived, left=attendance.left):
            continue
        checks.choice(f"presence_{attendance.pk}", mark.presence, ["", *Presence.values])
        if mark.arrived and mark.left and mark.left < mark.arrived:
            checks.refuse(f"left_{attendance.pk}", mark.left, _("They left before they arrived."), code="order")
        attendance.presence = mark.presence
        is_there = mark.presence == Presence.PRESENT
        attendance.arrived, attendance.left = (mark.arrived, mark.left) if is_there else (None, None)
        changed.append(attendance)
    Attendance.objects.bulk_update(changed, ["presence", "arrived", "left"])
    if led_by is not None:
        _set_leader(meeting, led_by)
    if changed:
        record(actor, "marked attendance", meeting, now=now, changes={"number": [None, len(changed)]})


def _set_leader(meeting: Meeting, key: int) -> None:
    is_there = meeting.attendances.filter(holder=key, presence=Presence.PRESENT).exists()
    if key and not is_there:
        checks.refuse("led_by", key, _("Only somebody who is present leads the meeting."), code="absent")
    meeting.led_by = Holder.objects.get(pk=key) if key else None
    meeting.save(update_fields=["led_by"])


def held_item(item: AgendaItem, *, actor: Any, now: datetime) -> AgendaItem:
    """The item as it is now, for whoever may write of it, nobody else's until the transaction ends."""
    meeting = locked(item.meeting)
    require(may_write_minutes(actor, meeting, now=now))
    held = AgendaItem.objects.select_for_update().get(pk=item.pk)
    held.meeting = meeting
    return held


@transaction.atomic
def write_item(item: AgendaItem, facts: RecordFacts, *, seen: int, actor: Any, now: datetime) -> AgendaItem:
    """Write what was said and decided of an item. `seen` is the version the writer began from: where somebody has
    written since, nothing is written and the writer is told, so that no words are lost."""
    item = held_item(item, actor=actor, now=now)
    fields = _fields(item, facts, now=now)
    changes = differences(item, fields)
    if not changes:
        return item
    if seen != item.version:
        reason = _("%(person)s has written here meanwhile. Both texts are below: put them together and save again.")
        raise Refused(Verdict("written_meanwhile", reason % {"person": item.written_by or "…"}, {"field": "record"}))
    if changes.keys() & {"outcome", "votes_for", "votes_against", "votes_blank"}:
        fields["decided"] = _moment(item, now=now) if facts.outcome else None
    set_fields(item, fields)
    item.version, item.written, item.written_by = item.version + 1, now, str(actor)[:200]
    item.save()
    # What is confidential has no business in the trail.
    said = {"number": [item.position, item.position]}
    record(actor, "wrote minutes", item.meeting, now=now, changes=said)
    return item


def write_outcome(item: AgendaItem, outcome: str, *, actor: Any, now: datetime) -> AgendaItem:
    """Say of an item held already what became of it, and leave its words as they are."""
    facts = RecordFacts(outcome=outcome, decision=versions(item.decision), record=versions(item.record))
    return write_item(item, facts, seen=item.version, actor=actor, now=now)


def _moment(item: AgendaItem, *, now: datetime) -> datetime:
    """When an item is, or was, decided."""
    if item.meeting.state == State.SITTING:
        return now
    return item.decided or item.meeting.closed or now


def _fields(item: AgendaItem, facts: RecordFacts, *, now: datetime) -> dict[str, Any]:
    outcome = checks.choice("outcome", facts.outcome, ["", *Outcome.values])
    tally = {"votes_for": None, "votes_against": None, "votes_blank": None}
    is_changed = outcome != item.outcome
    at = _moment(item, now=now)
    if outcome and is_changed:
        _require_quorum(item, outcome, at=at)
    if outcome == Outcome.VOTE:
        tally = {name: getattr(facts, name) for name in tally}
        _check_tally(item, tally, at=at if is_changed else item.decided or at)
    return {
        "outcome": outcome,
        "decision": checks.texts("decision", facts.decision),
        "record": checks.texts("record", facts.record),
        **tally,
    }


def _require_quorum(item: AgendaItem, outcome: str, *, at: datetime) -> None:
    if outcome == Outcome.NOT_DECIDED or (outcome == Outcome.NOTED and item.standing in TOLD):
        return
    count = count_of(item.meeting, at, without=left_out_of(item))
    if count.is_enough:
        return
    words = {"present": count.present, "needed": count.needed, "seats": count.seats}
    reason = _(
        "There is no quorum in this matter: %(present)d of %(seats)d seats are represented, %(needed)d must be. "
        "It can only be marked as not decided."
    )
    checks.refuse("outcome", outcome, reason % words, code="no_quorum")


def _check_tally(item: AgendaItem, tally: Mapping[str, int | None], *, at: datetime) -> None:
    for name, votes in tally.items():
        if votes is not None and votes < 0:
            checks.refuse(name, votes, _("There cannot be fewer than no votes."), code="negative")
    if tally["votes_for"] is None or tally["votes_against"] is None:
        checks.refuse("votes_for", "", _("Write how many voted for and how many against."), code="missing")
    cast = sum(votes or 0 for votes in tally.values())
    voters = count_of(item.meeting, at, without=left_out_of(item)).present
    if cast > voters:
        reason = _("These are %(cast)d votes, and only %(voters)d could vote in this matter.")
        checks.refuse("votes_for", cast, reason % {"cast": cast, "voters": voters}, code="too_many")
    if not cast:
        checks.refuse("votes_for", cast, _("Nobody has voted."), code="none")


@transaction.atomic
def note_conflict(item: AgendaItem, holder: Holder, *, reason: str = "", actor: Any, now: datetime) -> Conflict:
    """Note that somebody takes no part in an item: they count neither to its quorum nor among those who vote."""
    item = held_item(item, actor=actor, now=now)
    if item.outcome:
        raise Refused(Verdict("decided", _("The matter has been decided. Take the decision back first.")))
    if not item.meeting.attendances.filter(holder=holder).exists():
        checks.refuse("holder", holder, _("Only those called to the meeting take part in it."), code="unknown")
    words = checks.text("reason", reason)[:300]
    made, is_new = Conflict.objects.get_or_create(item=item, holder=holder, defaults={"reason": words, "noted": now})
    if is_new:
        record(actor, "noted conflict", item.meeting, now=now, changes={"number": [None, item.position]})
    return made


@transaction.atomic
def withdraw_conflict(conflict: Conflict, *, actor: Any, now: datetime) -> None:
    """Take back that somebody takes no part in an item."""
    item = held_item(conflict.item, actor=actor, now=now)
    if item.outcome:
        raise Refused(Verdict("decided", _("The matter has been decided. Take the decision back first.")))
    record(actor, "withdrew conflict", item.meeting, now=now, changes={"number": [item.position, None]})
    conflict.delete()


@transaction.atomic
def give_task(item: AgendaItem, facts: TaskFacts, *, actor: Any, now: datetime) -> MeetingTask:
    """Leave something to be done by somebody; it is on the next agenda until it is."""
    item = held_item(item, actor=actor, now=now)
    text = checks.texts("text", facts.text)
    if not text:
        checks.refuse("text", "", _("Write what is to be done."), code="missing")
    owner = Holder.objects.filter(pk=facts.owner, attendances__meeting=item.meeting).first()
    if owner is None:
        checks.refuse("owner", facts.owner, _("Choose who does it from those called to the meeting."), code="unknown")
    task = MeetingTask.objects.create(
        body=item.meeting.body, item=item, text=translated(**text), owner=owner, due=facts.due, agreed=now
    )
    record(actor, "gave task", item.meeting, now=now, changes={"number": [None, item.position]})
    return task


@transaction.atomic
def finish_task(task: MeetingTask, *, note: str = "", actor: Any, now: datetime) -> MeetingTask:
    """Say that something is done: it comes back no more."""
    task = MeetingTask.objects.select_for_update().get(pk=task.pk)
    require(may_finish_task(actor, task, now=now))
    task.done_on, task.done_note = timezone.localdate(now), checks.text("note", note)[:300]
    task.save(update_fields=["done_on", "done_note"])
    record(actor, "finished task", task.item.meeting, now=now)
    return task


@transaction.atomic
def close_meeting(meeting: Meeting, *, actor: Any, now: datetime) -> Meeting:
    """End a meeting once it is said of every matter what became of it."""
    meeting = locked(meeting)
    require(may_run_meeting(actor, meeting, now=now))
    if meeting.state == State.CALLED:
        raise Refused(Verdict("not_open", _("The meeting has not been opened yet.")))
    if meeting.state == State.HELD:
        return meeting
    open_still = list(meeting.items.filter(outcome="").order_by("position"))
    told = (*TOLD, AgendaItem.Standing.TASKS)
    left = [item for item in open_still if item.standing not in told]
    if left:
        reason = _("Say first what became of § %s.") % ", § ".join(str(item.position) for item in left)
        raise Refused(Verdict("undecided", reason))
    for item in open_still:
        item.outcome, item.decided = Outcome.NOTED, now
    AgendaItem.objects.bulk_update(open_still, ["outcome", "decided"])
    if meeting.led_by is None:
        meeting.led_by = _leader_present(meeting)
    meeting.state, meeting.closed, meeting.changed = State.HELD, now, now
    meeting.save()
    record(actor, "closed meeting", meeting, now=now)
    return meeting


def _leader_present(meeting: Meeting) -> Holder | None:
    """The chair if present, else the vice chair."""
    present = set(meeting.attendances.filter(presence=Presence.PRESENT).values_list("holder", flat=True))
    officers = officers_of(meeting)
    leaders = (*officers.get("chair", ()), *officers.get("vice_chair", ()))
    return next((holder for holder in leaders if holder.pk in present), None)
