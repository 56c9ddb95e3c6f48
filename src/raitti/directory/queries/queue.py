"""The queue of one person: what waits in the areas and for the organisations they look after."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from raitti.accounts.models import Person
from raitti.directory.models import Matter, MatterKind, Organisation, Role
from raitti.directory.queries.mandates import areas_in_care, mandates_of

QUEUE_ROLES = frozenset({Role.AGENT, Role.CONTACT_OFFICER, Role.STEWARD})
# What only a steward settles; the rest an agent or contact officer of the municipality may too.
STEWARDS_ONLY = frozenset({MatterKind.DUPLICATE, MatterKind.IMPORT, MatterKind.APPEAL, MatterKind.REPORT})


@dataclass(frozen=True)
class Counts:
    """How much waits for a person: by kind, and by who has taken it."""

    by_kind: dict[str, int]
    mine: int
    nobodys: int
    others: int

    @property
    def all(self) -> int:
        return self.mine + self.nobodys + self.others


def queue_of(person: Person, *, now: datetime) -> QuerySet[Matter]:
    """The open matters a person may settle, oldest first; those that come into the queue later are not in it yet."""
    reach = _reach(person, on=timezone.localdate(now))
    if reach is None:
        return Matter.objects.none()
    return Matter.objects.filter(reach, done=None, opened__lte=now).order_by("opened", "pk")


def _reach(person: Person, *, on: date) -> Q | None:
    """Which matters are a person's to settle; `None` when none can be."""
    areas: dict[bool, set[int]] = {True: set(), False: set()}
    bodies: dict[bool, set[int]] = {True: set(), False: set()}
    for mandate in mandates_of(person, on=on):
        if mandate.role in QUEUE_ROLES:
            is_steward = mandate.role == Role.STEWARD
            bodies[is_steward].add(mandate.organisation_id)
            areas[is_steward] |= set(areas_in_care(mandate).values_list("pk", flat=True))
    found: Q | None = None
    for is_steward in (True, False):
        if bodies[is_steward]:
            reach = _of(areas[is_steward], bodies[is_steward])
            reach &= Q() if is_steward else ~Q(kind__in=STEWARDS_ONLY)
            found = reach if found is None else found | reach
    return found


def _of(areas: set[int], bodies: set[int]) -> Q:
    works_there = Organisation.operating_areas.through.objects.filter(
        organisation=OuterRef("organisation"), area_id__in=areas
    )
    homeless = Q(organisation=None) & (Q(municipality=None) | Q(municipality__in=areas))
    return Q(organisation__in=bodies) | Q(organisation__home_municipality__in=areas) | Q(Exists(works_there)) | homeless


def counts_of(queue: QuerySet[Matter], person: Person) -> Counts:
    """How much of a queue there is of each kind and of whom."""
    by_kind: Counter[str] = Counter()
    whose: Counter[str] = Counter()
    rows = queue.order_by().values_list("kind", "assigned_to").annotate(number=Count("pk"))
    for kind, taken_by, number in rows:
        by_kind[kind] += number
        whose["nobodys" if taken_by is None else "mine" if taken_by == person.pk else "others"] += number
    return Counts(dict(by_kind), whose["mine"], whose["nobodys"], whose["others"])


def has_queue(person: Person, *, on: date) -> bool:
    return any(mandate.role in QUEUE_ROLES for mandate in mandates_of(person, on=on))
