"""What of a typed text is kept: all that can be read, whatever the age of its signs."""

import unicodedata
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raitti.core.texts import clean


@pytest.mark.parametrize(
    "text",
    [
        "Talkoot 🫪 lauantaina",  # an emoji that is newer than the table of signs of older Pythons
        "Perhekerho 👨‍👩‍👧 ❤️",  # joined, and with the sign that asks for colour
        "انجمن می‌نویسد",  # Persian keeps letters apart with a sign of no width
        "Sääʹmnuõrri 𝕏",
        "A\nB",
    ],
)
def test_what_can_be_read_stays(text):
    assert clean(text) == text


def test_what_nobody_sees_goes():
    assert clean("Oulun\u200b \u202eKuto\u00adjat\ufeff\x07\ufdd0\ud800\x85") == "Oulun Kutojat"


def test_a_text_of_which_nothing_is_seen_is_no_text():
    assert clean("\u200c \n\u200d\u200b") == ""


def test_spaces_become_plain_and_lines_stay():
    assert clean("\u00a0 Oulun\tKutojat \r\n ry ") == "Oulun Kutojat\nry"


@given(st.text())
def test_a_clean_text_is_clean_in_any_feed(text):
    found = clean(text)
    assert clean(found) == found == unicodedata.normalize("NFC", found)
    assert (ElementTree.fromstring(f"<t>{found.translate({38: None, 60: None})}</t>").text or "") == found.translate(
        {38: None, 60: None}
    )
