"""Keys for programs: shown once, kept as a digest, ended at will."""

from datetime import timedelta

import pytest

from raitti.accounts.api_keys import MOST_KEYS, end_key, key_by, make_key
from raitti.accounts.models import ApiKey
from raitti.core.models import AuditEntry
from raitti.core.personal import HOLDINGS
from raitti.core.verdicts import Refused
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return PersonFactory()


def test_a_key_works_until_it_runs_out_and_notes_the_day_it_was_used(person, now):
    made, key = make_key(person, "oma sivusto", days=90, now=now)

    assert key_by(key, now=now) == made
    assert ApiKey.objects.get().last_used == now.date()
    assert key_by(key, now=now + timedelta(days=91)) is None


def test_an_ended_key_and_one_of_an_ended_account_do_not_work(person, now):
    made, key = make_key(person, "a", days=90, now=now)
    end_key(made, actor=person, now=now)
    assert key_by(key, now=now) is None

    _made, other = make_key(person, "b", days=90, now=now)
    person.is_active = False
    person.save()
    assert key_by(other, now=now) is None


@pytest.mark.parametrize("text", ["", "raitti_", "raitti_wrong", "x" * 10_000, "raitti_\x00"])
def test_what_is_no_key_does_not_work(person, now, text):
    make_key(person, "a", days=90, now=now)
    assert key_by(text, now=now) is None


def test_the_key_itself_is_nowhere_kept(person, now):
    _made, key = make_key(person, "a", days=90, now=now)

    kept = [*ApiKey.objects.values_list(), *AuditEntry.objects.values_list()]
    assert key not in str(kept)
    assert key[12:] not in str(kept)


def test_there_are_not_more_than_ten_at_a_time(person, now):
    keys = [make_key(person, str(number), days=90, now=now)[0] for number in range(MOST_KEYS)]
    with pytest.raises(Refused):
        make_key(person, "one more", days=90, now=now)
    end_key(keys[0], actor=person, now=now)
    make_key(person, "in its place", days=90, now=now)


def test_whoever_erases_an_account_erases_its_keys_and_can_see_them_before(person, now):
    make_key(person, "oma sivusto", days=90, now=now)
    holding = HOLDINGS["api_keys"]

    assert [shown["name"] for shown in holding.show(person)] == ["oma sivusto"]
    assert holding.erase(person, now) == []
    assert not ApiKey.objects.exists()
