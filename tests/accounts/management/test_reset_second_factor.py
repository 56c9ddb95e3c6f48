"""`raitti reset-second-factor`: the way back in for who has lost every second step."""

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import CommandError, call_command

from raitti.core.addresses import address
from raitti.core.models import AuditEntry
from tests.workspace.signing_in import HOST, PASSWORD, letters, make_person, post, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C")


def reset(email: str) -> str:
    told = StringIO()
    call_command("reset_second_factor", email, stdout=told)
    return told.getvalue()


@pytest.fixture
def person(client):
    """Someone with an app, a passkey and recovery codes, signed in somewhere."""
    made = make_person()
    made.language = "sv"
    made.save()
    post(client, "sign_in", {"login": made.email, "password": PASSWORD}, "sv")
    assert signed_in(client)
    client.get(address("account", "sv"), headers=HOST)
    TOTP.activate(made, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    Authenticator.objects.create(user=made, type="webauthn", data={"name": "Telefon"})
    RecoveryCodes.activate(made)
    return made


def test_every_second_step_goes_and_a_code_by_mail_or_a_password_is_enough_again(client, person):
    assert "3" in reset("AINO@example.org")

    assert not Authenticator.objects.exists()
    post(client, "sign_in", {"login": person.email, "password": PASSWORD})
    assert signed_in(client)


def test_whoever_was_signed_in_is_no_longer(client, person):
    reset(person.email)
    assert client.get(address("account", "sv"), headers=HOST)["Location"].startswith(address("sign_in", "sv"))


def test_the_owner_is_told_in_their_language_and_the_log_keeps_it(person):
    before = len(letters())
    reset(person.email)

    (letter,) = letters()[before:]
    assert letter.to == [person.email]
    assert address("sign_in", "sv") in letter.body
    entry = AuditEntry.objects.get(verb="removed second factor")
    assert (entry.actor_kind, entry.subject_id) == ("system", str(person.pk))
    assert entry.changes == {"second_factor": [["recovery_codes", "totp", "webauthn"], []]}


def test_who_has_none_and_who_is_not_there_are_told_apart_for_the_operator():
    person = make_person()
    with pytest.raises(CommandError, match="no second step"):
        reset(person.email)
    with pytest.raises(CommandError, match="No account"):
        reset("toinen@example.org")
    assert not letters()
