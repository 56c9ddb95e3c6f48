"""What the search index holds of municipalities."""

from collections.abc import Iterator

from raitti.core.texts import pick, versions
from raitti.places.models import Area, AreaKind
from raitti.places.queries.areas import current_municipalities
from raitti.search.entries import Entry

KIND = "municipality"


def search_entries(area: Area) -> list[Entry]:
    """One entry for each language a current municipality has a name in; none for anything else.

    Former municipalities are found by their names under the one they joined.
    """
    if area.kind != AreaKind.MUNICIPALITY or area.valid_until is not None:
        return []
    names = versions(area.name)
    predecessors = _earlier(area)
    former = {name for one in predecessors for name in versions(one.name).values()}
    return [
        Entry(
            kind=KIND,
            object_id=area.code,
            language=language,
            title=name,
            summary=pick(area.region.name, language).value if area.region else "",
            names=sorted((set(names.values()) | former) - {name}),
            keywords=[pick(area.county.name, language).value] if area.county else [],
            facets={"municipality": [area.code], "region": [area.region.code] if area.region else []},
            data={
                "id": area.code,
                "slugs": area.slugs,
                "municipality": name,
                "region": pick(area.region.name, language).value if area.region else "",
                "population": area.population,
                "former": sorted(pick(one.name, language).value for one in predecessors),
            },
            source_id=area.code,
            latitude=area.latitude,
            longitude=area.longitude,
        )
        for language, name in names.items()
    ]


def list_entries() -> Iterator[list[Entry]]:
    """The entries of every current municipality, for a rebuild of the index."""
    areas = current_municipalities().select_related("region", "county").prefetch_related("predecessors")
    for area in areas.order_by("code"):
        yield search_entries(area)


def _earlier(area: Area) -> list[Area]:
    """Everything that has become part of the area, mergers of mergers included."""
    found: list[Area] = []
    for one in area.predecessors.all():
        found += [one, *_earlier(one)]
    return found
