"""Whatever is sent as a picture is either drawn anew or turned away with a reason."""

from io import BytesIO

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from raitti.core.verdicts import Refused
from raitti.directory.pictures import LARGE, MOST_BYTES, SMALL, draw
from tests.pictures import HTML, SVG, bomb, moving, photograph_with_a_place, picture


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_usual_pictures_become_webp_in_two_sizes(kind):
    drawn = draw(picture(kind, (3000, 2000)))
    large, small = opened(drawn.large), opened(drawn.small)
    assert (large.format, small.format) == ("WEBP", "WEBP")
    assert large.size == (drawn.width, drawn.height)
    assert max(large.size) == LARGE
    assert max(small.size) == SMALL
    assert abs(large.size[0] / large.size[1] - 1.5) < 0.01


def test_a_small_picture_is_not_blown_up():
    drawn = draw(picture("PNG", (200, 150)))
    assert (drawn.width, drawn.height) == (200, 150)


def test_nothing_is_kept_of_where_it_was_taken_and_it_stands_upright():
    drawn = draw(photograph_with_a_place())
    assert (drawn.width, drawn.height) == (400, 800)
    for data in (drawn.large, drawn.small):
        assert not dict(opened(data).getexif())
        assert b"EXIF" not in data
        assert b"Kotipihalla" not in data


def test_what_was_see_through_stays_so():
    assert opened(draw(picture("PNG", (200, 200), "RGBA")).large).mode in {"RGBA", "RGB"}
    clear = BytesIO()
    Image.new("RGBA", (200, 200), (0, 0, 0, 0)).save(clear, "PNG")
    clear.seek(0)
    assert opened(draw(clear).large).mode == "RGBA"


def test_of_a_moving_picture_the_first_frame_is_kept():
    assert getattr(opened(draw(moving()).large), "n_frames", 1) == 1


@pytest.mark.parametrize("mode", ["L", "P", "CMYK", "1"])
def test_unusual_colours_are_brought_to_common_ones(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    file = BytesIO()
    Image.new(mode, (200, 200)).save(file, kind)
    file.seek(0)
    assert draw(file).width == 200


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0" * 2000,
        SVG,
        HTML,
        b"%PDF-1.7\n%%EOF",
        b"\xff\xd8\xff\xe0" + b"\0" * 500,
        b"\x89PNG\r\n\x1a\n" + b"\xff" * 500,
        b"GIF89a" + b"\xff" * 500,
        b"RIFF\x10\0\0\0WEBPVP8 " + b"\xff" * 100,
        picture("BMP").getvalue(),
        picture("TIFF").getvalue(),
        picture("ICO", (64, 64)).getvalue(),
    ],
    ids=["nothing", "zeros", "svg", "html", "pdf", "no jpeg", "no png", "no gif", "no webp", "bmp", "tiff", "ico"],
)
def test_what_is_no_picture_we_use_is_refused_in_words(data):
    with pytest.raises(Refused) as refused:
        draw(BytesIO(data))
    assert str(refused.value.verdict.reason)


def test_a_bomb_is_refused_before_it_is_unpacked():
    with pytest.raises(Refused):
        draw(bomb())
    with pytest.raises(Refused):
        draw(bomb(8000, 7000))


def test_what_must_be_read_in_full_may_be_half_as_large_as_a_photograph():
    with translation.override("en"), pytest.raises(Refused) as refused:
        draw(bomb(7000, 5000))
    with translation.override("en"):
        assert "too many pixels" in str(refused.value.verdict.reason)
    assert draw(picture("JPEG", (7000, 5000), "L")).width == LARGE


def test_too_large_a_file_is_refused():
    with pytest.raises(Refused):
        draw(BytesIO(picture().getvalue() + b"\0" * MOST_BYTES))


def test_a_speck_is_refused():
    with pytest.raises(Refused):
        draw(picture("PNG", (20, 20)))


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from([picture(kind, (90, 70)).getvalue() for kind in ("JPEG", "PNG", "WEBP", "GIF")]),
    st.integers(1, 200),
    st.binary(max_size=40),
)
def test_a_damaged_picture_never_breaks_us(data, at, other):
    at = at % len(data)
    damaged = data[:at] + other + data[at + len(other) :]
    try:
        drawn = draw(BytesIO(damaged))
    except Refused:
        return
    assert opened(drawn.large).format == "WEBP"
