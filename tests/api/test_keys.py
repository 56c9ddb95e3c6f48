"""A key lets a program ask more often; without one everything can be read."""

import pytest
from django.utils import timezone

from raitti.accounts.api_keys import end_key, make_key
from raitti.api.frame import KEY_TIMES
from raitti.core import rates
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def three_a_minute(settings, at_one_moment):
    settings.RAITTI_RATE_API = 3
    rates.forget_all()
    yield
    rates.forget_all()


def ask(client, key: str = "", path: str = "/api/v1/organisations", scheme: str = "Bearer") -> int:
    headers = {"authorization": f"{scheme} {key}"} if key else {}
    return client.get(path, headers=headers).status_code


@pytest.mark.parametrize("path", ["/api/v1/organisations", "/hsds/organizations"])
def test_with_a_key_a_program_may_ask_ten_times_as_often(client, path):
    _made, key = make_key(PersonFactory(), "ohjelma", days=90, now=timezone.now())

    without = [ask(client, path=path) for _ in range(4)]
    with_key = [ask(client, key, path=path) for _ in range(3 * KEY_TIMES + 1)]

    assert without == [200, 200, 200, 429]
    assert with_key == [200] * 3 * KEY_TIMES + [429]


def test_two_keys_do_not_use_each_other_s_turns(client):
    person = PersonFactory()
    keys = [make_key(person, name, days=90, now=timezone.now())[1] for name in "ab"]
    for _ in range(3 * KEY_TIMES + 1):
        ask(client, keys[0])

    assert ask(client, keys[1], scheme="bearer") == 200


def test_a_key_that_does_not_work_is_told_and_guessing_is_slowed_like_everything(client):
    made, key = make_key(PersonFactory(), "ohjelma", days=90, now=timezone.now())
    end_key(made, actor=made.person, now=timezone.now())

    response = client.get("/api/v1/organisations", headers={"authorization": f"Bearer {key}"})

    assert response.status_code == 401
    assert response["WWW-Authenticate"] == "Bearer"
    assert key not in response.content.decode()
    assert [ask(client, "raitti_guess") for _ in range(3)] == [401, 401, 429]


def test_browsers_may_send_a_key(client):
    allowed = client.options("/api/v1/organisations")["Access-Control-Allow-Headers"]
    assert "Authorization" in allowed
