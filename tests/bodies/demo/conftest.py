"""The demo's directory with its bodies, loaded once for this folder."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from raitti.bodies.demo import load_demo
from raitti.core.audit import System
from raitti.directory.demo import load_demo as load_directory
from raitti.places.actions import load_facts
from tests.conftest import NOW


@pytest.fixture(scope="package")
def demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        load_facts(actor=System("test"), now=NOW)
        load_directory(actor=System("test"), now=NOW)
        load_demo(actor=System("test"), now=NOW)
        yield
        transaction.set_rollback(True)
