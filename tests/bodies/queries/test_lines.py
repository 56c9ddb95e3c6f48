"""A comment stays with the words it was about, however the text around it changes."""

import pytest

from raitti.bodies.models import LineComment
from raitti.bodies.queries.lines import lines_of, with_comments


def on(line, quote):
    return LineComment(pk=1, line=line, quote=quote, text="?")


def test_empty_lines_part_paragraphs_and_have_no_number():
    found = lines_of("Yksi\n\n  Kaksi  \nKolme\n")
    assert [(line.number, line.words, line.begins) for line in found] == [
        (1, "Yksi", True),
        (2, "Kaksi", True),
        (3, "Kolme", False),
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Uusi alku\nTilojen on oltava esteettömiä.", 2),
        ("Tilojen on oltava esteettömiä ja lähellä.", 1),
        ("Muuta\nTilojen on oltava esteettömiä.\nVälissä\nTilojen on oltava esteettömiä.", 2),
    ],
)
def test_a_comment_finds_its_line_again(text, number):
    comment = on(1, "Tilojen on oltava esteettömiä.")
    lines, lost = with_comments(text, [comment])
    assert lost == []
    assert [line.number for line in lines if line.comments] == [number]


def test_a_comment_on_a_changed_line_says_so_and_one_on_a_line_that_is_gone_is_kept_apart():
    changed, gone = on(1, "Tilojen on oltava esteettömiä."), LineComment(pk=2, line=2, quote="Vuokrat alas.", text="?")
    lines, lost = with_comments("Tilojen on oltava aina esteettömiä.", [changed, gone])
    assert lines[0].changed_since == {1}
    assert lost == [gone]
