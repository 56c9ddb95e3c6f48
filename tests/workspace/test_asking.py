"""Forms that are sent too often: each says so, and keeps what was typed."""

import re
from dataclasses import replace
from urllib.parse import unquote

import pytest
from django.utils import timezone

from raitti.core import rates
from raitti.core.addresses import address
from raitti.core.audit import System
from raitti.core.texts import translated
from raitti.directory.actions import save_organisation
from raitti.directory.actions.check_rounds import ask_now
from raitti.directory.actions.moderation import hide
from raitti.directory.actions.telling import tell_now
from raitti.directory.models import Claim, Invitation, Organisation, Portal, Revision, Role
from raitti.directory.snapshots import facts_of
from tests.factories import AreaFactory, MandateFactory, OrganisationFactory
from tests.letters import letters
from tests.workspace.signing_in import HOST, make_person

pytestmark = pytest.mark.django_db
TYPED = "Tämän kirjoitin itse."


@pytest.fixture(autouse=True)
def one_a_minute(settings):
    """The first form of a minute goes through, the next does not."""
    settings.RAITTI_RATE_FORMS = 1
    rates.forget_all()
    yield
    rates.forget_all()


@pytest.fixture
def organisation():
    return OrganisationFactory(email="yhdistys@yhdistys.example", home_municipality=AreaFactory())


@pytest.fixture
def owner(client, organisation):
    person = MandateFactory(organisation=organisation, role=Role.OWNER).person
    client.force_login(person)
    return person


def use_the_turn(client) -> None:
    client.post(address("why_listed", "fi"), {"email": "aino@example.org"}, headers=HOST)


def refused(client, path, **fields) -> str:
    """The page after a form was sent too soon: what to do, and what was typed."""
    response = client.post(path, fields, headers=HOST)
    page = response.content.decode()
    assert response.status_code == 429
    assert page.count('role="alert"') == 1
    assert TYPED in page
    return page


def _helper(organisation, role):
    """Somebody who may look after the organisation's page for its whole region."""
    home = OrganisationFactory(kind="federation", home_municipality=organisation.home_municipality)
    portal = Portal.objects.create(key="koe", hostname="koe.localhost", name=translated(fi="Koe"), steward=home)
    portal.areas.add(organisation.home_municipality)
    return MandateFactory(organisation=home, role=role).person


def test_an_invitation_is_not_lost(client, organisation, owner):
    path = address("invite", "en", organisation=organisation.uid)
    fields = {"role": "editor", "language": "fi", "message": TYPED}
    client.post(path, {**fields, "email": "aino@example.org"}, headers=HOST)
    page = refused(client, path, **fields, email="eino@example.org")
    assert 'value="eino@example.org"' in page
    assert [each.email for each in Invitation.objects.all()] == ["aino@example.org"]


def test_handing_the_keys_over_is_not_lost(client, organisation, owner):
    mandate = owner.mandates.get()
    path = address("hand_over", "en", uid=mandate.uid)
    fields = {"language": "fi", "message": TYPED, "keeps": ""}
    client.post(path, {**fields, "email": "aino@example.org"}, headers=HOST)
    refused(client, path, **fields, email="eino@example.org")
    assert Invitation.objects.count() == 1


def test_a_claim_is_not_lost(client, organisation):
    client.force_login(make_person())
    other = OrganisationFactory(email="toinen@yhdistys.example")
    fields = {"position": "sihteeri", "way": "address", "message": TYPED}
    client.post(address("claim_organisation", "en", organisation=other.uid), fields, headers=HOST)
    page = refused(client, address("claim_organisation", "en", organisation=organisation.uid), **fields)
    assert 'value="sihteeri"' in page
    assert Claim.objects.count() == 1


def test_who_looks_after_a_page_now_is_not_lost(client, organisation):
    found = ask_now(organisation, actor=System("test"), now=timezone.now())
    path = letters(to=organisation.email)[0].path()
    use_the_turn(client)
    refused(client, path, answer="leave", words=TYPED)
    found.refresh_from_db()
    assert found.answered is None


def test_an_appeal_is_not_lost(client, organisation, owner):
    hiding = hide(organisation, reason="Tämä on mainos.", actor=_helper(organisation, Role.STEWARD), now=timezone.now())
    path = letters(to=owner.email)[0].path()
    use_the_turn(client)
    refused(client, path, text=TYPED)
    hiding.refresh_from_db()
    assert not hiding.appeal


def test_a_word_with_undoing_is_not_lost_nor_what_was_ticked(client, organisation, owner):
    agent = _helper(organisation, Role.AGENT)
    for facts in ({"phone": "040 2"}, {"email": "kerho@yhdistys.example"}):
        known = replace(facts_of(Organisation.objects.get(pk=organisation.pk)), **facts)
        save_organisation(known, actor=agent, now=timezone.now(), on_behalf_of=organisation)
    tell_now(organisation.pk, now=timezone.now())
    path = unquote(letters(to=owner.email)[0].path())
    use_the_turn(client)
    wanted = Revision.objects.first().pk
    page = refused(client, path, change=wanted, word=TYPED)
    assert re.findall(r'name="change"[^>]*value="(\d+)" checked', page) == [str(wanted)]
    assert not Revision.objects.exclude(undone=None).exists()


def test_an_address_asked_about_too_soon_is_told_to_wait(client):
    use_the_turn(client)
    response = client.post(address("why_listed", "en"), {"email": "eino@example.org"}, headers=HOST)
    page = response.content.decode()
    assert response.status_code == 429
    assert 'role="alert"' in page
    assert 'value="eino@example.org"' in page
