"""Whom a person may act for: by a mandate of the organisation itself, or of those who look after its area."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When
from django.utils import timezone

from raitti.accounts.models import Person
from raitti.core.once import once
from raitti.directory.models import Mandate, Organisation, OrganisationKind, Portal, Role
from raitti.directory.queries.portals import areas_of
from raitti.places.models import Area, AreaKind
from raitti.places.queries import municipalities_in, with_predecessors

# Whoever works for a body in one of these roles keeps that body's own page too.
_KEEP_THEIR_OWN = frozenset({Role.CONTACT_OFFICER, Role.COUNTY_OFFICER, Role.STEWARD})
_OF_AN_AREA = frozenset({Role.AGENT, Role.CONTACT_OFFICER, Role.COUNTY_OFFICER, Role.STEWARD})


def mandates_of(person: Person, *, on: date) -> list[Mandate]:
    """The mandates a person holds on a day, with their organisations."""
    held = Mandate.objects.current(on).filter(person=person).select_related("organisation").order_by("role", "pk")
    return once(("mandates", person.pk, on), lambda: list(held))


def roles_over(person: Person, organisation: Organisation, *, on: date) -> frozenset[Role]:
    """Every role in which a person has to do with an organisation on a day.

    A mandate of the organisation itself counts; so does one of its municipality (agent, contact officer),
    of its wellbeing services county (county officer), and of the steward of a portal that shows it.
    National roles (coordinator, reader) count everywhere; where no region has a steward, a coordinator is it.
    """
    return once(("roles", person.pk, organisation.pk, on), lambda: _roles_over(person, organisation, on=on))


def keeps_its_own(person: Person, organisation: Organisation, *, on: date) -> bool:
    """Whether an organisation is a person's own: by a mandate of its own, not as its agent or from above."""
    own = {Role.OWNER, Role.EDITOR} | _KEEP_THEIR_OWN
    return any(each.role in own and each.organisation_id == organisation.pk for each in mandates_of(person, on=on))


def _roles_over(person: Person, organisation: Organisation, *, on: date) -> frozenset[Role]:
    held: set[Role] = set()
    for mandate in mandates_of(person, on=on):
        role = Role(mandate.role)
        if mandate.organisation_id == organisation.pk:
            held |= {role, Role.EDITOR} if role in _KEEP_THEIR_OWN else {role}
        elif role in {Role.COORDINATOR, Role.READER} or (
            role in _OF_AN_AREA and role not in held and _reaches(mandate, organisation, on=on)
        ):
            held.add(role)
    if Role.COORDINATOR in held and Role.STEWARD not in held and is_nobodys(organisation, on=on):
        held.add(Role.STEWARD)
    return frozenset(held)


def _reaches(mandate: Mandate, organisation: Organisation, *, on: date) -> bool:
    """Whether an organisation is at home or at work in one of the areas a mandate reaches."""
    areas = ids_in_care([mandate], on=on)
    return organisation.home_municipality_id in areas or _is_in(organisation, Area.objects.filter(pk__in=areas))


def _is_in(organisation: Organisation, areas: QuerySet[Area]) -> bool:
    return _in_areas(Organisation.objects.filter(pk=organisation.pk), areas).exists()


def is_nobodys(organisation: Organisation, *, on: date) -> bool:
    """Whether no region's steward looks after an organisation, so that it falls to the country's coordinators."""
    return not _is_in(organisation, stewarded_areas(on=on))


def ids_in_care(mandates: Iterable[Mandate], *, on: date) -> frozenset[int]:
    """The ids of the areas some mandates reach beyond their own organisations."""
    held = list(mandates)
    which = frozenset((mandate.role, mandate.organisation_id) for mandate in held)
    return once(("areas", which, on), lambda: frozenset(areas_in_care(held, on=on).values_list("pk", flat=True)))


def areas_in_care(mandates: Iterable[Mandate], *, on: date) -> QuerySet[Area]:
    """The areas some mandates reach beyond their own organisations, with those that became part of them.

    A coordinator's are the municipalities that no region's steward looks after.
    """
    of: dict[str, set[int]] = {role: set() for role in Role}
    for mandate in mandates:
        of[mandate.role].add(mandate.organisation_id)
    inside = Q()
    if towns := of[Role.AGENT] | of[Role.CONTACT_OFFICER]:
        inside |= Q(home_of__in=towns, home_of__kind=OrganisationKind.MUNICIPALITY)
    if bodies := of[Role.COUNTY_OFFICER]:
        counties = Area.objects.filter(
            kind=AreaKind.COUNTY, operated_by__in=bodies, operated_by__kind=OrganisationKind.COUNTY
        )
        inside |= Q(county__in=counties.values("pk"))
    if stewards := of[Role.STEWARD]:
        inside |= Q(pk__in=areas_shown_by(Portal.objects.filter(steward__in=stewards)).values("pk"))
    if of[Role.COORDINATOR]:
        inside |= Q(kind=AreaKind.MUNICIPALITY) & ~Q(pk__in=stewarded_areas(on=on).values("pk"))
    return with_predecessors(Area.objects.filter(inside) if inside else Area.objects.none())


