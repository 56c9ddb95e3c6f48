"""Statements are asked for, written without loss, commented on by line and finished."""

from datetime import timedelta

import pytest

from raitti.bodies.actions.commenting import answer_comment, close_comments, close_old_rounds, comment, open_comments
from raitti.bodies.actions.statements import (
    ask_for_statement,
    drop_statement,
    finish_statement,
    reopen_statement,
    write_statement,
)
from raitti.bodies.facts.statements import CommentFacts, StatementFacts, TextFacts
from raitti.bodies.models import LineComment, Statement
from raitti.core.models import AuditEntry
from raitti.core.verdicts import Refused
from tests.bodies import statements as made
from tests.letters import letters

pytestmark = pytest.mark.django_db
ASKED = StatementFacts(title={"fi": "Kokoustilat"}, question={"fi": "Mitä mieltä olette?"})


def text(words, based_on, title="Lausunto tiloista"):
    return TextFacts(title={"fi": title}, text={"fi": words}, based_on=based_on)


def refusal(act, *arguments, **named):
    with pytest.raises(Refused) as caught:
        act(*arguments, **named)
    return caught.value.verdict


def test_an_association_asks_for_a_statement_and_the_keepers_are_written_to(it):
    elsewhere = it.world.elsewhere["association"]
    asked = ask_for_statement(it.body, ASKED, organisation=elsewhere, actor=it.people["owner elsewhere"], now=it.now)
    assert (asked.state, asked.asked_by, asked.asked_on) == ("asked", elsewhere, it.now.date())
    assert "Kokoustilat" in letters(it.people["owner"].email)[-1].subject


def test_what_an_agent_asks_is_written_down_as_on_behalf(it):
    elsewhere = it.world.elsewhere["association"]
    ask_for_statement(it.body, ASKED, organisation=elsewhere, actor=it.people["agent elsewhere"], now=it.now)
    entry = AuditEntry.objects.get(verb="asked for statement")
    assert entry.on_behalf_label == str(elsewhere)


def test_a_statement_is_not_wanted_by_a_day_that_has_passed(it):
    yesterday = (it.now - timedelta(days=1)).date()
    assert refusal(made.begun, it, due=yesterday).details["field"] == "due"
    tomorrow = (it.now + timedelta(days=1)).date()
    assert refusal(made.begun, it, asked_by_name="Kunta", asked_on=tomorrow).details["field"] == "asked_on"


def test_of_two_writers_the_second_is_told_and_neither_text_is_lost(it):
    statement = made.written(it)
    first = write_statement(statement, text("Ensimmäisen teksti", 1), actor=it.people["owner"], now=it.now)
    second = write_statement(statement, text("Toisen teksti", 1), actor=it.people["editor"], now=it.now)

    assert first.aside is None
    assert second.aside is not None
    assert str(second.statement.text) == "Ensimmäisen teksti"
    kept = list(statement.versions.order_by("number"))
    assert [str(one.text) for one in kept] == [made.TEXT, "Ensimmäisen teksti", "Toisen teksti"]
    assert [one.is_aside for one in kept] == [False, False, True]

    merged = text("Molempien teksti", second.statement.version)
    assert str(write_statement(statement, merged, actor=it.people["editor"], now=it.now).statement.text) == (
        "Molempien teksti"
    )


def test_saving_the_same_text_again_makes_no_new_one(it):
    statement = made.written(it)
    write_statement(statement, text(made.TEXT, 1), actor=it.people["owner"], now=it.now)
    assert statement.versions.count() == 1


def test_organisations_of_the_body_are_asked_for_comments_once(it):
    statement = made.written(it)
    until = (it.now + timedelta(days=7)).date()
    open_comments(statement, until=until, invited=[it.world.federation], actor=it.people["owner"], now=it.now)
    nominating = letters(it.people["owner elsewhere"].email)
    assert "Lausunto tiloista" in nominating[-1].subject
    before = len(letters())
    open_comments(statement, until=until + timedelta(days=7), actor=it.people["owner"], now=it.now)
    assert len(letters()) == before, "who has been asked is not asked again when there is more time"
    yesterday = (it.now - timedelta(days=1)).date()
    no = refusal(open_comments, statement, until=yesterday, actor=it.people["owner"], now=it.now)
    assert no.details["field"] == "until"


