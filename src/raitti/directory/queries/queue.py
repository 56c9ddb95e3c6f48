"""The queue of one person: what waits in the areas and for the organisations they look after."""

from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from raitti.accounts.models import Person
from raitti.directory.models import Claim, Mandate, Matter, MatterKind, Organisation, Role
from raitti.directory.queries.mandates import ids_in_care, mandates_of, stewarded_areas

# Who settles what waits in their area, and who only some of it.
STEWARDS = frozenset({Role.STEWARD, Role.COORDINATOR})
QUEUE_ROLES = frozenset({Role.AGENT, Role.CONTACT_OFFICER}) | STEWARDS
# How long what was settled is shown beside the queue.
LATELY = timedelta(days=30)
# What those who help in a municipality settle beside the region's steward, who settles everything: an agent what
# is written for associations and the claims of those who say that an agent knows them, both what is new or old.
_HELPERS = {
    Role.AGENT: frozenset({MatterKind.NEW, MatterKind.CLAIM, MatterKind.SUGGESTION, MatterKind.STALE}),
    Role.CONTACT_OFFICER: frozenset({MatterKind.NEW, MatterKind.STALE}),
}
_BY_AGENT = Q(about_uid__in=Claim.objects.filter(way=Claim.Way.AGENT).values("uid"))


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


def queue_of(person: Person, *, now: datetime) -> QuerySet[Matter] | None:
    """The open matters a person may settle, oldest first; `None` for those who have no queue.

    Those that come into the queue later are not in it yet.
    """
    reach = _reach_of(person, on=timezone.localdate(now))
    return _open(now).filter(reach) if reach is not None else None


def unclaimed_by_others(queue: QuerySet[Matter], person: Person) -> QuerySet[Matter]:
    """What of a queue is left to one person: theirs, and what nobody has taken."""
    return queue.filter(Q(assigned_to=None) | Q(assigned_to=person))


def settled_of(person: Person, *, now: datetime) -> QuerySet[Matter]:
    """What was settled lately of what a person could have settled, the latest first."""
    reach = _reach_of(person, on=timezone.localdate(now))
    found = Matter.objects.filter(done__gt=now - LATELY).order_by("-done", "-pk")
    return found.filter(reach) if reach is not None else found.none()


def _reach_of(person: Person, *, on: date) -> Q | None:
    mandates = [mandate for mandate in mandates_of(person, on=on) if mandate.role in QUEUE_ROLES]
    return _reach(mandates, on=on) if mandates else None


def in_nobodys_queue(*, now: datetime) -> QuerySet[Matter]:
    """The open matters that nobody at all may settle: there is no coordinator, and no steward where they are."""
    on = timezone.localdate(now)
    mandates = Mandate.objects.current(on).filter(role__in=QUEUE_ROLES, person__is_active=True)
    seen = Matter.objects.filter(_reach(list(mandates), on=on))
    return _open(now).exclude(pk__in=seen.values("pk"))


def _open(now: datetime) -> QuerySet[Matter]:
    return Matter.objects.filter(done=None, opened__lte=now).order_by("opened", "pk")


def _reach(mandates: Sequence[Mandate], *, on: date) -> Q:
    """Which matters are to be settled by those who hold some mandates."""
    held = {role: [mandate for mandate in mandates if mandate.role == role] for role in QUEUE_ROLES}
    found = Q(pk__in=())
    if held[Role.STEWARD]:
        found |= _of(held[Role.STEWARD], on=on)
    for role, kinds in _HELPERS.items():
        if held[role]:
            found |= _of(held[role], on=on) & Q(kind__in=kinds) & (~Q(kind=MatterKind.CLAIM) | _BY_AGENT)
    if held[Role.COORDINATOR]:
        found |= _left_to_coordinators(on=on)
    return found


def settlers_of(matter: Matter) -> frozenset[Role]:
    """The roles in which one may settle a matter of one's area."""
    helpers = {role for role, kinds in _HELPERS.items() if matter.kind in kinds}
    if matter.kind == MatterKind.CLAIM and not Matter.objects.filter(_BY_AGENT, pk=matter.pk).exists():
        helpers.clear()
    return STEWARDS | helpers


def _of(mandates: Sequence[Mandate], *, on: date) -> Q:
    areas = ids_in_care(mandates, on=on)
    # Whether a new page may be shown is not for its own people to say.
    bodies = Q(organisation__in={mandate.organisation_id for mandate in mandates}) & ~Q(kind=MatterKind.NEW)
    homeless = Q(organisation=None) & (Q(municipality=None) | Q(municipality__in=areas))
    return bodies | _placed_in(areas) | homeless


def _left_to_coordinators(*, on: date) -> Q:
    """What no region's steward looks after, wherever it is."""
    areas = set(stewarded_areas(on=on).values_list("pk", flat=True))
    homeless = Q(organisation=None) & (Q(municipality=None) | ~Q(municipality__in=areas))
    return (Q(organisation__isnull=False) & ~_placed_in(areas)) | homeless


def _placed_in(areas: Set[int]) -> Q:
    works_there = Organisation.operating_areas.through.objects.filter(
        organisation=OuterRef("organisation"), area_id__in=areas
    )
    return Q(organisation__home_municipality__in=areas) | Q(Exists(works_there))


def counts_of(queue: QuerySet[Matter], person: Person) -> Counts:
    """How much of a queue there is of each kind and of whom."""
    by_kind: Counter[str] = Counter()
    whose: Counter[str] = Counter()
    rows = queue.order_by().values_list("kind", "assigned_to").annotate(number=Count("pk"))
    for kind, taken_by, number in rows:
        by_kind[kind] += number
        whose["nobodys" if taken_by is None else "mine" if taken_by == person.pk else "others"] += number
    return Counts(dict(by_kind), whose["mine"], whose["nobodys"], whose["others"])
