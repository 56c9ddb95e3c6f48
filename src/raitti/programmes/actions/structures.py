"""Seeing what lives on into its next owner's hands: described, its receiver named, the steps taken, offered, ended.

What the receiver answers is in `answers`.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.core.audit import record
from raitti.core.shelf import content_changed
from raitti.core.slugs import assign_slugs
from raitti.core.verdicts import Refused, Verdict, require
from raitti.directory.actions.checks import short
from raitti.directory.actions.saving import differences, set_fields
from raitti.directory.models import Organisation, OrganisationStatus
from raitti.programmes.actions import checks, structure_letters
from raitti.programmes.facts import StructureFacts, Texts
from raitti.programmes.models import HandoverStep, Project, Structure, StructureKind
from raitti.programmes.queries.structures import (
    BODY,
    ORGANISATION,
    PORTAL,
    Step,
    next_step,
    people_of,
    steps_of,
    thing_of,
    with_its_own,
)
from raitti.programmes.rules import (
    may_add_structure,
    may_change_structure,
    may_end_structure,
    may_give_thing,
    may_hand_over_structure,
    may_offer_structure,
)

# What the giver writes down; the last step is the receiver's.
GIVERS_STEPS = (Step.AGREED, Step.CONTENT_MOVED, Step.ACCESS_MOVED)


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What shows that a step was taken, and on which day."""

    on: date
    words: Texts
    url: str = ""


@transaction.atomic
def add_structure(project: Project, facts: StructureFacts, *, actor: Any, now: datetime) -> Structure:
    """Name something of a project that is to live on; its host looks after it for now."""
    project = Project.objects.select_for_update().get(pk=project.pk)
    require(may_add_structure(actor, project, now=now))
    structure = Structure(project=project, steward=project.host, created=now, changed=now)
    return _save(structure, facts, actor=actor, now=now)


@transaction.atomic
def change_structure(structure: Structure, facts: StructureFacts, *, actor: Any, now: datetime) -> Structure:
    """Make a structure what the facts say."""
    structure = locked(structure)
    require(may_change_structure(actor, structure, now=now))
    return _save(structure, facts, actor=actor, now=now)


def locked(structure: Structure) -> Structure:
    """The structure as it is now, to oneself until the transaction ends."""
    # Only the row itself: PostgreSQL locks no rows that may be missing.
    Structure.objects.select_for_update().get(pk=structure.pk)
    return with_its_own(Structure.objects.all()).get(pk=structure.pk)


def _save(structure: Structure, facts: StructureFacts, *, actor: Any, now: datetime) -> Structure:
    thing_kind, thing_uid = _thing(facts.thing)
    fields = {
        "kind": checks.choice("kind", facts.kind, StructureKind.values),
        "name": checks.name(facts.name),
        "description": checks.texts("description", facts.description),
        "url": checks.url(facts.url, "url"),
        "new_url": checks.url(facts.new_url, "new_url"),
        "due": facts.due,
        "thing_kind": thing_kind,
        "thing_uid": thing_uid,
        "is_example": facts.is_example,
    }
    is_new, changes = structure.pk is None, differences(structure, fields)
    if not is_new and not changes:
        return structure
    is_linked_anew = {"thing_kind", "thing_uid"} & changes.keys() or is_new
    set_fields(structure, short(Structure, fields))
    if thing_kind and is_linked_anew:
        _require_to_give(structure, actor=actor, now=now)
    structure.changed = now
    structure.save()
    assign_slugs(structure, "structure")
    verb = "added structure" if is_new else "changed structure"
    record(actor, verb, structure, now=now, changes={} if is_new else changes)
    content_changed()
    return structure


def _thing(words: str) -> tuple[str, UUID | None]:
    kind, _colon, uid = words.partition(":")
    if not kind:
        return "", None
    try:
        return checks.choice("thing", kind, (PORTAL, ORGANISATION, BODY)), UUID(uid)
    except ValueError:
        checks.refuse("thing", words, _("There is no such page, portal or body."), code="unknown")


def _require_to_give(structure: Structure, *, actor: Any, now: datetime) -> None:
    """Nobody puts along what is not theirs to give."""
    thing = thing_of(structure)
    if thing is None or thing == structure.steward:
        checks.refuse("thing", "", _("There is no such page, portal or body."), code="unknown")
    require(may_give_thing(actor, thing, now=now))


@transaction.atomic
def name_receiver(structure: Structure, receiver: Organisation, *, actor: Any, now: datetime) -> Structure:
    """Say who is to have a structure: the first step. Steps taken with another one before count no more.

    Whoever received a structure hands it on in this way too.
    """
    structure = locked(structure)
    require(may_hand_over_structure(actor, structure, now=now))
    if structure.status == Structure.Status.OFFERED:
        raise Refused(Verdict("offered", _("It has been offered and waits for an answer. Take the offer back first.")))
    if receiver == structure.steward:
        checks.refuse("receiver", receiver, _("It has this already: name someone else."), code="same")
    if receiver.status == OrganisationStatus.DISSOLVED:
        checks.refuse("receiver", receiver, _("This organisation has been closed."), code="closed")
    before = structure.successor
    if before == receiver:
        return structure
    structure.steps.filter(handover=None).delete()
    structure.successor, structure.changed = receiver, now
    structure.save(update_fields=["successor", "changed"])
    _mark(structure, Step.NAMED, Evidence(on=timezone.localdate(now), words={}), actor=actor)
    record(
        actor,
        "named receiver",
        structure,
        now=now,
        changes={"successor": [str(before) if before else None, str(receiver)]},
    )
    content_changed()
    return structure


