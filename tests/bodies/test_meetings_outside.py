"""What is not public of a meeting leaves by no exit: no page, calendar, index, paper or workbook, for nobody outside."""

import io
from html import unescape

import pytest
from django.utils.translation import override
from openpyxl import load_workbook

from raitti.bodies.actions import agenda
from raitti.bodies.actions.sitting import note_conflict
from raitti.bodies.meeting_entries import entries_of
from raitti.bodies.meeting_exporting import MINUTES, NOTICE, decisions_workbook, meeting_paper, meeting_pdf
from raitti.bodies.queries.meeting_days import meetings_calendar
from raitti.bodies.queries.meetings import DecisionFilter, decisions_of
from raitti.core.addresses import address
from raitti.core.verdicts import Refused
from raitti.search.models import SearchDocument
from raitti.site.addresses import address as public_address
from tests.bodies import meetings as made
from tests.bodies.meetings import LINK, SECRET, SYSTEM, decide
from tests.bodies.world import seat
from tests.directory.world import build_world
from tests.render.test_pdf import unpacked

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost:8000"}
DRAFT, WHY, PAPER = "Luonnoksessa sanottua", "Sukulaisuus hakijaan", "Salattu-liite"
# Those who neither keep the body's papers nor sit in it, whoever else they are.
OUTSIDERS = [
    *("nobody", "its agent", "municipality's agent", "contact officer", "county officer", "steward", "coordinator"),
    *("reader", "agent elsewhere", "contact officer elsewhere", "county officer elsewhere", "steward elsewhere"),
    *("former owner", "run-out editor", "closed account"),
]
INSIDERS = ["owner", "editor", "owner elsewhere", "anyone"]
STATES = [*made.STATES]


