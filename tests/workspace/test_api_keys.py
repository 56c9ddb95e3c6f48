"""Making and ending keys for programs."""

import re

import pytest

from raitti.accounts.api_keys import make_key
from raitti.accounts.models import ApiKey
from raitti.core.addresses import address
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost:8000"}
PAGE = address("api_keys", "fi")


def test_a_key_is_shown_once_works_and_can_be_ended(client):
    client.force_login(PersonFactory())
    made = client.post(PAGE, {"name": "oma sivusto", "days": "365"}, headers=HOST).content.decode()
    key = re.search(r"raitti_[\w-]{40,}", made)[0]

    assert key not in client.get(PAGE, headers=HOST).content.decode()
    assert client.get("/api/v1/portals", headers={"authorization": f"Bearer {key}"}).status_code == 200
    client.post(address("end_api_key", "fi", pk=ApiKey.objects.get().pk), headers=HOST)
    assert client.get("/api/v1/portals", headers={"authorization": f"Bearer {key}"}).status_code == 401


def test_a_key_without_a_name_is_refused_at_its_field(client):
    client.force_login(PersonFactory())
    answer = client.post(PAGE, {"name": "", "days": "365"}, headers=HOST)
    assert answer.status_code == 422
    assert 'aria-describedby="id_name_helptext id_name_error"' in answer.content.decode()


def test_nobody_ends_another_s_key(client, now):
    key, _text = make_key(PersonFactory(), "a", days=90, now=now)
    client.force_login(PersonFactory())
    assert client.post(address("end_api_key", "fi", pk=key.pk), headers=HOST).status_code == 404
    key.refresh_from_db()
    assert key.revoked is None
