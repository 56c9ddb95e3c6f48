"""Minutes on their way to everyone: checked by two, signed, published, and corrected where all can see it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from raitti.bodies import meeting_entries
from raitti.bodies.actions import minutes_letters as letters
from raitti.bodies.actions.meetings import locked
from raitti.bodies.actions.sitting import held_item, write_outcome
from raitti.bodies.facts.meetings import Texts
from raitti.bodies.models import AgendaItem, Attendance, Correction, Holder, Meeting, Minutes, MinutesCheck
from raitti.bodies.queries.attendance import officers_of
from raitti.bodies.rules import (
    may_check_minutes,
    may_correct_minutes,
    may_publish_minutes,
    may_send_minutes,
    may_sign_minutes,
)
from raitti.bodies.rules.meetings import CHAIR, SECRETARY
from raitti.core.audit import record
from raitti.core.shelf import content_changed
from raitti.core.texts import translated
from raitti.core.verdicts import Refused, Verdict, require
from raitti.directory.actions import checks
from raitti.search import actions as search

State, Answer = Minutes.State, MinutesCheck.Answer
CHECKERS = 2


def held(minutes: Minutes) -> Minutes:
    """The minutes as they are now, nobody else's until the transaction ends."""
    meeting = locked(minutes.meeting)
    found = Minutes.objects.get(pk=minutes.pk)
    found.meeting = meeting
    return found


@transaction.atomic
def name_checkers(minutes: Minutes, holders: Sequence[Holder], *, actor: Any, now: datetime) -> list[MinutesCheck]:
    """Name the two who check the minutes: two different people who were there, and who do not sign them."""
    minutes = held(minutes)
    require(may_send_minutes(actor, minutes, now=now))
    meeting = minutes.meeting
    if len(holders) != CHECKERS:
        checks.refuse("second", "", _("Name two who check the minutes."), code="missing")
    first, second = holders
    if first == second:
        checks.refuse(
            "second", second, _("The same person cannot check the minutes twice. Choose another."), code="same"
        )
    there = set(meeting.attendances.filter(presence=Attendance.Presence.PRESENT).values_list("holder", flat=True))
    signing = {holder.pk for holder in officers_of(meeting).get("secretary", ())} | {meeting.led_by_id}
    for field, holder in (("first", first), ("second", second)):
        if holder.pk not in there:
            checks.refuse(
                field, holder, _("Only somebody who was at the meeting can check its minutes."), code="absent"
            )
        if holder.pk in signing:
            checks.refuse(field, holder, _("Who signs the minutes does not check them. Choose another."), code="signs")
    wanted = {first.pk, second.pk}
    if wanted != set(minutes.checks.values_list("holder", flat=True)):
        minutes.checks.exclude(holder__in=wanted).delete()
        for holder in holders:
            MinutesCheck.objects.get_or_create(minutes=minutes, holder=holder)
        record(actor, "named checkers", meeting, now=now)
    item = meeting.items.filter(standing=AgendaItem.Standing.CHECKERS, outcome="").first()
    if item is not None and meeting.state == Meeting.State.SITTING:
        write_outcome(held_item(item, actor=actor, now=now), AgendaItem.Outcome.AS_PROPOSED, actor=actor, now=now)
    return list(minutes.checks.select_related("holder"))


@transaction.atomic
def send_minutes(minutes: Minutes, *, actor: Any, now: datetime) -> Minutes:
    """Send the draft to its two checkers."""
    minutes = held(minutes)
    require(may_send_minutes(actor, minutes, now=now))
    if minutes.meeting.state != Meeting.State.HELD:
        raise Refused(Verdict("not_held", _("The meeting is not over yet. Close it first.")))
    named = list(minutes.checks.select_related("holder"))
    if len(named) != CHECKERS:
        raise Refused(Verdict("no_checkers", _("Name two who check the minutes.")))
    minutes.state, minutes.sent, minutes.changed = State.TO_CHECK, now, now
    minutes.save()
    for check in named:
        check.minutes = minutes
        check.asked, check.answer, check.answered = now, "", None
        check.save(update_fields=["asked", "answer", "answered"])
        letters.ask_checker(check, now=now)
    record(actor, "sent minutes", minutes.meeting, now=now)
    return minutes


