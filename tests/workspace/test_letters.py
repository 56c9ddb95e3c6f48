"""Choosing letters without signing in, and one-press leaving."""

import pytest

from raitti.core.addressees import KINDS, choice_token
from raitti.core.addresses import address
from raitti.core.models import MailAddress

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost:8000"}


@pytest.fixture
def page() -> str:
    return address("letters", "fi", token=choice_token("a@example.org", "reminder"))


def refused() -> list[str]:
    return MailAddress.objects.get(address="a@example.org").refused_kinds


def test_whoever_has_a_letter_chooses_without_signing_in(client, page):
    shown = client.get(page, headers=HOST)
    assert shown.status_code == 200
    assert shown.content.decode().count("checked") == len(KINDS)

    done = client.post(page, {"wanted": ["group", "notice", "queue"]}, headers=HOST)
    assert done.status_code == 302
    assert refused() == ["reminder"]


def test_a_mail_program_leaves_for_its_reader_with_one_request_and_no_cookie(client, page):
    client.handler.enforce_csrf_checks = True
    done = client.post(page, {"List-Unsubscribe": "One-Click"}, headers=HOST)

    assert done.status_code == 200
    assert refused() == ["reminder"]
    client.post(page, {"List-Unsubscribe": "One-Click"}, headers=HOST)
    assert refused() == ["reminder"]


def test_looking_at_the_link_changes_nothing(client, page):
    client.get(page, headers=HOST)
    client.head(page, headers=HOST)
    assert refused() == []


def test_a_made_up_or_shortened_link_is_told_and_changes_nothing(client, page):
    for broken in (page[:-5] + "/", address("letters", "fi", token="made-up")):
        assert client.post(broken, {"List-Unsubscribe": "One-Click"}, headers=HOST).status_code == 409
    assert refused() == []