def stewarded_areas(*, on: date) -> QuerySet[Area]:
    """The areas that somebody looks after as a region's steward on a day."""
    stewards = Mandate.objects.current(on).filter(role=Role.STEWARD, person__is_active=True)
    return areas_shown_by(Portal.objects.filter(steward__in=stewards.values("organisation")))


def areas_shown_by(portals: QuerySet[Portal]) -> QuerySet[Area]:
    """What portals show: their areas, the municipalities of these, and those that became part of them."""
    shown = Area.objects.filter(portals__in=portals)
    inside = with_predecessors(municipalities_in(shown))
    return Area.objects.filter(Q(pk__in=inside.values("pk")) | Q(pk__in=[area.pk for area in shown]))


def _in_areas(found: QuerySet[Organisation], areas: QuerySet[Area]) -> QuerySet[Organisation]:
    works_there = Organisation.operating_areas.through.objects.filter(
        organisation=OuterRef("pk"), area_id__in=areas.values("pk")
    )
    return found.filter(Q(home_municipality_id__in=areas.values("pk")) | Exists(works_there))


def municipalities_in_care(person: Person, *, on: date, roles: Collection[Role] = _OF_AN_AREA) -> set[int]:
    """The ids of all areas a person looks after, as agent, officer or steward or as one of `roles`."""
    mandates = [mandate for mandate in mandates_of(person, on=on) if mandate.role in roles]
    return set(ids_in_care(mandates, on=on)) if mandates else set()


def organisations_kept_by(person: Person, *, on: date) -> QuerySet[Organisation]:
    """The organisations a person has a mandate of, whatever the role."""
    own = Mandate.objects.current(on).filter(person=person, organisation=OuterRef("pk"))
    return Organisation.objects.filter(Exists(own))


def organisations_in_care_of(
    person: Person, *, on: date, roles: Collection[Role] = _OF_AN_AREA | {Role.COORDINATOR}
) -> QuerySet[Organisation]:
    """The organisations of the areas a person looks after; hidden and unpublished ones included."""
    in_care = municipalities_in_care(person, on=on, roles=roles)
    return _in_areas(Organisation.objects.all(), Area.objects.filter(pk__in=in_care))


def owners_of(organisation: Organisation, *, on: date) -> QuerySet[Person]:
    held = Mandate.objects.current(on).filter(organisation=organisation, role=Role.OWNER, person=OuterRef("pk"))
    return Person.objects.filter(Exists(held), is_active=True)


def has_owner(organisation: Organisation, *, on: date) -> bool:
    return owners_of(organisation, on=on).exists()


def current_mandates(organisation: Organisation, *, on: date) -> list[Mandate]:
    """Who acts for an organisation on a day: owners first, then by role and beginning."""
    is_owner = Case(When(role=Role.OWNER, then=0), default=1)
    found = Mandate.objects.current(on).filter(organisation=organisation).select_related("person", "organisation")
    found = found.order_by(is_owner, "role", "since", "pk")
    return once(("acting", organisation.pk, on), lambda: list(found))


def portals_showing(organisation: Organisation) -> list[Portal]:
    """The portals in whose areas an organisation is at home or at work."""
    places = {organisation.home_municipality_id, *organisation.operating_areas.values_list("pk", flat=True)}
    return [
        portal
        for portal in Portal.objects.select_related("steward").prefetch_related("areas").order_by("position")
        if places & set(with_predecessors(areas_of(portal)).values_list("pk", flat=True))
        or places & {area.pk for area in portal.areas.all()}
    ]


def organisations_of(person: Person, wanted: Collection[Role], *, now: datetime) -> list[int]:
    """The ids of the organisations somebody has one of the roles of."""
    held = mandates_of(person, on=timezone.localdate(now))
    return [mandate.organisation_id for mandate in held if mandate.role in wanted]
