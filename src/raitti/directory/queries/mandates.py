"""Whom a person may act for: by a mandate of the organisation itself, or of those who look after its area."""

from collections.abc import Collection
from datetime import date

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When

from raitti.accounts.models import Person
from raitti.directory.models import Mandate, Organisation, OrganisationKind, Portal, Role
from raitti.directory.queries.portals import areas_of
from raitti.places.models import Area, AreaKind
from raitti.places.queries import with_predecessors

# Whoever works for a body in one of these roles keeps that body's own page too.
_KEEP_THEIR_OWN = frozenset({Role.CONTACT_OFFICER, Role.COUNTY_OFFICER, Role.STEWARD})
_OF_AN_AREA = frozenset({Role.AGENT, Role.CONTACT_OFFICER, Role.COUNTY_OFFICER, Role.STEWARD})


def mandates_of(person: Person, *, on: date) -> QuerySet[Mandate]:
    """The mandates a person holds on a day, with their organisations."""
    return Mandate.objects.current(on).filter(person=person).select_related("organisation").order_by("role", "pk")


def roles_over(person: Person, organisation: Organisation, *, on: date) -> frozenset[Role]:
    """Every role in which a person has to do with an organisation on a day.

    A mandate of the organisation itself counts; so does one of its municipality (agent, contact officer),
    of its wellbeing services county (county officer), and of the steward of a portal that shows it.
    National roles (coordinator, reader) count everywhere.
    """
    held: set[Role] = set()
    for mandate in mandates_of(person, on=on):
        role = Role(mandate.role)
        if mandate.organisation_id == organisation.pk:
            held |= {role, Role.EDITOR} if role in _KEEP_THEIR_OWN else {role}
        elif role in {Role.COORDINATOR, Role.READER} or (
            role in _OF_AN_AREA and role not in held and _reaches(mandate, organisation)
        ):
            held.add(role)
    return frozenset(held)


def _reaches(mandate: Mandate, organisation: Organisation) -> bool:
    return _in_areas(Organisation.objects.filter(pk=organisation.pk), areas_in_care(mandate)).exists()


def areas_in_care(mandate: Mandate) -> QuerySet[Area]:
    """The municipalities a mandate reaches beyond its own organisation, with those that became part of them."""
    organisation, role = mandate.organisation, mandate.role
    found = Area.objects.none()
    if role in {Role.AGENT, Role.CONTACT_OFFICER} and organisation.kind == OrganisationKind.MUNICIPALITY:
        found = Area.objects.filter(home_of=organisation)
    elif role == Role.COUNTY_OFFICER and organisation.kind == OrganisationKind.COUNTY:
        counties = organisation.operating_areas.filter(kind=AreaKind.COUNTY)
        found = Area.objects.filter(county__in=counties.values("pk"))
    elif role == Role.STEWARD:
        pks = {pk for portal in organisation.portals.all() for pk in areas_of(portal).values_list("pk", flat=True)}
        found = Area.objects.filter(pk__in=pks)
    return with_predecessors(found)


def _in_areas(found: QuerySet[Organisation], areas: QuerySet[Area]) -> QuerySet[Organisation]:
    works_there = Organisation.operating_areas.through.objects.filter(
        organisation=OuterRef("pk"), area_id__in=areas.values("pk")
    )
    return found.filter(Q(home_municipality_id__in=areas.values("pk")) | Exists(works_there))


def municipalities_in_care(person: Person, *, on: date, roles: Collection[Role] = _OF_AN_AREA) -> set[int]:
    """The ids of all municipalities a person looks after, as agent, officer or steward or as one of `roles`."""
    found: set[int] = set()
    for mandate in mandates_of(person, on=on):
        if mandate.role in roles:
            found |= set(areas_in_care(mandate).values_list("pk", flat=True))
    return found


def organisations_kept_by(person: Person, *, on: date) -> QuerySet[Organisation]:
    """The organisations a person has a mandate of, whatever the role."""
    own = Mandate.objects.current(on).filter(person=person, organisation=OuterRef("pk"))
    return Organisation.objects.filter(Exists(own))


def organisations_in_care_of(person: Person, *, on: date) -> QuerySet[Organisation]:
    """The organisations of the areas a person looks after; hidden and unpublished ones included."""
    return _in_areas(Organisation.objects.all(), Area.objects.filter(pk__in=municipalities_in_care(person, on=on)))


def owners_of(organisation: Organisation, *, on: date) -> QuerySet[Person]:
    held = Mandate.objects.current(on).filter(organisation=organisation, role=Role.OWNER, person=OuterRef("pk"))
    return Person.objects.filter(Exists(held), is_active=True)


def has_owner(organisation: Organisation, *, on: date) -> bool:
    return owners_of(organisation, on=on).exists()


def current_mandates(organisation: Organisation, *, on: date) -> QuerySet[Mandate]:
    """Who acts for an organisation on a day: owners first, then by role and beginning."""
    is_owner = Case(When(role=Role.OWNER, then=0), default=1)
    found = Mandate.objects.current(on).filter(organisation=organisation).select_related("person")
    return found.order_by(is_owner, "role", "since", "pk")


def portals_showing(organisation: Organisation) -> list[Portal]:
    """The portals in whose areas an organisation is at home or at work."""
    places = {organisation.home_municipality_id, *organisation.operating_areas.values_list("pk", flat=True)}
    return [
        portal
        for portal in Portal.objects.select_related("steward").prefetch_related("areas").order_by("position")
        if places & set(with_predecessors(areas_of(portal)).values_list("pk", flat=True))
        or places & {area.pk for area in portal.areas.all()}
    ]
