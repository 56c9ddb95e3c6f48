"""Taking boundaries into use from GeoJSON: checked, simplified together, one outline for each area."""

import json
import math
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import shapely
import utm
from django.db import transaction
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from raitti.core.audit import record
from raitti.core.shelf import content_changed
from raitti.places.actions.files import read_text, refuse_file
from raitti.places.actions.outcome import Outcome
from raitti.places.models import Area, AreaKind, Boundary
from raitti.places.queries import successor_of

_LARGEST = 200_000_000
_METRES_PER_DEGREE = 111_200.0
# A degree of longitude in the middle of Finland is this much shorter than one of latitude.
_SQUEEZE = math.cos(math.radians(65))
_FINLAND = (19.0, 59.0, 32.0, 71.0)
# The property names that National Land Survey, Statistics Finland and common tools use for the code.
_CODE_PROPERTIES = {
    "natcode": None,
    "municipality_code": AreaKind.MUNICIPALITY,
    "kuntanro": AreaKind.MUNICIPALITY,
    "kuntakoodi": AreaKind.MUNICIPALITY,
    "kunta": AreaKind.MUNICIPALITY,
    "maakunta_code": AreaKind.REGION,
    "maakunta": AreaKind.REGION,
    "hyvinvointialue_code": AreaKind.COUNTY,
    "hyvinvointialue": AreaKind.COUNTY,
    "code": None,
}

Shapes = dict[tuple[str, str], BaseGeometry]


def import_boundaries(
    path: Path,
    *,
    actor: Any,
    now: datetime,
    year: int,
    source: str,
    licence: str,
    tolerance: float = 300.0,
    dry_run: bool = False,
    report: Callable[[str], None] = lambda _step: None,
) -> Outcome:
    """Store the outlines in a GeoJSON file of municipalities, regions or counties, all of them or none.

    Coordinates are WGS84 degrees (RFC 7946) or ETRS-TM35FIN metres. Outlines are simplified by about
    `tolerance` metres so that neighbours keep their common border. A municipality that has ended
    lends its land to its successor. Raises `Refused` with a sentence for each thing wrong.
    """
    report("reading")
    outcome = Outcome()
    shapes = _read_shapes(path, outcome)
    report("simplifying")
    shapes = _simplify(shapes, tolerance)
    report("saving")
    with transaction.atomic():
        areas = _areas_of(shapes)
        existing = {one.area_id: one for one in Boundary.objects.all()}
        created, updated = [], []
        for key, outline in shapes.items():
            area = areas[key]
            wanted = Boundary(
                area=area, geometry=_as_json(outline), year=year, source=source[:200], licence=licence[:100]
            )
            old = existing.get(area.pk)
            if old is None:
                created.append(wanted)
            elif _said(old) == _said(wanted):
                outcome.unchanged += 1
            else:
                wanted.pk = old.pk
                updated.append(wanted)
            _give_centre(area, outline)
        Boundary.objects.bulk_create(created, batch_size=100)
        Boundary.objects.bulk_update(updated, ["geometry", "year", "source", "licence"], batch_size=50)
        outcome.created, outcome.updated = len(created), len(updated)
        if created or updated:
            country = next(iter(Area.objects.filter(kind=AreaKind.COUNTRY)), next(iter(areas.values())))
            record(actor, "imported boundaries", country, now=now, changes=outcome.as_changes())
            content_changed()
        if dry_run:
            transaction.set_rollback(True)
    return outcome


def _read_shapes(path: Path, outcome: Outcome) -> Shapes:
    """The outlines in the file by kind and code; refuses with line or feature number what is not in order."""
    text, had_mark = read_text(path, at_most=_LARGEST)
    if had_mark:
        outcome.notes.append("Skipped the byte order mark at the beginning of the file.")
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        refuse_file(f"Line {error.lineno}, column {error.colno}: this is not whole JSON ({error.msg}).")
    except RecursionError:
        refuse_file("Line 1: the JSON is nested too deeply to be a map.")
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list) or not features:
        refuse_file("Line 1: this is not a GeoJSON FeatureCollection with features.")
    found: dict[tuple[str, str], list[BaseGeometry]] = {}
    wrong = []
    for number, feature in enumerate(features, start=1):
        try:
            key, outline = _read_feature(feature)
            found.setdefault(key, []).append(outline)
        except ValueError as error:
            wrong.append(f"Feature {number}: {error}")
    if wrong:
        refuse_file(*wrong)
    known = set(Area.objects.values_list("kind", "code"))
    if unknown := [key for key in found if key not in known]:
        refuse_file(*(f"There is no {kind} with the code {code}." for kind, code in unknown))
    return {key: shapely.union_all(parts) for key, parts in found.items()}


