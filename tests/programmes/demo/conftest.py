"""The demo's programme, loaded once for the tests beside this file."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from raitti.core.audit import System
from raitti.directory.demo import load_demo as load_directory
from raitti.places.actions import load_facts
from raitti.programmes.demo import load_demo
from tests.conftest import NOW


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    actor = System("test")
    with django_db_blocker.unblock(), transaction.atomic():
        load_facts(actor=actor, now=NOW)
        load_directory(actor=actor, now=NOW)
        load_demo(actor=actor, now=NOW)
        yield
        transaction.set_rollback(True)
