"""Months as drawings: what is drawn is also there to be read."""

import re

from raitti.render.timeline import Curve, Span, steps, timeline

PLACES = [f"{month}/20" for month in range(1, 13)]


def test_each_line_says_in_words_what_its_bar_shows():
    rows = [
        Span("Kerho", 0, 10, "1–11/2020", (0, 11), "good"),
        Span("Retki", None, None, "lopetetaan", (0, 11), "bad"),
    ]
    drawn = timeline(rows, places=PLACES, title="Toiminnot", key="koe")
    words = re.sub(r"<[^>]+>", " ", drawn)

    assert "Kerho" in words
    assert "1–11/2020" in words
    assert "lopetetaan" in words
    assert 'class="bar good" x="0.00%" y="0" width="91.67%"' in drawn
    assert 'class="bar bad"' not in drawn


def test_names_from_outside_cannot_become_markup():
    drawn = timeline([Span("<b>x</b>", 0, 0, "<i>", (0, 0))], places=["1/20"], title="<u>", key="koe")
    assert "<b>" not in drawn
    assert "<i>" not in drawn
    assert "<u>" not in drawn


def test_a_step_is_as_wide_as_its_month_and_as_high_as_its_share_of_the_highest():
    curves = [Curve("rahaa", [100.0, 50.0, 0.0], "good"), Curve("kulut", [50.0, 50.0, -1.0], "bad")]
    drawn = steps(curves, places=["1/20", "2/20", "3/20"], title="Raha", told="loppuu", key="koe")
    assert 'd="M0 0.00H1L1 50.00H2L2 100.00H3"' in drawn
    assert 'd="M0 50.00H1L1 50.00H2L2 100.00H3"' in drawn
    assert "<desc" in drawn
    assert "loppuu" in drawn


def test_no_more_names_stand_over_a_drawing_than_a_phone_has_room_for():
    months = [str(number) for number in range(60)]
    drawn = timeline([], places=months, title="Viisi vuotta", key="koe")
    assert len(re.findall('class="place"', drawn)) <= 6


def test_what_narrows_is_striped_besides_its_colour():
    rows = [Span("Kerho", 0, 5, "1–6/2020", (0, 11), "warm"), Span("Retki", 0, 11, "1–12/2020", (0, 11), "good")]
    drawn = timeline(rows, places=PLACES, title="Toiminnot", key="koe")
    assert drawn.count('fill="url(#koe-stripes)"') == 1
    assert 'id="koe-stripes"' in drawn


def test_months_are_parted_one_by_one_and_many_of_them_by_quarters():
    def parted(count):
        drawn = timeline([Span("Kerho", 0, 1, "x", (0, 1))], places=["1/20"] * count, title="t", key="k")
        return re.search(r'class="months" d="([^"]*)"', drawn)[1].count("M")

    assert parted(12) == 11
    assert parted(60) == 19


def test_the_scale_says_what_its_end_is_worth():
    drawn = steps([Curve("rahaa", [100.0], "good")], places=["1/20"], title="Raha", told="x", key="koe", most="100 €")
    assert ">100 €</text>" in drawn
