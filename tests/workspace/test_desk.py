"""One's own desk."""

from uuid import uuid4

import pytest

from raitti.core.addresses import address
from raitti.directory.models import Matter, MatterKind, Role
from tests.conftest import NOW
from tests.directory.world import build_world
from tests.factories import CREATED, AreaFactory, MandateFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost:8000"}


def test_a_visitor_is_led_to_sign_in_and_back(client):
    response = client.get(address("desk", "fi"), headers={"host": "localhost:8000"})
    assert response.status_code == 302
    assert response["Location"] == f"{address('sign_in', 'fi')}?next=%2Ffi%2Foma%2F"


def test_the_desk_shows_what_one_looks_after_and_nothing_else(client):
    mandate = MandateFactory()
    other = OrganisationFactory()
    client.force_login(mandate.person)
    page = client.get(address("desk", "fi"), headers={"host": "localhost:8000"}).content.decode()
    assert str(mandate.organisation) in page
    assert str(other) not in page


def test_the_desk_is_on_the_common_host_only(client):
    response = client.get(address("desk", "sv"), headers={"host": "lappi.localhost:8000"})
    assert response["Location"] == "http://localhost:8000/sv/mina-sidor/"


def test_the_desk_counts_what_waits_in_ones_own_queue_and_nothing_else(client):
    area = AreaFactory()
    town = OrganisationFactory(kind="municipality", home_municipality=area)
    agent = MandateFactory(organisation=town, role=Role.AGENT).person
    for kind in (MatterKind.SUGGESTION, MatterKind.REPORT):
        Matter.objects.create(kind=kind, about_uid=uuid4(), municipality=area, title="Asia", opened=CREATED)
    client.force_login(agent)
    page = client.get(address("desk", "en"), headers={"host": "localhost:8000"}).content.decode()
    assert "1 thing waits for someone to look at it." in page


def test_an_agent_finds_the_association_to_help_and_is_not_asked_to_claim_it(client):
    world = build_world(NOW)
    for name, words, way in (
        ("municipality's agent", "Oulun Kutojat", "organisation_desk"),
        ("municipality's agent", "Utsjoen Kutojat", "claim_organisation"),
        ("anyone", "Oulun Kutojat", "claim_organisation"),
    ):
        client.force_login(world.people[name])
        page = client.get(address("find", "en"), {"q": words}, headers=HOST).content.decode()
        found = world.association if "Oulun" in words else world.elsewhere["association"]
        for each in ("organisation_desk", "claim_organisation"):
            is_offered = f'href="{address(each, "en", organisation=found.uid)}"' in page
            assert is_offered is (each == way), (name, words, each)


@pytest.mark.parametrize("role", list(Role))
def test_the_desk_and_the_role_lead_only_to_what_the_role_may_open(client, role):
    mandate = MandateFactory(role=role)
    client.force_login(mandate.person)
    desk = client.get(address("desk", "fi"), headers=HOST).content.decode()
    own = client.get(address("mandate", "fi", uid=mandate.uid), headers=HOST).content.decode()
    for name in ("organisation_desk", "keys"):
        path = address(name, "fi", organisation=mandate.organisation.uid)
        is_open = client.get(path, headers=HOST).status_code == 200
        assert (f'href="{path}"' in desk) is is_open, name
        assert (f'href="{path}"' in own) is (is_open and name == "keys"), name
    is_asked = str(mandate.organisation) in client.get(address("freshness", "fi"), headers=HOST).content.decode()
    assert is_asked is is_open
