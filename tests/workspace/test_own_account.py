"""One's own account page, sessions, data and the way out."""

import json

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils.translation import override

from raitti.accounts.models import Person
from raitti.accounts.queries import everything_about
from raitti.core import personal
from raitti.core.access import note_access
from raitti.core.addresses import address
from raitti.core.audit import record
from raitti.core.models import AuditEntry
from raitti.core.personal import Holding
from raitti.core.verdicts import Verdict, require
from raitti.directory.actions.saving import finish
from raitti.directory.models import Role
from tests.factories import MandateFactory, ServiceFactory

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost:8000"}
PASSWORD = "kolme pientä pukkia"


@pytest.fixture
def person() -> Person:
    person = Person.objects.create_user("aino@example.org", PASSWORD, name="Aino", language="en")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def sign_in(person: Person, **headers: str) -> Client:
    client = Client()
    client.post(address("sign_in", "en"), {"login": person.email, "password": PASSWORD}, headers={**HOST, **headers})
    return client


def show_it_is_me(client: Client) -> None:
    client.post(address("reauthenticate", "en"), {"password": PASSWORD}, headers=HOST)


def get(client, page):
    return client.get(address(page, "en"), headers=HOST)


def post(client, page, data):
    return client.post(address(page, "en"), data, headers=HOST)


def test_name_and_language_are_changed_on_the_account_page(person):
    client = sign_in(person)
    response = post(client, "account", {"name": "Aino Uusi", "language": "sv"})
    person.refresh_from_db()

    assert response["Location"] == address("account", "en")
    assert (person.name, person.language) == ("Aino Uusi", "sv")
    assert "Aino Uusi" in get(client, "account").content.decode()


def test_what_was_typed_stays_when_it_cannot_be_taken_in(person):
    client = sign_in(person)
    response = post(client, "account", {"name": "Toinen nimi", "language": "xx"})

    assert response.status_code == 422
    body = response.content.decode()
    assert 'value="Toinen nimi"' in body
    assert 'href="#id_language"' in body
    assert 'aria-invalid="true"' in body
    person.refresh_from_db()
    assert person.name == "Aino"


def test_one_session_is_ended_and_the_others_live_on(person):
    here, there, elsewhere = (
        sign_in(person, **{"user-agent": agent})
        for agent in (
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Safari/604.1",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537 Chrome/140.0 Safari/537.36 Edg/140.0",
        )
    )
    body = get(here, "sessions").content.decode()
    assert all(name in body for name in ("Firefox, Linux", "Safari, iPhone", "Edge, Windows", "This device"))

    wanted = UserSession.objects.get(session_key=there.session.session_key)
    post(here, "sessions", {"session": wanted.pk})

    assert get(there, "account").status_code == 302
    assert get(elsewhere, "account").status_code == 200
    post(here, "sessions", {"session": "others"})
    assert get(elsewhere, "account").status_code == 302
    assert get(here, "account").status_code == 200


def test_nobody_ends_another_s_session_by_guessing_its_number(person):
    other = Person.objects.create_user("berit@example.org", PASSWORD)
    EmailAddress.objects.create(user=other, email=other.email, verified=True, primary=True)
    theirs = sign_in(other)
    session = UserSession.objects.get(user=other)

    post(sign_in(person), "sessions", {"session": session.pk})

    assert get(theirs, "account").status_code == 200


def test_the_data_come_as_a_file_after_one_shows_who_one_is(person):
    client = sign_in(person)
    assert get(client, "own_data")["Location"].startswith(address("reauthenticate", "en"))
    show_it_is_me(client)
    assert get(client, "own_data").status_code == 200

    response = post(client, "own_data", {})

    assert response["Content-Disposition"].startswith("attachment")
    assert "no-store" in response["Cache-Control"]
    given = json.loads(response.content)
    assert given["held"][0]["rows"][0]["email"] == person.email


def test_the_data_speak_the_reader_s_language(person, now):
    MandateFactory(person=person, role=Role.EDITOR)
    with override("sv"):
        held = {kind["name"]: kind["rows"] for kind in everything_about(person, now=now)["held"]}

    assert held["Konto"][0]["language"] == "English"
    assert held["Dina roller"][0]["role"] == "redigerare"


def test_what_one_has_done_and_seen_is_told_in_the_reader_s_words(person, now):
    service = ServiceFactory()
    finish(service, {"name": [None, None]}, actor=person, now=now, before={})
    record(person, "begun by an older Raitti", service, now=now)
    note_access(person, "claim proof", service.organisation, now=now, why="editing")
    with override("en"):
        held = {kind["name"]: kind["rows"] for kind in everything_about(person, now=now)["held"]}
    with override("sv"):
        in_swedish = str(everything_about(person, now=now))

    told = {row["done"]: row["kind"] for row in held["What you have done"]}
    assert told == {"A page was changed": "activity", "begun by an older Raitti": "activity"}
    (seen,) = held["What you have seen that is not everyone’s"]
    assert (seen["what"], seen["why"]) == ("proof sent with a request", "editing")
    assert "verksamhet" in in_swedish
    assert "claim proof" not in in_swedish


def test_an_account_is_erased_only_by_saying_so_and_what_stays_is_told(person):
    client = sign_in(person)
    show_it_is_me(client)
    assert post(client, "erase_account", {}).status_code == 422
    assert Person.objects.get(pk=person.pk).is_active

    response = post(client, "erase_account", {"sure": "on"})

    assert response["Location"] == address("account_erased", "en")
    assert "without your name" in get(client, "account_erased").content.decode()
    assert get(client, "account").status_code == 302
    assert not Person.objects.get(pk=person.pk).is_active
    assert AuditEntry.objects.filter(verb="erase_person").exists()


def test_a_refusal_to_erase_is_a_sentence_and_leaves_one_signed_in(person, monkeypatch):
    def refuse(who, when):
        require(Verdict("last_owner", "You are the last owner of Example ry. Hand it over first."))

    monkeypatch.setitem(personal.HOLDINGS, "tried", Holding("Tried", lambda _: [], refuse))
    client = sign_in(person)
    show_it_is_me(client)

    response = post(client, "erase_account", {"sure": "on"})

    assert response.status_code == 409
    assert "Hand it over first." in response.content.decode()
    assert get(client, "account").status_code == 200


def test_an_erased_account_cannot_be_entered_again(person):
    client = sign_in(person)
    show_it_is_me(client)
    post(client, "erase_account", {"sure": "on"})

    assert get(sign_in(person), "account").status_code == 302
