"""How much the signed-in pages ask of the database: a bounded number of questions, however much there is."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from raitti.core.addresses import address
from raitti.directory.actions.matters import open_matter
from raitti.directory.models import Draft, Role
from tests.conftest import NOW
from tests.directory.world import World, build_world
from tests.factories import OrganisationFactory, PersonFactory, ServiceFactory

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost:8000"}
# The page, whose it is, and how many questions it may take: those for the session, the person and their roles too.
BUDGETS = [
    ("desk", "owner", 14),
    ("desk", "steward", 14),
    ("queue", "municipality's agent", 12),
    ("queue", "steward", 12),
    ("queue", "coordinator", 12),
    ("find", "anyone", 12),
    ("account", "owner", 12),
    ("history", "owner", 14),
    ("duplicates", "steward", 16),
    ("overview", "coordinator", 16),
    ("organisation_desk", "owner", 15),
    ("keys", "owner", 12),
    ("keys", "its agent", 12),
    ("keys", "municipality's agent", 12),
    ("keys", "steward", 12),
    ("freshness", "owner", 14),
]


def _fill(world: World, number: int) -> None:
    for _ in range(number):
        organisation = OrganisationFactory(home_municipality=world.oulu)
        world.give(PersonFactory(), world.association, Role.EDITOR)
        ServiceFactory(organisation=world.association)
        world.give(world.people["owner"], organisation, Role.OWNER)
        opened = NOW - timedelta(days=1)
        for kind in ("organisation", "service"):
            Draft.objects.create(
                person=world.people["owner"],
                organisation=organisation,
                thing_kind=kind,
                thing_uid=organisation.uid if kind == "organisation" else uuid4(),
                created=NOW,
                saved=NOW,
            )
        open_matter(kind="import", about_uid=uuid4(), organisation=organisation, title="Asia", now=opened)


def _asked(client: Any, path: str) -> int:
    client.get(path, headers=HOST)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path, headers=HOST).status_code == 200
    return len(asked)


@pytest.mark.parametrize(("name", "who", "most"), BUDGETS)
def test_a_page_takes_no_more_questions_however_much_there_is(client, name, who, most):
    world = build_world(NOW)
    client.force_login(world.people[who])
    about = {"organisation": world.association.uid, "uid": world.association.uid}
    path = address(name, "en", **about)
    _fill(world, 6)
    assert _asked(client, path) <= most
