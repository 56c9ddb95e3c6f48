"""The second step of signing in, and limits to what may be tried."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.utils.translation import gettext, override

from raitti.accounts.models import Person
from raitti.core.addresses import address
from raitti.directory.models import Role
from tests.factories import MandateFactory
from tests.workspace.signing_in import HOST, PASSWORD, get, letters, make_person, post, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Person:
    return make_person()


SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


# What a device answered that was asked to make a passkey.
CREDENTIAL = {
    "id": "L4v3sTcpemiXSKcMd8S8wspopJdmCfIUKTdsmBfhdJM",
    "rawId": "L4v3sTcpemiXSKcMd8S8wspopJdmCfIUKTdsmBfhdJM",
    "type": "public-key",
    "response": {
        "clientDataJSON": (
            "eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoiUHRpNWxHXzJNRC1RYUdGaW1Jem1iclBZN0ltRmp1Zjd5bXJTc2NiSC10ZyIs"
            "Im9yaWdpbiI6Imh0dHA6Ly9sb2NhbGhvc3Q6ODczMSIsImNyb3NzT3JpZ2luIjpmYWxzZX0"
        ),
        "attestationObject": (
            "o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVikSZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2NFAAAAAQECAwQFBgcIAQIDBAUGBwgA"
            "IC-L97E3KXpol0inDHfEvMLKaKSXZgnyFCk3bJgX4XSTpQECAyYgASFYIDyGgvvZJcYgt1xQ6sQAFX5WJ5GwvKZZ7okYN4K8TeWfIlgg-MevFHqx"
            "xoM7a-_Dor0oapy3kRlNNTdgeEFEyaeodGo"
        ),
        "transports": ["internal"],
    },
    "clientExtensionResults": {"credProps": {"rk": True}},
}


@pytest.fixture
def rates(settings):
    """The limits as they are on the open web."""
    settings.ACCOUNT_RATE_LIMITS = settings.MFA_RATE_LIMITS = {}
    cache.clear()
    yield
    cache.clear()


def with_app(person) -> None:
    TOTP.activate(person, SECRET)
    RecoveryCodes.activate(person)


def app_code() -> str:
    return format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))


def test_a_code_from_the_app_is_asked_for_after_the_first_step(client, person):
    with_app(person)
    response = post(client, "sign_in", {"login": person.email, "password": PASSWORD})
    assert response["Location"] == address("sign_in_second", "fi")
    assert not signed_in(client)

    assert post(client, "sign_in_second", {"code": "000000"}).status_code == 422
    assert not signed_in(client)
    post(client, "sign_in_second", {"code": app_code()})
    assert signed_in(client)


@pytest.mark.parametrize("has_passkey", [True, False])
def test_only_who_has_a_passkey_is_asked_for_one_in_the_second_step(client, person, has_passkey):
    with_app(person)
    if has_passkey:
        Authenticator.objects.create(user=person, type="webauthn", data={"name": "Puhelin", "credential": CREDENTIAL})
    post(client, "sign_in", {"login": person.email, "password": PASSWORD})
    assert ("passkey-options" in get(client, "sign_in_second").content.decode()) is has_passkey


def test_who_is_to_show_who_they_are_by_a_code_reads_which_code(client, person):
    with_app(person)
    client.force_login(person)
    page = get(client, "reauthenticate_code").content.decode()
    with override("fi"):
        assert gettext("Type the code your authenticator app shows, or one of your recovery codes.") in page


def test_what_was_left_empty_is_asked_for_in_plain_words(client, person):
    post(client, "sign_in", {"login": person.email, "password": PASSWORD})

    response = post(client, "password", {}, language="en")

    assert response.status_code == 422
    body = response.content.decode()
    assert "This field is required" not in body
    for sentence in ("Type your present password.", "Type a new password.", "Type the new password once more."):
        assert body.count(sentence) == 2, "beside its field, and above all of them"


def test_a_recovery_code_opens_the_account_once(client, person):
    with_app(person)
    code = Authenticator.objects.get(user=person, type="recovery_codes").wrap().get_unused_codes()[0]
    for expected in (True, False):
        post(client, "sign_in", {"login": person.email, "password": PASSWORD})
        post(client, "sign_in_second", {"code": code})
        assert signed_in(client) is expected
        post(client, "sign_out", {})


@pytest.mark.parametrize("page", ["recovery_codes", "recovery_codes_file"])
def test_who_has_no_recovery_codes_is_led_to_where_they_are_made(client, person, page):
    client.force_login(person)
    post(client, "reauthenticate", {"password": PASSWORD})

    response = client.get(address(page, "en"), headers=HOST, follow=True)
    assert response.redirect_chain == [(address("second_factor", "en"), 302)]
    assert "Add one first." in response.content.decode()

    TOTP.activate(person, SECRET)
    response = client.get(address(page, "en"), headers=HOST, follow=True)
    assert response.redirect_chain == [(address("recovery_codes_new", "en"), 302)]
    assert "You have no recovery codes now." in response.content.decode()


def test_the_app_s_secret_is_not_readable_in_the_database(person):
    with_app(person)
    assert SECRET not in str(Authenticator.objects.get(user=person, type="totp").data)


def test_after_a_change_of_the_server_s_secret_no_code_of_the_app_fits(client, person, settings):
    with_app(person)
    post(client, "sign_in", {"login": person.email, "password": PASSWORD})
    settings.SECRET_KEY = "another"
    client.cookies.clear()
    post(client, "sign_in", {"login": person.email, "password": PASSWORD})

    assert post(client, "sign_in_second", {"code": app_code()}).status_code == 422
    assert not signed_in(client)


@pytest.mark.django_db(transaction=True)
def test_an_app_is_added_with_its_first_code_and_the_owner_is_told(client, person):
    person.set_unusable_password()
    person.save()
    client.force_login(person)
    body = get(client, "app_add").content.decode()
    secret = re.search(r"<code>(\w+)</code>", body)[1]
    assert 'src="data:image/svg+xml;base64,' in body
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))

    response = post(client, "app_add", {"code": code})

    assert response["Location"] == address("recovery_codes", "fi")
    assert len(re.findall(r"<code>\d+</code>", get(client, "recovery_codes").content.decode())) == 10
    assert {letter.to[0] for letter in letters()} == {person.email}


def test_a_change_to_the_account_s_safety_asks_for_the_password_once_more(client, person):
    post(client, "sign_in", {"login": person.email, "password": PASSWORD})
    response = get(client, "app_add")
    assert response["Location"].startswith(address("reauthenticate", "fi"))

    response = client.post(response["Location"], {"password": PASSWORD}, headers=HOST)
    assert response["Location"] == address("app_add", "fi")
    assert get(client, "app_add").status_code == 200


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_password_that_will_not_do_is_told_in_our_words_and_the_form_keeps_its_own(client, language):
    person = make_person()
    person.set_unusable_password()
    person.save()
    client.force_login(person)
    labels = re.compile(r"<label[^>]*>(.*?)</label>", re.DOTALL)
    before = labels.findall(get(client, "password_first", language).content.decode())

    too_short = "This password is too short: at least %(number)d characters."
    common = "Many others have this password, so it is guessed first. Choose another one."
    for typed, said in (("kala", too_short), ("password1234", common)):
        response = post(client, "password_first", {"password1": typed, "password2": typed}, language)
        body = response.content.decode()
        assert response.status_code == 422
        assert labels.findall(body) == before
        with override(language):
            assert gettext(said) % {"number": 12} in body


def test_a_role_of_the_staff_is_led_to_set_up_a_second_step(client, settings):
    settings.RAITTI_SECOND_FACTOR = True
    mandate = MandateFactory(role=Role.STEWARD)
    client.force_login(mandate.person)
    body = get(client, "second_factor", "en").content.decode()
    assert "Your role may ask for this" in body

    refused = get(client, "queue", "en")
    assert refused.status_code == 403
    assert f'href="{address("second_factor", "en")}"' in refused.content.decode()

    with_app(mandate.person)
    assert "Your role may ask for this" not in get(client, "second_factor", "en").content.decode()
    assert get(client, "queue", "en").status_code == 200


# Limits


def test_passwords_cannot_be_tried_one_after_another(client, person, rates):
    for _ in range(5):
        post(client, "sign_in", {"login": person.email, "password": "väärä salasana"})
    response = post(client, "sign_in", {"login": person.email, "password": PASSWORD})

    assert response.status_code == 422
    assert not signed_in(client)


def test_codes_of_the_app_cannot_be_tried_one_after_another_not_even_by_beginning_anew(client, person, rates):
    with_app(person)
    for number in range(12):
        post(client, "sign_in", {"login": person.email, "password": PASSWORD})
        post(client, "sign_in_second", {"code": f"{number:06}"})
    post(client, "sign_in", {"login": person.email, "password": PASSWORD})
    post(client, "sign_in_second", {"code": app_code()})

    assert not signed_in(client)


def test_a_code_of_the_app_opens_the_account_once(client, person):
    with_app(person)
    code = app_code()
    for expected in (True, False):
        post(client, "sign_in", {"login": person.email, "password": PASSWORD})
        post(client, "sign_in_second", {"code": code})
        assert signed_in(client) is expected
        post(client, "sign_out", {})


def test_codes_cannot_be_asked_for_without_end(client, person, rates):
    for _ in range(6):
        client.cookies.clear()
        post(client, "sign_in", {"login": person.email})

    assert len(letters()) == 3


def test_accounts_cannot_be_made_without_end(client, rates):
    answers = []
    for number in range(22):
        client.cookies.clear()
        answers.append(post(client, "sign_up", {"email": f"x{number}@example.org"}))
    statuses = [answer.status_code for answer in answers]

    assert statuses[:20] == [302] * 20
    assert set(statuses[20:]) == {429}
    assert "x21@example.org" in answers[21].content.decode(), "what was typed is shown"


def test_no_password_is_shown_again_to_whoever_tries_too_often(client, person, rates):
    client.force_login(person)
    typed = {"oldpassword": "vanha salaisuus", "password1": "uusi salaisuus", "password2": "uusi salaisuus"}
    while (answer := post(client, "password", typed)).status_code != 429:
        assert answer.status_code == 422
    assert "salaisuus" not in answer.content.decode()
