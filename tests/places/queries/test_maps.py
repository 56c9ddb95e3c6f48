from itertools import combinations

import pytest

from raitti.places.models import Area
from raitti.places.queries import area_map, distance_km, outline_map, tile_map
from tests.places.conftest import municipality

pytestmark = pytest.mark.django_db


def test_no_two_municipalities_share_a_square(finland):
    squares = [(shape.x, shape.y) for shape in tile_map([finland], "fi").shapes]

    assert len(squares) == len(set(squares)) == 308
    assert min(x for x, _ in squares) == min(y for _, y in squares) == 0


def test_near_municipalities_have_near_squares(finland):
    areas = [shape.area for shape in tile_map([finland], "fi").shapes]

    apart = [
        max(abs(one.grid_x - other.grid_x), abs(one.grid_y - other.grid_y))
        for one, other in combinations(areas, 2)
        if distance_km((one.latitude, one.longitude), (other.latitude, other.longitude)) < 25
    ]

    assert sum(steps <= 2 for steps in apart) / len(apart) > 0.9
    assert max(apart) <= 5


@pytest.mark.parametrize(
    ("one", "other", "axis"),
    [
        *[("Utsjoki", "Rovaniemi", "grid_y"), ("Rovaniemi", "Oulu", "grid_y"), ("Oulu", "Helsinki", "grid_y")],
        *[("Pori", "Tampere", "grid_x"), ("Tampere", "Mikkeli", "grid_x"), ("Vaasa", "Kuopio", "grid_x")],
        *[("Maarianhamina", "Turku", "grid_x"), ("Turku", "Helsinki", "grid_x"), ("Helsinki", "Kotka", "grid_x")],
    ],
)
def test_north_is_up_and_west_is_left(finland, one, other, axis):
    assert getattr(municipality(one), axis) < getattr(municipality(other), axis)


def test_a_regions_map_begins_at_its_own_corner_and_lists_names_in_the_readers_order(finland):
    drawn = tile_map([Area.objects.regions().get(code="15")], "sv")

    assert min(shape.x for shape in drawn.shapes) == 0
    assert min(shape.y for shape in drawn.shapes) == 0
    assert [shape.name for shape in drawn.shapes][-2:] == ["Vasa", "Vörå"]
    assert drawn.view_box.startswith("0 0 ")


def test_without_boundaries_the_map_is_of_tiles(finland):
    assert outline_map([finland], "fi") is None
    assert area_map([finland], "fi").kind == "tiles"


def test_a_map_of_nothing_is_empty(finland):
    assert tile_map([], "fi").shapes == []
