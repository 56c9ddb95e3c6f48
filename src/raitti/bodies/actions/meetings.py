"""Planning meetings, calling people to them, changing and cancelling them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.bodies.actions import meeting_letters as letters
from raitti.bodies.actions.meeting_times import moments
from raitti.bodies.actions.standing_items import add_standing_items, keep_tasks_on_agenda
from raitti.bodies.facts.meetings import MeetingFacts, Texts
from raitti.bodies.models import Attendance, Body, Holding, Meeting, YearClockLine
from raitti.bodies.queries.attendance import to_be_called
from raitti.bodies.queries.meetings import is_late
from raitti.bodies.rules import may_call_meeting, may_cancel_meeting, may_change_meeting, may_plan_meetings
from raitti.core.audit import record
from raitti.core.shelf import content_changed
from raitti.core.texts import translated, versions
from raitti.core.verdicts import require
from raitti.directory.actions import checks
from raitti.directory.actions.checks import short
from raitti.directory.actions.saving import differences, set_fields

# A year's plan; a body that meets every week has 52.
MOST_AT_ONCE = 60


@transaction.atomic
def plan_meeting(body: Body, facts: MeetingFacts, *, actor: Any, now: datetime, is_example: bool = False) -> Meeting:
    """Put a meeting into the calendar, with the items every meeting has; nobody is called yet."""
    Body.objects.select_for_update().get(pk=body.pk)
    require(may_plan_meetings(actor, body, now=now))
    fields = _fields(facts, now=now)
    year = timezone.localdate(fields["starts"]).year
    number = (body.meetings.filter(year=year).aggregate(most=Max("number"))["most"] or 0) + 1
    meeting = Meeting(body=body, year=year, number=number, is_example=is_example, created=now, changed=now)
    set_fields(meeting, short(Meeting, fields))
    meeting.save()
    add_standing_items(meeting)
    record(actor, "planned meeting", meeting, now=now)
    return meeting


@transaction.atomic
def plan_year(body: Body, sittings: Sequence[MeetingFacts], *, actor: Any, now: datetime) -> list[Meeting]:
    """Plan the meetings of a year at once, in the order of their days; all of them or none."""
    if len(sittings) > MOST_AT_ONCE:
        checks.refuse("days", len(sittings), _("These are too many at once: at most %d.") % MOST_AT_ONCE, code="many")
    ordered = sorted(sittings, key=lambda each: (each.day, each.begins))
    return [plan_meeting(body, each, actor=actor, now=now) for each in ordered]


def _fields(facts: MeetingFacts, *, now: datetime) -> dict[str, Any]:
    starts, ends = moments(facts.day, facts.begins, facts.ends)
    if starts <= now:
        checks.refuse("day", facts.day, _("This moment has passed. Choose one to come."), code="past")
    way = checks.choice("way", facts.way, Meeting.Way.values)
    place, url = checks.texts("place", facts.place), checks.url(facts.remote_url, "remote_url")
    if way == Meeting.Way.REMOTE:
        place = {}
    if way == Meeting.Way.IN_PLACE:
        url = ""
    return {
        "starts": starts,
        "ends": ends,
        "title": checks.texts("title", facts.title),
        "way": way,
        "place": place,
        "remote_url": url,
        "is_public": facts.is_public,
    }


def locked(meeting: Meeting) -> Meeting:
    """The meeting as it is now, nobody else's until the transaction ends."""
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    found = Meeting.objects.select_related("body__steward", "body__setter", "led_by")
    return found.get(pk=meeting.pk)


@transaction.atomic
def change_meeting(meeting: Meeting, facts: MeetingFacts, *, actor: Any, now: datetime) -> Meeting:
    """Make a meeting what the facts say; those called already get a letter that changes it in their calendars."""
    meeting = locked(meeting)
    require(may_change_meeting(actor, meeting, now=now))
    fields = _fields(facts, now=now)
    changes = differences(meeting, fields)
    if not changes:
        return meeting
    set_fields(meeting, short(Meeting, fields))
    meeting.changed = now
    if meeting.state == Meeting.State.CALLED:
        meeting.sequence += 1
        keep_tasks_on_agenda(meeting)
    meeting.save()
    # A link of a remote meeting is nobody's but those who take part.
    changes.pop("remote_url", None)
    record(actor, "changed meeting", meeting, now=now, changes=changes)
    if meeting.state == Meeting.State.CALLED:
        for attendance in _asked(meeting):
            letters.tell_of_change(attendance, now=now)
        content_changed()
    return meeting


