"""Whoever is named as a contact decides by a link; owners see who has looked."""

import pytest
from django.core import mail
from django.utils import timezone

from raitti.core.access import note_access
from raitti.core.addresses import address
from raitti.core.jobs import Worker
from raitti.core.links import sign
from raitti.core.models import AccessEntry
from raitti.core.texts import translated
from raitti.directory.actions.contacts import PURPOSE
from raitti.directory.models import Contact, Role
from tests.directory.world import confirmed
from tests.factories import MandateFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost:8000"}


@pytest.fixture
def contact():
    organisation = OrganisationFactory(name=translated(fi="Oulun Digiapu ry"))
    return Contact.objects.create(organisation=organisation, name="Tove Testi", email="tove.testi@example.org")


def letters():
    worker = Worker()
    while worker.work_once():
        pass
    return mail.outbox


def test_a_link_comes_to_the_address_and_to_no_other(client, contact):
    where = address("why_listed", "fi")
    for email in ("tove.testi@example.org", "muu@example.org"):
        response = client.post(where, {"email": email}, headers=HOST)
        assert response.status_code == 302
    (letter,) = letters()
    assert letter.to == ["tove.testi@example.org"]
    token = sign(PURPOSE, contact.pk).rpartition(":")[0].partition(":")[0]
    assert f"/fi/miksi-minut-nakyy/{token}" in letter.body


def test_a_wrong_address_is_told_and_stays_in_the_field(client):
    response = client.post(address("why_listed", "fi"), {"email": "ei osoite"}, headers=HOST)
    assert response.status_code == 422
    assert 'value="ei osoite"' in response.content.decode()


def test_the_person_sees_what_is_kept_agrees_or_is_removed(client, contact):
    where = address("listed", "fi", token=sign(PURPOSE, contact.pk))
    page = client.get(where, headers=HOST).content.decode()
    assert "Tove Testi" in page
    assert "Oulun Digiapu ry" in page

    client.post(where, {"act": "keep"}, headers=HOST)
    contact.refresh_from_db()
    assert contact.consent_on == timezone.localdate()
    assert contact.keep_until.year == timezone.localdate().year + 2

    client.post(where, {"act": "remove"}, headers=HOST)
    assert not Contact.objects.exists()
    assert client.get(where, headers=HOST).status_code == 409


def test_a_made_up_link_opens_nothing(client, contact):
    assert client.get(address("listed", "fi", token="x"), headers=HOST).status_code == 409
    other = sign("something-else", contact.pk)
    assert client.post(address("listed", "fi", token=other), {"act": "remove"}, headers=HOST).status_code == 409
    assert Contact.objects.exists()


def test_owners_see_who_has_looked_and_others_do_not(client, contact):
    organisation = contact.organisation
    looker = confirmed(name="Aino Agentti")
    note_access(looker, "contacts", organisation, now=timezone.now(), why="history")
    where = address("accesses", "en", organisation=organisation.uid)
    note_access(looker, "contacts", organisation, now=timezone.now(), why="duplicates")

    client.force_login(MandateFactory(organisation=organisation, role=Role.OWNER, person=confirmed()).person)
    page = client.get(where, headers=HOST).content.decode()
    assert "Aino Agentti" in page
    assert "comparing possible duplicates" in page
    client.force_login(MandateFactory(organisation=organisation, role=Role.EDITOR, person=confirmed()).person)
    assert client.get(where, headers=HOST).status_code == 403


def test_the_way_to_who_has_looked_is_shown_only_to_those_it_opens_for(client, contact):
    organisation = contact.organisation
    there, desk = (address(name, "fi", organisation=organisation.uid) for name in ("accesses", "organisation_desk"))
    shown = []
    for role in (Role.OWNER, Role.EDITOR, Role.AGENT):
        client.force_login(MandateFactory(organisation=organisation, role=role, person=confirmed()).person)
        shown.append(there in client.get(desk, headers=HOST).content.decode())
    assert shown == [True, False, False]


def test_editing_anothers_page_with_private_contacts_is_noted_and_ones_own_is_not(client, contact):
    organisation = contact.organisation
    where = address("edit_organisation", "fi", organisation=organisation.uid)
    own = MandateFactory(organisation=organisation, person=confirmed()).person
    client.force_login(own)
    assert client.get(where, headers=HOST).status_code == 200
    assert not AccessEntry.objects.exists()

    agent = MandateFactory(organisation=organisation, role=Role.AGENT, person=confirmed()).person
    client.force_login(agent)
    assert client.get(where, headers=HOST).status_code == 200
    assert AccessEntry.objects.get().actor_id == str(agent.pk)
