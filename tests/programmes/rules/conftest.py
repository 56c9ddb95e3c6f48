"""One funded world for all the rules of programmes; what a question needs beside it is taken back."""

from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.conftest import NOW
from tests.directory.world import build_world
from tests.programmes.world import Funded, fund


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Funded]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield fund(build_world(NOW))
        transaction.set_rollback(True)


@pytest.fixture
def funded(built: Funded, db: None) -> Funded:
    return deepcopy(built)
