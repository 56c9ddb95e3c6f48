"""The services one's account opens by: linked, unlinked, and asked for the second step in our stead."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.utils import timezone

from raitti.accounts.models import Person
from raitti.core.addressees import mark_bounced
from raitti.core.addresses import address
from raitti.core.models import AuditEntry
from raitti.directory.actions.invitations import accept_invitation, invite
from raitti.directory.models import Invitation, Mandate, OrganisationKind, Role
from tests.factories import MandateFactory, OrganisationFactory
from tests.openid import Service
from tests.workspace.signing_in import code_of, get, letters, post, signed_in
from tests.workspace.test_signing_in_elsewhere import come_back, go_there, service

__all__ = ["service"]

pytestmark = pytest.mark.django_db
STRONG = {"amr": ["mfa", "ngcmfa"], "acr": ["http://ftn.ficora.fi/2017/loa2"]}


@pytest.fixture
def person() -> Person:
    """Someone of the municipality's staff, known here by the address the service tells too."""
    made = Person.objects.create_user("virkailija@kunta.example", name="Venla", language="fi")
    EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
    return made


@pytest.fixture
def officer(person, settings) -> Mandate:
    settings.RAITTI_SECOND_FACTOR = True
    municipality = OrganisationFactory.create(kind=OrganisationKind.MUNICIPALITY)
    return MandateFactory.create(person=person, organisation=municipality, role=Role.CONTACT_OFFICER)


@pytest.fixture
def strong(service) -> type[Service]:
    """The service says how it signed people in, and settings say what of that is strong."""
    service.configure(strong=STRONG)
    service.signed = {"amr": ["pwd", "mfa"]}
    return service


def come(client):
    return come_back(client, go_there(client))


def come_by_code(client, person) -> None:
    post(client, "sign_in", {"login": person.email})
    post(client, "sign_in_code", {"code": code_of(letters()[-1])})


def keys(client, mandate):
    """A page of the municipality's own, open to its officer."""
    return get(client, "keys", organisation=mandate.organisation.uid)


@pytest.mark.parametrize(
    "signed", [{"amr": ["pwd", "mfa"]}, {"amr": "ngcmfa"}, {"acr": "http://ftn.ficora.fi/2017/loa2"}]
)
def test_who_was_asked_for_a_second_step_there_uses_a_staff_role_here_at_once(client, strong, officer, signed):
    strong.signed = signed

    come(client)

    assert keys(client, officer).status_code == 200


@pytest.mark.parametrize(
    "signed", [None, {}, {"amr": ["pwd"]}, {"amr": []}, {"acr": "0"}, {"amr": None}, {"amr": [{"mfa": 1}]}]
)
def test_who_was_not_asked_there_is_asked_here(client, strong, officer, signed):
    strong.signed = signed

    come(client)

    assert signed_in(client)
    assert keys(client, officer).status_code == 403


def test_a_service_without_the_setting_is_not_believed(client, service, officer):
    service.signed = {"amr": ["mfa"]}
    come(client)
    assert keys(client, officer).status_code == 403


def test_what_the_service_says_elsewhere_than_in_its_signed_word_is_not_believed(client, strong, officer):
    strong.signed = {}
    strong.claims = {**strong.claims, "amr": ["mfa"]}
    come(client)
    assert keys(client, officer).status_code == 403


