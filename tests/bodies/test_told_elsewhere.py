"""What the parts of a body tell beside their own pages: news, calendar, report of a term, and what waits."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from raitti.bodies.models import Call, Initiative, Meeting, Minutes, Statement
from raitti.bodies.queries.days import calendar_of
from raitti.bodies.queries.news import news_of
from raitti.bodies.queries.reports import draft_of_report
from raitti.bodies.queries.waiting import waits_of
from raitti.core.texts import translated
from tests.bodies.factories import BodyFactory, ElectionFactory, TermFactory
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def body():
    return BodyFactory(name=translated(fi="Oulun neuvosto", sv="Rådet i Uleåborg"))


def held(body, now, *, state=Minutes.State.PUBLISHED, days=30, **fields):
    starts = now - timedelta(days=days)
    meeting = Meeting.objects.create(
        body=body, year=starts.year, number=body.meetings.count() + 1, starts=starts, ends=starts + timedelta(hours=2),
        state="held", called=starts - timedelta(days=8), created=starts, changed=starts, **fields,
    )  # fmt: skip
    published = starts + timedelta(days=5) if state == Minutes.State.PUBLISHED else None
    Minutes.objects.create(meeting=meeting, state=state, published=published, changed=starts)
    return meeting


def statement(body, now, **fields):
    return Statement.objects.create(
        body=body, number=body.statements.count() + 1, title=translated(fi="Lausunto tiloista"),
        created=now, changed=now, **fields,
    )  # fmt: skip


def initiative(body, now, **fields):
    return Initiative.objects.create(
        body=body,
        organisation=OrganisationFactory(),
        title="Tilat maksuttomiksi",
        text="Perustelut",
        sent=now,
        **fields,
    )


def titles(body, now):
    with override("fi"):
        return [news.title for news in news_of(body, "fi", on=now.date())]


def test_a_bodys_feed_tells_of_published_minutes_and_sent_statements_the_newest_first(body, now):
    held(body, now)
    statement(body, now, state="sent", sent=now - timedelta(days=1))

    told = titles(body, now)

    assert "Lausunto tiloista" in told[0]
    assert "Oulun neuvosto 1/" in told[1]
    assert "Oulun neuvosto 1/" in told[2]


def test_neither_drafts_nor_calls_that_open_later_are_told(body, now):
    held(body, now, state=Minutes.State.DRAFT, is_public=False)
    statement(body, now, state="draft")
    ElectionFactory(body=body)
    later = {"opens": now + timedelta(days=2), "closes": now + timedelta(days=9)}
    Call.objects.create(
        body=body, number=1, name=translated(fi="Haku"), state="published", created=now, changed=now, **later
    )

    assert titles(body, now) == []


def test_a_bodys_calendar_has_its_public_meetings(body, now):
    held(body, now)
    held(body, now, is_public=False)

    made = calendar_of(body, language="fi", name="Kokoukset", url="https://example.org", now=now)

    assert made.count(b"BEGIN:VEVENT") == 1


def test_the_report_of_a_term_tells_how_often_the_body_met_and_what_it_said(body, now):
    term = TermFactory(body=body, starts=date(now.year - 1, 6, 1), ends=None)
    held(body, now)
    held(body, now, days=60)
    statement(body, now, state="sent", sent=now - timedelta(days=1))
    initiative(body, now - timedelta(days=3), state="answered")

    report = draft_of_report(term, on=now.date())["en"]

    assert "The body met 2 times." in report
    assert "It gave 1 statement: Lausunto tiloista." in report
    assert "Associations sent it 1 initiative; answered: 1." in report


def test_what_waits_names_late_minutes_closed_calls_and_votes_statements_and_initiatives(body, now):
    late = held(body, now, state=Minutes.State.DRAFT)
    held(body, now, state=Minutes.State.DRAFT, days=2)
    statement(body, now, state="asked", due=now.date())
    initiative(body, now)
    ElectionFactory(body=body, state="closed", name=translated(fi="Puheenjohtaja"))
    past = {"opens": now - timedelta(days=20), "closes": now - timedelta(days=1)}
    Call.objects.create(
        body=body, number=1, name=translated(fi="Syksyn haku"), state="published", created=now, changed=now, **past
    )

    with override("en"):
        found = {wait.kind: wait.sentence for wait in waits_of([body], now=now)[body.pk]}

    assert f"{late.number}/{late.year}" in found["minutes_late"]
    assert "Syksyn haku" in found["call_closed"]
    assert "Puheenjohtaja" in found["election_closed"]
    assert "Lausunto tiloista" in found["statement_asked"]
    assert "Tilat maksuttomiksi" in found["initiative"]
