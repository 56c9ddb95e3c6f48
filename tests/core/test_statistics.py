"""A database that has just been filled knows what it holds."""

import pytest
from django.db import connection

from raitti.core.statistics import look_at_tables_anew
from tests.factories import OrganisationFactory


@pytest.mark.django_db
def test_after_a_large_load_the_planner_knows_how_many_rows_there_are() -> None:
    OrganisationFactory.create_batch(150)

    look_at_tables_anew()

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'directory_organisation'")
            assert cursor.fetchone()[0] >= 150
    else:
        assert connection.vendor == "sqlite"
