"""Calls for nominations: drafted, published, changed, prolonged, withdrawn."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.bodies.actions import call_letters
from raitti.bodies.actions.seating import locked
from raitti.bodies.call_entries import call_entries
from raitti.bodies.facts.calls import CallFacts
from raitti.bodies.models import MOST_CANDIDATES, Body, Call, Candidate, FoundingStep, Seat, Term
from raitti.bodies.rules.calls import may_change_call, may_open_call, may_remove_call, may_withdraw_call
from raitti.core.audit import record
from raitti.core.shelf import content_changed
from raitti.core.verdicts import require
from raitti.directory.actions import checks
from raitti.directory.actions.saving import differences, set_fields
from raitti.directory.facts import Texts
from raitti.search import actions as search


@transaction.atomic
def save_call(body: Body, facts: CallFacts, *, actor: Any, now: datetime, call: Call | None = None) -> Call:
    """Draft a call, or make one what the facts say; what everyone sees already is told to those who nominate.

    Once published it never closes earlier, nor takes fewer candidates, than associations were told.
    """
    if call is None:
        body = locked(body)
        require(may_open_call(actor, body, now=now))
        number = (body.calls.aggregate(most=Max("number"))["most"] or 0) + 1
        call = Call(body=body, number=number, created=now)
    else:
        call = held(call)
        require(may_change_call(actor, call, now=now))
    seats, fields = _seats(call.body, facts), _checked(call, facts, now=now)
    is_new = call.pk is None
    changes = differences(call, fields)
    if not is_new and set(call.seats.values_list("pk", flat=True)) != {seat.pk for seat in seats}:
        changes["seats"] = [call.seats.count(), len(seats)]
    set_fields(call, checks.short(Call, fields))
    if is_new or changes:
        call.changed = now
    call.save()
    call.seats.set(seats)
    # Who wished for a seat that is no longer asked for wishes for none.
    Candidate.objects.filter(nomination__call=call).exclude(wished__in=seats).update(wished=None)
    if is_new or changes:
        record(actor, "drafted call" if is_new else "changed call", call, now=now, changes=changes)
    if changes and call.state == Call.State.PUBLISHED:
        show(call)
        call_letters.tell_of_change(call, is_prolonged=set(changes) == {"closes"}, now=now)
    return call


def _checked(call: Call, facts: CallFacts, *, now: datetime) -> dict[str, Any]:
    opens, closes = facts.opens, facts.closes
    if closes <= opens:
        checks.refuse("closes", closes, _("It closes before it opens."), code="order")
    if not 1 <= facts.candidates_each <= MOST_CANDIDATES:
        checks.refuse("candidates_each", facts.candidates_each, _("From 1 to 10 candidates fit."), code="choice")
    if call.state == Call.State.PUBLISHED:
        if opens != call.opens and call.opens <= now:
            checks.refuse("opens", opens, _("The call has opened already."), code="opened")
        if closes < call.closes:
            reason = _("Associations have been told that it is open longer. A published call never closes earlier.")
            checks.refuse("closes", closes, reason, code="shorter")
        if facts.candidates_each < call.candidates_each:
            reason = _("Associations have been told that they may nominate more. A published call never takes fewer.")
            checks.refuse("candidates_each", facts.candidates_each, reason, code="fewer")
    term = None
    if facts.term is not None:
        term = Term.objects.filter(pk=facts.term, body=call.body).first()
        if term is None:
            checks.refuse("term", facts.term, _("This is no term of this body."), code="choice")
    return {
        "name": checks.name(facts.name),
        "text": checks.texts("text", facts.text),
        "criteria": checks.texts("criteria", facts.criteria),
        "term": term,
        "opens": opens,
        "closes": closes,
        "candidates_each": facts.candidates_each,
        "wants_deputies": facts.wants_deputies,
        "is_example": facts.is_example,
    }


def _seats(body: Body, facts: CallFacts) -> list[Seat]:
    seats = list(body.seats.filter(pk__in=facts.seats, ended_on=None))
    if not seats:
        checks.refuse("seats", "", _("Choose the seats that are to be filled."), code="missing")
    if len(seats) < len(set(facts.seats)):
        checks.refuse("seats", "", _("One of these seats is no longer there. Choose anew."), code="choice")
    return seats


@transaction.atomic
def publish_call(call: Call, *, actor: Any, now: datetime) -> Call:
    """Let everyone see a call; it takes nominations from its opening on."""
    call = held(call)
    require(may_change_call(actor, call, now=now))
    if call.state == Call.State.PUBLISHED:
        return call
    if call.closes <= now:
        checks.refuse("closes", call.closes, _("It would be closed already. Choose a later day first."), code="late")
    call.state, call.published, call.changed = Call.State.PUBLISHED, now, now
    call.save()
    record(actor, "published call", call, now=now)
    take_step(call.body, FoundingStep.Step.CALL, actor=actor, now=now)
    show(call)
    return call


@transaction.atomic
def withdraw_call(call: Call, reason: Texts, *, actor: Any, now: datetime) -> Call:
    """Take a published call back; the reason is public, and told to everyone who nominated and to the candidates."""
    call = held(call)
    require(may_withdraw_call(actor, call, now=now))
    words = checks.texts("reason", reason)
    if not words:
        checks.refuse("reason", "", _("Say why the call is withdrawn: those who nominated read it."), code="missing")
    call.state, call.ended, call.ended_by, call.changed = Call.State.WITHDRAWN, now, str(actor)[:200], now
    set_fields(call, {"end_words": words})
    call.save()
    record(actor, "withdrew call", call, now=now)
    Candidate.objects.filter(nomination__call=call).update(seat=None, place="")
    call_letters.tell_of_withdrawal(call, now=now)
    show(call)
    return call


@transaction.atomic
def remove_call(call: Call, *, actor: Any, now: datetime) -> None:
    """Throw a draft away."""
    call = held(call)
    require(may_remove_call(actor, call, now=now))
    record(actor, "removed call", call, now=now)
    call.delete()


def held(call: Call) -> Call:
    """The call as it is now, nobody else's until the transaction ends."""
    Call.objects.select_for_update().get(pk=call.pk)
    return Call.objects.select_related("body__setter", "body__steward", "term").get(pk=call.pk)


def show(call: Call) -> None:
    """Bring the index and the public pages up to a call as it is now."""
    entries = call_entries(call)
    if entries:
        search.put(entries)
    else:
        search.drop("call", str(call.uid))
    content_changed()


def take_step(body: Body, step: FoundingStep.Step, *, actor: Any, now: datetime) -> None:
    """Write down that a step from idea to first meeting has been taken, where somebody follows these steps."""
    waiting = FoundingStep.objects.filter(body=body, step=step, done_on=None)
    waiting.update(done_on=timezone.localdate(now), done_by=str(actor)[:200])
