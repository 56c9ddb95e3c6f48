"""Who held which seat on any day, and what a term's report tells of it."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from raitti.bodies.actions.reports import draft_report, edit_report, set_report_public
from raitti.bodies.models import Holding
from raitti.bodies.queries import reports
from raitti.bodies.queries.history import body_on, holdings_of
from raitti.bodies.queries.reports import draft_of_report, register_teller
from raitti.core.texts import versions
from tests.bodies.actions.test_seating import refusal
from tests.bodies.factories import HolderFactory, HoldingFactory, OfficeFactory, SeatFactory, TermFactory
from tests.bodies.world import seat
from tests.conftest import NOW
from tests.directory.world import build_world

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def seated():
    return seat(build_world(NOW))


def test_each_day_has_its_holders_its_seats_and_its_offices(seated):
    changed = date(2026, 3, 1)
    before = Holding.objects.get(seat=seated.seat, place="member")
    before.until = changed - timedelta(days=1)
    before.save()
    after = HoldingFactory(seat=seated.seat, since=changed)
    old = SeatFactory(body=seated.body, ended_on=date(2025, 12, 31))
    OfficeFactory(body=seated.body, task="secretary", since=changed)
    OfficeFactory(body=seated.body, task="chair", since=changed)

    first, second = body_on(seated.body, date(2025, 12, 31)), body_on(seated.body, changed)
    assert [(line.seat, line.member) for line in first.seats] == [(seated.seat, before), (old, None)]
    assert [(line.seat, line.member) for line in second.seats] == [(seated.seat, after)]
    assert second.seats[0].deputy is not None
    assert [office.task for office in second.offices] == ["chair", "secretary"]
    assert (first.offices, first.held) == ([], 1)
    assert holdings_of(seated.seat)[0].place == "member"


def test_a_day_costs_three_questions_however_many_seats_there_are(seated, django_assert_num_queries):
    for _ in range(5):
        HoldingFactory(seat=SeatFactory(body=seated.body))
    with django_assert_num_queries(3):
        shown = body_on(seated.body, TODAY)
        assert [str(line.member.holder) + str(line.member.nominated_by) for line in shown.seats]


@pytest.fixture
def term(seated):
    term = TermFactory(body=seated.body)
    Holding.objects.update(term=term)
    return term


def test_the_draft_of_a_report_tells_what_happened_in_each_language(seated, term):
    HoldingFactory(
        seat=seated.seat, term=term, until=date(2026, 1, 1), ended_because="resigned", holder=HolderFactory()
    )
    SeatFactory(body=seated.body)
    draft = draft_of_report(term, on=TODAY)
    assert set(draft) == {"fi", "sv", "en"}
    assert "Seats: 2, held at the end: 1." in draft["en"]
    assert "Members: 2. Deputies: 1. Organisations that nominated: 1." in draft["en"]
    assert "1 seat changed hands" in draft["en"]


def test_other_parts_tell_theirs_too(term, monkeypatch):
    monkeypatch.setattr(reports, "_TELLERS", [])
    register_teller(lambda term, until: [f"Kokouksia 7 kaudella {term.starts.year}, {until.isoformat()} asti."])
    register_teller(lambda *_: [])
    draft = draft_of_report(term, on=TODAY)
    assert draft["fi"].endswith("\n\nKokouksia 7 kaudella 2025, 2026-11-21 asti.")


def test_a_report_is_written_on_by_people_and_published_by_them(seated, term):
    owner = seated.people["owner"]
    assert refusal(set_report_public, term, is_public=True, actor=owner, now=NOW) == "missing"
    edit_report(term, {"sv": "Vår egen text."}, actor=owner, now=NOW)
    term = draft_report(term, actor=owner, now=NOW)
    written = versions(term.report)
    assert written["sv"] == "Vår egen text.", "what people wrote stands"
    assert written["fi"]
    term = set_report_public(term, is_public=True, actor=owner, now=NOW)
    assert term.report_published_on == TODAY
    assert refusal(edit_report, term, {}, actor=owner, now=NOW) == "missing"
    assert refusal(edit_report, term, {"fi": "x"}, actor=seated.people["anyone"], now=NOW) == "not_allowed"
    assert set_report_public(term, is_public=False, actor=owner, now=NOW).report_published_on is None


def test_the_holders_of_a_seat_are_told_in_the_language_that_is_on(seated):
    with override("sv"):
        assert [str(each.holder) for each in holdings_of(seated.seat)]
