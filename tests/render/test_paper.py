"""Drawings for paper hold all they need, and say in words what they show."""

import re
from base64 import b64decode
from xml.etree import ElementTree

from raitti.render.paper import map_picture, steps_picture, timeline_pictures
from raitti.render.shaded import Shade
from raitti.render.timeline import Curve, Span
from tests.render.test_pdf import pdf_from, unpacked

PLACES = [f"{month}/20" for month in range(1, 13)]
LEGEND = [("good", "jatkuu"), ("warm", "supistuu"), ("track", "olisi voinut jatkua")]


def drawn(picture):
    """The drawing itself, which must be well-formed."""
    text = b64decode(picture.address.partition("base64,")[2]).decode()
    ElementTree.fromstring(text)
    return text


def spans(count):
    return [Span(f"Kerho {number} <b>&", 0, 5, "1–6/2020", (0, 11), "warm") for number in range(count)]


def test_a_timeline_names_its_lines_months_and_colours_and_marks_what_narrows_with_stripes():
    (picture,) = timeline_pictures(spans(2), places=PLACES, title="Toiminnot", legend=LEGEND)
    text = drawn(picture)
    assert all(word in text for word in ("Kerho 1 &lt;b&gt;&amp;", "1–6/2020", "12/20", "supistuu"))
    assert text.count('fill="url(#stripes)"') == 3  # two bars and what explains them
    assert picture.told == "Toiminnot. Kerho 0 <b>&: 1–6/2020; Kerho 1 <b>&: 1–6/2020"


def test_many_lines_go_on_in_another_picture_and_none_is_lost():
    pictures = timeline_pictures(spans(40), places=PLACES, title="Toiminnot", legend=LEGEND)
    assert len(pictures) > 1
    assert sum(len(re.findall("Kerho \\d+", drawn(picture))) for picture in pictures) == 40


def test_amounts_are_drawn_as_steps_with_what_the_highest_is_worth():
    curves = [Curve("rahaa", [100.0, 50.0], "good"), Curve("kulut", [50.0, 50.0], "bad")]
    picture = steps_picture(curves, places=PLACES[:2], title="Raha", told="loppuu", most="100 €")
    text = drawn(picture)
    assert "100 €" in text
    assert text.count("stroke-dasharray") == 2  # the curve and what explains it
    assert picture.told == "Raha. loppuu"


def test_a_picture_stands_in_a_pdf_as_a_figure_with_its_words():
    area = Shade("Lappi", "M0 0H5V5H0Z", 2, 2, 1.0, "1 htv")
    picture = map_picture([area], view_box="0 0 10 10", title="Kartta")
    page = f'<html lang="fi"><title>t</title><p><img src="{picture.address}" alt="{picture.told}"></p></html>'
    data = unpacked(pdf_from(page))
    assert b"/Figure" in data
    assert "Kartta. Lappi: 1 htv".encode("utf-16-be").hex().encode() in data or b"(Kartta. Lappi: 1 htv)" in data
