"""The leader asks before a meeting, members answer until it closes, and what came of it is brought back."""

from datetime import date, timedelta

import pytest

from raitti.bodies.actions.group_letters import tell_members_of_question, tell_members_of_summary
from raitti.bodies.actions.group_questions import answer_question, ask_group, bring_back, change_question
from raitti.bodies.facts.groups import QuestionFacts
from raitti.bodies.models import GroupAnswer
from raitti.core.verdicts import Refused
from tests.bodies.factories import MembershipFactory
from tests.bodies.group_world import gathered
from tests.conftest import NOW
from tests.letters import letters

pytestmark = pytest.mark.django_db
FACTS = QuestionFacts(
    title="Mitä kuljetuksista?",
    text="Vien vastaukset.",
    meeting="Neuvottelukunta",
    meeting_on=date(2026, 12, 10),
    closes=NOW + timedelta(days=7),
)
LEADER = "owner elsewhere"


@pytest.fixture
def it(db):
    return gathered(NOW)


def answer(it, text="Lisää busseja.", who="coordinator", now=NOW, **named):
    return answer_question(it.question, text=text, actor=it.people[who], now=now, **named)


def closed(it):
    it.question.closes = NOW - timedelta(hours=1)
    it.question.save()
    return it.question


def test_everybody_who_wants_letters_hears_what_is_asked_and_until_when(it):
    MembershipFactory(body=it.group, email="ei@example.org", mail="none")
    MembershipFactory(body=it.group, email="viikko@example.org", mail="weekly")
    asked = ask_group(it.group, FACTS, actor=it.people[LEADER], now=NOW)
    tell_members_of_question.func(asked.pk, NOW.isoformat())
    assert {letter.to for letter in letters()} == {it.people["coordinator"].email, "viikko@example.org"}
    text = letters("viikko@example.org")[0].text
    assert "Mitä kuljetuksista?" in text
    assert "28.11.2026" in text


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"text": "x" * 10_001}, "text"),
        ({"closes": NOW}, "closes"),
        ({"meeting_on": date(2026, 11, 25)}, "closes"),
    ],
)
def test_what_is_wrong_with_a_question_is_said_at_its_field(it, change, field):
    with pytest.raises(Refused) as refused:
        ask_group(it.group, QuestionFacts(**{**vars(FACTS), **change}), actor=it.people[LEADER], now=NOW)
    assert refused.value.verdict.details["field"] == field


def test_a_member_answers_once_and_may_say_it_anew_until_it_closes(it):
    answer(it)
    changed = answer(it, "Parempia busseja.", now=NOW + timedelta(hours=1))
    assert [(each.text, each.changed) for each in GroupAnswer.objects.all()] == [("Parempia busseja.", changed.changed)]
    assert changed.changed is not None
    with pytest.raises(Refused, match="closed"):
        answer(it, "Myöhässä.", now=it.question.closes)
    assert GroupAnswer.objects.get().text == "Parempia busseja."


def test_an_association_answers_beside_its_people_by_whoever_speaks_for_it(it):
    association = MembershipFactory(body=it.group, organisation=it.world.association)
    answer(it, "Yhdistys sanoo.", who="owner")
    answer(it, "Yhdistys tarkentaa.", who="editor")
    assert [(each.membership, each.text) for each in GroupAnswer.objects.all()] == [
        (association, "Yhdistys tarkentaa.")
    ]


def test_the_leader_who_is_no_member_does_not_answer_the_own_question(it):
    with pytest.raises(Refused):
        answer(it, who=LEADER)


def test_an_answered_question_stays_as_asked_and_closes_later_at_most(it):
    def change(**changes):
        facts = QuestionFacts(**{**vars(FACTS), **changes})
        return change_question(asked, facts, actor=it.people[LEADER], now=NOW)

    asked = ask_group(it.group, FACTS, actor=it.people[LEADER], now=NOW)
    asked = change(title="Mitä linja-autoista?")
    answer_question(asked, text="Lisää.", actor=it.people["coordinator"], now=NOW)
    with pytest.raises(Refused, match="answered"):
        change(title="Mitä taksista?")
    with pytest.raises(Refused, match="answered"):
        change(title="Mitä linja-autoista?", closes=NOW + timedelta(days=1))
    later = NOW + timedelta(days=9)
    assert change(title="Mitä linja-autoista?", closes=later).closes == later


def test_a_summary_is_brought_back_after_the_question_closed_to_members_or_to_all(it):
    answer(it)
    with pytest.raises(Refused, match="open"):
        bring_back(it.question, text="x", is_public=False, actor=it.people[LEADER], now=NOW)
    closed(it)
    with pytest.raises(Refused) as refused:
        bring_back(it.question, text=" ", is_public=False, actor=it.people[LEADER], now=NOW)
    assert refused.value.verdict.details["field"] == "text"

    summary = bring_back(it.question, text="Linja palaa.", is_public=False, actor=it.people[LEADER], now=NOW)
    assert (summary.answers, summary.is_public) == (1, False)
    tell_members_of_summary.func(it.question.pk, NOW.isoformat())
    assert "Linja palaa." in letters(it.people["coordinator"].email)[0].text
    shared = bring_back(it.question, text="Linja palaa keväällä.", is_public=True, actor=it.people[LEADER], now=NOW)
    assert (shared.pk, shared.is_public, shared.changed) == (summary.pk, True, NOW)
