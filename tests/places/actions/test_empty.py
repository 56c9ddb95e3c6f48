"""What the actions do in a database that knows no places yet."""

import pytest

from raitti.core.models import ShelfGeneration
from raitti.places.actions import import_areas, load_facts
from tests.conftest import NOW
from tests.places.conftest import ACTOR, municipality

pytestmark = pytest.mark.django_db


def generation() -> int:
    row = ShelfGeneration.objects.first()
    return row.number if row else 0


def test_the_register_alone_fills_an_empty_database(shared):
    outcome = import_areas(shared / "fi-admin" / "municipalities-2026.csv", actor=ACTOR, now=NOW)

    assert outcome.created == 308 + 19 + 23 + 1
    assert municipality("Alajärvi").code == "005"
    assert municipality("Askola").region.code == "01"
    assert municipality("Askola").valid_from is None
    assert municipality("Oulu").slugs["sv"] == "uleaborg"


def test_an_import_drops_the_finished_pages(shared, django_capture_on_commit_callbacks):
    before = generation()

    with django_capture_on_commit_callbacks(execute=True):
        import_areas(shared / "fi-admin" / "municipalities-2026.csv", actor=ACTOR, now=NOW)

    assert generation() > before


def test_loading_does_not_ask_the_database_for_each_row(django_assert_max_num_queries):
    with django_assert_max_num_queries(150):
        load_facts(actor=ACTOR, now=NOW)
