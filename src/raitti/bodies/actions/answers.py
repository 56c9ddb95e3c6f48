"""What those called answer: that they come, or that their deputy is asked to step in."""

from datetime import datetime
from typing import Any

from django.db import transaction

from raitti.bodies.actions import meeting_letters as letters
from raitti.bodies.actions.meetings import locked
from raitti.bodies.models import Attendance, Holding
from raitti.bodies.rules import may_answer_call
from raitti.core.audit import record
from raitti.core.verdicts import require
from raitti.directory.actions import checks

Answer = Attendance.Answer


@transaction.atomic
def answer_call(attendance: Attendance, answer: str, *, actor: Any, now: datetime) -> Attendance:
    """Keep an answer. Where a member cannot come, the deputy is asked at once; where they can after all, told so."""
    meeting = locked(attendance.meeting)
    attendance = Attendance.objects.select_related("holder", "holding__seat").get(pk=attendance.pk)
    attendance.meeting = meeting
    require(may_answer_call(actor, attendance, now=now))
    given = checks.choice("answer", answer, Answer.values)
    before = attendance.answer
    if given == before:
        return attendance
    attendance.answer, attendance.answered = given, now
    attendance.save(update_fields=["answer", "answered"])
    record(actor, "answered call", meeting, now=now, changes={"answer": [before, given]})
    if attendance.holding is not None and not attendance.is_deputy:
        _deputies_follow(attendance, actor=actor, now=now)
    return attendance


def _deputies_follow(member: Attendance, *, actor: Any, now: datetime) -> None:
    assert member.holding is not None  # noqa: S101 - deputies are those of a seat
    of_seat = {"holding__seat": member.holding.seat_id, "holding__place": Holding.Place.DEPUTY}
    for deputy in member.meeting.attendances.filter(**of_seat).select_related("holder", "holding__seat"):
        deputy.meeting = member.meeting
        if member.answer == Answer.NOT_COMING and deputy.asked is None:
            deputy.asked = now
            deputy.save(update_fields=["asked"])
            record(actor, "asked deputy", member.meeting, now=now)
            letters.ask_deputy(deputy, now=now)
        elif member.answer == Answer.COMING and deputy.asked is not None:
            said_no = deputy.answer == Answer.NOT_COMING
            deputy.asked, deputy.answer, deputy.answered = None, "", None
            deputy.save(update_fields=["asked", "answer", "answered"])
            if not said_no:
                letters.tell_deputy_is_not_needed(deputy, now=now)
