"""What everyone may see of bodies: which there are, where, and with whom they belong together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from raitti.bodies.models import Body, BodyKind, FoundingStep, Holding, Joining, Seat, Stage
from raitti.directory.models import Portal, Topic
from raitti.directory.queries.portals import works_in
from raitti.places.models import Area

# The order a list has its parts in.
AT_WORK, FOUNDING, OPEN_GROUP, ENDED = range(4)
# What a line of another page shows.
_LINE = ("name", "slugs", "kind", "stage", "joining")
_OPEN = Q(joining__in=(Joining.OPEN, Joining.ON_APPROVAL))


@dataclass(frozen=True)
class Here:
    """The bodies of a place one gets into by a seat, and how many groups anyone may join there."""

    bodies: list[Body]
    open_groups: int


def bodies_in(portal: Portal | None) -> QuerySet[Body]:
    """Public bodies that work in a portal's region, or all."""
    found = Body.objects.public()
    if portal is not None:
        found = found.filter(pk__in=Body.objects.filter(works_in(portal)).values("pk"))
    return found


def lines(found: QuerySet[Body], *, on: date, language: str = "fi") -> QuerySet[Body]:
    """Bodies for a list, each with `part`, `seat_count` and, of seats without a member on a day, `vacant_count`.

    Bodies at work come first, then those being founded, then open groups, then what has ended; each by name.
    """
    part = Case(
        When(stage=Stage.ENDED, then=Value(ENDED)),
        When(_OPEN, then=Value(OPEN_GROUP)),
        When(stage=Stage.FOUNDING, then=Value(FOUNDING)),
        default=Value(AT_WORK),
        output_field=IntegerField(),
    )
    seats = Seat.objects.filter(Q(ended_on=None) | Q(ended_on__gte=on), body=OuterRef("pk"))
    held = Holding.objects.on(on).members().filter(seat=OuterRef("pk"))
    return (
        found.annotate(part=part, seat_count=_count(seats), vacant_count=_count(seats.exclude(Exists(held))))
        .select_related("setter")
        .order_by("part", f"sort_{language}", "pk")
    )


def _count(seats: QuerySet[Seat]) -> Coalesce:
    counted = seats.order_by().values("body").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def kinds_among(found: QuerySet[Body]) -> list[tuple[str, str, int]]:
    """The kinds there are: value, words and how many, in the order forms have them."""
    counts = dict(found.order_by().values_list("kind").annotate(Count("pk")))
    return [(value, str(label), counts[value]) for value, label in BodyKind.choices if value in counts]


def body_page(key: int) -> Body | None:
    """One public body with what its page shows besides its seats."""
    return (
        Body.objects.public()
        .filter(pk=key)
        .select_related("setter", "steward", "parent", "behind__body")
        .prefetch_related(
            Prefetch("topics", Topic.objects.only("name", "slugs")),
            Prefetch("areas", Area.objects.only("name", "slugs", "kind", "code")),
            "terms",
            Prefetch("founding_steps", FoundingStep.objects.only("body", "step", "due", "done_on", "note")),
        )
        .first()
    )


def belonging_to(body: Body) -> tuple[list[Body], dict[int, list[Body]]]:
    """The public parts of a body, and the public groups behind its seats by the seat's id, by name."""
    below = Body.objects.public().filter(Q(parent=body) | Q(behind__body=body)).order_by("sort_fi", "pk")
    parts: list[Body] = []
    behind: dict[int, list[Body]] = {}
    for each in below:
        if each.behind_id is not None:
            behind.setdefault(each.behind_id, []).append(each)
        else:
            parts.append(each)
    return parts, behind


def bodies_of_municipality(area: Area, *, most: int) -> Here:
    """Public bodies of a municipality, then those of its region and county, that have not ended."""
    around = [key for key in (area.pk, area.region_id, area.county_id) if key is not None]
    links = Body.areas.through.objects.filter(body=OuterRef("pk"))
    found = Body.objects.public().exclude(stage=Stage.ENDED).filter(Exists(links.filter(area_id__in=around)))
    own = Exists(links.filter(area_id=area.pk))
    return bodies_here(found.only(*_LINE).annotate(is_own=own).order_by("-is_own", "sort_fi", "pk"), most=most)


def bodies_here(found: Iterable[Body], *, most: int) -> Here:
    """Bodies for a part of another page: the first of those with seats, the open groups as a number."""
    rows = list(found)
    seated = [body for body in rows if not body.is_open_group]
    return Here(seated[:most], len(rows) - len(seated))


def bodies_of_portal(portal: Portal, *, most: int) -> Here:
    """The bodies of a portal's region that have not ended, those at work first."""
    found = bodies_in(portal).exclude(stage=Stage.ENDED)
    return bodies_here(found.only(*_LINE).order_by("stage", "sort_fi", "pk"), most=most)