@transaction.atomic
def check_minutes(check: MinutesCheck, answer: str, *, remarks: str = "", actor: Any, now: datetime) -> Minutes:
    """Say that minutes are in order, or what is to be mended; then they are a draft again."""
    minutes = held(check.minutes)
    check = minutes.checks.select_related("holder").get(pk=check.pk)
    check.minutes = minutes
    require(may_check_minutes(actor, check, now=now))
    given, words = checks.choice("answer", answer, Answer.values), checks.text("remarks", remarks)
    if given == Answer.REMARKS and not words:
        checks.refuse("remarks", "", _("Write what is to be mended."), code="missing")
    check.answer, check.answered = given, now
    check.remarks = words if given == Answer.REMARKS else ""
    check.save(update_fields=["answer", "answered", "remarks"])
    if given == Answer.REMARKS:
        minutes.state = State.DRAFT
        letters.tell_of_remarks(check, now=now)
    elif minutes.checks.filter(answer=Answer.APPROVED).count() == CHECKERS:
        minutes.state = State.CHECKED
        letters.ask_signatures(minutes, now=now)
    minutes.changed = now
    minutes.save()
    record(actor, "checked minutes", minutes.meeting, now=now, changes={"answer": [None, given]})
    return minutes


@transaction.atomic
def sign_minutes(minutes: Minutes, role: str, *, signer: Holder | None = None, actor: Any, now: datetime) -> Minutes:
    """Sign minutes off as the chair of the meeting or the body's secretary; `signer` is who does."""
    minutes = held(minutes)
    checks.choice("role", role, (CHAIR, SECRETARY))
    require(may_sign_minutes(actor, minutes, role, now=now))
    if role == CHAIR:
        minutes.chair_signed, minutes.chair = now, signer or minutes.meeting.led_by
    else:
        minutes.secretary_signed, minutes.secretary = now, signer or _secretary(minutes.meeting)
    needs_secretary = bool(officers_of(minutes.meeting).get("secretary"))
    if minutes.chair_signed and (minutes.secretary_signed or not needs_secretary):
        minutes.state = State.SIGNED
    minutes.changed = now
    minutes.save()
    record(actor, "signed minutes", minutes.meeting, now=now, changes={"as": [None, role]})
    return minutes


def _secretary(meeting: Meeting) -> Holder | None:
    return next(iter(officers_of(meeting).get("secretary", ())), None)


@transaction.atomic
def publish_minutes(minutes: Minutes, *, actor: Any, now: datetime) -> Minutes:
    """Let everyone read the minutes at their lasting address; what is confidential stays out."""
    minutes = held(minutes)
    require(may_publish_minutes(actor, minutes, now=now))
    minutes.state, minutes.published, minutes.changed = State.PUBLISHED, now, now
    minutes.save()
    record(actor, "published minutes", minutes.meeting, now=now)
    _show(minutes.meeting)
    return minutes


@transaction.atomic
def correct_minutes(
    minutes: Minutes, *, text: Texts, reason: Texts, item: AgendaItem | None = None, actor: Any, now: datetime
) -> Correction:
    """Say beside published minutes what was wrong in them; they stay as they were."""
    minutes = held(minutes)
    require(may_correct_minutes(actor, minutes, now=now))
    words, why = checks.texts("text", text), checks.texts("reason", reason)
    if not words:
        checks.refuse("text", "", _("Write how it should read."), code="missing")
    if not why:
        checks.refuse("reason", "", _("Write why it is corrected."), code="missing")
    if item is not None and item.meeting_id != minutes.meeting_id:
        checks.refuse("item", item, _("This matter was not taken up in the meeting."), code="unknown")
    made = Correction.objects.create(
        minutes=minutes,
        item=item,
        text=translated(**words),
        reason=translated(**why),
        made=now,
        made_by=str(actor)[:200],
    )
    record(actor, "corrected minutes", minutes.meeting, now=now)
    _show(minutes.meeting)
    return made


def _show(meeting: Meeting) -> None:
    search.put(meeting_entries.entries_of(meeting))
    content_changed()
