"""Notices on their pages: what can be mailed reads whole, whichever program begins the letter."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from raitti.core.slugs import assign_slugs
from raitti.programmes.actions.notices import approve_notice, draft_notice, edit_notice, publish_notice
from raitti.programmes.actions.scenarios import Question, accept, ask
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
LONG = "Mikä jatkuu\n\n" + "\n\n".join(f"- Kerho ä ö å {number}" + " ja muuta" * 20 for number in range(30))


@pytest.fixture
def notice(funded):
    owner, project = funded.people["owner"], funded.project
    assign_slugs(project, "project")
    question = Question(name="Koe", start="2026-01", end="2026-12", on=NOW.date())
    accept(ask(project, question, actor=owner, now=NOW), reason="Näin.", seen=0, actor=owner, now=NOW)
    drafted = draft_notice(project, actor=owner, now=NOW)
    return edit_notice(drafted, title={"fi": "Otsikko"}, text={"fi": f"Alku.\n\n{LONG}"}, actor=owner, now=NOW)


def mails(page):
    return [unescape(each) for each in re.findall(r'href="(mailto:\?[^"]+)"', page.content.decode())]


def test_a_draft_can_be_copied_but_no_letter_begins_with_it(visit, funded, notice):
    page = visit("owner", "own_notice", project=funded.project.uid, number=notice.number)
    assert mails(page) == []
    assert "Kerho ä ö å 29" in re.search("<textarea.*?</textarea>", page.content.decode(), re.DOTALL)[0]


def test_a_letter_begins_with_what_fits_and_says_where_all_of_it_is(visit, funded, notice):
    owner = funded.people["owner"]
    publish_notice(approve_notice(notice, actor=owner, now=NOW), actor=owner, now=NOW)
    (mail,) = mails(visit("owner", "own_notice", project=funded.project.uid, number=notice.number))
    sent = parse_qs(urlsplit(mail).query)
    body = sent["body"][0]

    assert len(mail) < 2000
    assert sent["subject"] == ["Otsikko"]
    assert body.startswith("Alku.\r\n\r\nMikä jatkuu\r\n\r\n- Kerho ä ö å 0 ja")
    assert re.search(r"\r\n\r\n\S[^\n]*: https?://\S+/1/$", body)
    assert "\n" not in body.replace("\r\n", "")


def test_no_letter_ends_its_beginning_with_a_heading(visit, funded, notice):
    owner = funded.people["owner"]
    edit_notice(
        notice, title={"fi": "Otsikko"}, text={"fi": "Alku.\n\nMikä jatkuu\n\n" + "x" * 3000}, actor=owner, now=NOW
    )
    notice.refresh_from_db()
    publish_notice(approve_notice(notice, actor=owner, now=NOW), actor=owner, now=NOW)
    (mail,) = mails(visit("owner", "own_notice", project=funded.project.uid, number=notice.number))
    assert "Mikä jatkuu" not in parse_qs(urlsplit(mail).query)["body"][0]
