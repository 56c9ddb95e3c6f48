"""Notices: drafted once from the plan, a draft again when edited, told only when approved and permitted."""

from datetime import date
from decimal import Decimal

import pytest

from raitti.core.texts import translated, versions
from raitti.core.verdicts import Refused
from raitti.programmes.actions import notices as acts
from raitti.programmes.actions.scenarios import Question, accept, ask
from raitti.programmes.models import ChangeApplication, Notice
from tests.conftest import NOW
from tests.directory.world import build_world
from tests.programmes.factories import ActivityFactory, GrantFactory, LedgerEntryFactory, PostFactory, StructureFactory
from tests.programmes.world import Funded, fund

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned() -> Funded:
    """A project whose decision was a third less than what it applied for, and its accepted plan."""
    it = fund(build_world(NOW))
    PostFactory(project=it.project, title=translated(fi="Hanketyöntekijä"))
    ActivityFactory(project=it.project, name=translated(fi="Kuntakierros", sv="Kommunrunda"), running=True)
    StructureFactory(project=it.project, name=translated(fi="Neuvottelukunta"))
    grant = GrantFactory(project=it.project)
    for kind, amount in (("applied", 150_000), ("decided", 100_000)):
        LedgerEntryFactory(
            grant=grant, kind=kind, amount=Decimal(amount), on=date(2026, 1, 10), usable_until=date(2026, 12, 31)
        )
    owner = it.people["owner"]
    scenario = ask(it.project, Question(name="x", start="2026-01", end="2026-12", on=NOW.date()), actor=owner, now=NOW)
    accept(scenario, reason="Päätös on tullut.", seen=0, actor=owner, now=NOW)
    return it


def draft(it: Funded) -> Notice:
    return acts.draft_notice(it.project, actor=it.people["editor"], now=NOW)


def test_a_draft_tells_in_three_languages_what_was_applied_decided_and_what_goes_on(planned: Funded) -> None:
    text = versions(draft(planned).text)

    assert set(text) == {"fi", "sv", "en"}
    assert "Haimme vuodelle 2026 avustusta 150 000 euroa." in text["fi"]
    assert "Saimme siis kolmanneksen vähemmän kuin haimme." in text["fi"]
    assert "Mikä jatkuu\n\n- Kuntakierros" in text["fi"]
    assert "- Neuvottelukunta: etsimme jatkajaa" in text["fi"]
    assert "Vi fick alltså en tredjedel mindre än vi sökte." in text["sv"]
    assert "- Kommunrunda" in text["sv"]
    assert "So we got a third less than we applied for." in text["en"]


def test_a_draft_that_is_there_is_not_made_a_second_time(planned: Funded) -> None:
    assert draft(planned).pk == draft(planned).pk


def test_what_was_approved_is_a_draft_again_once_it_says_something_else(planned: Funded) -> None:
    notice = acts.approve_notice(draft(planned), actor=planned.people["owner"], now=NOW)
    assert notice.state == "approved"

    notice = acts.edit_notice(
        notice, title={"fi": "Otsikko"}, text={"fi": "Työ jatkuu."}, actor=planned.people["editor"], now=NOW
    )
    assert (notice.state, notice.approved, notice.approved_by) == ("draft", None, "")
    with pytest.raises(Refused) as refused:
        acts.publish_notice(notice, actor=planned.people["editor"], now=NOW)
    assert refused.value.verdict.code == "not_approved"


@pytest.mark.parametrize(
    ("title", "text", "field"),
    [
        ({"fi": "Otsikko"}, {"fi": "Teksti", "sv": "Text"}, "title_sv"),
        ({"fi": "Otsikko", "sv": "Rubrik"}, {"fi": "Teksti"}, "text_sv"),
        ({}, {}, "title_fi"),
        ({"fi": "O" * 201}, {"fi": "Teksti"}, "title_fi"),
    ],
)
def test_a_language_without_its_title_or_text_is_refused_at_that_field(planned, title, text, field) -> None:
    with pytest.raises(Refused) as refused:
        acts.edit_notice(draft(planned), title=title, text=text, actor=planned.people["editor"], now=NOW)
    assert refused.value.verdict.details["field"] == field


def test_nothing_is_told_while_the_plan_waits_for_the_funder_and_all_of_it_stands_afterwards(planned: Funded) -> None:
    notice = acts.approve_notice(draft(planned), actor=planned.people["owner"], now=NOW)
    waiting = ChangeApplication.objects.create(
        grant=planned.project.grants.get(), version=notice.version, state="sent", created=NOW
    )
    with pytest.raises(Refused) as refused:
        acts.publish_notice(notice, actor=planned.people["owner"], now=NOW)
    assert refused.value.verdict.code == "permission"

    waiting.state = "approved"
    waiting.save()
    assert acts.publish_notice(notice, actor=planned.people["owner"], now=NOW).published == NOW
    with pytest.raises(Refused) as refused:
        acts.edit_notice(notice, title={"fi": "x"}, text={"fi": "y"}, actor=planned.people["owner"], now=NOW)
    assert refused.value.verdict.code == "published"
