"""What the receiver of a structure answers: accepted with everything that belongs to it, or declined."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.bodies.actions.bodies import move_to_steward
from raitti.bodies.models import Body
from raitti.core.audit import record
from raitti.core.shelf import content_changed
from raitti.core.verdicts import require
from raitti.directory.actions.mandates import close, give_mandate, lock
from raitti.directory.models import Mandate, Organisation, Portal, Role
from raitti.programmes.actions import checks, structure_letters
from raitti.programmes.actions.structures import locked, resting
from raitti.programmes.models import HandoverStep, Structure
from raitti.programmes.queries.structures import Step, missing_steps, thing_of
from raitti.programmes.rules import may_answer_structure

_READ_FOR = relativedelta(years=1)
_LONGEST_READING = relativedelta(years=10)


@transaction.atomic
def accept_structure(
    structure: Structure,
    *,
    confirmed: Collection[str],
    actor: Any,
    now: datetime,
    giver_reads_until: date | None = None,
) -> Structure:
    """Take over a structure with what belongs to it in Raitti, all at once or not at all; from a project, or from
    somebody who received it before.

    `confirmed` are the steps not written down before that the receiver says have been taken; without all of them
    nothing is accepted. The giver's people read on for a year, or until the day given, and change nothing.
    """
    structure, today = locked(structure), timezone.localdate(now)
    require(may_answer_structure(actor, structure, now=now))
    until = giver_reads_until or today + _READ_FOR
    if not today <= until <= today + _LONGEST_READING:
        checks.refuse("giver_reads_until", until, _("Give a day from today on, ten years ahead at most."), code="day")
    steps = _confirm(structure, confirmed, actor=actor, today=today)
    thing, giver, receiver = thing_of(structure), structure.steward, structure.successor
    assert receiver is not None  # noqa: S101 - the rule has seen to it
    structure.steward, structure.due = receiver, None
    structure.status, structure.settled_on, structure.settled_by = Structure.Status.HANDED_OVER, today, str(actor)[:200]
    structure.changed = now
    structure.save()
    handover = structure.handovers.create(
        giver=giver,
        receiver=receiver,
        accepted_on=today,
        accepted_by=structure.settled_by,
        giver_reads_until=until,
        url=structure.place,
    )
    steps.update(handover=handover)
    if isinstance(thing, Portal):
        _move_portal(thing, receiver, actor=actor, now=now)
    elif isinstance(thing, Body):
        move_to_steward(thing, receiver, actor=actor, now=now)
    elif thing is not None:
        _move_page(thing, giver, actor=actor, now=now)
    changes = {"steward": [str(giver), str(receiver)]}
    record(actor, "accepted structure", structure, now=now, on_behalf_of=receiver, changes=changes)
    structure_letters.tell_giver(structure, giver, reads_until=until, now=now)
    content_changed()
    return structure


def _confirm(structure: Structure, confirmed: Collection[str], *, actor: Any, today: date) -> QuerySet[HandoverStep]:
    """Take the steps that are left, in their order; all of the handover under way."""
    missing = missing_steps(structure)
    for step in missing:
        if step not in confirmed:
            checks.refuse("confirmed", "", _("Tick each of these when it has been done; until then wait."), code="step")
    rows = [
        HandoverStep(structure=structure, step=step, done_on=today, done_by=str(actor)[:200])
        for step in (*missing, Step.ACCEPTED)
    ]
    HandoverStep.objects.bulk_create(rows)
    return structure.steps.filter(handover=None)


def _move_portal(portal: Portal, receiver: Organisation, *, actor: Any, now: datetime) -> None:
    """The region's public face goes to the receiver; whoever accepts becomes its steward if nobody there is one."""
    lock(receiver)
    before, portal.steward = portal.steward, receiver
    portal.save(update_fields=["steward"])
    record(actor, "moved portal", portal, now=now, changes={"steward": [str(before), str(receiver)]})
    has_steward = Mandate.objects.current(timezone.localdate(now)).filter(
        organisation=receiver, role=Role.STEWARD, person__is_active=True
    )
    if isinstance(actor, Person) and not has_steward.exists():
        give_mandate(actor, receiver, Role.STEWARD, actor=actor, now=now)


def _move_page(page: Organisation, giver: Organisation, *, actor: Any, now: datetime) -> None:
    """Whoever accepts owns the page that goes along; the giver's people keep it no more."""
    lock(page)
    if isinstance(actor, Person):
        give_mandate(actor, page, Role.OWNER, actor=actor, now=now)
    today = timezone.localdate(now)
    givers = Mandate.objects.current(today).filter(organisation=giver).values("person")
    held = Mandate.objects.current(today).filter(organisation=page, role__in=(Role.OWNER, Role.EDITOR))
    for mandate in held.filter(person__in=givers).exclude(person=actor if isinstance(actor, Person) else None):
        close(mandate, actor=actor, now=now)


@transaction.atomic
def decline_structure(structure: Structure, *, reason: str, actor: Any, now: datetime) -> Structure:
    """Say no to what is offered, and why; it stays with its steward, who is told."""
    structure = locked(structure)
    require(may_answer_structure(actor, structure, now=now))
    reason = checks.text("reason", reason)
    if not reason:
        checks.refuse("reason", "", _("Say why, so that another receiver can be looked for."), code="missing")
    receiver = structure.successor
    structure.status, structure.changed = resting(structure), now
    structure.save(update_fields=["status", "changed"])
    record(actor, "declined structure", structure, now=now, on_behalf_of=receiver)
    structure_letters.tell_giver(structure, structure.steward, reason=reason, now=now)
    content_changed()
    return structure
