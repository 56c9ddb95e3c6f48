"""Maps as plain shapes for inline SVG: outlines where boundaries are loaded, squares of our grid until then."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

from raitti.places.models import Area, Boundary
from raitti.places.queries.areas import municipalities_in, sorted_by_name

OUTLINE_WIDTH = 600
_TILE = 10.0
_GAP = 0.6


@dataclass(frozen=True)
class MapShape:
    """One area on a map: its SVG path, the point for its label, and its square on a tile map.

    `x`, `y` count squares from the map's upper left corner and are `None` on an outline map.
    """

    area: Area
    name: str
    path: str
    label_x: float
    label_y: float
    x: int | None = None
    y: int | None = None


@dataclass(frozen=True)
class AreaMap:
    """Shapes in alphabetical order, so that going through them by keyboard follows the list beside."""

    kind: str  # "tiles" or "outlines"
    width: float
    height: float
    shapes: Sequence[MapShape]

    @property
    def view_box(self) -> str:
        return f"0 0 {self.width:g} {self.height:g}"


def area_map(areas: Iterable[Area], language: str) -> AreaMap:
    """The municipalities of the areas as outlines when all of them have one, else as tiles."""
    rows = _with_boundaries(areas, language)
    return _outlines(rows, language) or _tiles(rows, language)


def _with_boundaries(areas: Iterable[Area], language: str) -> list[Area]:
    return list(sorted_by_name(municipalities_in(areas).select_related("boundary"), language))


def tile_map(areas: Iterable[Area], language: str) -> AreaMap:
    """Each current municipality of the areas as a square of equal size, roughly where it lies.

    A municipality without a square of its own is left out of the drawing.
    """
    return _tiles(list(sorted_by_name(municipalities_in(areas), language)), language)


def _tiles(areas: Iterable[Area], language: str) -> AreaMap:
    rows = [area for area in areas if area.grid_x is not None and area.grid_y is not None]
    squares = [(area.grid_x or 0, area.grid_y or 0) for area in rows]
    left = min((x for x, _ in squares), default=0)
    top = min((y for _, y in squares), default=0)
    shapes = []
    for area, (grid_x, grid_y) in zip(rows, squares, strict=True):
        x, y = grid_x - left, grid_y - top
        side = _TILE - _GAP
        path = f"M{x * _TILE + _GAP / 2:g} {y * _TILE + _GAP / 2:g}h{side:g}v{side:g}h-{side:g}z"
        middle = _TILE / 2
        shapes.append(MapShape(area, area.name_in(language).value, path, x * _TILE + middle, y * _TILE + middle, x, y))
    width = (max((shape.x or 0 for shape in shapes), default=0) + 1) * _TILE
    height = (max((shape.y or 0 for shape in shapes), default=0) + 1) * _TILE
    return AreaMap("tiles", width, height, shapes)


def outline_map(areas: Iterable[Area], language: str) -> AreaMap | None:
    """The outlines of the current municipalities of the areas; `None` while any of them lacks one.

    Drawn so that a degree of longitude is as long as at the middle latitude of what is shown.
    """
    return _outlines(_with_boundaries(areas, language), language)


def _outlines(rows: Sequence[Area], language: str) -> AreaMap | None:
    if not rows or any(not has_boundary(area) for area in rows):
        return None
    rings = {area.pk: _rings(area.boundary.geometry) for area in rows}
    points = [point for own in rings.values() for ring in own for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    squeeze = cos(radians((south + north) / 2))
    scale = OUTLINE_WIDTH / ((east - west) * squeeze or 1)

    def place(point: Sequence[float]) -> tuple[float, float]:
        return (point[0] - west) * squeeze * scale, (north - point[1]) * scale

    shapes = []
    for area in rows:
        drawn = [[place(point) for point in ring] for ring in rings[area.pk]]
        path = "".join(_path(ring) for ring in drawn)
        label = place((area.longitude or west, area.latitude or north))
        shapes.append(MapShape(area, area.name_in(language).value, path, round(label[0], 1), round(label[1], 1)))
    return AreaMap("outlines", OUTLINE_WIDTH, round((north - south) * scale, 1), shapes)


def has_boundary(area: Area) -> bool:
    try:
        return bool(area.boundary)
    except Boundary.DoesNotExist:
        return False


def _rings(geometry: dict[str, Any]) -> list[list[list[float]]]:
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [ring for polygon in polygons for ring in polygon]


def _path(ring: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring[:-1]) + "z"
