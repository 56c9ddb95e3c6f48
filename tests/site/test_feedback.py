"""Feedback goes to whoever looks after the pages, and nothing typed is lost on the way."""

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client, override_settings
from django_tasks_db.models import DBTaskResult

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_region")]

PATH = "/fi/alueet/lappi/palaute/"


@pytest.fixture(autouse=True)
def _empty_post_bag(db: None) -> None:
    """Letters of the demo itself, waiting to be sent, are not what is looked for here."""
    DBTaskResult.objects.all().delete()


def test_a_message_reaches_the_steward_of_the_region(client: Client, django_capture_on_commit_callbacks) -> None:  # type: ignore[no-untyped-def]
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(PATH, {"message": "Kerhon aika on väärin.", "email": "lukija@example.org"})
    assert (response.status_code, response["Location"]) == (302, "/fi/alueet/lappi/palaute/kiitos/")
    call_command("worker", "--until-empty")
    assert len(mail.outbox) == 1
    assert "Kerhon aika on väärin." in mail.outbox[0].body
    assert mail.outbox[0].reply_to == ["lukija@example.org"]


def test_a_slip_in_the_address_keeps_what_was_written(client: Client) -> None:
    response = client.post(PATH, {"message": "Pitkä ja harkittu viesti", "email": "ei osoite"})
    body = response.content.decode()
    assert response.status_code == 422
    assert "Pitkä ja harkittu viesti" in body
    assert "ei osoite" in body
    assert "Tämä ei näytä sähköpostiosoitteelta" in body


def test_a_program_that_fills_every_field_sends_nothing(client: Client) -> None:
    client.post(PATH, {"message": "Osta!", "website": "https://roska.example"})
    call_command("worker", "--until-empty")
    assert mail.outbox == []


@override_settings(RAITTI_RATE_FORMS=1)
def test_too_many_messages_are_asked_to_wait_and_keep_their_words(client: Client) -> None:
    client.post(PATH, {"message": "ensimmäinen"})
    response = client.post(PATH, {"message": "toinen viesti"})
    assert response.status_code == 429
    assert "toinen viesti" in response.content.decode()
