"""Keeping the search index in step with the municipalities."""

from raitti.places.models import Area, AreaKind, AreaQuerySet
from raitti.places.queries import search_entries
from raitti.search.actions import drop, put


def index_municipalities(areas: AreaQuerySet) -> None:
    """Write what the index holds of the areas, in the transaction of the change."""
    rows = areas.select_related("region", "county").prefetch_related("predecessors")
    put(entry for area in rows for entry in search_entries(area))


def forget_municipality(area: Area) -> None:
    """Take an ended municipality out of the index; its name is found under its successor."""
    drop(AreaKind.MUNICIPALITY, area.code)