@transaction.atomic
def take_step(structure: Structure, step: str, evidence: Evidence, *, actor: Any, now: datetime) -> Structure:
    """Write down that the next step of a handover was taken, and what shows it."""
    structure = locked(structure)
    require(may_hand_over_structure(actor, structure, now=now))
    checks.choice("step", step, GIVERS_STEPS)
    line = next_step(structure)
    if line is None or line.key != step:
        raise Refused(Verdict("order", _("The steps are taken in their order, each once. Look at the page again.")))
    if evidence.on > timezone.localdate(now):
        checks.refuse("on", evidence.on, _("This day has not come yet."), code="future")
    _mark(structure, step, evidence, actor=actor)
    record(actor, "took handover step", structure, now=now, changes={"step": [None, step]})
    return structure


@transaction.atomic
def take_back_step(structure: Structure, step: str, *, actor: Any, now: datetime) -> Structure:
    """Undo the last step that was written down, where it was a mistake."""
    structure = locked(structure)
    require(may_hand_over_structure(actor, structure, now=now))
    taken = [line.key for line in steps_of(structure) if line.taken is not None]
    if not taken or taken[-1] != step or step not in GIVERS_STEPS:
        raise Refused(Verdict("order", _("Only the last step can be taken back. Look at the page again.")))
    structure.steps.filter(step=step, handover=None).delete()
    record(actor, "took back handover step", structure, now=now, changes={"step": [step, None]})
    return structure


def _mark(structure: Structure, step: str, evidence: Evidence, *, actor: Any) -> None:
    HandoverStep.objects.create(
        structure=structure,
        step=step,
        done_on=evidence.on,
        done_by=str(actor)[:200],
        evidence=checks.texts("evidence", evidence.words),
        evidence_url=checks.url(evidence.url, "evidence_url"),
    )


@transaction.atomic
def offer(structure: Structure, *, message: str = "", actor: Any, now: datetime) -> Structure:
    """Ask the receiver to accept a structure: its people are written to."""
    structure = locked(structure)
    require(may_offer_structure(actor, structure, now=now))
    message = checks.text("message", message)
    receiver = structure.successor
    assert receiver is not None  # noqa: S101 - the rule has seen to it
    if not people_of(receiver, on=timezone.localdate(now)) and not receiver.email:
        reason = _("Nobody looks after the page of %s, and it has no e-mail address: write to them first.")
        raise Refused(Verdict("nobody", reason % receiver))
    structure.status, structure.changed = Structure.Status.OFFERED, now
    structure.save(update_fields=["status", "changed"])
    record(actor, "offered structure", structure, now=now)
    structure_letters.ask_receiver(structure, message=message, actor=actor, now=now)
    content_changed()
    return structure


@transaction.atomic
def withdraw_offer(structure: Structure, *, actor: Any, now: datetime) -> Structure:
    """Take an offer back that nobody has answered."""
    structure = locked(structure)
    require(may_hand_over_structure(actor, structure, now=now))
    if structure.status == Structure.Status.OFFERED:
        structure.status, structure.changed = resting(structure), now
        structure.save(update_fields=["status", "changed"])
        record(actor, "withdrew offer of structure", structure, now=now)
        structure_letters.tell_receiver_of_withdrawal(structure, now=now)
        content_changed()
    return structure


def resting(structure: Structure) -> Structure.Status:
    """How a structure stands while it is not offered to anyone."""
    return Structure.Status.HANDED_OVER if structure.is_received else Structure.Status.LIVING


@transaction.atomic
def keep_structure(structure: Structure, *, actor: Any, now: datetime) -> Structure:
    """Keep after all what its receiver was about to hand on: nobody is named any more."""
    structure = locked(structure)
    require(may_hand_over_structure(actor, structure, now=now))
    if structure.status == Structure.Status.OFFERED:
        raise Refused(Verdict("offered", _("It has been offered and waits for an answer. Take the offer back first.")))
    if not structure.is_received or not structure.is_leaving:
        return structure
    before, structure.successor, structure.changed = structure.successor, structure.steward, now
    structure.steps.filter(handover=None).delete()
    structure.save(update_fields=["successor", "changed"])
    record(actor, "kept structure", structure, now=now, changes={"successor": [str(before), str(structure.steward)]})
    content_changed()
    return structure


@transaction.atomic
def end_structure(structure: Structure, *, reason: Texts, actor: Any, now: datetime) -> Structure:
    """Decide that something does not live on, and say why in words its users understand."""
    structure = locked(structure)
    require(may_end_structure(actor, structure, now=now))
    words = checks.texts("reason", reason)
    if not words:
        checks.refuse("reason", "", _("Say why it ends: its users will read it."), code="missing")
    was_offered = structure.status == Structure.Status.OFFERED
    structure.status, structure.end_reason, structure.changed = Structure.Status.ENDED, words, now
    structure.settled_on, structure.settled_by = timezone.localdate(now), str(actor)[:200]
    structure.save()
    record(actor, "ended structure", structure, now=now)
    if was_offered:
        structure_letters.tell_receiver_of_withdrawal(structure, now=now)
    content_changed()
    return structure
