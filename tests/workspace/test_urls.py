"""Addresses of signed-in pages that are no more where they were."""

from uuid import uuid4

import pytest

from raitti.core.addresses import address
from raitti.core.audit import System
from raitti.directory.actions.merging import merge, undo_merge
from tests.conftest import NOW
from tests.directory.world import build_world
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost:8000"}


def test_the_pages_of_a_merged_organisation_lead_to_those_of_the_one_that_stays_until_they_are_parted(client):
    world, by = build_world(NOW), System("test")
    kept, gone = (OrganisationFactory(home_municipality=world.oulu) for _ in range(2))
    client.force_login(world.people["steward"])
    pages = [("organisation_desk", "organisation"), ("history", "uid"), ("keys", "organisation")]

    done = merge(kept, gone, choices={}, actor=by, now=NOW)
    for page, word in pages:
        answer = client.get(address(page, "fi", **{word: gone.uid}) + "?page=2", headers=HOST)
        assert answer.headers.get("Location") == address(page, "fi", **{word: kept.uid}) + "?page=2"
        assert client.get(address(page, "fi", **{word: uuid4()}), headers=HOST).status_code == 404

    undo_merge(done, actor=by, now=NOW)
    for page, word in pages:
        assert client.get(address(page, "fi", **{word: gone.uid}), headers=HOST).status_code == 200
