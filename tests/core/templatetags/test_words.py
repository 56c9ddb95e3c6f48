"""What templates write of texts."""

from django.template import Context, Template

from raitti.core.texts import translated
from raitti.text.hyphens import SOFT_HYPHEN


def drawn(tag: str, name: object, language: str) -> str:
    return Template("{% load words %}{% " + tag + " name %}").render(Context({"name": name, "language": language}))


def test_a_long_name_may_be_broken_as_a_heading_and_is_whole_elsewhere():
    name = translated(fi="Järjestöneuvottelukunta & väki")

    assert drawn("text", name, "fi") == "Järjestöneuvottelukunta &amp; väki"
    heading = drawn("heading", name, "fi")
    assert SOFT_HYPHEN in heading
    assert heading.replace(SOFT_HYPHEN, "") == drawn("text", name, "fi")


def test_a_heading_in_another_language_says_which_and_is_broken_by_its_rules():
    name = translated(fi="Järjestöneuvottelukunta")

    assert drawn("heading", name, "sv").startswith('<span lang="fi">Järjes\u00adtö')
