"""Initiatives are sent with a receipt, wait for an agenda, are answered, and public only when the body shows them."""

from datetime import time, timedelta

import pytest

from raitti.bodies.actions.agenda import remove_item, take_up_on_agenda
from raitti.bodies.actions.initiatives import (
    answer_initiative,
    put_on_agenda,
    send_initiative,
    show_initiative,
    take_up_initiative,
)
from raitti.bodies.actions.meetings import plan_meeting
from raitti.bodies.facts.meetings import MeetingFacts
from raitti.bodies.facts.statements import InitiativeFacts
from raitti.bodies.models import Body
from raitti.bodies.queries.statements import public_part, waiting_initiatives
from raitti.core.verdicts import Refused
from tests.bodies.actions.test_statements import refusal
from tests.bodies.rules.representation import association, initiative
from tests.letters import letters

pytestmark = pytest.mark.django_db


def test_an_agent_sends_on_behalf_and_both_sides_get_a_letter(it):
    words = InitiativeFacts(title="Kokoustilat", text="Tilat maksuttomiksi.")
    agent = it.people["agent elsewhere"]
    sent = send_initiative(it.body, words, organisation=association(it), actor=agent, now=it.now)
    assert sent.is_on_behalf
    assert "Kokoustilat" in letters(it.people["owner elsewhere"].email)[-1].subject
    assert "Tilat maksuttomiksi." in letters(it.people["owner"].email)[-1].text


def test_an_initiative_waits_for_an_agenda_until_one_takes_it_up(it):
    sent, keeper = initiative(it), it.people["owner"]
    take_up_initiative(sent, actor=keeper, now=it.now)
    assert list(waiting_initiatives(it.body)) == [sent]
    put_on_agenda(sent, meeting="Kokous 12.2.2027, asia 6", actor=keeper, now=it.now)
    assert list(waiting_initiatives(it.body)) == []
    assert "Kokous 12.2.2027, asia 6" in letters(it.people["owner elsewhere"].email)[-1].text
    assert refusal(put_on_agenda, sent, meeting=" ", actor=keeper, now=it.now).details["field"] == "meeting"


def test_an_answer_has_reasons_is_given_once_and_goes_to_the_association(it):
    sent, keeper = initiative(it), it.people["owner"]
    assert refusal(answer_initiative, sent, answer=" ", actor=keeper, now=it.now).details["field"] == "answer"
    answer_initiative(sent, answer="Tilat ovat kunnan.", actor=keeper, now=it.now)
    assert "Tilat ovat kunnan." in letters(it.people["owner elsewhere"].email)[-1].text
    assert refusal(answer_initiative, sent, answer="Toinen", actor=keeper, now=it.now).code == "answered"


def test_only_what_the_body_shows_is_public(it):
    sent = initiative(it)
    assert public_part(it.body, "fi", on=it.now.date())["initiatives"] == []
    show_initiative(sent, show=True, actor=it.people["owner"], now=it.now)
    assert public_part(it.body, "fi", on=it.now.date())["initiatives"] == [sent]


def test_bodies_that_ended_or_are_not_public_take_no_initiative(it):
    for changed in ({"stage": "ended"}, {"stage": "active", "publication": "draft"}):
        Body.objects.filter(pk=it.body.pk).update(**changed)
        it.body.refresh_from_db()
        with pytest.raises(Refused):
            initiative(it)


def test_a_meeting_takes_an_initiative_onto_its_agenda_in_the_words_of_the_association(it):
    sent, keeper = initiative(it), it.people["owner"]
    meeting = planned(it)

    item = take_up_on_agenda(meeting, sent, actor=keeper, now=it.now)

    sent.refresh_from_db()
    assert (item.meeting, str(item.title), sent.item) == (meeting, sent.title, item)
    assert f"§ {item.position}" in letters(it.people["owner elsewhere"].email)[-1].text
    assert list(waiting_initiatives(it.body)) == []
    assert refusal(take_up_on_agenda, meeting, sent, actor=keeper, now=it.now).code == "not_waiting"


def test_an_initiative_taken_off_an_agenda_waits_for_the_next_meeting(it):
    sent, keeper = initiative(it), it.people["owner"]
    item = take_up_on_agenda(planned(it), sent, actor=keeper, now=it.now)

    remove_item(item, actor=keeper, now=it.now)

    assert list(waiting_initiatives(it.body)) == [sent]


def planned(it):
    facts = MeetingFacts(day=(it.now + timedelta(days=20)).date(), begins=time(13), ends=time(15))
    return plan_meeting(it.body, facts, actor=it.people["owner"], now=it.now)
