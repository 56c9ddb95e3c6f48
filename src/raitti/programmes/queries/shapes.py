"""What is counted in each region of Finland for the shapes of a new programme, and what regions are called."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count, Q

from raitti.core.texts import pick
from raitti.directory.queries import organisations_by_municipality
from raitti.places.models import Area, AreaKind
from raitti.places.queries import current_municipalities, distance_km
from raitti.programmes.models import Programme, Project, ShapeStudy, Structure
from raitti.programmes.shape_inputs import usual_inputs

# Structures are told on a scale from none to this many.
MOST_STRUCTURES = 3


def first_inputs() -> dict[str, Any]:
    """What a new study begins with: the regions of today with what is counted there."""
    return usual_inputs(region_counts())


def region_counts() -> dict[str, dict[str, int]]:
    """By region's code: its people, associations, structures, municipalities, and kilometres within it.

    The kilometres are the mean from the region's largest town to its municipalities' centres.
    """
    regions = list(Area.objects.current().regions().order_by("code"))
    towns: dict[int, list[Area]] = defaultdict(list)
    for town in current_municipalities().exclude(region=None):
        towns[town.region_id or 0].append(town)
    associations, structures = organisations_by_municipality(None), _structures(towns)
    return {
        region.code: {
            "population": sum(town.population or 0 for town in own),
            "associations": sum(associations.get(town.pk, 0) for town in own),
            "structures": min(structures[region.pk], MOST_STRUCTURES),
            "municipalities": len(own),
            "distances": _mean_distance(own),
        }
        for region in regions
        if (own := towns[region.pk])
    }


def _mean_distance(towns: list[Area]) -> int:
    points = [
        (town.population or 0, (town.latitude, town.longitude))
        for town in towns
        if town.latitude is not None and town.longitude is not None
    ]
    if not points:
        return 0
    largest = max(points)[1]
    return round(sum(distance_km(largest, point) for _, point in points) / len(points))


def _structures(towns: Mapping[int, Iterable[Area]]) -> dict[int, int]:
    """By region's id, how many structures of projects that work there live on; those for the whole country do not."""
    living = Count("structures", filter=~Q(structures__status=Structure.Status.ENDED))
    counts: dict[int, int] = defaultdict(int)
    for project in Project.objects.annotate(living=living).filter(living__gt=0).prefetch_related("areas"):
        areas = {area.pk for area in project.areas.all() if area.kind != AreaKind.COUNTRY}
        for region, own in towns.items():
            if any(areas & {region, town.pk, town.county_id} for town in own):
                counts[region] += project.living
    return counts


def region_names(codes: Iterable[str], language: str) -> dict[str, str]:
    """What regions are called, also those that have ended since a study was made."""
    wanted = sorted(codes)
    known = Area.objects.regions().filter(code__in=wanted).order_by("valid_from", "pk")
    names = {area.code: pick(area.name, language).value for area in known}
    return {code: names.get(code, code) for code in wanted}


def studies_of(programme: Programme) -> list[ShapeStudy]:
    """A programme's studies, the newest first."""
    return list(programme.shape_studies.all())
