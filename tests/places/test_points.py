"""A point on the map is read from whatever people have at hand."""

import pytest

from raitti.places.points import read_point

MARKET_SQUARE = (65.0121, 25.4651)


@pytest.mark.parametrize(
    "text",
    [
        "65.0121, 25.4651",
        "65.0121 25.4651",
        "65,0121; 25,4651",
        "65.0121° N, 25.4651° E",
        "geo:65.0121,25.4651",
        "https://www.google.com/maps/place/Oulu/@65.0,25.4,12z/data=!3m1!4d1!3d65.0121!4d25.4651",
        "https://www.google.com/maps/@65.0121,25.4651,15z",
        "https://www.google.com/maps?q=65.0121,25.4651",
        "https://www.openstreetmap.org/#map=17/65.01210/25.46510",
        "https://www.openstreetmap.org/?mlat=65.0121&mlon=25.4651#map=17/65.0/25.4",
        "https://maps.apple.com/?ll=65.0121,25.4651",
    ],
)
def test_a_pair_or_a_link_says_where(text):
    assert read_point(text) == MARKET_SQUARE


def test_the_national_map_speaks_metres():
    link = (
        "https://asiointi.maanmittauslaitos.fi/karttapaikka/?lang=fi&share=customMarker&n=7210885.39&e=427702.0&zoom=8"
    )
    assert read_point(link) == pytest.approx((65.01394, 25.46594), abs=1e-4)


@pytest.mark.parametrize("text", ["", "Oulu", "40.4, -3.7", "25.4651, 65.0121", "https://maps.app.goo.gl/abc"])
def test_what_is_no_point_in_finland_is_none(text):
    assert read_point(text) is None
