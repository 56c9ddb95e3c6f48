"""Signing in and up: by code, by password, by second step; told the same whether an address is known or not."""

import re
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from raitti.accounts.models import Person
from raitti.core.addresses import address
from raitti.directory.rules import asked
from raitti.workspace.addresses import OWN_ACCOUNT
from tests.workspace.signing_in import HOST, PASSWORD, code_of, get, letters, make_person, post, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Person:
    return make_person()


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("page", ["sign_in", "sign_up", "password_forgotten"])
def test_the_doors_stand_at_addresses_of_the_reader_s_language(client, page, language):
    response = get(client, page, language)
    body = response.content.decode()

    assert response.status_code == 200
    assert f'<html lang="{language}">' in body
    assert all(f'href="{address(page, other)}"' in body for other in ("fi", "sv", "en"))


def test_a_code_by_e_mail_signs_one_in_without_a_password(client, person):
    response = post(client, "sign_in", {"login": person.email, "password": ""})
    assert response["Location"].startswith(address("sign_in_code", "fi"))

    (letter,) = letters()
    assert letter.to == [person.email]
    response = post(client, "sign_in_code", {"code": code_of(letter).replace("-", " ")})

    assert response["Location"] == address("desk", "fi")
    assert signed_in(client)


def test_the_page_for_the_code_says_once_where_it_went_and_says_so_of_a_new_one(client, person):
    post(client, "sign_in", {"login": person.email}, language="en")
    page = get(client, "sign_in_code", "en").content.decode()
    assert page.count(person.email) == 1

    post(client, "sign_in_code", {"action": "resend"}, language="en")
    assert len(letters()) == 2
    assert f"A new code is on its way to {person.email}" in get(client, "sign_in_code", "en").content.decode()


def test_a_wrong_code_opens_nothing_and_the_third_ends_the_try(client, person):
    post(client, "sign_in", {"login": person.email})

    assert [post(client, "sign_in_code", {"code": "00000000"}).status_code for _ in range(3)] == [422, 422, 302]
    assert post(client, "sign_in_code", {"code": code_of(letters()[0])}).status_code == 302
    assert not signed_in(client)


def test_a_password_signs_one_in_too(client, person):
    assert post(client, "sign_in", {"login": person.email, "password": PASSWORD})["Location"] == address("desk", "fi")
    assert signed_in(client)


def test_a_wrong_password_keeps_what_was_typed_and_says_what_else_works(client, person):
    response = post(client, "sign_in", {"login": person.email, "password": "väärä salasana"}, language="en")
    body = response.content.decode()

    assert response.status_code == 422
    assert f'value="{person.email}"' in body
    assert "Leave the password empty and we send you a code." in body
    assert re.search(r'<input type="password"[^>]*aria-invalid="true"', body)
    assert 'href="#id_password"' in body
    assert "väärä salasana" not in body


@pytest.mark.parametrize(
    ("page", "field"),
    [("sign_in", "login"), ("sign_up", "email"), ("password_forgotten", "email"), ("emails", "email")],
)
def test_an_address_that_is_none_is_shown_again_with_a_plain_sentence(client, person, page, field):
    if page == "emails":
        client.force_login(person)
    response = post(client, page, {field: "aino@@", "action_add": ""}, language="en")
    body = response.content.decode()

    assert response.status_code == 422
    assert "does not look like an e-mail address" in body
    assert 'value="aino@@"' in body


def test_sign_in_answers_the_same_for_known_and_unknown_addresses(client, person):
    def answer(email, password=""):
        client.cookies.clear()
        first = post(client, "sign_in", {"login": email, "password": password})
        after = get(client, "sign_in_code") if first.status_code == 302 else first
        body = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", after.content.decode())
        return first.status_code, first.headers.get("Location"), body.replace(email, "…").replace("@<wbr>", "@")

    assert answer(person.email) == answer("joku@example.org")
    assert answer(person.email, "väärä salasana") == answer("joku@example.org", "väärä salasana")


