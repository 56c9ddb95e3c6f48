"""Statements from being asked for to a finished text: recorded, written with nothing lost, finished, dropped."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.bodies.actions import statement_letters
from raitti.bodies.facts.statements import StatementFacts, TextFacts, Texts
from raitti.bodies.models import Body, DraftVersion, Statement
from raitti.bodies.rules import (
    may_ask_for_statement,
    may_drop_statement,
    may_finish_statement,
    may_record_statement,
    may_reopen_statement,
    may_write_statement,
)
from raitti.bodies.rules.standing import at_work
from raitti.core.audit import record
from raitti.core.texts import translated, versions
from raitti.core.verdicts import Refused, Verdict, require
from raitti.directory.actions import checks
from raitti.directory.actions.behalf import acting_for
from raitti.directory.models import Organisation

LONGEST_TITLE = 200
LONGEST_TEXT = 50_000


@dataclass(frozen=True)
class Written:
    """What became of a text: the one that stands now; `aside` is one's own, kept where somebody had been quicker."""

    statement: Statement
    aside: DraftVersion | None = None


def locked(statement: Statement) -> Statement:
    """The statement as it is now, to oneself until the transaction ends."""
    held = Statement.objects.select_for_update(of=("self",)).select_related("body__steward", "body__setter")
    return held.get(pk=statement.pk)


def person_of(actor: Any) -> Person | None:
    return actor if isinstance(actor, Person) else None


@transaction.atomic
def record_statement(body: Body, facts: StatementFacts, *, actor: Any, now: datetime) -> Statement:
    """Write down that a statement was asked for, or begin one nobody asked for."""
    body = Body.objects.select_for_update().get(pk=body.pk)
    require(may_record_statement(actor, body, now=now))
    asker = Organisation.objects.filter(pk=facts.asked_by).first() if facts.asked_by else None
    return _begin(body, facts, asker=asker, actor=actor, now=now)


@transaction.atomic
def ask_for_statement(
    body: Body, facts: StatementFacts, *, organisation: Organisation, actor: Any, now: datetime
) -> Statement:
    """Ask a body for a statement in an organisation's name; those who look after the body are written to."""
    body = Body.objects.select_for_update().get(pk=body.pk)
    require(may_ask_for_statement(actor, organisation, now=now))
    require(at_work(body))
    if not body.is_public:
        raise Refused(Verdict("unknown", _("There is no such body.")))
    if not versions(checks.texts("question", facts.question)):
        checks.refuse("question", "", _("Say what you ask the body about."), code="missing")
    statement = _begin(body, facts, asker=organisation, actor=actor, now=now)
    statement_letters.tell_keepers_of_request(statement, now=now)
    return statement


def _begin(body: Body, facts: StatementFacts, *, asker: Organisation | None, actor: Any, now: datetime) -> Statement:
    today = timezone.localdate(now)
    title = _title(facts.title)
    asked_by_name = "" if asker is not None else checks.text("asked_by_name", facts.asked_by_name)
    is_asked = asker is not None or bool(asked_by_name)
    asked_on = (facts.asked_on or today) if is_asked else None
    if asked_on is not None and asked_on > today:
        checks.refuse("asked_on", asked_on, _("This day has not come yet."), code="future")
    if facts.due is not None and facts.due < today:
        checks.refuse(
            "due", facts.due, _("This day has passed. Give the day by which the statement is to be ready."), code="past"
        )
    number = (body.statements.aggregate(most=Max("number"))["most"] or 0) + 1
    fields = {
        "title": title,
        "question": checks.texts("question", facts.question),
        "asked_by": asker,
        "asked_by_name": asked_by_name,
        "asked_on": asked_on,
        "due": facts.due,
        "is_example": facts.is_example,
    }
    state = Statement.State.ASKED if is_asked else Statement.State.DRAFT
    statement = Statement.objects.create(
        body=body, number=number, state=state, created=now, changed=now, **checks.short(Statement, _rows(fields))
    )
    verb = "asked for statement" if state == Statement.State.ASKED else "began statement"
    behalf = acting_for(actor, asker, today)
    record(actor, verb, statement, now=now, on_behalf_of=behalf)
    return statement


