"""A notice is shown as it was written: what looks like a heading is one, and what does not is none."""

import pytest

from raitti.programmes.templatetags.notices import blocks


@pytest.mark.parametrize(
    "line", ["Kysy lisää: hanke@esimerkki.example", "https://esimerkki.example/hanke", "Puhelin 044 123 4567"]
)
def test_where_to_ask_is_no_heading(line):
    assert [block.kind for block in blocks(f"{line}\n\nHankkeen väki")] == ["text", "text"]


def test_a_short_line_over_others_is_a_heading_even_with_a_year_in_it():
    assert [block.kind for block in blocks("Mihin keskitymme vuonna 2020\n\n- Kerho\n- Retki")] == ["heading", "list"]
