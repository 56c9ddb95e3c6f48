"""Whoever makes a new page need not write their own address again, and is named only if they agree."""

import html
from uuid import uuid4

import pytest
from django.test import Client
from django.utils.translation import override

from raitti.core.addresses import address
from raitti.core.templatetags.words import short_date
from raitti.directory.models import Contact, Organisation
from raitti.directory.people import CONSENT_TEXTS
from tests.factories import MandateFactory, PersonFactory
from tests.workspace.entries.filling import open_form, press

pytestmark = pytest.mark.django_db


def signed_in(email: str, name: str = "") -> Client:
    client = Client()
    client.force_login(PersonFactory(email=email, name=name))
    return client


def new_page() -> str:
    return address("edit_organisation", "fi", organisation=uuid4())


def test_an_address_of_a_role_is_there_already_as_the_association_s_own():
    client, path = signed_in("sihteeri@kutojat.example"), new_page()
    fields = open_form(client, path)
    assert fields["email"] == ["sihteeri@kutojat.example"]
    press(client, path, fields | {"name_fi": "Kutojat ry"})
    assert Organisation.objects.get().email == "sihteeri@kutojat.example"


def test_it_can_be_taken_away():
    client, path = signed_in("info@kutojat.example"), new_page()
    press(client, path, open_form(client, path) | {"name_fi": "Kutojat ry", "email": ""})
    assert Organisation.objects.get().email == ""


@pytest.mark.parametrize("email", ["virve.esimerkki@posti.example", "virve@posti.example", "vesi83@posti.example"])
def test_a_personal_address_is_never_put_there(email):
    assert open_form(signed_in(email), new_page())["email"] == [""]


def test_who_keeps_a_page_already_writes_the_other_one_s_address():
    person = MandateFactory(person=PersonFactory(email="sihteeri@kutojat.example")).person
    client = Client()
    client.force_login(person)
    assert open_form(client, new_page())["email"] == [""]


def test_a_person_becomes_a_contact_by_a_button_and_is_shown_only_by_their_word():
    client, path = signed_in("virve@posti.example", "Virve Esimerkki"), new_page()
    press(client, path, open_form(client, path) | {"name_fi": "Kutojat ry"}, "own_contact")
    fields = open_form(client, path)
    assert fields["contact-new1-name"] == ["Virve Esimerkki"]
    assert fields["contact-new1-email"] == ["virve@posti.example"]
    assert "contact-new1-is_public" not in fields

    assert press(client, path, fields | {"contact-new1-is_public": "on"}).status_code == 422
    fields = open_form(client, path) | {"contact-new1-is_public": "on", "contact-new1-agreed": "on"}
    assert press(client, path, fields).status_code == 302

    contact = Contact.objects.get()
    assert (contact.name, contact.is_public) == ("Virve Esimerkki", True)
    assert contact.consent_on is not None
    page = client.get(path, headers={"host": "localhost:8000"}).content.decode()
    with override("fi"):
        assert f"{short_date(contact.consent_on)}: “{CONSENT_TEXTS[contact.consent_text]}”" in html.unescape(page)
