"""Rules of what is written in a group: mending, taking back, reporting, hiding, appealing; and of questions."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.bodies.models import MENDED_WITHIN, GroupQuestion, Post, PostHiding
from raitti.bodies.rules.groups import in_group, leader_or_keeper, may_lead_group, may_write_in_group, member
from raitti.bodies.rules.standing import at_work, keeper_or_setter
from raitti.core.audit import System
from raitti.core.verdicts import YES, Verdict
from raitti.directory.rules.asking import Actor, in_person, is_person, refused, rule, signed_in


@rule
def may_edit_post(actor: Actor, post: Post, *, now: datetime) -> Verdict:
    """Mending one's own words for a day."""
    verdict = _writer(actor, post) and _stands(post) and may_write_in_group(actor, post.thread.body, now=now)
    if verdict and now - post.written > MENDED_WITHIN:
        return refused(
            _("What you wrote can be changed for a day. Write a new message, or take this one away."), code="late"
        )
    return verdict


@rule
def may_delete_post(actor: Actor, post: Post, *, now: datetime) -> Verdict:
    """Taking one's own words away, whenever, also after having left."""
    return _writer(actor, post) and _stands(post)


@rule
def may_report_post(actor: Actor, post: Post, *, now: datetime) -> Verdict:
    """Telling the leader that something should not stand there: everybody in the group, of others’ words, once."""
    verdict = in_person(actor) and in_group(actor, post.thread.body, now=now) and _stands(post)
    if not verdict or not isinstance(actor, Person):
        return verdict
    if post.person_id == actor.pk:
        return refused(_("This is your own message. You can take it away yourself."), code="own")
    if post.reports.filter(person=actor, answered=None).exists():
        return refused(_("You have reported this. The leader of the group has been told."), code="reported")
    return YES


@rule
def may_hide_post(actor: Actor, post: Post, *, now: datetime) -> Verdict:
    """Taking somebody's words from view for a reason, or leaving them: who leads or looks after the group."""
    return leader_or_keeper(actor, post.thread.body, now=now) and at_work(post.thread.body) and _stands(post)


@rule
def may_appeal_post(actor: Actor, post: Post, *, now: datetime) -> Verdict:
    """Saying once why one's hidden words should be seen: whoever wrote them, a former member too."""
    verdict = _writer(actor, post)
    if not verdict:
        return verdict
    hiding = current_hiding(post)
    if hiding is None:
        return refused(_("The message is not hidden."), code="done")
    if hiding.appealed is not None:
        return refused(_("You have appealed once. The answer, or that it is on its way, is said here."), code="waiting")
    return YES


@rule
def may_answer_appeal(actor: Actor, post: Post, *, now: datetime) -> Verdict:
    """Deciding about an appeal: those who look after the group or set it up, but not whoever hid the message."""
    verdict = keeper_or_setter(actor, post.thread.body, now=now)
    if not verdict:
        return verdict
    hiding = current_hiding(post)
    if hiding is None or hiding.appealed is None or hiding.answered is not None:
        return refused(_("No appeal waits for an answer."), code="done")
    if isinstance(actor, Person) and hiding.by_id == actor.pk:
        return refused(_("You hid the message yourself. Somebody else answers the appeal."), code="own")
    return YES


@rule
def may_answer_question(actor: Actor, question: GroupQuestion, *, now: datetime) -> Verdict:
    """Answering for oneself or one's association, until the question closes."""
    verdict = in_person(actor) and member(actor, question.body, now=now) and at_work(question.body)
    if verdict and question.closes <= now:
        return refused(
            _("The time to answer has passed. You can still write in the group’s discussion."), code="closed"
        )
    return verdict


@rule
def may_change_question(actor: Actor, question: GroupQuestion, *, now: datetime) -> Verdict:
    """Changing what is asked: who leads, as long as nobody has answered."""
    verdict = may_lead_group(actor, question.body, now=now)
    if verdict and question.answers.exists():
        return refused(
            _("Somebody has answered already, so the question stays as it is. Only the closing time can be put off."),
            code="answered",
        )
    return verdict


@rule
def may_write_summary(actor: Actor, question: GroupQuestion, *, now: datetime) -> Verdict:
    """Bringing back what was said and what came of it: who leads."""
    verdict = may_lead_group(actor, question.body, now=now)
    if verdict and question.closes > now:
        return refused(_("The question is still open. Bring the answers back when it has closed."), code="open")
    return verdict


def current_hiding(post: Post) -> PostHiding | None:
    return post.hidings.filter(ended=None).first()


def _writer(actor: Actor, post: Post) -> Verdict:
    if isinstance(actor, System):
        return refused(_("Only people do this."))
    if not is_person(actor) or not isinstance(actor, Person):
        return signed_in(actor)
    return YES if post.person_id == actor.pk else refused(_("Somebody else wrote this."))


def _stands(post: Post) -> Verdict:
    if post.deleted is not None:
        return refused(_("The message has been taken away."), code="deleted")
    if post.hidden is not None:
        return refused(_("The message has been hidden."), code="hidden")
    return YES
