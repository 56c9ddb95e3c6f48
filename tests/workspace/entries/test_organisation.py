"""An organisation's own page: what there is, in what state, and taking it out of sight or closing it."""

import re

import pytest
from django.test import Client

from raitti.core.addresses import address
from raitti.core.audit import System
from raitti.directory.actions.moderation import hide
from raitti.directory.models import Organisation, OrganisationStatus, Publication, Revision, Role
from tests.factories import MandateFactory, OrganisationFactory, ServiceFactory

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost:8000"}


@pytest.fixture
def organisation() -> Organisation:
    return OrganisationFactory()


def signed_in(organisation: Organisation, role: Role = Role.OWNER) -> Client:
    client = Client()
    client.force_login(MandateFactory(organisation=organisation, role=role).person)
    return client


def desk_of(organisation: Organisation, page: str = "organisation_desk") -> str:
    return address(page, "en", organisation=organisation.uid)


def test_the_page_shows_what_there_is_published_or_not(organisation):
    seen = ServiceFactory(organisation=organisation)
    unseen = ServiceFactory(organisation=organisation, publication=Publication.DRAFT)
    other = ServiceFactory()

    page = signed_in(organisation).get(desk_of(organisation), headers=HOST).content.decode()

    assert str(seen) in page
    assert str(unseen) in page
    assert str(other) not in page


def test_an_activity_is_taken_out_of_sight_and_shown_again(organisation):
    service = ServiceFactory(organisation=organisation)
    client = signed_in(organisation)
    for show, state in (("no", Publication.DRAFT), ("yes", Publication.PUBLISHED)):
        client.post(desk_of(organisation, "withdraw"), {"thing": f"service {service.uid}", "show": show}, headers=HOST)
        service.refresh_from_db()
        assert service.publication == state


def test_another_associations_activity_cannot_be_taken_out_of_sight(organisation):
    service = ServiceFactory()

    response = signed_in(organisation).post(
        desk_of(organisation, "withdraw"), {"thing": f"service {service.uid}", "show": "no"}, headers=HOST
    )

    service.refresh_from_db()
    assert (response.status_code, service.publication) == (404, Publication.PUBLISHED)


def test_an_association_that_ended_says_so_with_the_day_and_the_reason(organisation):
    client = signed_in(organisation)
    ServiceFactory(organisation=organisation)
    answer = {"status": "dissolved", "since": "2026-10-01", "reason": "Merged with another."}

    client.post(desk_of(organisation, "close_organisation"), answer, headers=HOST)

    organisation.refresh_from_db()
    assert organisation.status == OrganisationStatus.DISSOLVED
    assert organisation.status_since.isoformat() == "2026-10-01"
    assert "Merged with another." in str(organisation.status_reason)
    page = client.get(desk_of(organisation), headers=HOST).content.decode()
    assert desk_of(organisation, "edit_organisation") not in page
    assert "has been closed" in page
    assert '<span class="tag warm">ended</span>' in page
    # What leads on from here: how it came to this, and the way back.
    assert address("history", "en", uid=organisation.uid) in page
    assert "Active again?" in page


def test_closing_needs_a_day_and_a_reason_and_says_how_to_write_them(organisation):
    client = signed_in(organisation)
    answer = {"status": "dissolved", "since": "eilen", "reason": ""}

    response = client.post(desk_of(organisation, "close_organisation"), answer, headers=HOST)

    page = response.content.decode()
    assert response.status_code == 422
    assert "31.12.2026" in page
    assert 'href="#close-since"' in page
    assert 'href="#close-reason"' in page
    organisation.refresh_from_db()
    assert organisation.status == OrganisationStatus.ACTIVE


def test_an_association_that_wakes_again_need_not_say_why(organisation):
    client = signed_in(organisation)
    path = desk_of(organisation, "close_organisation")
    client.post(path, {"status": "dormant", "since": "2026-10-01", "reason": "Tauolla."}, headers=HOST)

    assert client.post(path, {"status": "active", "since": "", "reason": ""}, headers=HOST).status_code == 302

    organisation.refresh_from_db()
    assert organisation.status == OrganisationStatus.ACTIVE


def test_an_editor_is_not_offered_to_close_and_is_refused_if_trying(organisation):
    client = signed_in(organisation, Role.EDITOR)

    assert (
        desk_of(organisation, "close_organisation")
        not in client.get(desk_of(organisation), headers=HOST).content.decode()
    )
    response = client.post(desk_of(organisation, "close_organisation"), {"status": "dissolved"}, headers=HOST)

    assert response.status_code == 403
    organisation.refresh_from_db()
    assert organisation.status == OrganisationStatus.ACTIVE


def test_what_an_agent_takes_out_of_sight_is_kept_as_done_on_behalf(organisation):
    agent = signed_in(organisation, Role.AGENT)

    agent.post(
        desk_of(organisation, "withdraw"), {"thing": f"organisation {organisation.uid}", "show": "no"}, headers=HOST
    )

    assert Revision.objects.get().on_behalf == str(organisation)


def test_where_a_hidden_page_says_why_its_keepers_ask_for_another_look(organisation, now):
    hide(organisation, reason="Sivulla oli mainoksia.", actor=System("steward"), now=now)
    client = signed_in(organisation)
    page = client.get(desk_of(organisation), headers=HOST).content.decode()
    assert "Sivulla oli mainoksia." in page

    found = re.search(r'href="http://[^/"]+(/en/appeal/[^"]+)"', page)
    assert found
    assert client.get(found[1], headers=HOST).status_code == 200
    client.post(found[1], {"text": "Mainokset on poistettu."}, headers=HOST)

    page = client.get(desk_of(organisation), headers=HOST).content.decode()
    assert "/en/appeal/" not in page
    assert "the answer is on its way" in page
