"""Looking at a new organisation: the page as everyone would see it, what looks like it, and the answer."""

import re

import pytest

from raitti.core.addresses import address
from raitti.core.texts import translated
from raitti.directory.actions.duplicates import write_keys
from raitti.directory.actions.first_looks import send_for_first_look
from raitti.directory.models import FirstLook, Organisation, Publication, Role
from tests.conftest import NOW
from tests.directory.world import World, build_world, confirmed
from tests.factories import OrganisationFactory, ServiceFactory
from tests.workspace.entries.filling import edit, open_form, press

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost:8000"}


@pytest.fixture
def world() -> World:
    return build_world(NOW)


@pytest.fixture
def look(world) -> FirstLook:
    made = OrganisationFactory(
        name=translated(fi="Oulun Kutojat"), home_municipality=world.oulu, publication=Publication.DRAFT
    )
    ServiceFactory(organisation=made, name=translated(fi="Kutomailta"))
    write_keys(world.association)
    volunteer = confirmed("kutoja@esimerkki.example", name="Kaisa Kutoja")
    world.give(volunteer, made, Role.OWNER)
    return send_for_first_look(made, actor=volunteer, now=NOW)


def where(look: FirstLook) -> str:
    return address("first_look", "en", uid=look.uid)


def test_the_page_is_seen_as_everyone_would_see_it_beside_what_looks_like_it(client, world, look):
    client.force_login(world.people["municipality's agent"])
    assert where(look) in client.get(address("queue", "en"), headers=HOST).content.decode()

    page = client.get(where(look), headers=HOST).content.decode()

    assert re.search("<h1>.*Oulun Kutojat.*</h1>", page)
    assert "Kutomailta" in page
    assert "Kaisa Kutoja" in page
    assert "Oulun Kutojat ry" in page, "the association that is here already"
    assert address("suggest", "en", slug=str(look.organisation.uid)) not in page, "a page nobody else can open yet"
    assert Organisation.objects.get(pk=look.organisation_id).publication == Publication.DRAFT


def test_letting_in_shows_the_page_to_everyone(client, world, look):
    client.force_login(world.people["steward"])
    client.post(where(look), {"decision": "accept"}, headers=HOST)
    assert Organisation.objects.get(pk=look.organisation_id).publication == Publication.PUBLISHED


def test_an_answer_that_lacks_something_is_shown_again_with_what_was_written(client, world, look):
    client.force_login(world.people["steward"])
    for sent, field in (({"reason": "Ei vielä"}, "decision"), ({"decision": "send_back"}, "reason")):
        response = client.post(where(look), sent, headers=HOST)
        page = response.content.decode()
        assert response.status_code == 422
        assert f"#id_{field}" in page
        assert sent.get("reason", "") in page
    look.refresh_from_db()
    assert look.state == FirstLook.State.OPEN


def test_the_maker_reads_the_answer_and_the_way_to_the_page_that_is_here_and_sends_again(client, world, look):
    client.force_login(world.people["steward"])
    sent = {"decision": "send_back", "reason": "Onko tämä sama?", "instead": str(world.association.uid)}
    client.post(where(look), sent, headers=HOST)

    client.force_login(look.sent_by)
    assert "The page was sent back on" in client.get(address("desk", "en"), headers=HOST).content.decode()
    desk = address("organisation_desk", "en", organisation=look.organisation.uid)
    page = client.get(desk, headers=HOST).content.decode()
    assert "Onko tämä sama?" in page
    assert address("claim_organisation", "en", organisation=world.association.uid) in page

    form = edit(look.organisation)
    press(client, form, open_form(client, form) | {"phone": "040 1"})
    assert FirstLook.objects.filter(organisation=look.organisation, state="open").exists()
    assert "Onko tämä sama?" not in client.get(desk, headers=HOST).content.decode()


def test_its_maker_and_those_of_other_areas_cannot_let_it_in_by_its_address(client, world, look):
    for person in (look.sent_by, world.people["steward elsewhere"], world.people["its agent"]):
        client.force_login(person)
        assert client.get(where(look), headers=HOST).status_code in {403, 409}
        client.post(where(look), {"decision": "accept"}, headers=HOST)
    assert Organisation.objects.get(pk=look.organisation_id).publication == Publication.DRAFT
