"""Initiatives are sent with a receipt, wait for an agenda, are answered, and public only when the body shows them."""

import pytest

from raitti.bodies.actions.initiatives import (
    answer_initiative,
    put_on_agenda,
    send_initiative,
    show_initiative,
    take_up_initiative,
)
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
