"""How often one address may ask."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from raitti.core import rates
from tests.factories import PersonFactory


@pytest.fixture(autouse=True)
def _fresh_start():
    rates.forget_all()
    yield
    rates.forget_all()


def test_after_the_turns_of_a_minute_the_next_request_waits_and_hears_how_long(now):
    assert all(rates.allow("a", 3, now=now) for _ in range(3))

    refusal = rates.allow("a", 3, now=now)

    assert not refusal
    assert refusal.code == rates.TOO_MANY
    assert refusal.details["retry_after"] == 20
    assert not rates.allow("a", 3, now=now + timedelta(seconds=19))
    assert rates.allow("a", 3, now=now + timedelta(seconds=20))


def test_one_address_does_not_use_up_the_turns_of_another(now):
    rates.allow("a", 1, now=now)

    assert not rates.allow("a", 1, now=now)
    assert rates.allow("b", 1, now=now)


def test_zero_switches_the_limit_off(now):
    assert all(rates.allow("a", 0, now=now) for _ in range(1000))


def test_a_clock_that_steps_back_gives_no_extra_turns(now):
    rates.allow("a", 1, now=now)

    assert not rates.allow("a", 1, now=now - timedelta(hours=1))


def test_the_memory_is_bounded_however_many_addresses_ask():
    buckets = rates._Buckets(most_keys=10)

    for number in range(1000):
        buckets.take(str(number), 1, 0.0)

    assert len(buckets) == 10


@pytest.mark.django_db
def test_a_person_s_turns_follow_them_from_one_connection_to_another(settings, now):
    settings.RAITTI_RATE_FORMS = 1

    def sending(address: str, *, person=None):
        request = RequestFactory().post("/", REMOTE_ADDR=address)
        request.user = person or AnonymousUser()
        if person:
            request.COOKIES[settings.SESSION_COOKIE_NAME] = "x"
        return rates.allow_sending(request, "letters", now=now)

    one, other = PersonFactory.create(), PersonFactory.create()
    assert sending("192.0.2.1", person=one)
    assert not sending("192.0.2.2", person=one)
    assert sending("192.0.2.2", person=other)
    assert sending("192.0.2.2")
    assert not sending("192.0.2.2")


def test_who_has_no_session_is_told_by_connection_without_looking_for_one(settings, now):
    settings.RAITTI_RATE_FORMS = 1

    # A request without `user`: asking for it would fail.
    assert rates.allow_sending(RequestFactory().post("/"), "feedback", now=now)


@pytest.mark.parametrize(
    ("remote", "forwarded", "behind_proxy", "expected"),
    [
        ("192.0.2.1", "198.51.100.7", False, "192.0.2.1"),
        ("192.0.2.1", "10.0.0.1, 198.51.100.7", True, "198.51.100.7"),
        ("192.0.2.1", "", True, "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "", False, "2001:db8:1:2::"),
        ("::ffff:192.0.2.1", "", False, "192.0.2.1"),
        ("192.0.2.1", "<script>", True, "unknown"),
    ],
)
def test_the_address_is_the_asker_s_own(settings, remote, forwarded, behind_proxy, expected):
    settings.RAITTI_BEHIND_PROXY = behind_proxy
    request = RequestFactory().get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded)

    assert rates.client_address(request) == expected
