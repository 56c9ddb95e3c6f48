"""One world with a body for all its rules; what a question needs beside it is taken back."""

from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.bodies.world import Seated, seat
from tests.conftest import NOW
from tests.directory.world import build_world


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Seated]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield seat(build_world(NOW))
        transaction.set_rollback(True)


@pytest.fixture
def seated(built: Seated, db: None) -> Seated:
    return deepcopy(built)
