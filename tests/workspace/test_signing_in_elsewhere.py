"""Signing in by a municipality's own service, tried against a small one that speaks OpenID Connect."""

import json
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.conf import settings as active

from raitti.accounts.models import Person
from raitti.config.environment import openid_providers
from raitti.core.addresses import address
from tests.openid import SECRET, SECRET_NAME, Service, told_to_raitti
from tests.serving import serving

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost:8000"}
START, BACK = "/oidc/kunta/login/", "/oidc/kunta/login/callback/"


@pytest.fixture
def service(settings, monkeypatch) -> Iterator[type[Service]]:
    monkeypatch.setenv(SECRET_NAME, SECRET)
    with serving(ThreadingHTTPServer(("127.0.0.1", 0), Service)) as server:
        row = told_to_raitti(server.server_port)

        def configure(*, trusts: bool = True, **more: object) -> None:
            settings.OPENID_PROVIDERS = openid_providers(json.dumps([row | {"trusts_email": trusts} | more]))
            known = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
            settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": known | {"APPS": settings.OPENID_PROVIDERS}}

        configure(trusts=True)
        Service.configure = staticmethod(configure)  # type: ignore[attr-defined]
        Service.signed = None
        Service.claims = {"sub": "1", "email": "virkailija@kunta.example", "name": "Venla Virkailija"}
        yield Service


def go_there(client, query="", **sent):
    """Start at our page; what the other service is asked."""
    response = client.post(START + query, sent, headers=HOST)
    assert response.status_code == 302
    return {name: values[0] for name, values in parse_qs(urlsplit(response["Location"]).query).items()}


def come_back(client, asked, code="right"):
    return client.get(BACK, {"code": code, "state": asked["state"]}, headers=HOST)


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_the_sign_in_page_offers_the_service_by_name(client, service):
    body = client.get(address("sign_in", "fi"), headers=HOST).content.decode()
    assert "Esimerkkilän kunta" in body
    assert f'action="{START}"' in body


def test_nobody_is_sent_there_by_a_mere_link(client, service):
    assert client.get(START, headers=HOST).status_code == 405


def test_a_new_person_gets_an_account_by_the_service(client, service):
    asked = go_there(client)
    assert asked["redirect_uri"] == f"http://{active.RAITTI_HOST}{BACK}"

    come_back(client, asked)

    assert signed_in(client)
    person = Person.objects.get()
    assert (person.email, person.name) == ("virkailija@kunta.example", "Venla Virkailija")


def test_a_known_address_is_that_person_when_the_service_is_trusted_with_addresses(client, service):
    person = Person.objects.create_user("virkailija@kunta.example")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)

    come_back(client, go_there(client))

    assert client.session["_auth_user_id"] == str(person.pk)


def test_a_known_address_opens_nothing_when_the_service_is_not(client, service):
    service.configure(trusts=False)
    person = Person.objects.create_user("virkailija@kunta.example")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    service.claims = {**service.claims, "email_verified": True}

    come_back(client, go_there(client))

    assert not signed_in(client)
    assert not SocialAccount.objects.exists()


def test_a_new_address_is_confirmed_by_code_when_the_service_is_not(client, service):
    service.configure(trusts=False)

    response = come_back(client, go_there(client))

    assert not signed_in(client)
    assert "vahvista-osoite" in response["Location"] or "confirm-address" in response["Location"]


def test_whoever_comes_without_an_address_is_asked_for_it_in_plain_words(client, service):
    service.claims = {"sub": "2", "name": "Venla Virkailija"}
    where = come_back(client, go_there(client))["Location"]
    assert "We send a code there" in client.get(address("sign_in_elsewhere", "en"), headers=HOST).content.decode()

    empty = client.post(address("sign_in_elsewhere", "en"), {}, headers=HOST)
    assert (where, empty.status_code) == (address("sign_in_elsewhere", "fi"), 422)
    assert "Write your e-mail address." in empty.content.decode()


def test_where_one_was_going_is_remembered_over_the_other_service(client, service):
    response = come_back(client, go_there(client, f"?next={address('account', 'sv')}"))
    assert response["Location"] == address("account", "sv")


@pytest.mark.parametrize("code", ["wrong", ""])
def test_what_goes_wrong_there_is_told_on_the_sign_in_page(client, service, code):
    response = come_back(client, go_there(client), code)

    assert response["Location"].endswith(("/kirjaudu/", "/sign-in/", "/logga-in/"))
    assert not signed_in(client)
    body = client.get(response["Location"], headers=HOST).content.decode()
    assert 'class="notice bad' in body


def test_an_answer_nobody_asked_for_opens_nothing(client, service):
    client.get(BACK, {"code": "right", "state": "made-up"}, headers=HOST)
    assert not signed_in(client)


def test_a_service_that_is_not_there_is_told_on_the_sign_in_page(client, settings, service):
    settings.OPENID_PROVIDERS[0]["settings"]["server_url"] = "http://127.0.0.1:9"
    response = client.post(START, headers=HOST)
    assert response["Location"] == address("sign_in", "fi")


def test_the_language_one_went_in_is_the_one_one_comes_back_in(client, service):
    come_back(client, go_there(client, language="sv"))
    assert Person.objects.get().language == "sv"

    client.logout()
    response = come_back(client, go_there(client, language="sv"), "wrong")
    assert response["Location"] == address("sign_in", "sv")


def test_nothing_is_kept_of_what_the_service_tells_beyond_what_is_needed(client, service):
    service.configure(strong={"amr": ["mfa"]})
    service.claims = {**service.claims, "national_identification_number": "010190-999X"}
    service.signed = {"amr": ["pwd"], "urn:oid:1.2.246.21": "010190-999X"}

    come_back(client, go_there(client))

    kept = SocialAccount.objects.get().extra_data
    assert kept == {"userinfo": {"email": "virkailija@kunta.example"}, "id_token": {"amr": ["pwd"]}}


def test_a_service_nobody_has_named_is_no_page(client, service):
    assert client.post("/oidc/toinen/login/", headers=HOST).status_code == 404
