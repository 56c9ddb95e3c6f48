"""The founding path: its days, and what has been done of it."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.bodies.actions.changed import body_changed
from raitti.bodies.actions.seating import locked
from raitti.bodies.boards import known_board
from raitti.bodies.models import Body, FoundingStep, Stage
from raitti.bodies.rules import may_found_body
from raitti.core.audit import record
from raitti.core.verdicts import Refused, Verdict, require
from raitti.directory.actions import checks
from raitti.directory.actions.saving import set_fields

Step = FoundingStep.Step
# Weeks from each step to the first meeting, and how long a call is open where no model says otherwise.
_WEEKS = {Step.NOMINATIONS: 10, Step.BALANCE: 8, Step.APPOINTMENT: 5, Step.FIRST_MEETING: 0}
_CALL_WEEKS, _MANDATE_WEEKS, _IDEA_WEEKS = 6, 4, 12


def plan_founding(body: Body, *, first_meeting: date | None, today: date) -> None:
    """Lay the steps of a founding, with days that lead to a first meeting; call it where the body is made."""
    due = days_before(first_meeting, body=body) if first_meeting is not None else {}
    FoundingStep.objects.bulk_create(
        FoundingStep(body=body, step=step, due=max(due[step], today) if step in due else None) for step in Step
    )


def days_before(first_meeting: date, *, body: Body) -> dict[str, date]:
    """By when each step is to be taken so that the first meeting can be held on a day."""
    model = known_board(body.model)
    weeks: dict[str, int] = {str(step): number for step, number in _WEEKS.items()}
    weeks[Step.CALL] = weeks[Step.NOMINATIONS] + ((model.call_weeks if model else None) or _CALL_WEEKS)
    weeks[Step.MANDATE] = weeks[Step.CALL] + _MANDATE_WEEKS
    weeks[Step.IDEA] = weeks[Step.MANDATE] + _IDEA_WEEKS
    return {step: first_meeting - timedelta(weeks=weeks[step]) for step in Step.values}


@transaction.atomic
def set_founding_days(body: Body, days: Mapping[str, date | None], *, actor: Any, now: datetime) -> Body:
    """Say by when each step is to be taken; each one not before the one it follows."""
    body = locked(body)
    require(may_found_body(actor, body, now=now))
    before: date | None = None
    for step in _steps(body):
        due = days.get(step.step, step.due)
        if due is not None and before is not None and due < before:
            checks.refuse(f"due_{step.step}", due, _("This step comes before the one above it."), code="order")
        before = due or before
        if due != step.due:
            step.due = due
            step.save(update_fields=["due"])
    record(actor, "planned founding", body, now=now)
    body_changed(body, now=now)
    return body


@transaction.atomic
def take_founding_step(body: Body, step: str, *, on: date, note: Mapping[str, str], actor: Any, now: datetime) -> Body:
    """Write down that a step was taken. With the first meeting held the body is at work."""
    body = locked(body)
    require(may_found_body(actor, body, now=now))
    if on > timezone.localdate(now):
        checks.refuse("on", on, _("This day has not come yet."), code="future")
    found = _step(body, step)
    if found.done_on is not None:
        raise Refused(Verdict("done", _("This step has been taken already. Look at the page again.")))
    found.done_on, found.done_by = on, str(actor)[:200]
    set_fields(found, {"note": checks.texts("note", note)})
    found.save()
    if step == Step.FIRST_MEETING:
        body.stage, body.changed = Stage.ACTIVE, now
        body.save(update_fields=["stage", "changed"])
    record(actor, "took founding step", body, now=now, changes={"step": [None, step]})
    body_changed(body, now=now)
    return body


@transaction.atomic
def take_back_founding_step(body: Body, step: str, *, actor: Any, now: datetime) -> Body:
    """Undo a step that was written down by mistake."""
    body = locked(body)
    require(may_found_body(actor, body, now=now))
    found = _step(body, step)
    if found.done_on is None:
        return body
    found.done_on, found.done_by = None, ""
    found.save(update_fields=["done_on", "done_by"])
    record(actor, "took back founding step", body, now=now, changes={"step": [step, None]})
    body_changed(body, now=now)
    return body


def _step(body: Body, step: str) -> FoundingStep:
    checks.choice("step", step, Step.values)
    return FoundingStep.objects.get_or_create(body=body, step=step)[0]


def _steps(body: Body) -> list[FoundingStep]:
    order = list(Step.values)
    return sorted(body.founding_steps.all(), key=lambda step: order.index(step.step))