def _read_feature(feature: Any) -> tuple[tuple[str, str], BaseGeometry]:
    if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
        raise ValueError("it is not a GeoJSON feature with properties.")  # noqa: TRY004 - a fault of the file
    key = _code_of(feature["properties"])
    geometry = feature.get("geometry")
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        raise ValueError(f"{key[1]} has no polygon.")
    try:
        outline = shapely.force_2d(shape(geometry))
    except (ValueError, TypeError, IndexError, KeyError, AttributeError, shapely.errors.ShapelyError) as error:
        raise ValueError(f"the polygon of {key[1]} is broken ({error}).") from error
    if outline.is_empty or not all(map(math.isfinite, outline.bounds)):
        raise ValueError(f"the polygon of {key[1]} is empty or has points that are not numbers.")
    if max(map(abs, outline.bounds)) > 180:
        outline = shapely.transform(outline, _from_tm35fin)
    west, south, east, north = outline.bounds
    if west < _FINLAND[0] or south < _FINLAND[1] or east > _FINLAND[2] or north > _FINLAND[3]:
        raise ValueError(f"{key[1]} lies outside Finland; coordinates must be longitude, latitude.")
    if not outline.is_valid:
        outline = shapely.make_valid(outline, method="structure", keep_collapsed=False)
    return key, outline


def _code_of(properties: Mapping[str, Any]) -> tuple[str, str]:
    lowered = {str(name).lower(): value for name, value in properties.items()}
    for name, kind in _CODE_PROPERTIES.items():
        value = str(lowered.get(name, "")).strip()
        if value.isdecimal() and len(value) <= 3:
            kind = kind or (AreaKind.REGION if len(value) == 2 else AreaKind.MUNICIPALITY)
            return kind, value.zfill(3 if kind == AreaKind.MUNICIPALITY else 2)
    raise ValueError(f"it has no area code; looked for {', '.join(_CODE_PROPERTIES)}.")


def _from_tm35fin(points: Any) -> Any:
    """Degrees from ETRS-TM35FIN (EPSG:3067), which is UTM zone 35 over the whole country."""
    try:
        latitudes, longitudes = utm.to_latlon(points[:, 0], points[:, 1], 35, northern=True, strict=False)
    except utm.OutOfRangeError as error:
        raise ValueError("coordinates are neither degrees nor ETRS-TM35FIN metres.") from error
    return np.column_stack([longitudes, latitudes])


def _simplify(shapes: Shapes, tolerance: float) -> Shapes:
    """Simplify all outlines of a kind at once, so that a common border stays one line."""
    simple: Shapes = {}
    for kind in Counter(kind for kind, _ in shapes):
        keys = [key for key in shapes if key[0] == kind]
        flat = [shapely.transform(shapes[key], lambda p: p * [_SQUEEZE, 1.0]) for key in keys]
        done = shapely.coverage_simplify(flat, tolerance / _METRES_PER_DEGREE)
        for key, before, after in zip(keys, flat, done, strict=True):
            kept = before if after.is_empty else after
            simple[key] = shapely.transform(kept, lambda p: p / [_SQUEEZE, 1.0])
    for key in list(simple):
        _lend_to_successor(key, simple)
    return simple


def _lend_to_successor(key: tuple[str, str], shapes: Shapes) -> None:
    """A municipality that stands in the file but has ended became part of another: so did its land."""
    if Area.objects.current().filter(kind=key[0], code=key[1]).exists():
        return
    ended = Area.objects.filter(kind=key[0], code=key[1]).order_by("-valid_until").first()
    heirs = successor_of(ended) if ended else []
    if len(heirs) == 1:
        heir = (heirs[0].kind, heirs[0].code)
        shapes[heir] = shapely.union_all([one for one in (shapes.get(heir), shapes[key]) if one])


def _areas_of(shapes: Shapes) -> dict[tuple[str, str], Area]:
    """The row each outline belongs to: the current one, else the one that ended last."""
    rows = Area.objects.filter(code__in={code for _, code in shapes})
    ordered = sorted(rows, key=lambda area: area.valid_until or date.max)
    return {(area.kind, area.code): area for area in ordered}


def _give_centre(area: Area, outline: BaseGeometry) -> None:
    if area.latitude is None or area.longitude is None:
        point = outline.representative_point()
        area.latitude, area.longitude = round(point.y, 4), round(point.x, 4)
        area.save(update_fields=["latitude", "longitude"])


def _as_json(outline: BaseGeometry) -> dict[str, Any]:
    """GeoJSON with four decimals, about ten metres: nobody sees more on a map of a region."""
    rounded = shapely.transform(outline, lambda points: points.round(4))
    return dict(json.loads(json.dumps(mapping(rounded))))


def _said(boundary: Boundary) -> tuple[Any, ...]:
    return (boundary.geometry, boundary.year, boundary.source, boundary.licence)
