"""Parts of pages are made once and made again when public content changes."""

import pytest

from raitti.core.kept import kept
from raitti.core.models import ShelfGeneration
from raitti.core.shelf import content_changed

pytestmark = pytest.mark.django_db


class Maker:
    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> int:
        self.made += 1
        return self.made


def test_a_part_is_made_once_while_nothing_changes() -> None:
    make = Maker()

    assert [kept("part", make), kept("part", make)] == [1, 1]
    assert kept("another part", make) == 2


def test_a_part_is_made_anew_after_a_change(django_capture_on_commit_callbacks) -> None:  # type: ignore[no-untyped-def]
    make = Maker()
    kept("part", make)

    with django_capture_on_commit_callbacks(execute=True):
        content_changed()

    assert kept("part", make) == 2


def test_a_part_made_while_content_changed_is_not_kept() -> None:
    ShelfGeneration.objects.create(pk=1, number=1)

    def make_during_a_change() -> str:
        ShelfGeneration.objects.update(number=2)
        kept("other", lambda: "")
        return "old"

    assert kept("part", make_during_a_change) == "old"
    assert kept("part", lambda: "new") == "new"


def test_the_parts_asked_for_longest_ago_make_room() -> None:
    make = Maker()
    kept("first", make)

    for number in range(600):
        kept(f"part {number}", lambda: None)

    assert kept("first", make) == 2
