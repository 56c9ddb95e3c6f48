"""How often one address may ask."""

from datetime import timedelta

import pytest
from django.test import RequestFactory

from raitti.core import rates


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