def test_sign_up_answers_the_same_for_known_and_unknown_addresses(client, person):
    def answer(email):
        client.cookies.clear()
        first = post(client, "sign_up", {"name": "A", "email": email})
        body = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", get(client, "confirm_address").content.decode())
        return first.status_code, first["Location"], body.replace(email, "…")

    assert answer(person.email) == answer("uusi@example.org")
    told = {letter.to[0]: letter for letter in letters()}
    assert not re.search(r"^ +[\d-]+$", told[person.email].body, re.MULTILINE)
    assert code_of(told["uusi@example.org"])
    assert Person.objects.filter(email=person.email).count() == 1


def test_the_letter_to_an_unknown_address_leads_to_a_new_account(client):
    post(client, "sign_in", {"login": "joku@example.org"}, language="sv")

    (letter,) = letters()
    assert f"http://localhost:8000{address('sign_up', 'sv')}" in letter.body


def test_signing_up_takes_a_name_an_address_and_the_code_that_came_there(client):
    post(client, "sign_up", {"name": "Berit", "email": "Berit@Example.org"}, language="sv")
    assert not signed_in(client)
    response = post(client, "confirm_address", {"code": code_of(letters()[0])}, language="sv")

    assert response["Location"] == address("desk", "sv")
    assert signed_in(client)
    berit = Person.objects.get(email="berit@example.org")
    assert (berit.name, berit.language, berit.has_usable_password()) == ("Berit", "sv", False)


def test_an_address_that_was_never_confirmed_opens_nothing(client):
    post(client, "sign_up", {"name": "Berit", "email": "berit@example.org"})

    assert get(client, "desk").status_code == 302
    assert not EmailAddress.objects.filter(verified=True).exists()


def test_a_program_that_fills_every_field_makes_no_account(client):
    response = post(client, "sign_up", {"name": "X", "email": "x@example.org", "website": "http://spam.example"})

    assert response.status_code == 302
    assert not Person.objects.exists()
    assert letters() == []


def test_where_one_was_going_is_where_one_comes(client, person):
    wanted = f"?next={address('account', 'sv')}"
    response = post(client, "sign_in", {"login": person.email, "password": PASSWORD}, query=wanted, language="sv")
    assert response["Location"] == address("account", "sv")

    client.logout()
    body = client.get(address("sign_in", "fi") + wanted, headers=HOST).content.decode()
    assert f'href="{address("sign_in", "en")}?next=%2Fsv%2Fmina-sidor%2Fkonto%2F"' in body


def test_where_one_was_going_is_reached_in_the_language_chosen_on_the_way(client, person):
    fields = {"login": person.email, "password": PASSWORD}
    ours = [("edit_organisation", {"organisation": uuid4()}, "?a=b"), ("organisation", {"slug": "oulun-seura"}, "")]
    ways = [tuple(address(page, code, **words) + query for code in ("fi", "en")) for page, words, query in ours]
    for wanted, reached in (*ways, ("/fi/ei-mitaan/", "/fi/ei-mitaan/"), ("/api/", "/api/")):
        assert post(client, "sign_in", fields | {"next": wanted}, language="en")["Location"] == reached
        client.logout()


@pytest.mark.parametrize("door", ["sign_up", "sign_in"])
def test_where_one_was_going_is_remembered_over_the_code(client, person, door):
    wanted = f"?next={address('account', 'sv')}"
    if door == "sign_up":
        post(client, "sign_up", {"email": "berit@example.org"}, query=wanted)
        response = post(client, "confirm_address", {"code": code_of(letters()[0])})
    else:
        onward = post(client, "sign_in", {"login": person.email}, query=wanted)["Location"]
        response = client.post(onward, {"code": code_of(letters()[0])}, headers=HOST)
    assert response["Location"] == address("account", "fi")


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_led_to_another_site_after_signing_in(client, person, wanted):
    response = post(client, "sign_in", {"login": person.email, "password": PASSWORD, "next": wanted})
    assert response["Location"] == address("desk", "fi")

    response = post(client, "sign_out", {"next": wanted})
    assert response["Location"] == address("front", "fi")


def test_letters_come_from_then_on_in_the_language_one_signed_in_with(client, person):
    post(client, "sign_in", {"login": person.email, "password": PASSWORD}, language="sv")
    person.refresh_from_db()
    assert person.language == "sv"

    client.logout()
    post(client, "sign_in", {"login": person.email}, language="fi")
    letter = letters()[-1]
    assert letter.extra_headers["Content-Language"] == "sv"
    assert '<html lang="sv">' in letter.alternatives[0][0]


