"""What members write to each other: threads and their messages, mended for a day, taken away at any time."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from raitti.bodies.actions.group_letters import tell_members_of_post
from raitti.bodies.actions.group_words import line, named, words
from raitti.bodies.models import Body, Membership, Post, Thread
from raitti.bodies.queries.groups import memberships_in
from raitti.bodies.rules import may_delete_post, may_edit_post, may_write_in_group
from raitti.core.audit import record
from raitti.core.verdicts import require
from raitti.directory.actions.checks import refuse

_EMPTY = _("Write something first.")


@transaction.atomic
def begin_thread(
    body: Body,
    *,
    title: str,
    text: str,
    actor: Any,
    now: datetime,
    language: str = "fi",
    membership: UUID | None = None,
) -> Thread:
    """Begin to talk about something, with a first message; in whose name is said by `membership`."""
    require(may_write_in_group(actor, body, now=now))
    title = line("title", title, missing=_("Say in a few words what this is about."))
    thread = Thread.objects.create(body=body, title=title, language=language, created=now, moved=now)
    write_post(thread, text=text, actor=actor, now=now, language=language, membership=membership)
    return thread


@transaction.atomic
def write_post(
    thread: Thread, *, text: str, actor: Any, now: datetime, language: str = "fi", membership: UUID | None = None
) -> Post:
    """Say something in a thread."""
    require(may_write_in_group(actor, thread.body, now=now))
    text = words("text", text, missing=_EMPTY)
    speaker = acting_member(thread.body, actor=actor, now=now, chosen=membership)
    post = Post.objects.create(
        thread=thread,
        membership=speaker,
        person=actor,
        name="" if speaker is not None else named(actor),
        as_leader=speaker is None,
        text=text,
        language=language,
        written=now,
    )
    Thread.objects.filter(pk=thread.pk).update(moved=now)
    record(actor, "wrote in group", thread.body, on_behalf_of=speaker.organisation if speaker else None, now=now)
    tell_members_of_post.enqueue(post.pk, now.isoformat())
    return post


def acting_member(body: Body, *, actor: Any, now: datetime, chosen: UUID | None = None) -> Membership | None:
    """As which member somebody speaks: the chosen one of theirs, else the first; none who only leads or keeps."""
    theirs = memberships_in(body, actor, now=now)
    if chosen is not None:
        found = next((each for each in theirs if each.uid == chosen), None)
        if found is None:
            refuse("membership", "", _("You cannot speak for this member any more. Choose another."), code="membership")
    else:
        found = theirs[0] if theirs else None
    if found is not None and found.person_id is None and found.organisation_id is None:
        # Joined by an address that is now the account's: from here on they are one.
        found.person = actor
        found.save(update_fields=["person"])
    return found


@transaction.atomic
def edit_post(post: Post, *, text: str, actor: Any, now: datetime) -> Post:
    """Mend one's own words; that they were changed is said beside them."""
    post = held_post(post)
    require(may_edit_post(actor, post, now=now))
    text = words("text", text, missing=_EMPTY)
    if text != post.text:
        post.text, post.edited = text, now
        post.save(update_fields=["text", "edited"])
        record(actor, "mended message", post.thread.body, now=now)
    return post


@transaction.atomic
def delete_post(post: Post, *, actor: Any, now: datetime) -> Post:
    """Take one's own words away for good; that something was there is said."""
    post = held_post(post)
    require(may_delete_post(actor, post, now=now))
    post.text, post.deleted = "", now
    post.save(update_fields=["text", "deleted"])
    # Nothing is left to decide about.
    post.reports.filter(answered=None).update(answered=now)
    record(actor, "took message away", post.thread.body, now=now)
    return post


def held_post(post: Post) -> Post:
    """The message as it is now, nobody else's until this is done."""
    held = Post.objects.select_for_update(of=("self",))
    return held.select_related("thread__body__steward", "thread__body__setter", "person").get(pk=post.pk)