def _rows(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: translated(**value) if isinstance(value, dict) else value for name, value in fields.items()}


def _title(title: Texts) -> dict[str, str]:
    words = checks.texts("title", title)
    if not words:
        checks.refuse("title", "", _("Say in a few words what the statement is about."), code="missing")
    for each in words.values():
        if len(each) > LONGEST_TITLE:
            checks.refuse("title", each, _("The title is too long: at most 200 characters fit."), code="long")
    return words


@transaction.atomic
def write_statement(statement: Statement, facts: TextFacts, *, actor: Any, now: datetime) -> Written:
    """Save a text. Where somebody saved another one meanwhile, theirs stands and this one is kept beside it."""
    statement = locked(statement)
    require(may_write_statement(actor, statement, now=now))
    title, text = _title(facts.title), checks.texts("text", facts.text)
    if not text:
        checks.refuse("text", "", _("There is no text yet."), code="missing")
    for each in text.values():
        if len(each) > LONGEST_TEXT:
            checks.refuse("text", each, _("This is too long: at most 50 000 characters fit."), code="long")
    if (versions(statement.title), versions(statement.text)) == (title, text):
        return Written(statement)
    number = (statement.versions.aggregate(most=Max("number"))["most"] or 0) + 1
    is_aside = facts.based_on != statement.version
    version = DraftVersion.objects.create(
        statement=statement,
        number=number,
        title=translated(**title),
        text=translated(**text),
        person=person_of(actor),
        is_aside=is_aside,
        saved=now,
    )
    if is_aside:
        record(actor, "kept text beside", statement, now=now, changes={"version": [facts.based_on, number]})
        return Written(statement, aside=version)
    before, statement.version = statement.version, number
    statement.title, statement.text, statement.changed = version.title, version.text, now
    if statement.state == Statement.State.ASKED:
        statement.state = Statement.State.DRAFT
    statement.save()
    record(actor, "wrote statement", statement, now=now, changes={"version": [before, number]})
    return Written(statement)


@transaction.atomic
def finish_statement(statement: Statement, *, actor: Any, now: datetime) -> Statement:
    """Close the text: nobody writes on, organisations sign, and it can be sent."""
    statement = locked(statement)
    require(may_finish_statement(actor, statement, now=now))
    _stand(statement, Statement.State.FINISHED, now=now)
    record(actor, "finished statement", statement, now=now)
    statement_letters.ask_for_signatures(statement, now=now)
    return statement


@transaction.atomic
def reopen_statement(statement: Statement, *, actor: Any, now: datetime) -> Statement:
    """Open a finished text again. Whoever signed had read another text: signatures lapse, and they are told."""
    statement = locked(statement)
    require(may_reopen_statement(actor, statement, now=now))
    lapsed = list(statement.signatures.filter(withdrawn=None).select_related("organisation"))
    statement.signatures.filter(withdrawn=None).update(withdrawn=now)
    _stand(statement, Statement.State.DRAFT, now=now)
    record(actor, "reopened statement", statement, now=now)
    statement_letters.tell_signatures_lapsed(statement, [each.organisation for each in lapsed], now=now)
    return statement


@transaction.atomic
def drop_statement(statement: Statement, *, reason: Texts, actor: Any, now: datetime) -> Statement:
    """Give a statement up before it is sent; whoever asked for it reads why."""
    statement = locked(statement)
    require(may_drop_statement(actor, statement, now=now))
    words = checks.texts("reason", reason)
    if not words:
        checks.refuse("reason", "", _("Say why: whoever asked for it will read this."), code="missing")
    statement.withdrawn_reason, statement.withdrawn_on = translated(**words), timezone.localdate(now)
    _stand(statement, Statement.State.WITHDRAWN, now=now)
    record(actor, "dropped statement", statement, now=now)
    statement_letters.tell_asker(statement, now=now)
    return statement


def _stand(statement: Statement, state: Statement.State, *, now: datetime) -> None:
    statement.state, statement.changed = state, now
    statement.save()
