"""Which municipalities an area consists of, and what has become of those that ended."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from raitti.core.languages import INTERFACE_CODES
from raitti.places.models import Area, AreaKind, AreaQuerySet
from raitti.places.queries.distances import distance_km


def current_municipalities() -> AreaQuerySet:
    return Area.objects.current().municipalities()


def municipality_with_past(pk: int) -> Area | None:
    """A municipality, current or ended, with its region and county and what it came from and became."""
    found = Area.objects.municipalities().select_related("region", "county")
    return found.prefetch_related("predecessors", "successors").filter(pk=pk).first()


def municipalities_in(areas: Iterable[Area]) -> AreaQuerySet:
    """The current municipalities of areas of any kind; one that has ended counts as its successors."""
    municipalities: set[int] = set()
    inside = Q()
    for area in areas:
        if area.kind == AreaKind.COUNTRY:
            return current_municipalities()
        if area.kind == AreaKind.REGION:
            inside |= Q(region=area.pk)
        elif area.kind == AreaKind.COUNTY:
            inside |= Q(county=area.pk)
        else:
            municipalities |= {one.pk for one in successor_of(area)}
    return current_municipalities().filter(inside | Q(pk__in=municipalities) if inside else Q(pk__in=municipalities))


def successor_of(area: Area) -> list[Area]:
    """The areas that an ended one continues in today; a current area is its own successor.

    Empty when it ended without any. Mergers of mergers are followed to the end.
    """
    if area.valid_until is None:
        return [area]
    found: dict[int, Area] = {}
    for successor in area.successors.order_by("code"):
        found |= {one.pk: one for one in successor_of(successor)}
    return list(found.values())


def codes_with_predecessors(area: Area) -> list[str]:
    """The area's own code first, then the codes of all areas that have become part of it.

    Filter with these where rows keep the code of the time they were written in.
    """
    codes, generation = [area.code], [area.pk]
    while generation:
        earlier = Area.objects.filter(successors__in=generation).distinct().order_by("-valid_until", "code")
        generation = [one.pk for one in earlier]
        codes += [one.code for one in earlier if one.code not in codes]
    return codes


def with_predecessors(areas: QuerySet[Area]) -> AreaQuerySet:
    """The areas and those that have become part of them, so that rows written before a merger are found.

    Follows two mergers back; use it as a subquery.
    """
    same_or_earlier = Q(pk__in=areas) | Q(successors__in=areas) | Q(successors__successors__in=areas)
    return Area.objects.filter(same_or_earlier).distinct()


def neighbours(area: Area, limit: int = 6) -> list[Area]:
    """The current municipalities whose centres lie nearest to this area's, nearest first."""
    if area.latitude is None or area.longitude is None:
        return []
    here = (area.latitude, area.longitude)
    others = current_municipalities().exclude(pk=area.pk).exclude(latitude=None)
    return sorted(others, key=lambda other: distance_km(here, (other.latitude or 0, other.longitude or 0)))[:limit]


def sorted_by_name(areas: "QuerySet[Area]", language: str) -> "QuerySet[Area]":
    """The areas in the alphabetical order readers of the language expect: å, ä and ö at the end."""
    return areas.order_by(f"sort_{language if language in INTERFACE_CODES else 'fi'}", "code")