def test_a_comment_keeps_the_line_as_it_was_read_and_nobody_puts_other_words_there(it):
    statement = made.commenting(it)
    facts = CommentFacts(language="fi", line=2, quote="Jotain muuta", version=statement.version, text="Lisäys")
    elsewhere = it.world.elsewhere["association"]
    given = comment(statement, facts, voice=elsewhere, actor=it.people["owner elsewhere"], now=it.now)
    assert given.quote == "Kokouspaikkojen on oltava esteettömiä."
    assert given.organisation == elsewhere
    nowhere = CommentFacts(language="fi", line=9, quote="", version=statement.version, text="Lisäys")
    assert refusal(comment, statement, nowhere, actor=it.people["owner"], now=it.now).code == "gone"


def test_those_who_comment_see_no_text_saved_before_the_round_or_beside_it(it):
    statement = made.written(it, "Salainen ensimmäinen rivi")
    write_statement(statement, text("Toinen teksti", 1), actor=it.people["owner"], now=it.now)
    write_statement(statement, text("Syrjään jäänyt", 1), actor=it.people["editor"], now=it.now)
    until = (it.now + timedelta(days=7)).date()
    statement = open_comments(statement, until=until, actor=it.people["owner"], now=it.now)
    for version in (1, 3):
        facts = CommentFacts(language="fi", line=1, quote="", version=version, text="?")
        assert refusal(comment, statement, facts, actor=it.people["owner elsewhere"], now=it.now).code == "gone"


def test_after_its_last_day_a_round_takes_no_comment_and_is_closed_by_itself(it):
    statement = made.commenting(it, days=2)
    later = it.now + timedelta(days=3)
    facts = CommentFacts(language="fi", line=1, quote="", version=statement.version, text="Myöhässä")
    assert refusal(comment, statement, facts, actor=it.people["owner elsewhere"], now=later).code == "closed"
    before = len(letters(it.people["owner"].email))
    close_old_rounds(later)
    close_old_rounds(later)
    statement.refresh_from_db()
    assert statement.state == Statement.State.DRAFT
    assert len(letters(it.people["owner"].email)) == before + 1


def test_every_comment_is_answered_before_the_text_is_finished(it):
    given = made.commented(it)
    close_comments(given.statement, actor=it.people["owner"], now=it.now)
    assert refusal(finish_statement, given.statement, actor=it.people["owner"], now=it.now).code == "comments"
    no = refusal(answer_comment, given, taken=False, reason=" ", actor=it.people["owner"], now=it.now)
    assert no.details["field"] == "reason"
    answered = answer_comment(given, taken=False, reason="Se on jo laissa.", actor=it.people["owner"], now=it.now)
    assert answered.state == LineComment.State.NOT_TAKEN
    assert finish_statement(given.statement, actor=it.people["owner"], now=it.now).state == "finished"


def test_opening_a_finished_text_again_lets_signatures_lapse_and_says_so(it):
    statement = made.signed(it)
    before = len(letters(it.people["owner elsewhere"].email))
    reopen_statement(statement, actor=it.people["owner"], now=it.now)
    assert not statement.signatures.filter(withdrawn=None).exists()
    assert len(letters(it.people["owner elsewhere"].email)) == before + 1


def test_whoever_asked_reads_why_no_statement_is_given(it):
    elsewhere = it.world.elsewhere["association"]
    asked = ask_for_statement(it.body, ASKED, organisation=elsewhere, actor=it.people["owner elsewhere"], now=it.now)
    assert refusal(drop_statement, asked, reason={}, actor=it.people["owner"], now=it.now).details["field"] == "reason"
    drop_statement(asked, reason={"fi": "Asia ei kuulu meille."}, actor=it.people["owner"], now=it.now)
    assert "Asia ei kuulu meille." in letters(it.people["owner elsewhere"].email)[-1].text
