"""Statements on their way: signed by organisations, sent once, answered, their effect noted, mistakes corrected."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.bodies import statement_entries
from raitti.bodies.actions import statement_letters
from raitti.bodies.actions.statements import locked, person_of
from raitti.bodies.facts.statements import AnswerFacts, SendingFacts, Texts
from raitti.bodies.models import Signature, Statement, StatementCorrection
from raitti.bodies.rules import (
    may_correct_statement,
    may_note_answer,
    may_note_effect,
    may_send_statement,
    may_sign,
    may_withdraw_signature,
)
from raitti.core.audit import record
from raitti.core.daily import daily
from raitti.core.jobs import job
from raitti.core.languages import INTERFACE_CODES
from raitti.core.shelf import content_changed
from raitti.core.texts import translated
from raitti.core.verdicts import require
from raitti.directory.actions import checks
from raitti.directory.actions.behalf import acting_for
from raitti.directory.models import Organisation, OrganisationStatus
from raitti.search import actions as search


@transaction.atomic
def sign(statement: Statement, organisation: Organisation, *, actor: Any, now: datetime) -> Signature:
    """Put an organisation's name under a finished statement; a second time does nothing."""
    statement = locked(statement)
    organisation.refresh_from_db()
    require(may_sign(actor, statement, organisation, now=now))
    signed = Signature.objects.filter(statement=statement, organisation=organisation, withdrawn=None).first()
    if signed is not None:
        return signed
    signature = Signature.objects.create(
        statement=statement, organisation=organisation, name=organisation.name, person=person_of(actor), signed=now
    )
    behalf = acting_for(actor, organisation, timezone.localdate(now))
    record(actor, "signed statement", statement, now=now, on_behalf_of=behalf)
    return signature


@transaction.atomic
def withdraw_signature(signature: Signature, *, actor: Any, now: datetime) -> Signature:
    """Take an organisation's name back from under a statement that has not been sent."""
    statement = locked(signature.statement)
    signature = Signature.objects.select_related("organisation").get(pk=signature.pk)
    signature.statement = statement
    require(may_withdraw_signature(actor, signature, now=now))
    if signature.withdrawn is None:
        signature.withdrawn = now
        signature.save(update_fields=["withdrawn"])
        behalf = acting_for(actor, signature.organisation, timezone.localdate(now))
        record(actor, "withdrew signature", statement, now=now, on_behalf_of=behalf)
    return signature


@transaction.atomic
def send_statement(statement: Statement, facts: SendingFacts, *, actor: Any, now: datetime) -> Statement:
    """Send a statement by letter with its file; from now on everyone can read it, and nobody changes it."""
    statement = locked(statement)
    require(may_send_statement(actor, statement, now=now))
    receiver = Organisation.objects.filter(pk=facts.receiver).first() if facts.receiver else None
    name = checks.text("receiver_name", facts.receiver_name)
    if receiver is None and not name:
        checks.refuse("receiver_name", "", _("Say whom it is sent to."), code="missing")
    if receiver is not None and receiver.status == OrganisationStatus.DISSOLVED:
        checks.refuse("receiver_name", receiver, _("This organisation has been closed."), code="closed")
    email = checks.email(facts.email) or (receiver.email if receiver is not None else "")
    if not email:
        checks.refuse("email", "", _("Give the e-mail address the statement is sent to."), code="missing")
    if facts.answer_due is not None and facts.answer_due < timezone.localdate(now):
        checks.refuse("answer_due", facts.answer_due, _("This day has passed."), code="past")
    fields = {
        "receiver": receiver,
        "receiver_name": name,
        "receiver_email": email,
        "letter_language": checks.choice("language", facts.language, INTERFACE_CODES),
        "answer_due": facts.answer_due,
        "state": Statement.State.SENT,
        "sent": now,
        "changed": now,
    }
    for field, value in checks.short(Statement, fields).items():
        setattr(statement, field, value)
    statement.save()
    record(actor, "sent statement", statement, now=now, changes={"receiver": [None, str(receiver or name)]})
    deliver_statement.enqueue(str(statement.uid))
    statement_letters.tell_asker(statement, now=now)
    _shown_anew(statement)
    return statement


@job
def deliver_statement(uid: str) -> None:
    """Draw the file and queue the letter to the receiver; once."""
    statement = Statement.objects.select_related("body__steward", "receiver").filter(uid=UUID(uid)).first()
    if statement is not None:
        statement_letters.deliver(statement)


@transaction.atomic
def note_answer(statement: Statement, facts: AnswerFacts, *, actor: Any, now: datetime) -> Statement:
    """Write down what was answered, in words or where it can be read; can be mended."""
    statement = locked(statement)
    require(may_note_answer(actor, statement, now=now))
    assert statement.sent is not None  # noqa: S101 - the rule has seen to it
    words, url = checks.texts("answer", facts.answer), checks.url(facts.url, "url")
    if not words and not url:
        checks.refuse("answer", "", _("Write what was answered, or where it can be read."), code="missing")
    if facts.on > timezone.localdate(now):
        checks.refuse("on", facts.on, _("This day has not come yet."), code="future")
    if facts.on < timezone.localdate(statement.sent):
        checks.refuse("on", facts.on, _("This day comes before the statement was sent."), code="order")
    statement.answer, statement.answer_url, statement.answered_on = translated(**words), url, facts.on
    if statement.state == Statement.State.SENT:
        statement.state = Statement.State.ANSWERED
    statement.changed = now
    statement.save()
    record(actor, "noted answer", statement, now=now)
    _shown_anew(statement)
    return statement


@transaction.atomic
def note_effect(statement: Statement, *, effect: Texts, actor: Any, now: datetime) -> Statement:
    """Write down what came of a statement."""
    statement = locked(statement)
    require(may_note_effect(actor, statement, now=now))
    words = checks.texts("effect", effect)
    if not words:
        checks.refuse("effect", "", _("Write what came of it, also when it was nothing."), code="missing")
    statement.effect, statement.state, statement.changed = translated(**words), Statement.State.EFFECT_NOTED, now
    statement.save()
    record(actor, "noted effect", statement, now=now)
    _shown_anew(statement)
    return statement


@transaction.atomic
def correct_statement(statement: Statement, *, text: Texts, actor: Any, now: datetime) -> StatementCorrection:
    """Say what was wrong in a statement that has been sent: beside the text, which stays as it was read."""
    statement = locked(statement)
    require(may_correct_statement(actor, statement, now=now))
    words = checks.texts("text", text)
    if not words:
        checks.refuse("text", "", _("Write what is corrected."), code="missing")
    correction = StatementCorrection.objects.create(statement=statement, text=translated(**words), at=now)
    statement.changed = now
    statement.save(update_fields=["changed"])
    record(actor, "corrected statement", statement, now=now)
    _shown_anew(statement)
    return correction


def _shown_anew(statement: Statement) -> None:
    search.put(statement_entries.statement_entries(statement))
    content_changed()


@daily("remind of statements that wait for their answer")
def remind_of_answers(now: datetime) -> None:
    """Tell those who look after a body, once, that an answer is late."""
    today = timezone.localdate(now)
    late = Statement.objects.filter(state=Statement.State.SENT, answer_due__lt=today, reminded_on=None)
    for each in late.order_by("pk"):
        with transaction.atomic():
            statement = locked(each)
            if statement.is_awaiting_answer(today) and statement.reminded_on is None:
                statement.reminded_on = today
                statement.save(update_fields=["reminded_on"])
                statement_letters.remind_keepers(statement, now=now)
