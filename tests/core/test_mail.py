"""Letters go out later, once, in the receiver's language."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import override_settings

from raitti.core.jobs import Worker
from raitti.core.mail import send_letter_later, send_mail_later

pytestmark = pytest.mark.django_db


def work_until_empty() -> None:
    while Worker().work_once():
        pass


def test_a_letter_goes_out_once_and_only_when_the_worker_comes():
    send_mail_later("a@example.org", "Hei", "Terve!", reply_to="b@example.org")
    assert mail.outbox == []

    work_until_empty()
    work_until_empty()

    (letter,) = mail.outbox
    assert (letter.to, letter.subject, letter.body, letter.reply_to) == (
        ["a@example.org"],
        "Hei",
        "Terve!",
        ["b@example.org"],
    )


def test_a_letter_of_a_change_that_did_not_happen_is_never_sent():
    with transaction.atomic():
        send_mail_later("a@example.org", "Hei", "Terve!")
        transaction.set_rollback(True)

    work_until_empty()

    assert mail.outbox == []


def test_a_subject_cannot_add_headers():
    send_mail_later("a@example.org", "Hei\r\nBcc: everyone@example.org", "Terve!")

    work_until_empty()

    assert mail.outbox[0].subject == "Hei Bcc: everyone@example.org"
    assert mail.outbox[0].recipients() == ["a@example.org"]


@pytest.mark.parametrize(
    "address", ["", "nobody", "a@example.org\r\nBcc: b@example.org", "a@example.org, b@example.org"]
)
def test_what_is_no_address_is_refused_at_once(address):
    with pytest.raises(ValidationError):
        send_mail_later(address, "Hei", "Terve!")


LETTERS = {
    "email/tried.txt": "{% extends 'email/base.txt' %}{% block letter %}{{ said }}{% endblock %}",
    "email/tried.html": "{% extends 'email/base.html' %}{% block letter %}<p>{{ said }}</p>{% endblock %}",
}


def test_a_letter_comes_as_text_and_as_html_in_the_receiver_s_language(settings):
    (engine,) = settings.TEMPLATES
    options = {**engine["OPTIONS"]}
    options["loaders"] = [
        ("django.template.loaders.locmem.Loader", LETTERS),
        "django.template.loaders.filesystem.Loader",
    ]
    with override_settings(TEMPLATES=[{**engine, "APP_DIRS": False, "OPTIONS": options}]):
        send_letter_later("a@example.org", "Kiitos", template="tried", language="sv", context={"said": "Tack & <hej>"})
    work_until_empty()

    (letter,) = mail.outbox
    ((html, kind),) = letter.alternatives
    assert "Tack & <hej>" in letter.body
    assert kind == "text/html"
    assert "<p>Tack &amp; &lt;hej&gt;</p>" in html
    assert '<html lang="sv">' in html
    assert letter.extra_headers["Content-Language"] == "sv"
