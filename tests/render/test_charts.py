"""Charts are drawings with words: every value can be read, none can break out of its place."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raitti.render.charts import Bar, bars, named_bars

WORDS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=30)


def widths(drawing: str) -> list[float]:
    root = ElementTree.fromstring(drawing)
    return [float(part.get("width", "").rstrip("%")) for part in root.iter("rect") if "bar" in part.get("class", "")]


@given(st.lists(st.tuples(WORDS, st.floats(-1e6, 1e6), WORDS), max_size=12), WORDS)
def test_any_rows_make_a_whole_drawing_with_each_row_s_words(rows, title):
    drawing = bars([Bar(*row) for row in rows], title=title, key="x")
    root = ElementTree.fromstring(drawing)
    assert [part.text or "" for part in root.iter("text")] == [word for row in rows for word in (row[0], row[2])]
    assert (root.find("title").text or "") == title
    assert all(0 <= width <= 100 for width in widths(drawing))


def test_the_longest_bar_is_as_wide_as_the_drawing_unless_a_whole_is_given():
    rows = [Bar("Oulu", 20, "20"), Bar("Kemi", 10, "10"), Bar("Posio", 0, "0")]
    assert widths(bars(rows, title="t", key="a")) == [100, 50, 0]
    assert widths(bars(rows, title="t", key="a", highest=100)) == [20, 10, 0]


@pytest.mark.parametrize("rows", [[], [Bar("Oulu", 0, "0")]])
def test_nothing_to_draw_is_no_fault(rows):
    assert bars(rows, title="t", key="a").startswith("<svg")


def test_a_reader_who_does_not_see_it_is_told_all_of_it():
    drawing = bars([Bar("Oulu", 20, "20 %"), Bar("Kemi & Tornio", 10, "10 %")], title="Vahvistettu", key="k")
    root = ElementTree.fromstring(drawing)
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", "k-title k-desc")
    assert root.find("desc").text == "Oulu: 20 %; Kemi & Tornio: 10 %"


def test_a_long_name_stands_whole_beside_its_bar():
    name = "Yhes enemmän! Järjestöagentit maakuntien toimintaa kehittämässä"
    drawing = named_bars([Bar(name, 67, "67 %")], title="Haetusta", key="k", highest=100)
    assert name in drawing
    assert widths(drawing) == [67]
