import json

import pytest
import utm
from shapely import union_all
from shapely.geometry import shape

from raitti.core.verdicts import Refused
from raitti.places.actions import import_boundaries
from raitti.places.models import Area, Boundary
from raitti.places.queries import area_map, outline_map
from tests.conftest import NOW
from tests.places.conftest import ACTOR, municipality

pytestmark = pytest.mark.django_db
SQUARE = [[[25.0, 65.0], [26.0, 65.0], [26.0, 65.5], [25.0, 65.5], [25.0, 65.0]]]


def take(path, **options):
    said = {"year": 2024, "source": "National Land Survey of Finland", "licence": "CC BY 4.0"} | options
    return import_boundaries(path, actor=ACTOR, now=NOW, **said)


def geojson(tmp_path, *features):
    path = tmp_path / "map.geojson"
    rows = [
        {"type": "Feature", "properties": properties, "geometry": geometry and {"type": "Polygon", **geometry}}
        for properties, geometry in features
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": rows}), encoding="utf-8")
    return path


def refusal_of(path, **options):
    with pytest.raises(Refused) as refused:
        take(path, **options)
    assert not Boundary.objects.exists()
    return refused.value.verdict.details["sentences"][0]


def outline(area):
    return shape(Boundary.objects.get(area=area).geometry)


def test_the_real_boundaries_become_small_outlines_that_still_meet(finland, shared):
    outcome = take(shared / "fi-admin" / "kuntarajat-2024.geojson", tolerance=500)

    assert str(outcome) == "309 created, 0 updated, 0 unchanged, 0 refused"
    stored = Boundary.objects.in_bulk(field_name="area_id")
    assert sum(len(json.dumps(one.geometry)) for one in stored.values()) < 250_000
    shapes = [outline(area) for area in Area.objects.current().municipalities()]
    overlap = sum(one.area for one in shapes) / union_all(shapes).area
    assert overlap == pytest.approx(1, abs=0.002)
    assert outline_map([finland], "fi").kind == "outlines"


def test_land_of_a_municipality_that_has_ended_belongs_to_its_successor(finland, shared):
    take(shared / "fi-admin" / "kuntarajat-2024.geojson")

    pertunmaa = Area.objects.get(kind="municipality", code="588")
    mantyharju = outline(municipality("Mäntyharju"))
    assert mantyharju.buffer(0.001).contains(outline(pertunmaa))


def test_importing_boundaries_again_changes_nothing(finland, shared):
    path = shared / "fi-admin" / "maakuntarajat-2024.geojson"
    take(path)

    assert str(take(path)) == "0 created, 0 updated, 19 unchanged, 0 refused"
    assert str(take(path, year=2025)) == "0 created, 19 updated, 0 unchanged, 0 refused"


def test_a_dry_run_keeps_nothing(finland, shared):
    outcome = take(shared / "fi-admin" / "maakuntarajat-2024.geojson", dry_run=True)

    assert outcome.created == 19
    assert not Boundary.objects.exists()


def test_metres_of_the_national_grid_are_understood(finland, tmp_path):
    metres = [[list(utm.from_latlon(lat, lon, 35)[:2]) for lon, lat in SQUARE[0]]]

    take(geojson(tmp_path, ({"kunta": "564", "nimi": "Oulu"}, {"coordinates": metres})))

    assert outline(municipality("Oulu")).bounds == pytest.approx((25, 65, 26, 65.5), abs=0.001)


@pytest.mark.parametrize("properties", [{"NATCODE": "564"}, {"natcode": 564}, {"kunta": "564"}, {"code": "564"}])
def test_the_code_is_found_under_the_names_common_sources_use(finland, tmp_path, properties):
    assert take(geojson(tmp_path, (properties, {"coordinates": SQUARE}))).created == 1
    assert outline(municipality("Oulu"))


@pytest.mark.parametrize(
    ("properties", "geometry", "reason"),
    [
        ({"name": "Oulu"}, {"coordinates": SQUARE}, "Feature 1: it has no area code"),
        ({"NATCODE": "564"}, None, "Feature 1: 564 has no polygon."),
        ({"NATCODE": "564"}, {"coordinates": [[[25, 65], "x"]]}, "Feature 1: the polygon of 564 is broken"),
        ({"NATCODE": "564"}, {"coordinates": []}, "Feature 1: the polygon of 564 is empty"),
        ({"NATCODE": "564"}, {"coordinates": [[p[::-1] for p in SQUARE[0]]]}, "Feature 1: 564 lies outside Finland"),
        ({"NATCODE": "997"}, {"coordinates": SQUARE}, "There is no municipality with the code 997."),
    ],
)
def test_a_feature_that_cannot_be_is_refused_by_its_number(finland, tmp_path, properties, geometry, reason):
    assert refusal_of(geojson(tmp_path, (properties, geometry))).startswith(reason)


@pytest.mark.parametrize(
    "content", [b"", b'{"type": "FeatureCollection", "features": [{"ty', b"[]", b"\xff\xfe{\x00", b"[" * 100_000]
)
def test_a_broken_file_is_refused_with_its_line(finland, tmp_path, content):
    path = tmp_path / "broken.geojson"
    path.write_bytes(content)

    assert refusal_of(path).startswith("Line 1")


def test_a_map_is_of_tiles_until_every_outline_is_there(finland, tmp_path):
    take(geojson(tmp_path, ({"NATCODE": "564"}, {"coordinates": SQUARE})))

    assert area_map([municipality("Oulu")], "fi").kind == "outlines"
    assert area_map([municipality("Oulu"), municipality("Ii")], "fi").kind == "tiles"
