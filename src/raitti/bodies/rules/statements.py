"""Rules of statements: who asks for them, writes, comments, signs and sends."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from raitti.accounts.models import Person
from raitti.bodies.models import Body, LineComment, Signature, Statement
from raitti.bodies.queries.commenting import groups_joined_by, groups_of, organisations_asked, voices_of
from raitti.bodies.rules.standing import at_work, insider, keeper, speaks_for
from raitti.core.audit import System
from raitti.core.verdicts import YES, Verdict
from raitti.directory.models import Organisation
from raitti.directory.rules.asking import (
    Actor,
    any_of,
    is_person,
    refused,
    rule,
    signed_in,
    still_open,
)

_State = Statement.State


@rule
def may_see_statements(actor: Actor, body: Body, *, now: datetime) -> Verdict:
    """All statements of a body, drafts too: its keepers and those who sit in it."""
    return insider(actor, body, now=now)


@rule
def may_record_statement(actor: Actor, body: Body, *, now: datetime) -> Verdict:
    """Writing down that a statement was asked for, or beginning one unasked: the keepers of a body at work."""
    return keeper(actor, body, now=now) and at_work(body)


@rule
def may_see_own_words(actor: Actor, organisation: Organisation, *, now: datetime) -> Verdict:
    """What an organisation asks of bodies, comments on and signs: whoever speaks for it."""
    return speaks_for(actor, organisation, now=now)


@rule
def may_ask_for_statement(actor: Actor, organisation: Organisation, *, now: datetime) -> Verdict:
    """Asking a body for a statement: whoever speaks for the organisation, while that is not closed."""
    return speaks_for(actor, organisation, now=now) and still_open(organisation)


@rule
def may_read_draft(actor: Actor, statement: Statement, *, now: datetime) -> Verdict:
    """A statement behind the public page: keepers and those who sit in the body; from the comment round on also
    whoever is in a support group of the body or speaks for an organisation that was asked."""
    inside = insider(actor, statement.body, now=now)
    shared = (_State.COMMENTING, _State.FINISHED, *Statement.SENT_STATES)
    if inside or not isinstance(actor, Person) or not is_person(actor) or statement.state not in shared:
        return inside
    voices = voices_of(actor, statement, now=now)
    if voices.groups:
        return YES
    return any_of(inside, *(speaks_for(actor, each, now=now) for each in voices.organisations[:1]))


@rule
def may_write_statement(actor: Actor, statement: Statement, *, now: datetime) -> Verdict:
    """Writing a draft: keepers and those who sit in the body, until it is finished."""
    allowed = insider(actor, statement.body, now=now) and at_work(statement.body)
    if not allowed or statement.may_still_change:
        return allowed
    if statement.is_sent:
        return refused(
            _("It has been sent. What was wrong in it can be corrected, so that readers see it."), code="sent"
        )
    if statement.state == _State.WITHDRAWN:
        return refused(_("This statement was dropped."), code="dropped")
    return refused(_("It is finished, so that it can be signed. Open it again first."), code="finished")


@rule
def may_open_comments(actor: Actor, statement: Statement, *, now: datetime) -> Verdict:
    """Asking for comments on a draft that has a text: the keepers."""
    allowed = _keeping(actor, statement, now=now)
    if allowed and statement.state not in (_State.DRAFT, _State.COMMENTING):
        return _not_now(statement)
    if allowed and not statement.version:
        return refused(_("There is no text yet to comment on."), code="empty")
    return allowed


@rule
def may_close_comments(actor: Actor, statement: Statement, *, now: datetime) -> Verdict:
    """Closing the comment round: the keepers."""
    allowed = _keeping(actor, statement, now=now)
    return allowed if not allowed or statement.state == _State.COMMENTING else _not_now(statement)


@rule
def may_comment(
    actor: Actor, statement: Statement, voice: Organisation | Body | None = None, *, now: datetime
) -> Verdict:
    """Commenting on a line while the round is open: whoever sits in the body, is in one of its support groups, or
    speaks for an organisation that was asked."""
    allowed = _has_voice(actor, statement, voice, now=now)
    if allowed and not statement.is_open_for_comments(timezone.localdate(now)):
        return refused(
            _("The time for comments has passed, so this one was not taken in. Copy your words and send them by mail."),
            code="closed",
        )
    return allowed


def _has_voice(actor: Actor, statement: Statement, voice: Organisation | Body | None, *, now: datetime) -> Verdict:
    if voice is None or isinstance(actor, System):
        return insider(actor, statement.body, now=now)
    today = timezone.localdate(now)
    if isinstance(voice, Organisation):
        if not organisations_asked(statement, on=today).filter(pk=voice.pk).exists():
            return still_open(voice) and refused(_("This organisation was not asked for its comments."))
        return speaks_for(actor, voice, now=now)
    if not isinstance(actor, Person) or not is_person(actor):
        return signed_in(actor)
    groups = groups_of(statement.body_id).filter(pk=voice.pk)
    return YES if groups_joined_by(actor, groups, now=now) else refused(_("This belongs to the members of the group."))


@rule
def may_answer_comment(actor: Actor, comment: LineComment, *, now: datetime) -> Verdict:
    """Saying whether a comment is taken into account, and why: the keepers, until the statement is finished."""
    allowed = _keeping(actor, comment.statement, now=now)
    return allowed if not allowed or comment.statement.may_still_change else _not_now(comment.statement)


@rule
def may_finish_statement(actor: Actor, statement: Statement, *, now: datetime) -> Verdict:
    """Finishing the text, so that it can be signed and sent: the keepers, once every comment is answered."""
    allowed = _keeping(actor, statement, now=now)
    if not allowed:
        return allowed
    if statement.state == _State.COMMENTING:
        return refused(_("The comment round is still open. Close it first."), code="commenting")
    if statement.state != _State.DRAFT:
        return _not_now(statement)
    if not statement.version:
        return refused(_("There is no text yet."), code="empty")
    waiting = statement.comments.filter(state=LineComment.State.OPEN).count()
    if waiting:
        reason = ngettext_lazy(
            "One comment waits for an answer. Answer it first.",
            "%(number)d comments wait for an answer. Answer them first.",
            waiting,
        )
        return refused(reason % {"number": waiting}, code="comments")
    return YES


@rule
def may_reopen_statement(actor: Actor, statement: Statement, *, now: datetime) -> Verdict:
    """Opening a finished text again: the keepers; its signatures lapse."""
    allowed = _keeping(actor, statement, now=now)
    return allowed if not allowed or statement.state == _State.FINISHED else _not_now(statement)


@rule
def may_sign(actor: Actor, statement: Statement, organisation: Organisation, *, now: datetime) -> Verdict:
    """Signing for an organisation that was asked: whoever speaks for it, while the text is finished and not sent."""
    allowed = speaks_for(actor, organisation, now=now) and still_open(organisation)
    if not allowed:
        return allowed
    if not organisations_asked(statement, on=timezone.localdate(now)).filter(pk=organisation.pk).exists():
        return refused(_("This organisation was not asked to sign."))
    if statement.state == _State.FINISHED:
        return YES
    if statement.is_sent:
        return refused(_("It has been sent: signatures can no longer be added."), code="sent")
    return refused(_("The text is not finished yet. It can be signed when it is."), code="early")


@rule
def may_withdraw_signature(actor: Actor, signature: Signature, *, now: datetime) -> Verdict:
    """Taking a signature back: whoever speaks for the organisation, until the statement is sent."""
    allowed = speaks_for(actor, signature.organisation, now=now)
    if allowed and signature.statement.is_sent:
        return refused(
            _("The statement has been sent with this signature. Ask those who look after the body for a correction."),
            code="sent",
        )
    return allowed


@rule
def may_send_statement(actor: Actor, statement: Statement, *, now: datetime) -> Verdict:
    """Sending a finished statement: the keepers, once."""
    allowed = _keeping(actor, statement, now=now)
    if allowed and statement.is_sent:
        return refused(_("It has been sent already."), code="sent")
    return allowed if not allowed or statement.state == _State.FINISHED else _not_now(statement)


@rule
def may_note_answer(actor: Actor, statement: Statement, *, now: datetime) -> Verdict:
    """Writing down the answer and what came of it, or mending it: the keepers, after the statement was sent."""
    allowed = keeper(actor, statement.body, now=now)
    return allowed if not allowed or statement.is_sent else _not_now(statement)


@rule
def may_note_effect(actor: Actor, statement: Statement, *, now: datetime) -> Verdict:
    """Writing down what came of a statement: the keepers, once it has been answered."""
    allowed = keeper(actor, statement.body, now=now)
    answered = (_State.ANSWERED, _State.EFFECT_NOTED)
    if allowed and statement.state == _State.SENT:
        return refused(_("Write down the answer first, or that none came."), code="unanswered")
    return allowed if not allowed or statement.state in answered else _not_now(statement)


@rule
def may_correct_statement(actor: Actor, statement: Statement, *, now: datetime) -> Verdict:
    """Adding a correction that readers see: the keepers, after the statement was sent."""
    allowed = keeper(actor, statement.body, now=now)
    return allowed if not allowed or statement.is_sent else _not_now(statement)


@rule
def may_drop_statement(actor: Actor, statement: Statement, *, now: datetime) -> Verdict:
    """Dropping a statement that has not been sent, with the reason: the keepers."""
    allowed = keeper(actor, statement.body, now=now)
    if allowed and statement.is_sent:
        return refused(_("It has been sent and cannot be dropped. Add a correction instead."), code="sent")
    return allowed if not allowed or statement.state != _State.WITHDRAWN else _not_now(statement)


def _keeping(actor: Actor, statement: Statement, *, now: datetime) -> Verdict:
    return keeper(actor, statement.body, now=now) and at_work(statement.body)


def _not_now(statement: Statement) -> Verdict:
    return refused(
        _("This cannot be done now: the statement stands as “%s”.") % statement.get_state_display(), code="order"
    )