@pytest.fixture
def met(now, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return made.plan(seat(build_world(now)))


def stand(met, state):
    """The meeting in a state, with everything in it that is nobody else's business."""
    acting = {"actor": SYSTEM, "now": met.now}
    given = {"name": f"{PAPER}.txt", "content": PAPER.encode(), "is_confidential": True}
    agenda.add_paper(met.item(), **given, **acting)
    agenda.add_paper(met.item("palkka"), **{**given, "is_confidential": False}, **acting)
    if state in ("sitting", "held", "checked", "published"):
        made.begin(met)
        note_conflict(met.item(), met.third, reason=WHY, **met.acting)
        decide(met, met.item(), "vote", votes_for=2, votes_against=0, record={"fi": DRAFT}, decision={"fi": DRAFT})
        decide(met, met.item("palkka"), record={"fi": SECRET})
    for step in {"called": [made.call], "held": [made.close], "checked": [made.close, made.check]}.get(state, []):
        step(met)
    if state == "published":
        made.publish(made.check(made.close(met)))
    return met.again()


def forbidden(state):
    names = [
        "Esimerkki Owner Elsewhere",
        "Esimerkki Anyone",
        "Esimerkki Chair",
        "Esimerkki Third",
        "Esimerkki Sihteeri",
    ]
    return [SECRET, LINK, WHY, PAPER, *names, *([] if state == "published" else [DRAFT])]


def public_paths(met, language="fi"):
    """Every public address of a body that has to do with its meetings."""
    meeting, slug = met.meeting, met.seated.body.slug_in(language)
    words = {"slug": slug, "year": meeting.year, "number": meeting.number}
    papers = [paper.uid for item in meeting.items.all() for paper in item.papers.all()]
    return [
        public_address("body", language, slug=slug),
        public_address("body_meetings_public", language, slug=slug),
        public_address("body_meeting", language, **words),
        *(public_address("body_meeting_paper", language, **words, paper=uid) for uid in papers),
        f"{public_address('search', language)}?q=salainen",
        f"{public_address('search', language)}?q=luonnoksessa",
    ]


def own_paths(met):
    """Every address behind the public pages that shows what is not public."""
    meeting = met.meeting
    words = {"body": meeting.body.uid, "meeting": meeting.uid}
    papers = [paper.uid for item in meeting.items.all() for paper in item.papers.all()]
    return [
        address("body_meetings", "fi", **words),
        address("body_decisions", "fi", **words),
        address("body_decisions_file", "fi", **words),
        address("meeting", "fi", **words),
        address("meeting_run", "fi", **words),
        address("meeting_minutes", "fi", **words),
        address("meeting_file", "fi", **words, what="notice"),
        address("meeting_file", "fi", **words, what="minutes"),
        address("meeting_calendar", "fi", **words),
        *(address("meeting_paper", "fi", **words, paper=uid) for uid in papers),
    ]


def holds(text, state):
    return [word for word in forbidden(state) if word.casefold() in text.casefold()]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("who", ["nobody", "county officer", "steward"])
def test_no_public_page_shows_what_is_not_public(client, met, state, who):
    stand(met, state)
    if who != "nobody":
        client.force_login(met.seated.people[who])
    for path in public_paths(met):
        shown = unescape(client.get(path, headers=HOST).content.decode("utf-8", "replace"))
        # The search page repeats what was looked for.
        assert holds(shown.replace("salainen", "").replace("luonnoksessa", ""), state) == [], path


@pytest.mark.parametrize("state", ["called", "held"])
@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_outside_opens_what_stands_behind_the_public_pages(client, met, state, who):
    stand(met, state)
    client.raise_request_exception = False
    if who != "nobody":
        client.force_login(met.seated.people[who])
    for path in own_paths(met):
        answer = client.get(path, headers=HOST)
        assert answer.status_code in (302, 401, 403, 404), path
        assert holds(unescape(answer.content.decode("utf-8", "replace")), state) == [], path


@pytest.mark.parametrize("who", INSIDERS)
def test_those_inside_see_it_so_that_the_tests_above_mean_something(client, met, who):
    stand(met, "held")
    client.force_login(met.seated.people[who])
    words = {"body": met.meeting.body.uid, "meeting": met.meeting.uid}
    shown = unescape(client.get(address("meeting_minutes", "fi", **words), headers=HOST).content.decode())
    assert {SECRET, DRAFT} <= {word for word in forbidden("held") if word in shown}
    assert LINK in unescape(client.get(address("meeting", "fi", **words), headers=HOST).content.decode())


@pytest.mark.parametrize("state", STATES)
def test_calendar_and_index_hold_only_what_is_public(met, state):
    stand(met, state)
    body = met.seated.body
    told = meetings_calendar(body, language="fi", name="Kokoukset", url="https://x.example", now=met.now).decode()
    assert ("BEGIN:VEVENT" in told) == (state != "planned")
    assert holds(told.replace("\r\n ", ""), state) == []
    entries = entries_of(met.meeting)
    assert bool(entries) == (state == "published")
    assert holds(repr(entries), state) == []
    assert holds(repr(list(SearchDocument.objects.values())), state) == []


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("what", [NOTICE, MINUTES])
def test_paper_for_everyone_holds_only_what_is_public(met, state, what):
    stand(met, state)
    try:
        page = meeting_paper(met.meeting, what, "fi", is_public=True)
    except Refused:
        assert state == "planned" or (what == MINUTES and state != "published")
        return
    assert state != "planned"
    assert what == NOTICE or state == "published"
    assert holds(unescape(page), state) == []


@pytest.mark.parametrize("state", STATES)
def test_decisions_for_everyone_are_those_of_published_minutes(met, state):
    stand(met, state)
    items = decisions_of(met.seated.body, DecisionFilter(), only_public=True)
    assert [item.pk for item in items] == ([met.item().pk] if state == "published" else [])
    with override("fi"):
        book = load_workbook(io.BytesIO(decisions_workbook(met.seated.body, items, "fi")))
    cells = " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    assert holds(cells, state) == []


def test_a_meeting_that_is_not_public_is_told_to_nobody(client, met):
    met.meeting.is_public = False
    met.meeting.save()
    stand(met, "published")
    assert entries_of(met.meeting) == []
    slug = met.seated.body.slug_in("fi")
    words = {"slug": slug, "year": met.meeting.year, "number": met.meeting.number}
    assert client.get(public_address("body_meeting", "fi", **words), headers=HOST).status_code == 404


def test_a_name_is_public_by_consent_alone(client, met):
    stand(met, "published")
    met.chair.consented = met.now
    met.chair.save()
    page = meeting_paper(met.meeting, MINUTES, "fi", is_public=True)
    assert "Esimerkki Chair" in page
    assert "Esimerkki Third" not in page


def test_a_published_vote_tells_the_tally_and_not_who_voted_how(met):
    stand(met, "published")
    page = unescape(meeting_paper(met.meeting, MINUTES, "en", is_public=True))
    assert "2 for, 0 against, 0 blank" in page


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_minutes_as_pdf_are_tagged_and_in_their_language_with_their_title(met, language):
    stand(met, "published")
    data = unpacked(meeting_pdf(met.meeting, MINUTES, language, is_public=True))
    assert b"/StructTreeRoot" in data
    assert f"/Lang ({language})".encode() in data.replace(b"/Lang(", b"/Lang (")
    page = meeting_paper(met.meeting, MINUTES, language, is_public=True)
    assert f'<html lang="{language}">' in page
    matter = {"fi": "Lausunto hyvinvointisuunnitelmasta", "sv": "Utlåtande om välfärdsplanen"}[language]
    assert matter in page
    assert page.count("<h1>") == 1


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_the_notice_as_pdf_is_tagged_and_in_its_language(met, language):
    stand(met, "called")
    data = unpacked(meeting_pdf(met.meeting, NOTICE, language, is_public=False))
    assert b"/StructTreeRoot" in data
    page = meeting_paper(met.meeting, NOTICE, language, is_public=False)
    assert SECRET in page, "those called read it all"
    assert LINK not in page, "paper lies about"
