"""One world for all the rules: what a question needs beside it is rolled back when it is answered."""

from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.conftest import NOW
from tests.directory.world import World, build_world


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_world(NOW)
        transaction.set_rollback(True)


@pytest.fixture
def world(built: World, db: None) -> World:
    return deepcopy(built)
