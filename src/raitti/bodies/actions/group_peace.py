"""Messages that are reported, hidden for a reason, appealed and given back; everyone concerned hears of it.

As with pages of the directory (`directory.actions.moderation`), within one group: the leader decides first, those who
look after the group decide about appeals.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from raitti.bodies.actions.group_letters import tell_keepers_of_appeal, tell_of_report, tell_reporter, tell_writer
from raitti.bodies.actions.group_words import words
from raitti.bodies.actions.threads import held_post
from raitti.bodies.models import Post, PostHiding, PostReport
from raitti.bodies.rules import may_answer_appeal, may_appeal_post, may_hide_post, may_report_post
from raitti.core.audit import record
from raitti.core.verdicts import require
from raitti.directory.actions.checks import refuse

LONGEST = 2000


@transaction.atomic
def report_post(post: Post, *, message: str, actor: Any, now: datetime) -> PostReport:
    """Tell the leader that a message should not stand there, and why."""
    post = held_post(post)
    require(may_report_post(actor, post, now=now))
    message = words("message", message, missing=_("Say what is wrong: the leader reads it."), most=LONGEST)
    report = PostReport.objects.create(post=post, person=actor, message=message, made=now)
    record(actor, "reported message", post.thread.body, now=now)
    tell_of_report(post, message, now=now)
    return report


@transaction.atomic
def hide_post(post: Post, *, reason: str, actor: Any, now: datetime) -> PostHiding:
    """Take a message from view; its writer gets the reason and the way to appeal, those who reported it the answer."""
    post = held_post(post)
    require(may_hide_post(actor, post, now=now))
    reason = words("reason", reason, missing=_("Say why: whoever wrote it reads it."), most=LONGEST)
    hiding = PostHiding.objects.create(post=post, reason=reason, by=actor, at=now)
    post.hidden = now
    post.save(update_fields=["hidden"])
    _settle(post, reason, now=now)
    record(actor, "hid message", post.thread.body, now=now)
    tell_writer(
        post,
        _("Your message was hidden: %(group)s"),
        _("The others in the group do not see it any more. The reason is below. You can appeal once."),
        quote=reason,
        appeal=True,
    )
    return hiding


@transaction.atomic
def leave_post(post: Post, *, answer: str, actor: Any, now: datetime) -> Post:
    """Let a reported message stand, and tell those who reported it why."""
    post = held_post(post)
    require(may_hide_post(actor, post, now=now))
    answer = words("reason", answer, missing=_("Say why: whoever reported it reads it."), most=LONGEST)
    if not post.reports.filter(answered=None).exists():
        refuse("reason", answer, _("This has been settled already."), code="done")
    _settle(post, answer, now=now)
    record(actor, "left message", post.thread.body, now=now)
    return post


def _settle(post: Post, answer: str, *, now: datetime) -> None:
    for report in post.reports.filter(answered=None).select_related("person"):
        report.answer, report.answered = answer, now
        report.save(update_fields=["answer", "answered"])
        if report.person is not None:
            tell_reporter(report.person, post.thread.body, answer)


@transaction.atomic
def appeal_post(post: Post, *, text: str, actor: Any, now: datetime) -> PostHiding:
    """Say why one's hidden message should be seen; those who look after the group decide."""
    post = held_post(post)
    require(may_appeal_post(actor, post, now=now))
    text = words("text", text, missing=_("Say why the message should be seen again."), most=LONGEST)
    hiding = post.hidings.get(ended=None)
    hiding.appeal, hiding.appealed = text, now
    hiding.save(update_fields=["appeal", "appealed"])
    record(actor, "appealed hiding of message", post.thread.body, now=now)
    tell_keepers_of_appeal(post, text, now=now)
    return hiding


@transaction.atomic
def answer_appeal(post: Post, *, give_back: bool, answer: str, actor: Any, now: datetime) -> PostHiding:
    """Show a hidden message again, or say why it stays hidden; its writer gets the answer."""
    post = held_post(post)
    require(may_answer_appeal(actor, post, now=now))
    answer = words("reason", answer, missing=_("Write what was decided and why."), most=LONGEST)
    hiding = post.hidings.get(ended=None)
    hiding.answer, hiding.answered = answer, now
    hiding.ended = now if give_back else None
    hiding.save(update_fields=["answer", "answered", "ended"])
    if give_back:
        post.hidden = None
        post.save(update_fields=["hidden"])
    record(actor, "answered appeal of message", post.thread.body, now=now)
    tell_writer(
        post,
        _("Your message can be seen again: %(group)s") if give_back else _("Your message stays hidden: %(group)s"),
        _("Those who look after the group have answered your appeal. The answer is below."),
        quote=answer,
    )
    return hiding
