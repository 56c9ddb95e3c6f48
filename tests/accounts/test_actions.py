"""What happens to accounts: handed out whole, erased but for what the law keeps, forgotten when unused."""

import json
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.utils.translation import override

from raitti.accounts.actions import (
    change_person,
    end_sessions,
    erase_person,
    forget_what_came_to_nothing,
    hand_out_data,
    remember_language,
)
from raitti.accounts.models import Person
from raitti.core import personal
from raitti.core.audit import record
from raitti.core.models import AccessEntry, AuditEntry
from raitti.core.personal import Holding
from raitti.core.verdicts import Refused, Verdict, require
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(now) -> Person:
    person = Person.objects.create_user("aino@example.org", "kolme pientä pukkia", name="Aino Esimerkki")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    Authenticator.objects.create(user=person, type="webauthn", data={"name": "Puhelin"})
    record(person, "edit", OrganisationFactory(), now=now, changes={"name": ["A", "B"]})
    return person


def session_of(person: Person) -> UserSession:
    store = SessionStore()
    store.create()
    return UserSession.objects.create(
        user=person, session_key=store.session_key, ip="192.0.2.1", user_agent="Firefox/140 Linux"
    )


def test_a_person_is_given_everything_that_is_held_about_them(person, now):
    session_of(person)

    with override("en"):
        text = json.dumps(hand_out_data(person, now=now), ensure_ascii=False)

    for known in ("aino@example.org", "Aino Esimerkki", "Passkey", "192.0.2.1", '"edit"'):
        assert known in text
    assert "pbkdf2" not in text
    assert person.password not in text
    assert AuditEntry.objects.filter(verb="hand_out_data", actor_id=str(person.pk)).count() == 1


def test_nobody_is_given_what_is_held_about_others(person, now):
    other = Person.objects.create_user("berit@example.org", name="Berit Exempel")

    assert "aino" not in json.dumps(hand_out_data(other, now=now)).lower()


def test_an_erased_account_says_nowhere_who_it_was(person, now):
    AccessEntry.objects.create(
        what="contacts", actor_id=str(person.pk), actor_label=str(person), subject_kind="x", subject_id="1", at=now
    )
    session = session_of(person)

    kept = erase_person(person, now=now)

    person.refresh_from_db()
    assert (person.name, person.is_active, person.has_usable_password()) == ("", False, False)
    assert "aino" not in person.email
    assert not EmailAddress.objects.filter(user=person).exists()
    assert not Authenticator.objects.filter(user=person).exists()
    assert not SessionStore().exists(session.session_key)
    labels = [
        *AuditEntry.objects.values_list("actor_label", "subject_label"),
        *AccessEntry.objects.values_list("actor_label"),
    ]
    assert "aino" not in str(labels).lower()
    assert AuditEntry.objects.filter(verb="edit", actor_id=str(person.pk)).exists()
    assert kept


def test_the_same_address_may_make_a_new_account_after_erasing(person, now):
    erase_person(person, now=now)

    assert Person.objects.create_user("aino@example.org").pk != person.pk


def test_nothing_is_erased_when_somebody_depends_on_the_account(person, now, monkeypatch):
    def refuse(who, when):
        require(Verdict("last_owner", "The association would be left without an owner."))

    monkeypatch.setitem(personal.HOLDINGS, "tried", Holding("Tried", lambda _: [], refuse))

    with pytest.raises(Refused):
        erase_person(person, now=now)

    person.refresh_from_db()
    assert person.name == "Aino Esimerkki"
    assert EmailAddress.objects.filter(user=person).exists()
    assert not AuditEntry.objects.filter(verb="erase_person").exists()


def test_only_one_s_own_sessions_can_be_ended(person, now):
    other = Person.objects.create_user("berit@example.org")
    own, theirs = session_of(person), session_of(other)

    assert end_sessions(person, keys=[own.pk, theirs.pk], now=now) == 1

    assert not SessionStore().exists(own.session_key)
    assert SessionStore().exists(theirs.session_key)


def test_a_changed_name_is_not_written_into_the_log(person, now):
    change_person(person, name="Aino Uusi", language="sv", now=now)

    entry = AuditEntry.objects.get(verb="change_person")
    assert entry.changes == {"language": ["fi", "sv"]}
    person.refresh_from_db()
    assert (person.name, person.language) == ("Aino Uusi", "sv")


def test_the_language_is_remembered(person):
    remember_language(person, "sv")
    person.refresh_from_db()
    assert person.language == "sv"


def test_accounts_never_confirmed_are_forgotten_after_a_week_and_no_others(person, now):
    def unconfirmed(email: str, days: int) -> Person:
        made = Person.objects.create_user(email, date_joined=now - timedelta(days=days))
        EmailAddress.objects.create(user=made, email=email, verified=False, primary=True)
        return made

    old, new = unconfirmed("vanha@example.org", 8), unconfirmed("uusi@example.org", 6)
    Person.objects.filter(pk=person.pk).update(date_joined=now - timedelta(days=900))
    EmailAddress.objects.create(user=person, email="toinen@example.org", verified=False)

    forget_what_came_to_nothing(now)
    forget_what_came_to_nothing(now)

    assert set(Person.objects.values_list("pk", flat=True)) == {person.pk, new.pk}
    assert old.pk not in Person.objects.values_list("pk", flat=True)


def test_where_one_was_signed_in_is_forgotten_with_the_session(person, now):
    kept, gone = session_of(person), session_of(person)
    SessionStore().delete(gone.session_key)

    forget_what_came_to_nothing(now)

    assert list(UserSession.objects.all()) == [kept]
