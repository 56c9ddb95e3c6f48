"""Distances and map squares."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raitti.search.geography import distance_km, squares, squares_around

latitudes, longitudes = st.floats(59, 71), st.floats(19, 32)


def test_the_distance_from_oulu_to_rovaniemi() -> None:
    assert distance_km((65.0121, 25.4651), (66.5039, 25.7294)) == pytest.approx(166, abs=2)


@given(latitudes, longitudes, latitudes, longitudes, st.floats(1, 400))
def test_every_point_within_reach_lies_in_a_square_around(
    lat: float, lon: float, other_lat: float, other_lon: float, km: float
) -> None:
    if distance_km((lat, lon), (other_lat, other_lon)) <= km:
        assert set(squares(other_lat, other_lon)) & set(squares_around((lat, lon), km))