@transaction.atomic
def call_meeting(meeting: Meeting, *, late_reason: str = "", actor: Any, now: datetime) -> Meeting:
    """Call the members, the deputies of empty places and those with an office, with the agenda.

    A call later than the body's rule needs a reason, which stands in it.
    """
    meeting = locked(meeting)
    require(may_call_meeting(actor, meeting, now=now))
    reason = checks.text("late_reason", late_reason)
    late = is_late(meeting, now=now)
    if late and not reason:
        words = _("The call is to go out %d days before the meeting. Say why it comes later: it is told to everyone.")
        checks.refuse("late_reason", "", words % meeting.body.notice_days, code="late")
    keep_tasks_on_agenda(meeting)
    meeting.state, meeting.called, meeting.changed = Meeting.State.CALLED, now, now
    meeting.late_reason = reason if late else ""
    meeting.save()
    _call_everyone(meeting, now=now)
    record(actor, "called meeting", meeting, now=now, changes={"late": [None, meeting.late_reason]} if late else {})
    content_changed()
    return meeting


def _call_everyone(meeting: Meeting, *, now: datetime) -> None:
    called = to_be_called(meeting)
    filled = {own.seat_id for _who, own in called if own is not None and own.place == Holding.Place.MEMBER}
    for holder, holding in called:
        # A personal deputy is asked once the member cannot come, or where there is no member.
        waits = holding is not None and holding.place == Holding.Place.DEPUTY and holding.seat_id in filled
        attendance = Attendance.objects.create(
            meeting=meeting, holder=holder, holding=holding, asked=None if waits else now
        )
        if not waits:
            letters.call(attendance, now=now)


def _asked(meeting: Meeting) -> list[Attendance]:
    """Who has been called so far and has not said no."""
    found = meeting.attendances.exclude(asked=None).exclude(answer=Attendance.Answer.NOT_COMING)
    return list(found.select_related("holder", "holding__seat", "meeting__body"))


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, reason: str, actor: Any, now: datetime) -> Meeting:
    """Call a meeting off: those called are told why, and it leaves their calendars."""
    meeting = locked(meeting)
    require(may_cancel_meeting(actor, meeting, now=now))
    words = checks.text("reason", reason)
    if not words:
        checks.refuse("reason", "", _("Say why the meeting is cancelled."), code="missing")
    was_called = meeting.state == Meeting.State.CALLED
    meeting.state, meeting.cancelled, meeting.cancel_reason = Meeting.State.CANCELLED, now, words
    meeting.sequence, meeting.changed = meeting.sequence + 1, now
    meeting.save()
    record(actor, "cancelled meeting", meeting, now=now, changes={"reason": [None, words]})
    if was_called:
        for attendance in meeting.attendances.exclude(asked=None).select_related("holder", "meeting__body"):
            letters.tell_of_cancellation(attendance, now=now)
        content_changed()
    return meeting


@transaction.atomic
def set_year_clock(body: Body, year: int, months: Sequence[tuple[int, Texts]], *, actor: Any, now: datetime) -> None:
    """Say what a body takes up in which months of a year; takes the place of what was said before."""
    require(may_plan_meetings(actor, body, now=now))
    lines = [
        YearClockLine(body=body, year=year, month=month, text=translated(**text))
        for month, words in months
        if (text := checks.texts("text", words))
    ]
    before = [(line.month, versions(line.text)) for line in body.year_clock.filter(year=year)]
    if before == [(line.month, versions(line.text)) for line in lines]:
        return
    body.year_clock.filter(year=year).delete()
    YearClockLine.objects.bulk_create(lines)
    record(actor, "changed year clock", body, now=now, changes={"year": [year, year]})
