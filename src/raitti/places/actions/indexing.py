"""Keeping the search index in step with the municipalities."""

from collections.abc import Iterable

from raitti.places.models import Area
from raitti.places.queries import search_entries


def index_municipalities(areas: Iterable[Area]) -> None:
    """Write what the index holds of the areas, in the transaction of the change."""
    for area in areas:
        search_entries(area)


def forget_municipality(area: Area) -> None:
    """Take an ended municipality out of the index; its name is found under its successor."""
