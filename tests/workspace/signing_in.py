"""What tests of signing in share: asking for pages, reading letters, knowing who is in."""

import re

from allauth.account.models import EmailAddress
from django.core import mail

from raitti.accounts.models import Person
from raitti.core.addresses import address
from raitti.core.jobs import Worker

HOST = {"host": "localhost:8000"}
PASSWORD = "kolme pientä pukkia"


def make_person() -> Person:
    """Someone with a password and a confirmed address."""
    made = Person.objects.create_user("aino@example.org", PASSWORD, name="Aino", language="fi")
    EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
    return made


def get(client, page, language="fi", **words):
    return client.get(address(page, language, **words), headers=HOST)


def post(client, page, data, language="fi", query=""):
    return client.post(address(page, language) + query, data, headers=HOST)


def letters() -> list:
    """Everything sent so far."""
    while Worker().work_once():
        pass
    return mail.outbox


def code_of(letter) -> str:
    found = re.search(r"^ +([\d-]+)$", letter.body, re.MULTILINE)
    assert found, letter.body
    return found[1]


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session
