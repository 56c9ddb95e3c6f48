"""The demo's meetings are those a newcomer would look for: one held with a deputy, one to come, something left to do."""

import pytest

from raitti.bodies.demo.meetings import load
from raitti.bodies.models import Meeting, MeetingTask, Minutes, Office
from raitti.bodies.queries.attendance import count_of
from raitti.bodies.queries.meetings import tasks_before
from tests.bodies.factories import BodyFactory, HoldingFactory, OfficeFactory, SeatFactory
from tests.bodies.meetings import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    made = BodyFactory()
    for number in range(9):
        seat = SeatFactory(body=made)
        holding = HoldingFactory(seat=seat)
        HoldingFactory(seat=seat, place="deputy")
        if number == 1:
            OfficeFactory(body=made, holder=holding.holder, task=Office.Task.CHAIR)
    OfficeFactory(body=made, task=Office.Task.SECRETARY)
    return made


def test_one_was_held_with_a_deputy_and_its_minutes_can_be_read(body, now):
    load({"jarjestoneuvottelukunta": body}, actor=SYSTEM, now=now)
    held = body.meetings.get(state=Meeting.State.HELD)
    assert held.minutes.state == Minutes.State.PUBLISHED
    assert [each.is_deputy for each in held.attendances.filter(presence="present") if each.is_deputy] == [True]
    count = count_of(held, held.starts)
    assert count.present == count.seats
    assert held.minutes.checks.count() == 2
    for item in held.items.all():
        cast = sum(votes or 0 for votes in (item.votes_for, item.votes_against, item.votes_blank))
        assert item.outcome
        assert cast <= count.present


def test_one_is_called_and_what_is_left_to_do_is_on_its_agenda(body, now):
    load({"jarjestoneuvottelukunta": body}, actor=SYSTEM, now=now)
    coming = body.meetings.get(state=Meeting.State.CALLED)
    assert coming.items.filter(standing="tasks").exists()
    assert [task.done_on for task in tasks_before(coming)] == [None]
    assert MeetingTask.objects.filter(body=body).count() == 2


def test_loading_twice_or_without_the_body_adds_nothing(body, now):
    load({}, actor=SYSTEM, now=now)
    for _time in range(2):
        load({"jarjestoneuvottelukunta": body}, actor=SYSTEM, now=now)
    assert body.meetings.count() == 2


def test_with_hardly_anybody_in_it_nothing_was_held(now):
    body = BodyFactory()
    load({"jarjestoneuvottelukunta": body}, actor=SYSTEM, now=now)
    assert [meeting.state for meeting in body.meetings.all()] == [Meeting.State.CALLED]
