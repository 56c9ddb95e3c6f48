"""From idea to first meeting: steps with days, what is missing, and ready by when."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from raitti.bodies.actions.bodies import open_body
from raitti.bodies.actions.founding import set_founding_days, take_back_founding_step, take_founding_step
from raitti.bodies.facts.bodies import BodyFacts
from raitti.bodies.models import Stage
from raitti.bodies.queries.founding import founding_path, founding_paths
from tests.bodies.actions.test_seating import refusal
from tests.bodies.factories import BodyFactory, HoldingFactory, SeatFactory
from tests.conftest import NOW
from tests.directory.world import build_world

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
ORDER = ["idea", "mandate", "call", "nominations", "balance", "appointment", "first_meeting"]


@pytest.fixture
def world():
    return build_world(NOW)


@pytest.fixture
def owner(world):
    return world.people["owner"]


@pytest.fixture
def body(world, owner):
    facts = BodyFacts(name={"fi": "Kumppanuuspöytä"}, first_meeting=date(2027, 10, 4))
    return open_body(facts, steward=world.association, actor=owner, now=NOW)


def take(body, step, actor, on=TODAY):
    return take_founding_step(body, step, on=on, note={"fi": "Pöytäkirja 1 §"}, actor=actor, now=NOW)


def test_the_days_lead_to_the_first_meeting_in_their_order(body):
    path = founding_path(body, on=TODAY)
    days = [line.step.due for line in path.lines]

    assert [line.step.step for line in path.lines] == ORDER
    assert days == sorted(days)
    assert days[-1] == path.ready_by == date(2027, 10, 4)
    assert (path.done, path.share, path.lines[0].state, path.lines[1].state) == (0, 0, "now", "later")


def test_days_that_have_passed_already_are_today(world, owner):
    facts = BodyFacts(name={"fi": "Kiireinen"}, first_meeting=TODAY + timedelta(days=30))
    body = open_body(facts, steward=world.association, actor=owner, now=NOW)
    assert {line.step.due for line in founding_path(body, on=TODAY).lines if line.step.due <= TODAY} == {TODAY}


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2027, 2, 17), "Ready to start by early 2027."),
        (date(2027, 6, 1), "Ready to start by the middle of 2027."),
        (date(2027, 10, 4), "Ready to start by the end of 2027."),
        (None, "It has not been said when it is ready to start."),
    ],
)
def test_it_says_when_it_is_ready_to_start(world, owner, day, words):
    body = open_body(BodyFacts(name={"fi": "A"}, first_meeting=day), steward=world.association, actor=owner, now=NOW)
    with override("en"):
        assert founding_path(body, on=TODAY).sentence == words


def test_it_says_in_words_what_is_missing(body):
    for _ in range(3):
        seat = SeatFactory(body=body)
    HoldingFactory(seat=seat)
    with override("en"):
        missing = founding_path(body, on=TODAY).missing
    assert "The setter has not confirmed the mandate. Missing: the mandate document." in missing
    assert "2 of 3 seats have no member." in missing
    assert "The first meeting has not been held." in missing
    assert len(missing) == len(ORDER)


def test_steps_are_taken_with_what_shows_them_and_the_first_meeting_puts_the_body_to_work(body, owner):
    assert refusal(take, body, "idea", owner, on=TODAY + timedelta(days=1)) == "future"
    for step in ORDER[:-1]:
        take(body, step, owner)
    assert refusal(take, body, "idea", owner) == "done"
    path = founding_path(body, on=TODAY)
    assert (path.done, path.share, path.lines[-1].state) == (6, 86, "now")
    body = take(body, ORDER[-1], owner)
    assert body.stage == Stage.ACTIVE
    assert founding_path(body, on=TODAY).share == 100
    assert refusal(take_back_founding_step, body, "idea", actor=owner, now=NOW) == "founded"


def test_a_step_written_down_by_mistake_is_taken_back(body, owner):
    take(body, "idea", owner)
    take_back_founding_step(body, "idea", actor=owner, now=NOW)
    assert founding_path(body, on=TODAY).done == 0


def test_a_step_is_late_when_its_day_has_passed(body, owner):
    later = date(2027, 10, 5)
    assert founding_path(body, on=later).is_late
    take(body, "idea", owner)
    assert not founding_path(body, on=later).lines[0].is_late


def test_days_are_changed_in_their_order(body, owner):
    days = {"first_meeting": date(2028, 2, 1)}
    set_founding_days(body, days, actor=owner, now=NOW)
    assert founding_path(body, on=TODAY).ready_by == date(2028, 2, 1)
    assert refusal(set_founding_days, body, {"call": date(2028, 3, 1)}, actor=owner, now=NOW) == "order"


def test_the_paths_of_many_cost_no_more_questions_than_one(body, django_assert_num_queries):
    bodies = [body, *(BodyFactory(stage="founding") for _ in range(4))]
    with django_assert_num_queries(2):
        founding_path(body, on=TODAY)
    with django_assert_num_queries(2):
        founding_paths(bodies, on=TODAY)
