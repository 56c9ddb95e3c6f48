"""Those with a queue hear at the beginning of a week what has come, once, and only what they have not seen."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import override

from raitti.core.addressees import refuse_kinds, row_of
from raitti.core.addresses import address
from raitti.core.personal import HOLDINGS
from raitti.directory.actions.matters import assign_matter, close_matter, open_matter
from raitti.directory.actions.queue_letters import note_queue_opened, tell_of_queues
from raitti.directory.models import Mandate, Matter, MatterKind, QueueReading, Role
from tests.conftest import NOW
from tests.letters import letters

pytestmark = pytest.mark.django_db
# The first Monday after the tests' present, in the morning.
TODAY = timezone.localtime(NOW).replace(hour=6, minute=0, second=0, microsecond=0)
MONDAY = TODAY + timedelta(days=7 - TODAY.weekday())
A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)


def put(world, kind: str = MatterKind.SUGGESTION, *, opened: datetime = MONDAY - A_DAY) -> Matter:
    about = {"about_uid": uuid4(), "title": "Oulun Kutojat ry", "organisation": world.association}
    return open_matter(kind=kind, now=opened, **about)


def told(world, *words: str) -> dict[str, int]:
    """How many letters each of those has got."""
    return {each: len(letters(world.people[each].email)) for each in words}


HELPERS = ("steward", "municipality's agent", "contact officer")


def test_each_hears_of_what_is_in_their_own_queue(world):
    put(world, MatterKind.SUGGESTION)
    put(world, MatterKind.STALE)
    put(world, MatterKind.REPORT, opened=MONDAY - 3 * A_WEEK)
    tell_of_queues(MONDAY)

    to_steward = letters(world.people["steward"].email)[0]
    assert "3" in to_steward.subject
    with override("fi"):
        for kind in (MatterKind.SUGGESTION, MatterKind.STALE, MatterKind.REPORT):
            assert f"{capfirst(kind.label)}: 1\n" in to_steward.text
    oldest = MONDAY - 3 * A_WEEK
    assert f"{oldest.day}.{oldest.month}.{oldest.year}" in to_steward.text
    assert to_steward.path() == address("queue", "fi")
    assert "2" in letters(world.people["municipality's agent"].email)[0].subject
    assert "1" in letters(world.people["contact officer"].email)[0].subject
    assert told(world, "owner", "county officer", "steward elsewhere", "reader") == dict.fromkeys(
        ("owner", "county officer", "steward elsewhere", "reader"), 0
    )
    assert "Kutojat" not in to_steward.text, "names stay behind the signing in"


def test_one_letter_a_week_and_only_when_something_has_come_since(world):
    put(world)
    for day in range(7):
        tell_of_queues(MONDAY + day * A_DAY)
    tell_of_queues(MONDAY + A_WEEK)
    assert told(world, *HELPERS) == {"steward": 1, "municipality's agent": 1, "contact officer": 0}

    put(world, opened=MONDAY + 2 * A_DAY)
    tell_of_queues(MONDAY + 3 * A_DAY)
    assert told(world, "steward") == {"steward": 1}, "not before Monday"
    tell_of_queues(MONDAY + A_WEEK)
    assert told(world, "steward") == {"steward": 2}
    assert "2" in letters(world.people["steward"].email)[-1].subject


def test_who_has_looked_hears_nothing_until_something_new_comes(world):
    put(world)
    note_queue_opened(world.people["steward"], now=MONDAY - timedelta(hours=12))
    tell_of_queues(MONDAY)
    assert told(world, "steward", "municipality's agent") == {"steward": 0, "municipality's agent": 1}


def test_what_comes_in_the_night_to_monday_is_told_then_or_a_week_later_but_never_lost(world):
    put(world, opened=MONDAY - timedelta(hours=1))
    tell_of_queues(MONDAY)
    assert told(world, "steward") == {"steward": 0}
    tell_of_queues(MONDAY + A_WEEK)
    assert told(world, "steward") == {"steward": 1}


def test_where_no_worker_ran_on_monday_the_letter_comes_on_the_first_day_it_can(world):
    put(world)
    tell_of_queues(MONDAY + 2 * A_DAY)
    tell_of_queues(MONDAY + 3 * A_DAY)
    assert told(world, "steward") == {"steward": 1}


def test_what_others_have_taken_or_settled_is_no_reason_for_a_letter(world):
    agent = world.people["municipality's agent"]
    assign_matter(put(world), agent, actor=agent, now=MONDAY - A_DAY)
    done = put(world)
    close_matter(kind=done.kind, about_uid=done.about_uid, by=agent, now=MONDAY - A_DAY)
    tell_of_queues(MONDAY)
    assert told(world, "steward", "municipality's agent") == {"steward": 0, "municipality's agent": 1}


def test_what_comes_into_the_queue_later_is_not_told_before(world):
    put(world, opened=MONDAY + 2 * A_DAY)
    tell_of_queues(MONDAY)
    assert told(world, "steward") == {"steward": 0}


def test_a_new_agent_hears_of_all_that_waits_on_the_first_monday(world):
    put(world, opened=MONDAY - 4 * A_WEEK)
    agent = world.people["municipality's agent"]
    note_queue_opened(agent, now=MONDAY - 2 * A_WEEK)
    Mandate.objects.filter(person=agent).update(created=MONDAY - 3 * A_DAY)
    tell_of_queues(MONDAY - A_DAY)
    assert told(world, "municipality's agent") == {"municipality's agent": 0}
    tell_of_queues(MONDAY)
    assert told(world, "municipality's agent") == {"municipality's agent": 1}


def test_whoever_does_not_want_these_letters_gets_none_and_the_letter_says_how_to_say_so(world):
    put(world)
    refuse_kinds(row_of(world.people["steward"].email), {"queue"})
    tell_of_queues(MONDAY)
    assert told(world, "steward", "municipality's agent") == {"steward": 0, "municipality's agent": 1}
    assert "/fi/kirjeet/" in letters(world.people["municipality's agent"].email)[0].text


@pytest.mark.parametrize(("language", "line"), [("sv", "Ändringsförslag: 1"), ("en", "Suggested change: 1")])
def test_the_letter_is_in_the_readers_language(world, language, line):
    put(world)
    steward = world.people["steward"]
    steward.language = language
    steward.save()
    tell_of_queues(MONDAY)
    letter = letters(steward.email)[0]
    assert line in letter.text
    assert letter.path() == address("queue", language)


def test_opening_the_queue_is_kept_in_mind_shown_on_request_and_erased(client, world):
    steward = world.people["steward"]
    client.force_login(steward)
    assert client.get(address("queue", "fi"), headers={"host": "localhost:8000"}).status_code == 200
    assert HOLDINGS["queue"].show(steward)[0]["opened"]
    HOLDINGS["queue"].erase(steward, NOW)
    assert not QueueReading.objects.filter(person=steward).exists()


def test_a_role_that_ended_brings_no_letters(world):
    put(world)
    Mandate.objects.filter(person=world.people["steward"], role=Role.STEWARD).update(ended_on=(NOW - A_DAY).date())
    tell_of_queues(MONDAY)
    assert told(world, "steward") == {"steward": 0}
