"""Rules of structures: who looks after what lives on, hands it over, takes it, ends it, and closes the project."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.bodies.models import Body
from raitti.core.texts import pick
from raitti.core.verdicts import YES, Verdict
from raitti.directory.models import Organisation, Portal, Role
from raitti.directory.rules.asking import Actor, any_of, held, refused, rule
from raitti.programmes.models import Handover, Project, Structure
from raitti.programmes.queries.standing import PEOPLE
from raitti.programmes.queries.structures import Thing, thing_of
from raitti.programmes.rules.standing import approver, of_coordination, of_project, still_runs

# Who answers for an organisation's things: what its editors write for it is no decision.
_DECIDING = frozenset({Role.OWNER, Role.STEWARD, Role.CONTACT_OFFICER, Role.COUNTY_OFFICER})
_MOST_NAMED = 5


@rule
def may_see_structures(actor: Actor, project: Project, *, now: datetime) -> Verdict:
    """What of a project lives on, and where it goes: its people and those who coordinate its programme."""
    return any_of(of_project(actor, project, now=now), of_coordination(actor, project.programme, now=now))


@rule
def may_add_structure(actor: Actor, project: Project, *, now: datetime) -> Verdict:
    """Naming something that is to live on: the project's people, until it is closed."""
    return of_project(actor, project, now=now) and still_runs(project)


@rule
def may_see_structure(actor: Actor, structure: Structure, *, now: datetime) -> Verdict:
    """One structure with its files: its steward's people, whom it is offered to, those who coordinate the programme,
    and the people of whoever gave it on, until the day agreed on."""
    verdicts = [_keeps(actor, structure, now=now)]
    if structure.status == Structure.Status.OFFERED and structure.successor is not None:
        verdicts.append(_people_of(actor, structure.successor, now=now))
    if structure.project is not None:
        verdicts.append(of_coordination(actor, structure.project.programme, now=now))
    verdicts += (_still_reads(actor, handover, now=now) for handover in structure.handovers.all())
    return any_of(*verdicts)


@rule
def may_change_structure(actor: Actor, structure: Structure, *, now: datetime) -> Verdict:
    """What a structure says of itself, and its files: its steward's people, until it is ended."""
    return _keeps(actor, structure, now=now) and _not_ended(structure)


@rule
def may_hand_over_structure(actor: Actor, structure: Structure, *, now: datetime) -> Verdict:
    """Naming who is to have it, taking the steps, offering it: its steward's people, until it is ended.

    A receiver hands on in the same steps what a project handed over. Where a portal or a page goes along, only those
    who answer for its steward offer it.
    """
    return _keeps(actor, structure, now=now) and _not_ended(structure)


@rule
def may_offer_structure(actor: Actor, structure: Structure, *, now: datetime) -> Verdict:
    """Asking the one named to accept: whoever hands it over; those alone who may give along what belongs to it."""
    verdict = may_hand_over_structure(actor, structure, now=now)
    if not verdict:
        return verdict
    if structure.status == Structure.Status.OFFERED:
        return refused(_("It has been offered already and waits for an answer."), code="offered")
    if not structure.is_leaving or structure.successor is None:
        return refused(_("Name the receiver first."), code="no_receiver")
    thing = thing_of(structure)
    return YES if thing is None else may_give_thing(actor, thing, now=now)


@rule
def may_give_thing(actor: Actor, thing: Thing, *, now: datetime) -> Verdict:
    """Letting a portal, a page or a body go along with a structure: who answers for it."""
    if isinstance(thing, Body):
        reason = _("Those let a body go along who answer for the organisation that looks after it.")
        return held(actor, thing.steward, _DECIDING, now=now, of_its_own=True, otherwise=reason)
    reason = _("This belongs to those who answer for the page or portal that goes along.")
    if isinstance(thing, Portal):
        return held(actor, thing.steward, {Role.OWNER, Role.STEWARD}, now=now, of_its_own=True, otherwise=reason)
    return held(actor, thing, {Role.OWNER}, now=now, of_its_own=True, otherwise=reason)


@rule
def may_answer_structure(actor: Actor, structure: Structure, *, now: datetime) -> Verdict:
    """Accepting or declining what is offered: the people of the receiver named."""
    if structure.status == Structure.Status.OFFERED and structure.successor is not None:
        return _people_of(actor, structure.successor, now=now)
    verdict = _keeps(actor, structure, now=now)
    if not verdict:
        return verdict
    if structure.settled_by:
        reason = _("This has been settled already, by %s.") % structure.settled_by
        return refused(reason, code="settled")
    return refused(_("This is not being offered to anyone now."), code="not_offered")


@rule
def may_end_structure(actor: Actor, structure: Structure, *, now: datetime) -> Verdict:
    """Deciding that something does not live on: whoever answers for the project; later, for its steward."""
    if structure.project is not None and structure.is_unsettled:
        verdict = approver(actor, structure.project, now=now)
    else:
        reason = _("Those decide this who answer for the organisation that has it.")
        verdict = held(actor, structure.steward, _DECIDING, now=now, of_its_own=True, otherwise=reason)
    return verdict and _not_ended(structure)


@rule
def may_close_project(actor: Actor, project: Project, *, now: datetime) -> Verdict:
    """Closing a project: whoever answers for it at its host, when nothing of it would end silently."""
    verdict = approver(actor, project, now=now) and still_runs(project)
    if not verdict:
        return verdict
    left = [pick(name, "").value for name in project.structures.unsettled().values_list("name", flat=True)]
    if left:
        named = ", ".join(left[:_MOST_NAMED]) + (" …" if len(left) > _MOST_NAMED else "")
        reason = _("These have neither an accepted receiver nor a decision to end them: %s.") % named
        return refused(reason, code="unsettled", names=left)
    return YES


@rule
def may_see_archive(actor: Actor, project: Project, *, now: datetime) -> Verdict:
    """A closed project's archive: its people and those who coordinate its programme."""
    return any_of(of_project(actor, project, now=now), of_coordination(actor, project.programme, now=now))


def _people_of(actor: Actor, organisation: Organisation, *, now: datetime) -> Verdict:
    reason = _("This belongs to the people of the organisation that has it.")
    return held(actor, organisation, PEOPLE, now=now, of_its_own=True, otherwise=reason)


def _keeps(actor: Actor, structure: Structure, *, now: datetime) -> Verdict:
    return _people_of(actor, structure.steward, now=now)


def _still_reads(actor: Actor, handover: Handover, *, now: datetime) -> Verdict:
    verdict = _people_of(actor, handover.giver, now=now)
    if verdict and timezone.localdate(now) > handover.giver_reads_until:
        return refused(_("This was handed over. Those who gave it could read it for the time agreed on."), code="over")
    return verdict


def _not_ended(structure: Structure) -> Verdict:
    if structure.status == Structure.Status.ENDED:
        return refused(_("It has been decided that this ends."), code="ended")
    return YES
