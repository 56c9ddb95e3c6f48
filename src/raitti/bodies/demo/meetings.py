"""The demo's meetings: one held with a deputy and published minutes, one called with its agenda, tasks left to do.

The meeting held is written as it stands: letters about what is long past would only fill the demo's post box.
"""

import tomllib
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from raitti.bodies import meeting_entries
from raitti.bodies.actions import agenda, meetings
from raitti.bodies.actions.standing_items import add_standing_items
from raitti.bodies.facts.meetings import ItemFacts, MeetingFacts
from raitti.bodies.models import (
    AgendaItem,
    Attendance,
    Body,
    Meeting,
    MeetingTask,
    Minutes,
    MinutesCheck,
    Office,
)
from raitti.bodies.queries.attendance import attendances_of, officers_of, to_be_called
from raitti.core.shelf import content_changed
from raitti.core.texts import translated
from raitti.search import actions as search

_FILE = Path(__file__).resolve().parents[1] / "data" / "meetings.toml"
Row = Mapping[str, Any]
_BEGINS, _ENDS = time(13), time(15)
# As many as make a quorum of the demo's largest body and can check the minutes besides.
_FEWEST = 4


def load(bodies: Mapping[str, Body], *, actor: Any, now: datetime) -> None:
    """Load the meetings of the demo's body; nothing where it is missing or has meetings already."""
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    body = bodies.get(rows["body"])
    if body is None or body.meetings.exists():
        return
    _hold(body, rows["held"], now=now)
    _call(body, rows["coming"], actor=actor, now=now)
    year = timezone.localdate(now).year
    for each in (year, year + 1):
        months = [(int(month), words) for month, words in rows["clock"].items()]
        meetings.set_year_clock(body, each, months, actor=actor, now=now)
    content_changed()


def _hold(body: Body, row: Row, *, now: datetime) -> None:
    """The meeting held, and its minutes as far as there were people enough to hold it."""
    day = timezone.localtime(now) - timedelta(days=row["days_ago"])
    starts = day.replace(hour=_BEGINS.hour, minute=0, second=0, microsecond=0)
    ends = starts.replace(hour=_ENDS.hour)
    called = starts - timedelta(days=14)
    meeting = Meeting.objects.create(
        body=body,
        year=starts.year,
        number=1,
        title=translated(**row["title"]),
        starts=starts,
        ends=ends,
        place=translated(**row["place"]),
        state=Meeting.State.HELD,
        called=called,
        opened=starts + timedelta(minutes=2),
        closed=ends - timedelta(minutes=5),
        is_example=True,
        created=called,
        changed=ends,
    )
    if len(to_be_called(meeting)) < _FEWEST:
        meeting.delete()
        return
    present = _attend(meeting)
    add_standing_items(meeting)
    _write_items(meeting, row["item"], present)
    _publish(meeting, present)


def _attend(meeting: Meeting) -> list[Attendance]:
    """Everyone called; the first member who has a deputy could not come, and the deputy did."""
    for holder, holding in to_be_called(meeting):
        Attendance.objects.create(meeting=meeting, holder=holder, holding=holding, asked=meeting.called)
    known = attendances_of(meeting)
    with_deputy = {each.holding.seat_id for each in known if each.holding and each.is_deputy}
    away = next(each for each in known if each.holding and not each.is_deputy and each.holding.seat_id in with_deputy)
    for each in known:
        of_seat = each.holding is not None and away.holding is not None and each.holding.seat_id == away.holding.seat_id
        is_there = of_seat == each.is_deputy
        each.presence = Attendance.Presence.PRESENT if is_there else Attendance.Presence.EXCUSED
        each.answer = Attendance.Answer.COMING if is_there else Attendance.Answer.NOT_COMING
        if each.is_deputy and not of_seat:
            each.presence, each.answer, each.asked = "", "", None
        each.save()
    return [each for each in known if each.is_present]


def _write_items(meeting: Meeting, rows: list[Row], present: list[Attendance]) -> None:
    closing = meeting.items.get(standing=AgendaItem.Standing.CLOSING)
    decided = meeting.opened
    presenter = next(iter(officers_of(meeting).get(Office.Task.PRESENTER, ())), None)
    for place, row in enumerate(rows, closing.position):
        votes = row.get("votes", (None, None, None))
        item = AgendaItem.objects.create(
            meeting=meeting,
            position=place,
            presenter=presenter,
            **{name: translated(**row.get(name, {})) for name in ("title", "text", "proposal", "decision", "record")},
            is_confidential=row.get("is_confidential", False),
            outcome=row["outcome"],
            **dict(zip(("votes_for", "votes_against", "votes_blank"), votes, strict=True)),
            decided=decided,
        )
        if "task" in row:
            MeetingTask.objects.create(
                body=meeting.body,
                item=item,
                text=translated(**row["task"]),
                owner=present[place % len(present)].holder,
                due=timezone.localdate(meeting.starts) + timedelta(days=45),
                agreed=meeting.starts,
                done_on=timezone.localdate(meeting.starts) + timedelta(days=5) if row.get("is_done") else None,
            )
    closing.position += len(rows)
    closing.save()
    approved = (AgendaItem.Standing.CHECKERS, AgendaItem.Standing.AGENDA)
    meeting.items.filter(standing__in=approved).update(outcome=AgendaItem.Outcome.AS_PROPOSED, decided=decided)
    meeting.items.filter(outcome="").update(outcome=AgendaItem.Outcome.NOTED, decided=decided)


def _publish(meeting: Meeting, present: list[Attendance]) -> None:
    officers = officers_of(meeting)
    chair = next(iter(officers.get(Office.Task.CHAIR, ())), None)
    secretary = next(iter(officers.get(Office.Task.SECRETARY, ())), None)
    meeting.led_by = chair
    meeting.save()
    at = meeting.ends + timedelta(days=6)
    minutes = Minutes.objects.create(
        meeting=meeting,
        state=Minutes.State.PUBLISHED,
        sent=meeting.ends,
        chair=chair,
        chair_signed=at if chair else None,
        secretary=secretary,
        secretary_signed=at if secretary else None,
        published=at,
        changed=at,
    )
    signing = {holder.pk for holder in (chair, secretary) if holder}
    checkers = [each.holder for each in present if each.holding and each.holder_id not in signing][:2]
    for holder in checkers:
        answer = MinutesCheck.Answer.APPROVED
        MinutesCheck.objects.create(minutes=minutes, holder=holder, asked=meeting.ends, answer=answer, answered=at)
    search.put(meeting_entries.entries_of(meeting))


def _call(body: Body, row: Row, *, actor: Any, now: datetime) -> None:
    """The meeting to come, called with its agenda."""
    facts = MeetingFacts(
        day=timezone.localdate(now) + timedelta(days=row["days_ahead"]),
        begins=_BEGINS,
        ends=_ENDS,
        title=row["title"],
        way=Meeting.Way.HYBRID,
        place=row["place"],
        remote_url=row["remote_url"],
    )
    meeting = meetings.plan_meeting(body, facts, actor=actor, now=now, is_example=True)
    for item in row["item"]:
        fields = {name: item.get(name, {}) for name in ("title", "text", "proposal")}
        given = ItemFacts(**fields, is_confidential=item.get("is_confidential", False))
        agenda.add_item(meeting, given, actor=actor, now=now)
    meetings.call_meeting(meeting, actor=actor, now=now)
