"""What is known of a person from meetings: handed out, and without what need not be kept on request."""

from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.bodies.models import Attendance, Conflict, Meeting, MeetingTask
from raitti.core.personal import Holding, register_holding


def _show(person: Person) -> list[dict[str, Any]]:
    mine = {"holder__person": person}
    called = Attendance.objects.filter(**mine).select_related("meeting__body")
    conflicts = Conflict.objects.filter(**mine).select_related("item__meeting__body")
    tasks = MeetingTask.objects.filter(owner__person=person).select_related("item__meeting__body")
    return [
        *(
            {
                "meeting": str(one.meeting),
                "answer": one.answer,
                "presence": one.presence,
                "arrived": one.arrived.isoformat() if one.arrived else None,
                "left": one.left.isoformat() if one.left else None,
            }
            for one in called
        ),
        *(
            {"meeting": str(one.item.meeting), "took_no_part_in": one.item.position, "reason": one.reason}
            for one in conflicts
        ),
        *(
            {
                "meeting": str(one.item.meeting),
                "task": str(one.text),
                "due": one.due.isoformat() if one.due else None,
                "done": one.done_on.isoformat() if one.done_on else None,
            }
            for one in tasks
        ),
    ]


def _erase(person: Person, now: datetime) -> list[str | Promise]:
    """Answers to calls and reasons go; that a seat was represented stays, as the decisions rest on it."""
    ahead = (Meeting.State.PLANNED, Meeting.State.CALLED)
    Attendance.objects.filter(holder__person=person, meeting__state__in=ahead).update(answer="", answered=None)
    Conflict.objects.filter(holder__person=person).update(reason="")
    if not Attendance.objects.filter(holder__person=person, meeting__state=Meeting.State.HELD).exists():
        return []
    return [_("Minutes of meetings you took part in are kept: decisions rest on who was there.")]


register_holding("meetings", Holding(_("Meetings you were called to"), _show, _erase))
