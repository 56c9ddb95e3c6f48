"""Statements are signed, sent once with their file, answered, and corrected where everyone sees it."""

from base64 import b64decode
from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from raitti.bodies.actions.sending import (
    correct_statement,
    deliver_statement,
    note_answer,
    note_effect,
    remind_of_answers,
    send_statement,
    sign,
    withdraw_signature,
)
from raitti.bodies.actions.statements import write_statement
from raitti.bodies.facts.statements import AnswerFacts, SendingFacts, TextFacts
from raitti.bodies.models import Signature, Statement
from raitti.core.verdicts import Refused
from raitti.directory.actions.merging import merge
from raitti.search.models import SearchDocument
from tests.bodies import statements as made
from tests.bodies.actions.test_statements import refusal
from tests.factories import OrganisationFactory
from tests.letters import letters

pytestmark = pytest.mark.django_db
GOING = SendingFacts(receiver_name="Oulun kaupunki", email="kirjaamo@oulu.example")


def in_search():
    return SearchDocument.objects.filter(kind="statement")


def test_signing_twice_makes_one_signature_and_it_can_be_taken_back_until_sending(it):
    statement, elsewhere = made.finished(it), it.world.elsewhere["association"]
    member = it.people["owner elsewhere"]
    first = sign(statement, elsewhere, actor=member, now=it.now)
    assert sign(statement, elsewhere, actor=member, now=it.now) == first
    withdraw_signature(first, actor=member, now=it.now)
    again = sign(statement, elsewhere, actor=member, now=it.now)
    assert again != first
    made.sent(it, statement)
    assert refusal(withdraw_signature, again, actor=member, now=it.now).code == "sent"
    assert Signature.objects.filter(withdrawn=None).count() == 1


def test_a_dissolved_organisation_does_not_sign(it):
    statement, elsewhere = made.finished(it), it.world.elsewhere["association"]
    type(elsewhere).objects.filter(pk=elsewhere.pk).update(status="dissolved")
    assert refusal(sign, statement, elsewhere, actor=it.people["owner elsewhere"], now=it.now).code == "closed"


def test_a_merged_organisation_signs_no_more_and_its_signature_keeps_the_name_of_the_day(it):
    statement, gone = made.signed(it), it.world.elsewhere["association"]
    old_name = str(gone)
    kept = OrganisationFactory(home_municipality=it.world.utsjoki)
    merge(kept, gone, choices={}, actor=made.BY, now=it.now)
    signature = Signature.objects.get(statement=statement)
    assert (signature.organisation, str(signature.name)) == (kept, old_name)
    with pytest.raises(type(gone).DoesNotExist):
        sign(statement, gone, actor=it.people["owner elsewhere"], now=it.now)
    assert sign(statement, kept, actor=made.BY, now=it.now) == signature


@pytest.mark.parametrize(
    ("going", "field"),
    [
        (SendingFacts(receiver_name=" ", email="kirjaamo@oulu.example"), "receiver_name"),
        (SendingFacts(receiver_name="Oulun kaupunki"), "email"),
        (SendingFacts(receiver_name="Oulun kaupunki", email="ei osoite"), "email"),
    ],
)
def test_a_statement_is_sent_to_somebody_at_an_address(it, going, field):
    statement = made.finished(it)
    assert refusal(send_statement, statement, going, actor=it.people["owner"], now=it.now).details["field"] == field
    statement.refresh_from_db()
    assert statement.state == Statement.State.FINISHED


def test_a_statement_is_sent_once_and_its_text_is_closed(it):
    statement = made.sent(it)
    assert refusal(send_statement, statement, GOING, actor=it.people["owner"], now=it.now).code == "sent"
    words = TextFacts(title={"fi": "Muu"}, text={"fi": "Muu"}, based_on=statement.version)
    assert refusal(write_statement, statement, words, actor=it.people["owner"], now=it.now).code == "sent"


def test_the_letter_goes_out_once_with_the_file_and_answers_come_to_the_role(it):
    it.body.email = "neuvottelukunta@esimerkki.example"
    it.body.save()
    statement = made.sent(it)
    for _time in range(2):
        deliver_statement.func(str(statement.uid))
    rows = [
        row.args_kwargs
        for row in DBTaskResult.objects.filter(task_path__endswith="mail._deliver")
        if row.args_kwargs["args"][0] == "kirjaamo@oulu.example"
    ]
    assert len(rows) == 1
    assert rows[0]["kwargs"]["reply_to"] == "neuvottelukunta@esimerkki.example"
    (name, media_type, data), *others = rows[0]["kwargs"]["files"]
    assert (name.endswith("-1-fi.pdf"), media_type, others) == (True, "application/pdf", [])
    assert b64decode(data).startswith(b"%PDF")
    assert "/lausunnot/1/" in letters("kirjaamo@oulu.example")[0].text


def test_nothing_is_found_before_sending_and_the_answer_and_effect_are_found_after(it):
    statement = made.finished(it)
    assert not in_search().exists()
    made.sent(it, statement)
    assert in_search().count() == 1
    day = it.now.date()
    with pytest.raises(Refused):
        note_effect(statement, effect={"fi": "Tilat avattiin."}, actor=it.people["owner"], now=it.now)
    early = AnswerFacts(on=day - timedelta(days=1), answer={"fi": "Kiitos."})
    assert refusal(note_answer, statement, early, actor=it.people["owner"], now=it.now).details["field"] == "on"
    note_answer(statement, AnswerFacts(on=day, answer={"fi": "Kiitos."}), actor=it.people["owner"], now=it.now)
    done = note_effect(statement, effect={"fi": "Tilat avattiin."}, actor=it.people["owner"], now=it.now)
    assert (done.state, str(done.answer)) == (Statement.State.EFFECT_NOTED, "Kiitos.")


def test_a_correction_stands_beside_the_text_that_was_sent(it):
    statement = made.sent(it)
    correct_statement(statement, text={"fi": "Vuosi on 2027."}, actor=it.people["owner"], now=it.now)
    statement.refresh_from_db()
    assert str(statement.text) == made.TEXT
    assert [str(one.text) for one in statement.corrections.all()] == ["Vuosi on 2027."]


def test_keepers_are_reminded_once_of_an_answer_that_is_late(it):
    made.sent(it, answer_due=(it.now + timedelta(days=10)).date())
    before = len(letters(it.people["owner"].email))
    remind_of_answers(it.now + timedelta(days=10))
    assert len(letters(it.people["owner"].email)) == before
    for days in (11, 12):
        remind_of_answers(it.now + timedelta(days=days))
    assert len(letters(it.people["owner"].email)) == before + 1
