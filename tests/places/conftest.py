"""Finland's places as the package carries them, loaded once for each module that asks."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from raitti.core.audit import System
from raitti.places.actions import load_facts
from raitti.places.models import Area
from tests.conftest import NOW

ACTOR = System("test")


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Everything the package knows, loaded once for a module; each test's own changes are undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_facts(actor=ACTOR, now=NOW)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def finland(loaded: None, db: None) -> Area:
    """The country, with everything the package knows in it."""
    return Area.objects.get(code="FI")


@pytest.fixture
def register(shared: Path, tmp_path: Path) -> Callable[..., Path]:
    """Writes the real register changed: rows by code, where a changed row is a dict and a dropped one `None`."""

    def write(changes: dict[str, dict[str, str] | None] | None = None, *, year: str = "2027.0") -> Path:
        with (shared / "fi-admin" / "municipalities-2026.csv").open(encoding="utf-8") as source:
            rows = list(csv.DictReader(source))
        columns = [*rows[0], "predecessors"]
        known = {row["municipality_code"]: row for row in rows}
        for code, change in (changes or {}).items():
            if change is None:
                known.pop(code)
            else:
                known[code] = known.get(code, rows[0]) | {"municipality_code": code} | change
        path = tmp_path / "register.csv"
        with path.open("w", encoding="utf-8", newline="") as target:
            writer = csv.DictWriter(target, columns, restval="")
            writer.writeheader()
            writer.writerows({**row, "year": year} for row in known.values())
        return path

    return write


def municipality(name: str) -> Area:
    """The current municipality of a Finnish name."""
    found = [area for area in Area.objects.current().municipalities() if str(area) == name]
    assert len(found) == 1, f"{len(found)} municipalities are called {name}"
    return found[0]