def test_a_new_password_needs_a_code_and_the_owner_is_told(client, person):
    post(client, "password_forgotten", {"email": person.email})
    post(client, "password_forgotten_code", {"code": code_of(letters()[0])})
    new = "neljä vanhaa kissaa"
    post(client, "password_forgotten_new", {"password1": new, "password2": new})
    person.refresh_from_db()

    assert person.check_password(new)
    assert len(letters()) == 2


def test_signing_out_ends_the_session_and_takes_a_click(client, person):
    client.force_login(person)
    assert get(client, "sign_out").status_code == 405
    post(client, "sign_out", {})
    assert not signed_in(client)


def test_another_address_is_added_with_its_code_and_made_the_main_one(client, person):
    post(client, "sign_in", {"login": person.email, "password": PASSWORD})
    post(client, "reauthenticate", {"password": PASSWORD})
    post(client, "emails", {"action_add": "", "email": "aino@yhdistys.example"})
    (letter,) = letters()
    assert letter.to == ["aino@yhdistys.example"]
    waiting = get(client, "emails").content.decode()
    assert f'href="{address("confirm_address", "fi")}"' in waiting, "whoever went to read the letter finds back"

    post(client, "emails", {"action_primary": "", "email": "aino@yhdistys.example"})
    person.refresh_from_db()
    assert person.email == "aino@example.org"

    post(client, "confirm_address", {"code": code_of(letter)})
    assert f'href="{address("confirm_address", "fi")}"' not in get(client, "emails").content.decode()
    post(client, "emails", {"action_primary": "", "email": "aino@yhdistys.example"})
    person.refresh_from_db()
    assert person.email == "aino@yhdistys.example"
    assert "aino@example.org" in {letter.to[0] for letter in letters()}


def test_adding_an_address_of_somebody_else_tells_nothing_and_takes_nothing(client, person):
    other = Person.objects.create_user("berit@example.org")
    EmailAddress.objects.create(user=other, email=other.email, verified=True, primary=True)
    post(client, "sign_in", {"login": person.email, "password": PASSWORD})
    post(client, "reauthenticate", {"password": PASSWORD})

    known, new = (
        post(client, "emails", {"action_add": "", "email": email}) for email in (other.email, "vapaa@example.org")
    )

    assert (known.status_code, known.get("Location")) == (new.status_code, new.get("Location"))
    assert list(EmailAddress.objects.filter(email=other.email).values_list("user", flat=True)) == [other.pk]


# Pages that are only one's own


def test_every_page_of_the_account_is_for_its_owner(client):
    for name in OWN_ACCOUNT:
        if name != "account_erased":
            with asked() as rules:
                response = get(client, name, pk=1)
            assert rules == ["may_see_own_pages"], name
            assert response.status_code == 302, name
            assert response["Location"].startswith(address("sign_in", "fi")), name


def test_nobody_renames_or_removes_another_s_passkey(client, person):
    other = Person.objects.create_user("berit@example.org")
    key = Authenticator.objects.create(user=other, type="webauthn", data={"name": "Nyckel"})
    client.force_login(person)
    post(client, "reauthenticate", {"password": PASSWORD})

    for name in ("passkey_rename", "passkey_remove"):
        assert get(client, name, pk=key.pk).status_code == 404
        assert client.post(address(name, "fi", pk=key.pk), {"name": "Minun"}, headers=HOST).status_code == 404
    assert Authenticator.objects.get(pk=key.pk).data == {"name": "Nyckel"}


def test_every_page_has_all_three_languages_and_none_is_kept_by_anyone(client, person):
    person.set_unusable_password()
    person.save()
    client.force_login(person)
    for name in (
        "account",
        "emails",
        "password_first",
        "second_factor",
        "app_add",
        "passkeys",
        "passkey_add",
        "sessions",
    ):
        for language in ("fi", "sv", "en"):
            response = get(client, name, language)
            assert response.status_code == 200, (name, language)
            assert f'<html lang="{language}">' in response.content.decode()
            assert "no-store" in response["Cache-Control"]
