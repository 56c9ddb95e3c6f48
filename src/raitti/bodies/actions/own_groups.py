"""What open groups know of a person, handed out and erased."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.accounts.queries import has_address, made_by
from raitti.bodies.models import GroupAnswer, Membership, Post, PostHiding, PostReport
from raitti.core.personal import Holding, register_holding
from raitti.core.shelf import content_changed


def _show_memberships(person: Person) -> list[dict[str, Any]]:
    return [
        {
            "group": str(one.body),
            "for": str(one.organisation) if one.organisation is not None else "",
            "name": one.name,
            "email": one.email,
            "state": one.get_state_display(),
            "message": one.message,
            "reason": one.reason,
            "mail": one.get_mail_display(),
            "since": one.since.isoformat() if one.since else None,
            "until": one.until.isoformat() if one.until else None,
        }
        for one in Membership.objects.filter(made_by(person)).select_related("body", "organisation")
    ]


def _erase_memberships(person: Person, now: datetime) -> list[str | Promise]:
    """One's own memberships end, as does their name; an association stays in its groups, by nobody's name."""
    theirs = Membership.objects.filter(made_by(person))
    own = theirs.filter(organisation=None)
    if own.current().exists():
        content_changed()
    own.filter(state__in=(Membership.State.JOINED, Membership.State.ASKED)).update(
        state=Membership.State.LEFT, until=now
    )
    for_others = theirs.exclude(organisation=None).current().exists()
    blank = {"person": None, "name": "", "email": "", "message": "", "reason": ""}
    Membership.objects.filter(Q(person=person) | has_address(person)).update(**blank)
    return [_("The associations you joined groups for stay in them, without your name.")] if for_others else []


def _show_words(person: Person) -> list[dict[str, Any]]:
    posts = Post.objects.filter(person=person).select_related("thread__body")
    written: list[dict[str, Any]] = [
        {
            "group": str(one.thread.body),
            "about": one.thread.title,
            "text": one.text,
            "at": one.written.isoformat(),
            "hidden": one.hidden.isoformat() if one.hidden else None,
        }
        for one in posts
    ]
    answers = GroupAnswer.objects.filter(person=person).select_related("question__body")
    written += [
        {
            "group": str(one.question.body),
            "about": one.question.title,
            "text": one.text,
            "at": (one.changed or one.given).isoformat(),
        }
        for one in answers
    ]
    reports = PostReport.objects.filter(person=person).select_related("post__thread__body")
    written += [
        {"group": str(one.post.thread.body), "about": _("reported"), "text": one.message, "at": one.made.isoformat()}
        for one in reports
    ]
    return [{**row, "about": str(row["about"])} for row in written]


def _erase_words(person: Person, now: datetime) -> list[str | Promise]:
    """What one wrote for oneself goes; what an association said by one’s hand is the association’s and stays."""
    behalf = Q(membership__organisation__isnull=False)
    GroupAnswer.objects.filter(Q(person=person), ~behalf).delete()
    posts = Post.objects.filter(person=person)
    kept = posts.filter(behalf, deleted=None).exists() or GroupAnswer.objects.filter(person=person).exists()
    PostHiding.objects.filter(post__in=posts).update(appeal="")
    PostReport.objects.filter(person=person).exclude(answered=None).update(message="")
    own = posts.exclude(pk__in=posts.filter(behalf).values("pk"))
    Post.objects.filter(pk__in=list(own.filter(deleted=None).values_list("pk", flat=True))).update(deleted=now)
    own.update(text="")
    posts.update(person=None, name="")
    GroupAnswer.objects.filter(person=person).update(person=None)
    PostReport.objects.filter(person=person).update(person=None)
    return [_("What you wrote in groups for an association stays as the association’s, without your name.")] * kept


register_holding("group_memberships", Holding(_("Groups you are in"), _show_memberships, _erase_memberships))
# What is written hangs on the membership, so it goes first: erasing begins with what was registered last.
register_holding("group_words", Holding(_("What you have written in groups"), _show_words, _erase_words))
