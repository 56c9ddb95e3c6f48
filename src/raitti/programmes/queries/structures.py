"""What of a project lives on: how far each handover has come, what waits for whom, and what goes along."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from raitti.accounts.models import Person
from raitti.bodies.models import Body, Stage
from raitti.core.texts import sort_key
from raitti.directory.models import Mandate, Organisation, Portal, Role
from raitti.directory.queries.mandates import organisations_of
from raitti.programmes.models import Handover, HandoverStep, Project, Structure
from raitti.programmes.queries.standing import PEOPLE

PORTAL, ORGANISATION, BODY = "portal", "organisation", "body"
Thing = Portal | Organisation | Body
Step = HandoverStep.Step


@dataclass(frozen=True)
class StepLine:
    """One step of a handover: `done`, `now` the next, or `later`; with what shows it."""

    key: str
    state: str
    taken: HandoverStep | None

    @property
    def label(self) -> str:
        return str(Step(self.key).label)


@dataclass(frozen=True)
class Listed:
    """A structure in a list: whether its day has passed, and the next step of its handover."""

    structure: Structure
    is_late: bool
    next: StepLine | None


def with_its_own(structures: QuerySet[Structure]) -> QuerySet[Structure]:
    """Structures with what every page and rule asks of each."""
    programme = ("project__programme__coordinator", "project__programme__funder")
    found = structures.select_related("steward", "successor", "project__host", *programme)
    return found.prefetch_related(Prefetch("handovers", Handover.objects.select_related("giver", "receiver")))


def steps_of(structure: Structure) -> list[StepLine]:
    """All steps of the handover under way in their order; else of the last one."""
    known = list(structure.steps.all())
    last = max((step.handover_id for step in known if step.handover_id is not None), default=None)
    wanted = None if structure.is_leaving else last
    taken = {step.step: step for step in known if step.handover_id == wanted}
    lines, is_next = [], structure.is_leaving
    for key in Step.values:
        state = "done" if key in taken else "now" if is_next else "later"
        is_next = is_next and key in taken
        lines.append(StepLine(key, state, taken.get(key)))
    return lines


def next_step(structure: Structure) -> StepLine | None:
    return next((line for line in steps_of(structure) if line.state == "now"), None)


def missing_steps(structure: Structure) -> list[str]:
    """The steps before the acceptance that nobody has taken."""
    return [line.key for line in steps_of(structure) if line.taken is None and line.key != Step.ACCEPTED]


def structures_of(project: Project, *, on: date) -> list[Listed]:
    """A project's structures: what is unsettled first, by its day, then the others by name."""
    found = Structure.objects.filter(project=project).select_related("steward", "successor")
    listed = [
        Listed(each, each.is_unsettled and each.due is not None and each.due < on, next_step(each))
        for each in found.prefetch_related("steps")
    ]
    return sorted(listed, key=_order)


def _order(listed: Listed) -> tuple[bool, date, str, int]:
    structure = listed.structure
    due = structure.due if structure.is_unsettled and structure.due else date.max
    return not structure.is_unsettled, due, sort_key(str(structure)), structure.pk


def offered_to(person: Person, *, now: datetime) -> list[Structure]:
    """What waits for somebody's organisations to be accepted, the most urgent first."""
    found = Structure.objects.filter(
        status=Structure.Status.OFFERED, successor__in=organisations_of(person, PEOPLE, now=now)
    )
    found = found.select_related("steward", "successor")
    return sorted(found, key=lambda each: (each.due or date.max, each.pk))


def received_by(person: Person, *, now: datetime) -> list[Structure]:
    """What somebody's organisations look after now that a project handed it over."""
    found = Structure.objects.filter(steward__in=organisations_of(person, PEOPLE, now=now))
    is_handed_on = Q(status=Structure.Status.OFFERED, settled_on__isnull=False)
    received = found.filter(Q(project=None) | Q(status=Structure.Status.HANDED_OVER) | is_handed_on)
    return list(received.select_related("steward").order_by("sort_fi", "pk"))


def people_of(organisation: Organisation, *, on: date) -> list[Person]:
    """Who works for an organisation, each once: for letters."""
    held = Mandate.objects.current(on).filter(organisation=organisation, role__in=PEOPLE, person__is_active=True)
    found = {mandate.person_id: mandate.person for mandate in held.select_related("person").order_by("pk")}
    return list(found.values())


def portal_uid(portal: Portal) -> UUID:
    """The name by which a structure knows a portal: the same wherever the portal's key is."""
    return uuid5(NAMESPACE_URL, f"raitti:portal:{portal.key}")


def thing_of(structure: Structure) -> Thing | None:
    """What a structure is in Raitti itself, where its steward still looks after it."""
    if structure.thing_kind == PORTAL:
        portals = Portal.objects.select_related("steward").filter(steward=structure.steward_id)
        return next((portal for portal in portals if portal_uid(portal) == structure.thing_uid), None)
    if structure.thing_kind == ORGANISATION and structure.thing_uid is not None:
        return Organisation.objects.filter(uid=structure.thing_uid).first()
    if structure.thing_kind == BODY and structure.thing_uid is not None:
        bodies = Body.objects.select_related("setter", "steward", "parent")
        return bodies.filter(uid=structure.thing_uid, steward=structure.steward_id).first()
    return None


def things_to_give(person: Person, organisation: Organisation, *, now: datetime) -> list[Thing]:
    """The portals and bodies an organisation looks after and the pages somebody owns: what may go along with a
    structure. A body goes with its parts, so these are not named by themselves."""
    today = timezone.localdate(now)
    owned = Mandate.objects.current(today).filter(person=person, role=Role.OWNER).exclude(organisation=organisation)
    portals = Portal.objects.filter(steward=organisation).select_related("steward").order_by("position", "pk")
    pages = Organisation.objects.filter(mandates__in=owned).order_by("sort_fi", "pk")
    bodies = Body.objects.filter(steward=organisation, behind=None).exclude(stage=Stage.ENDED)
    return [*portals, *bodies.exclude(parent__steward=organisation).order_by("sort_fi", "pk"), *pages]
