"""What can be listed and found of places: areas and what they were, names and postal codes, maps, search entries."""

from raitti.places.queries.areas import (
    codes_with_predecessors,
    current_municipalities,
    municipalities_in,
    municipality_with_past,
    neighbours,
    sorted_by_name,
    successor_of,
    with_predecessors,
)
from raitti.places.queries.distances import distance_km
from raitti.places.queries.entries import list_entries, search_entries
from raitti.places.queries.finding import Place, find_municipality, find_place
from raitti.places.queries.maps import AreaMap, MapShape, area_map, outline_map, tile_map

__all__ = [
    "AreaMap",
    "MapShape",
    "Place",
    "area_map",
    "codes_with_predecessors",
    "current_municipalities",
    "distance_km",
    "find_municipality",
    "find_place",
    "list_entries",
    "municipalities_in",
    "municipality_with_past",
    "neighbours",
    "outline_map",
    "search_entries",
    "sorted_by_name",
    "successor_of",
    "tile_map",
    "with_predecessors",
]
