"""Meetings are planned, called in time or with a reason, changed and cancelled in everyone's calendar."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from django_tasks_db.models import DBTaskResult
from icalendar import Calendar

from raitti.bodies.actions import meetings as acts
from raitti.bodies.actions.answers import answer_call
from raitti.bodies.facts.meetings import MeetingFacts
from raitti.bodies.models import Attendance, Meeting
from raitti.bodies.queries.meetings import overlapping, year_clock
from raitti.core.verdicts import Refused
from tests.bodies import meetings as made
from tests.bodies.meetings import LINK, SECRET, SYSTEM, facts
from tests.bodies.world import seat
from tests.directory.world import build_world
from tests.letters import letters

pytestmark = pytest.mark.django_db


@pytest.fixture
def met(now):
    return made.plan(seat(build_world(now)))


def refusal(function, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        function(*args, **kwargs)
    assert str(refused.value.verdict.reason).strip()
    return refused.value.verdict.code


def invitations(to=""):
    """What went to calendars, oldest first."""
    rows = DBTaskResult.objects.filter(task_path__endswith="mail._deliver").order_by("enqueued_at", "id")
    found = [
        row.args_kwargs["kwargs"]["calendar"]
        for row in rows
        if (not to or row.args_kwargs["args"][0] == to) and "calendar" in row.args_kwargs["kwargs"]
    ]
    return [(each["method"], Calendar.from_ical(each["text"]).walk("VEVENT")[0]) for each in found]


def test_a_planned_meeting_has_what_every_meeting_has_and_nobody_is_called(met):
    standing = [item.standing for item in met.meeting.items.all() if item.standing]
    assert standing == ["opening", "quorum", "checkers", "agenda", "closing"]
    assert [item.position for item in met.meeting.items.all()] == [1, 2, 3, 4, 5, 6, 7]
    assert met.meeting.state == Meeting.State.PLANNED
    assert letters() == []


def test_meetings_of_a_year_are_counted_from_one(met, now):
    second = acts.plan_meeting(met.seated.body, facts(now, days=20), actor=SYSTEM, now=now)
    next_year = acts.plan_meeting(met.seated.body, facts(now, days=400), actor=SYSTEM, now=now)
    assert (met.meeting.number, second.number, next_year.number) == (1, 2, 1)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"days": -1}, "past"),
        ({"ends": time(12)}, "order"),
        ({"ends": time(13)}, "order"),
        ({"way": "somehow"}, "choice"),
        ({"remote_url": "huone 3"}, "url"),
    ],
)
def test_a_meeting_that_cannot_be_is_refused_with_its_reason(met, now, change, code):
    days = change.pop("days", 10)
    wrong = replace(facts(now, days=days), **change)
    assert refusal(acts.plan_meeting, met.seated.body, wrong, actor=SYSTEM, now=now) == code


def test_an_hour_that_the_clocks_jump_over_is_refused_and_one_that_comes_twice_is_the_first(met, now):
    spring = MeetingFacts(day=date(2027, 3, 28), begins=time(3, 30), ends=time(5))
    assert refusal(acts.plan_meeting, met.seated.body, spring, actor=SYSTEM, now=now) == "skipped"
    autumn = MeetingFacts(day=date(2027, 10, 31), begins=time(2, 30), ends=time(4, 30))
    night = acts.plan_meeting(met.seated.body, autumn, actor=SYSTEM, now=now)
    assert night.ends - night.starts == timedelta(hours=3)


def test_two_meetings_at_once_are_allowed_and_told(met, now):
    again = acts.plan_meeting(met.seated.body, facts(now), actor=SYSTEM, now=now)
    assert overlapping(again) == [met.meeting]


def test_a_year_is_planned_at_once_or_not_at_all(met, now):
    body = met.seated.body
    days = [facts(now, days=days) for days in (60, 30)]
    first, second = acts.plan_year(body, days, actor=SYSTEM, now=now)
    assert first.starts < second.starts
    count = body.meetings.count()
    assert refusal(acts.plan_year, body, [*days, facts(now, days=-3)], actor=SYSTEM, now=now) == "past"
    assert body.meetings.count() == count


def test_the_year_clock_tells_what_each_month_takes_up(met, now):
    body = met.seated.body
    year = met.meeting.year
    acts.set_year_clock(body, year, [(3, {"fi": "Talous"}), (4, {})], actor=SYSTEM, now=now)
    acts.set_year_clock(body, year, [(3, {"fi": "Talousarvio"})], actor=SYSTEM, now=now)
    months = {month: [str(line.text) for line in lines] for month, lines, _held in year_clock(body, year)}
    assert months[3] == ["Talousarvio"]
    assert months[met.meeting.local_day.month] in ([], ["Talousarvio"])


def test_a_call_goes_to_members_and_offices_with_agenda_and_invitation_and_not_to_the_deputy(met):
    made.call(met)
    assert {letter.to for letter in letters()} == {
        met.member.email,
        met.chair.email,
        met.third.email,
        met.secretary.email,
    }
    letter = letters(met.member.email)[0]
    assert "Lausunto hyvinvointisuunnitelmasta" in letter.text
    assert SECRET not in letter.text + letter.html
    method, event = invitations(met.member.email)[0]
    assert (method, event["SEQUENCE"], str(event["STATUS"])) == ("REQUEST", 0, "CONFIRMED")
    assert event["DTSTART"].dt == met.meeting.starts
    assert LINK in str(event["DESCRIPTION"])
    assert str(event["ATTENDEE"]) == f"mailto:{met.member.email}"
    assert met.chair.email not in event.to_ical().decode()


def test_a_letter_carries_the_invitation_as_mail_programs_read_it(met):
    from django.core import mail

    from raitti.core.jobs import Worker

    made.call(met)
    while Worker().work_once():
        pass
    message = next(each for each in mail.outbox if each.to == [met.member.email]).message()
    part = next(part for part in message.walk() if part.get_content_type() == "text/calendar")
    assert part.get_param("method") == "REQUEST"
    assert b"BEGIN:VCALENDAR" in part.get_payload(decode=True)


def test_a_late_call_needs_a_reason_which_is_told(met, now):
    met.seated.body.notice_days = 11
    met.seated.body.save()
    assert refusal(acts.call_meeting, met.meeting, actor=SYSTEM, now=now) == "late"
    made.call(met, late_reason="Lausunnon määräaika lähestyy.")
    assert "Lausunnon määräaika lähestyy." in letters(met.member.email)[0].text
    assert met.meeting.late_reason


def test_a_call_in_time_needs_no_reason_and_keeps_none(met):
    made.call(met, late_reason="turha")
    assert met.meeting.late_reason == ""


def test_a_meeting_without_a_matter_or_in_the_past_is_not_called(met, now):
    late = met.at(5)
    assert refusal(acts.call_meeting, met.meeting, actor=SYSTEM, now=late) == "past"
    met.meeting.items.filter(standing="").delete()
    assert refusal(acts.call_meeting, met.meeting, actor=SYSTEM, now=now) == "no_agenda"


def test_a_change_reaches_every_calendar_with_a_higher_sequence(met, now):
    made.call(met)
    acts.change_meeting(met.meeting, facts(now, days=12), actor=SYSTEM, now=now)
    method, event = invitations(met.third.email)[-1]
    met.again()
    assert (method, event["SEQUENCE"]) == ("REQUEST", 1)
    assert event["DTSTART"].dt == met.meeting.starts
    assert len({str(event["UID"]) for _method, event in invitations(met.third.email)}) == 1


def test_saving_what_was_there_already_writes_to_nobody(met, now):
    made.call(met)
    before = len(letters())
    acts.change_meeting(met.meeting, facts(now), actor=SYSTEM, now=now)
    assert len(letters()) == before


def test_a_cancellation_leaves_every_calendar_and_says_why(met, now):
    made.call(met)
    assert refusal(acts.cancel_meeting, met.meeting, reason=" ", actor=SYSTEM, now=now) == "missing"
    acts.cancel_meeting(met.meeting, reason="Ei asioita.", actor=SYSTEM, now=now)
    method, event = invitations(met.member.email)[-1]
    assert (method, event["SEQUENCE"], str(event["STATUS"])) == ("CANCEL", 1, "CANCELLED")
    assert "Ei asioita." in letters(met.member.email)[-1].text
    assert letters(met.deputy.email) == []


def test_a_meeting_nobody_was_called_to_is_cancelled_silently(met, now):
    acts.cancel_meeting(met.meeting, reason="Ei asioita.", actor=SYSTEM, now=now)
    assert letters() == []


def test_a_meeting_of_which_there_are_minutes_is_not_cancelled_or_moved(met):
    made.begin(met)
    assert refusal(acts.cancel_meeting, met.meeting, reason="Hups", **met.acting) == "begun"
    assert refusal(acts.change_meeting, met.meeting, facts(met.now, days=12), **met.acting) == "begun"


def test_the_deputy_is_asked_when_the_member_cannot_come_and_told_when_they_can_after_all(met):
    made.call(met)
    made.answer(met, met.member, "not_coming")
    asked = letters(met.deputy.email)
    assert len(asked) == 1
    assert invitations(met.deputy.email)[0][0] == "REQUEST"
    assert met.attendance(met.deputy).asked is not None

    made.answer(met, met.deputy, "coming")
    made.answer(met, met.member, "coming")
    assert met.attendance(met.deputy).asked is None
    assert invitations(met.deputy.email)[-1][0] == "CANCEL"


def test_a_deputy_who_cannot_come_is_not_told_that_they_need_not(met):
    made.call(met)
    made.answer(met, met.member, "not_coming")
    made.answer(met, met.deputy, "not_coming")
    made.answer(met, met.member, "coming")
    assert len(letters(met.deputy.email)) == 1


def test_the_deputy_of_an_empty_place_is_called_at_once(met):
    met.member.holdings.all().delete()
    made.call(met)
    assert len(letters(met.deputy.email)) == 1


def test_nothing_is_answered_after_the_meeting_began(met):
    made.begin(met)
    late = {"actor": SYSTEM, "now": met.at()}
    assert refusal(answer_call, met.attendance(met.member), "coming", **late) == "over"


def test_who_came_into_a_seat_after_the_call_can_be_marked(met):
    from raitti.bodies.actions.sitting import open_meeting
    from tests.bodies.factories import HoldingFactory, SeatFactory

    made.call(met)
    new = HoldingFactory(seat=SeatFactory(body=met.seated.body))
    open_meeting(met.meeting, **met.acting)
    assert Attendance.objects.filter(meeting=met.meeting, holder=new.holder).exists()
