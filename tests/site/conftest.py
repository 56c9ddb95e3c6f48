"""The demo region as pages show it, loaded once for this folder; the tests that ask for it run after the others."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from raitti.bodies.demo import load_demo as load_bodies
from raitti.core.audit import System
from raitti.directory.demo import load_demo
from raitti.places.actions import load_facts
from raitti.programmes.demo import load_demo as load_programmes
from tests.conftest import NOW

HERE = Path(__file__).parent


@pytest.fixture(scope="package")
def demo_region(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        load_facts(actor=System("test"), now=NOW)
        load_demo(actor=System("test"), now=NOW)
        load_bodies(actor=System("test"), now=NOW)
        load_programmes(actor=System("test"), now=NOW)
        yield
        transaction.set_rollback(True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What the demo holds would be there too for tests that come after it."""
    places = [place for place, item in enumerate(items) if item.path.parent == HERE]
    ordered = sorted((items[place] for place in places), key=lambda item: "demo_region" in item.fixturenames)  # type: ignore[attr-defined]
    for place, item in zip(places, ordered, strict=True):
        items[place] = item
