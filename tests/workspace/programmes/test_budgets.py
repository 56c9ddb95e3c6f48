"""How much the pages of many projects ask of the database: no more than those of few."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from raitti.core.addresses import address
from raitti.programmes.models import ChangeApplication, Notice, PlanVersion, Scenario
from tests.conftest import NOW
from tests.directory.world import build_world
from tests.programmes.factories import GrantFactory, LedgerEntryFactory, ProjectFactory, StructureFactory
from tests.programmes.world import fund

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost:8000"}
DONE = {"decision": "continue", "level": "full", "until": "2026-11"}
# The page, whose it is, and how many questions it may take: those for the session, the person and their roles too.
BUDGETS = [
    ("own_programme", "coordinator", 24),
    ("programme_file", "coordinator", 24),
    ("own_programme", "reader", 20),
    ("own_projects", "owner", 24),
]


def fill(funded, number):
    """Projects with everything the pages tell of: money of two years, plans, notices, structures."""
    for _ in range(number):
        project = ProjectFactory(programme=funded.programme, host=funded.project.host)
        for year, kind in ((2025, "carried_over"), (2026, "decided")):
            grant = GrantFactory(project=project, year=year, name=f"Avustus {year}")
            LedgerEntryFactory(grant=grant, kind="decided", amount=Decimal(50_000), on=date(year, 1, 10))
            LedgerEntryFactory(grant=grant, kind=kind, amount=Decimal(9_000), on=date(year, 12, 31))
        rows = {"result": {"activities": [DONE], "end_month": "2026-11"}, "choice": {}, "cost": 1}
        for version in (1, 2):
            made = PlanVersion.objects.create(project=project, number=version, accepted=NOW, **rows)
        ChangeApplication.objects.create(grant=grant, version=made, created=NOW)
        Scenario.objects.create(project=project, name="Laskelma", state="solved", created=NOW)
        Notice.objects.create(project=project, number=1, version=made, state="published", published=NOW, edited=NOW)
        StructureFactory(project=project)


@pytest.mark.parametrize(("name", "who", "most"), BUDGETS)
def test_many_projects_take_no_more_questions_than_few(client, name, who, most):
    funded = fund(build_world(NOW))
    client.force_login(funded.people[who])
    path = address(name, "en", programme=funded.programme.uid, form="csv")

    def asked():
        client.get(path, headers=HOST)
        with CaptureQueriesContext(connection) as questions:
            assert client.get(path, headers=HOST).status_code == 200
        return len(questions)

    fill(funded, 2)
    few = asked()
    fill(funded, 6)
    assert asked() == few <= most
