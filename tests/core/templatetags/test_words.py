"""What templates write of texts."""

from datetime import UTC, datetime

from django.template import Context, Template
from django.utils.translation import override

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


def test_a_moment_says_the_hour_in_local_time():
    when = datetime(2026, 12, 4, 14, 0, tzinfo=UTC)

    with override("en"):
        assert Template("{% load words %}{{ when|moment }}").render(Context({"when": when})) == "4.12.2026 at 16.00"
