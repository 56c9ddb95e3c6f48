"""Comment rounds: opened to groups and associations, commented on by line, each comment answered, closed."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.bodies.actions import statement_letters
from raitti.bodies.actions.statements import locked, person_of
from raitti.bodies.facts.statements import CommentFacts
from raitti.bodies.models import Body, LineComment, Statement
from raitti.bodies.queries.commenting import organisations_asked
from raitti.bodies.queries.lines import lines_of, text_read
from raitti.bodies.rules import may_answer_comment, may_close_comments, may_comment, may_open_comments
from raitti.core.audit import System, record
from raitti.core.daily import daily
from raitti.core.verdicts import require
from raitti.directory.actions import checks
from raitti.directory.actions.behalf import acting_for
from raitti.directory.models import Organisation, OrganisationStatus

LONGEST_COMMENT = 4000


@transaction.atomic
def open_comments(
    statement: Statement, *, until: date, invited: Collection[Organisation] = (), actor: Any, now: datetime
) -> Statement:
    """Ask for comments until a day; organisations invited beside those of the body are written to as well."""
    statement = locked(statement)
    require(may_open_comments(actor, statement, now=now))
    today = timezone.localdate(now)
    if until < today:
        checks.refuse("until", until, _("This day has passed. Leave people time to read."), code="past")
    for each in invited:
        if each.status == OrganisationStatus.DISSOLVED:
            checks.refuse("invited", each, _("%s has been closed: it cannot comment.") % each, code="closed")
    if statement.state != Statement.State.COMMENTING:
        statement.shown_from = statement.version
    had = set() if statement.state != Statement.State.COMMENTING else set(organisations_asked(statement, on=today))
    statement.invited.set({*statement.invited.all(), *invited})
    statement.state, statement.comments_until, statement.changed = Statement.State.COMMENTING, until, now
    statement.save()
    record(actor, "opened comments", statement, now=now, changes={"comments_until": [None, until.isoformat()]})
    new = [each for each in organisations_asked(statement, on=today) if each not in had]
    statement_letters.ask_for_comments(statement, new, now=now)
    return statement


@transaction.atomic
def close_comments(statement: Statement, *, actor: Any, now: datetime) -> Statement:
    """End the comment round; what came is answered before the text is finished."""
    statement = locked(statement)
    require(may_close_comments(actor, statement, now=now))
    statement.state, statement.changed = Statement.State.DRAFT, now
    statement.save(update_fields=["state", "changed"])
    record(actor, "closed comments", statement, now=now)
    return statement


@transaction.atomic
def comment(
    statement: Statement,
    facts: CommentFacts,
    *,
    voice: Organisation | Body | None = None,
    actor: Any,
    now: datetime,
) -> LineComment:
    """Say a word on a line: in an organisation's or a group's name, or as somebody who sits in the body."""
    statement = locked(statement)
    require(may_comment(actor, statement, voice, now=now))
    words = checks.text("text", facts.text)
    if not words:
        checks.refuse("text", "", _("Write what you want to say about this line."), code="missing")
    if len(words) > LONGEST_COMMENT:
        checks.refuse("text", words, _("This is too long: at most 4 000 characters fit."), code="long")
    organisation = voice if isinstance(voice, Organisation) else None
    made = LineComment.objects.create(
        statement=statement,
        language=facts.language,
        version=facts.version,
        line=facts.line,
        quote=_quote(statement, facts),
        text=words,
        person=person_of(actor),
        organisation=organisation,
        group=voice if isinstance(voice, Body) else None,
        given=now,
    )
    behalf = acting_for(actor, organisation, timezone.localdate(now))
    record(actor, "commented on statement", statement, now=now, on_behalf_of=behalf)
    return made


def _quote(statement: Statement, facts: CommentFacts) -> str:
    """The line as it stood in the text the reader had before them; nobody puts words into the text's mouth."""
    text = text_read(statement, facts.version)
    found = (line.words for line in lines_of(text.get(facts.language, "")) if line.number == facts.line)
    words = next(found, "")
    if not words:
        checks.refuse("text", facts.line, _("This line is no longer there. Open the text again."), code="gone")
    return words


@transaction.atomic
def answer_comment(comment: LineComment, *, taken: bool, reason: str, actor: Any, now: datetime) -> LineComment:
    """Say whether a comment is taken into account; where it is not, why. Can be decided anew until the text is done."""
    statement = locked(comment.statement)
    comment = LineComment.objects.select_for_update().get(pk=comment.pk)
    comment.statement = statement
    require(may_answer_comment(actor, comment, now=now))
    words = checks.text("reason", reason)
    if not taken and not words:
        checks.refuse("reason", "", _("Say why it is not taken into account: its writer reads this."), code="missing")
    comment.state = LineComment.State.TAKEN if taken else LineComment.State.NOT_TAKEN
    comment.reason, comment.answered = words, now
    comment.save()
    record(actor, "answered comment", statement, now=now, changes={"state": [None, comment.state]})
    return comment


@daily("close comment rounds whose time has passed")
def close_old_rounds(now: datetime) -> None:
    """Close the rounds whose last day is over, and tell those who look after the body what waits for an answer."""
    today = timezone.localdate(now)
    for each in Statement.objects.filter(state=Statement.State.COMMENTING, comments_until__lt=today).order_by("pk"):
        with transaction.atomic():
            statement = locked(each)
            if statement.state != Statement.State.COMMENTING or statement.is_open_for_comments(today):
                continue
            close_comments(statement, actor=System("comment rounds"), now=now)
            statement_letters.tell_keepers_of_comments(statement, now=now)
