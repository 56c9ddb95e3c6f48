"""Deciding who gets the keys of a page."""

import pytest

from raitti.core.addresses import address
from raitti.directory.models import Claim
from tests.conftest import NOW
from tests.directory.world import build_world
from tests.factories import OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost:8000"}


def test_after_an_answer_come_the_others_who_ask_for_the_page_and_after_the_last_the_queue(client):
    world = build_world(NOW)
    asked_for = OrganisationFactory(home_municipality=world.oulu)
    about = {"organisation": asked_for, "way": Claim.Way.REGISTER, "created": NOW}
    first, last = (Claim.objects.create(person=PersonFactory(), **about) for _ in range(2))
    client.force_login(world.people["steward"])
    others = address("claims", "en", organisation=asked_for.uid)

    answered = client.post(address("refuse_claim", "en", uid=first.uid), {"reason": "Who are you?"}, headers=HOST)
    assert answered["Location"] == others
    answered = client.post(address("accept_claim", "en", uid=last.uid), headers=HOST)
    assert answered["Location"] == address("queue", "en")
    assert "Nobody asks to look after this page." in client.get(others, headers=HOST).content.decode()