def test_the_second_step_one_has_here_is_left_out_after_one_there(client, strong, person):
    TOTP.activate(person, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    come(client)
    assert signed_in(client)


def test_and_asked_for_when_there_was_none_there(client, strong, person):
    TOTP.activate(person, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    strong.signed = {"amr": ["pwd"]}
    response = come(client)
    assert not signed_in(client)
    assert response["Location"] == address("sign_in_second", "fi")


def test_the_session_of_who_came_by_a_code_is_not_strong_because_an_earlier_one_was(client, strong, officer, person):
    come(client)
    post(client, "sign_out", {})

    come_by_code(client, person)

    assert signed_in(client)
    assert keys(client, officer).status_code == 403


@pytest.mark.parametrize("page", ["app_add", "passkey_add"])
def test_whose_second_step_is_asked_for_there_makes_none_here_after_a_mere_code(client, strong, officer, person, page):
    come(client)
    assert get(client, page).status_code == 200
    post(client, "sign_out", {})

    come_by_code(client, person)

    answer = get(client, page)
    assert answer.status_code == 403
    assert "Esimerkkilän kunta" in answer.content.decode()
    assert not Authenticator.objects.exists()


def test_a_service_is_not_linked_after_a_mere_code_either(client, strong, officer, person):
    come(client)
    post(client, "sign_out", {})
    come_by_code(client, person)

    for where in ({"query": "?process=connect"}, {"process": "connect"}):
        query = where.pop("query", "")
        assert client.post(f"/oidc/kunta/login/{query}", where, headers={"host": "localhost:8000"}).status_code == 403


def test_what_an_officer_offered_stands_whichever_way_they_sign_in(strong, officer):
    invitation = invite(
        officer.organisation, Role.AGENT, "agentti@example.org", actor=_strong(officer.person), now=timezone.now()
    )
    agent = Person.objects.create_user("agentti@example.org")
    EmailAddress.objects.create(user=agent, email=agent.email, verified=True, primary=True)

    accept_invitation(Invitation.objects.get(pk=invitation.pk), actor=agent, now=timezone.now())

    assert Mandate.objects.filter(person=agent, role=Role.AGENT).exists()


def _strong(person):
    person.asked_elsewhere = True
    return person


def link(client, **sent):
    return come_back(client, go_there(client, process="connect", next=address("linked", "fi"), language="fi", **sent))


def test_another_service_is_linked_from_one_s_own_account(client, service, person):
    come_by_code(client, person)
    assert "Esimerkkilän kunta" in get(client, "linked").content.decode()

    response = link(client)

    assert response["Location"] == address("linked", "fi")
    assert SocialAccount.objects.get().user == person
    body = get(client, "linked").content.decode().replace("<wbr>", "")
    assert "virkailija@kunta.example" in body
    assert 'value="connect"' not in body
    assert letters()[-1].to == [person.email]


def test_what_belongs_to_another_account_is_not_linked(client, service, person):
    other = Person.objects.create_user("toinen@example.org")
    SocialAccount.objects.create(user=other, provider="kunta", uid="1")
    come_by_code(client, person)

    link(client)

    assert SocialAccount.objects.get().user == other
    assert 'class="notice bad' in get(client, "linked").content.decode()


def test_a_link_is_taken_away_told_by_letter_and_written_down(client, service, person):
    come(client)
    row = SocialAccount.objects.get()

    response = post(client, "linked", {"link": row.pk})

    assert response["Location"] == address("linked", "fi")
    assert not SocialAccount.objects.exists()
    assert "Esimerkkilän kunta" in get(client, "linked").content.decode()
    assert letters()[-1].to == [person.email]
    entry = AuditEntry.objects.get(verb="unlinked sign-in")
    assert entry.changes == {"sign_in": ["Esimerkkilän kunta", None]}


def test_the_only_way_in_is_kept_and_the_page_says_why(client, service, person):
    come(client)
    mark_bounced(person.email, "550 no such user", now=timezone.now())

    post(client, "linked", {"link": SocialAccount.objects.get().pk})

    assert SocialAccount.objects.exists()
    assert 'class="notice bad' in get(client, "linked").content.decode()


def test_nobody_takes_away_another_s_link(client, service, person):
    other = Person.objects.create_user("toinen@example.org")
    row = SocialAccount.objects.create(user=other, provider="kunta", uid="2")
    come_by_code(client, person)

    for typed in (row.pk, "x", "", "9" * 40):
        assert post(client, "linked", {"link": typed}).status_code == 404
    assert SocialAccount.objects.exists()


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_account_leads_to_the_services_in_each_language(client, service, person, language):
    come_by_code(client, person)
    assert address("linked", language) in get(client, "account", language).content.decode()
    assert get(client, "linked", language).status_code == 200


def test_a_link_to_a_service_that_is_offered_no_more_can_still_be_taken_away(client, service, person, settings):
    come(client)
    settings.OPENID_PROVIDERS = []

    assert "kunta" in get(client, "linked").content.decode()
    post(client, "linked", {"link": SocialAccount.objects.get().pk})

    assert not SocialAccount.objects.exists()
