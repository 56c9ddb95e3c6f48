"""Joining and leaving open groups, being let in or not, and how what is written comes by mail."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.bodies.actions import group_letters
from raitti.bodies.actions.group_words import line, optional, words
from raitti.bodies.facts.groups import JoinFacts
from raitti.bodies.models import Body, Joining, Mail, Membership
from raitti.bodies.rules import (
    may_choose_group_mail,
    may_decide_membership,
    may_end_membership,
    may_join_group,
    may_leave_group,
)
from raitti.core.audit import LinkHolder, record
from raitti.core.shelf import content_changed
from raitti.core.verdicts import require
from raitti.directory.actions.behalf import acting_for
from raitti.directory.actions.checks import choice, refuse
from raitti.directory.models import Organisation

LONGEST_MESSAGE = 2000


@transaction.atomic
def join_groups(
    bodies: Iterable[Body], facts: JoinFacts, *, actor: Person, now: datetime, organisation: Organisation | None = None
) -> list[Membership]:
    """Come into several groups at once, oneself or for an association. Those one is in already stay as they are.

    Raises `Refused` when nothing was chosen, one of the groups takes nobody, or there is nothing left to join.
    """
    chosen = _locked(bodies)
    if not chosen:
        refuse("groups", "", _("Choose at least one group."), code="missing")
    name = line("name", facts.name, missing=_("Write your name: the other members see it."))
    message = optional("message", facts.message, most=LONGEST_MESSAGE)
    mail = choice("mail", facts.mail, Mail.values)
    behalf = acting_for(actor, organisation, timezone.localdate(now))
    made, there = [], None
    for body in chosen:
        verdict = may_join_group(actor, body, organisation, now=now)
        if verdict.code in {"joined", "asked"}:
            there = verdict
            continue
        require(verdict)
        state = _state_in(body)
        membership = Membership.objects.create(
            body=body,
            person=actor,
            organisation=organisation,
            name=name,
            email=actor.email.lower(),
            language=facts.language,
            state=state,
            message=message if state == Membership.State.ASKED else "",
            mail=mail,
            created=now,
            since=now if state == Membership.State.JOINED else None,
            told_until=now,
        )
        _note_joining(membership, actor=actor, on_behalf_of=behalf, now=now)
        made.append(membership)
    if not made and there is not None:
        refuse("groups", "", there.reason, code=there.code)
    if behalf is not None:
        group_letters.tell_association(made, by=actor, now=now)
    return made


def _locked(bodies: Iterable[Body]) -> list[Body]:
    """The groups, nobody else's until this is done: who sends a form twice is in once."""
    keys = [body.pk for body in bodies]
    held = Body.objects.select_for_update(of=("self",)).filter(pk__in=keys).select_related("steward", "setter")
    return list(held.order_by("sort_fi", "pk"))


def _state_in(body: Body) -> str:
    return Membership.State.JOINED if body.joining == Joining.OPEN else Membership.State.ASKED


def _note_joining(
    membership: Membership, *, actor: Any, now: datetime, on_behalf_of: Organisation | None = None
) -> None:
    if membership.state == Membership.State.ASKED:
        record(actor, "asked to join group", membership.body, on_behalf_of=on_behalf_of, now=now)
        group_letters.tell_of_asking(membership, now=now)
        return
    record(actor, "joined group", membership.body, on_behalf_of=on_behalf_of, now=now)
    # Public pages say how many are in.
    content_changed()


@transaction.atomic
def let_in_by_address(membership: Membership, *, person: Person | None, now: datetime) -> Membership:
    """Let somebody in whose address is confirmed, or put the request to the leader; `person` has that address."""
    (body,) = _locked([membership.body])
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    if membership.state != Membership.State.UNCONFIRMED:
        return membership
    membership.body, membership.person, membership.state = body, person, _state_in(body)
    membership.since = now if membership.state == Membership.State.JOINED else None
    membership.told_until = now
    membership.save()
    _note_joining(membership, actor=LinkHolder("member"), now=now)
    return membership


@transaction.atomic
def leave_group(membership: Membership, *, actor: Any, now: datetime) -> Membership:
    """Go at once. What was read stays behind, and so does the name: it is shown with nothing any more."""
    membership = _held(membership)
    require(may_leave_group(actor, membership, now=now))
    return _end(membership, Membership.State.LEFT, "left group", actor=actor, now=now)


@transaction.atomic
def choose_mail(membership: Membership, mail: str, *, actor: Any, now: datetime) -> Membership:
    """How what is written in the group comes from now on; too small a thing for the log."""
    membership = _held(membership)
    require(may_choose_group_mail(actor, membership, now=now))
    membership.mail = choice("mail", mail, Mail.values)
    # What was written while no letters were wanted is not sent after.
    membership.told_until = now
    membership.save(update_fields=["mail", "told_until"])
    return membership


@transaction.atomic
def decide_membership(
    membership: Membership, *, take_in: bool, actor: Any, now: datetime, reason: str = ""
) -> Membership:
    """Let in whoever has asked, or say why not; they get a letter either way."""
    membership = _held(membership)
    require(may_decide_membership(actor, membership, now=now))
    if not take_in:
        reason = words("reason", reason, missing=_("Say why: whoever asked reads it."), most=LONGEST_MESSAGE)
        group_letters.tell_of_refusal(membership, reason, now=now)
        return _end(membership, Membership.State.REFUSED, "refused member", actor=actor, now=now, reason=reason)
    membership.state, membership.since, membership.told_until = Membership.State.JOINED, now, now
    membership.save(update_fields=["state", "since", "told_until"])
    record(actor, "took in member", membership.body, now=now)
    content_changed()
    group_letters.tell_of_welcome(membership, now=now)
    return membership


@transaction.atomic
def end_membership(membership: Membership, *, reason: str, actor: Any, now: datetime) -> Membership:
    """Have somebody leave; they are told why."""
    membership = _held(membership)
    require(may_end_membership(actor, membership, now=now))
    reason = words("reason", reason, missing=_("Say why: whoever has to leave reads it."), most=LONGEST_MESSAGE)
    group_letters.tell_of_end(membership, reason, now=now)
    return _end(membership, Membership.State.LEFT, "ended membership", actor=actor, now=now, reason=reason)


def _end(membership: Membership, state: str, verb: str, *, actor: Any, now: datetime, reason: str = "") -> Membership:
    behalf = acting_for(actor, membership.organisation, timezone.localdate(now))
    membership.state, membership.until, membership.reason = state, now, reason
    # Nobody is written to any more, so nothing says who they were but their account, if they have one.
    membership.name, membership.email, membership.message = "", "", ""
    membership.save(update_fields=["state", "until", "reason", "name", "email", "message"])
    record(actor, verb, membership.body, on_behalf_of=behalf, now=now)
    content_changed()
    return membership


def _held(membership: Membership) -> Membership:
    held = Membership.objects.select_for_update(of=("self",))
    return held.select_related("body__steward", "body__setter", "organisation", "person").get(pk=membership.pk)
