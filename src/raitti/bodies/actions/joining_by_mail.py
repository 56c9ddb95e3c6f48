"""Joining a group without an account: a name and an address, confirmed by a link; leaving by the link of any letter."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from raitti.accounts.queries import person_of_address
from raitti.bodies.actions.group_letters import leave_token
from raitti.bodies.actions.group_words import line, optional
from raitti.bodies.actions.memberships import LONGEST_MESSAGE, leave_group, let_in_by_address
from raitti.bodies.facts.groups import JoinFacts
from raitti.bodies.models import Body, Mail, Membership
from raitti.bodies.queries.groups import memberships_of
from raitti.bodies.rules import may_join_by_mail
from raitti.core.addresses import full_address
from raitti.core.audit import LinkHolder
from raitti.core.daily import daily
from raitti.core.links import read, sign
from raitti.core.rates import allow
from raitti.core.verdicts import require
from raitti.directory.actions.checks import choice, email, refuse
from raitti.directory.actions.mandate_letters import send

__all__ = ["ask_by_mail", "confirm_by_mail", "joining_by_token", "leave_by_link", "leave_token", "membership_by_link"]

_CONFIRM_WITHIN = timedelta(days=7)
_LINK_HOLDS = timedelta(days=730)


@transaction.atomic
def ask_by_mail(bodies: Iterable[Body], facts: JoinFacts, *, address: str, now: datetime) -> None:
    """Write to an address how to come into groups; whoever reads its mail decides. Says the same of every address."""
    chosen = list(bodies)
    if not chosen:
        refuse("groups", "", _("Choose at least one group."), code="missing")
    name = line("name", facts.name, missing=_("Write your name: the other members see it."))
    message = optional("message", facts.message, most=LONGEST_MESSAGE)
    mail = choice("mail", facts.mail, Mail.values)
    address = email(address, "email").lower()
    if not address:
        refuse("email", "", _("Write your e-mail address: we send a link to it."), code="missing")
    for body in chosen:
        require(may_join_by_mail(body))
    # Nobody is to be flooded with letters by others who know the address.
    require(allow(f"join {address}", 2, now=now))
    Membership.objects.filter(state=Membership.State.UNCONFIRMED, email=address, body__in=chosen).delete()
    waiting = [
        Membership.objects.create(
            body=body,
            name=name,
            email=address,
            language=facts.language,
            state=Membership.State.UNCONFIRMED,
            message=message,
            mail=mail,
            created=now,
        )
        for body in chosen
    ]
    token = sign("group-join", sorted(each.pk for each in waiting))
    with override(facts.language):
        names = "\n".join(body.name_in(facts.language).value for body in chosen)
        send(
            address,
            facts.language,
            gettext("Confirm that you want to join"),
            gettext("Somebody, perhaps you, wants to join with this address. Press the button and you are in:"),
            gettext("If it was not you, throw this letter away. Nothing happens."),
            quote=names,
            button=(gettext("Join"), full_address("group_confirm", facts.language, token=token)),
            why=gettext("You get this letter because this address was given to join groups on Raitti."),
        )


def joining_by_token(token: str) -> list[Membership]:
    """What a letter's link confirms: groups joined by it earlier too; nothing when it proves nothing any more."""
    keys = read("group-join", token, max_age=_CONFIRM_WITHIN)
    if not isinstance(keys, list):
        return []
    found = Membership.objects.filter(pk__in=keys).exclude(email="")
    return list(found.select_related("body__steward", "body__setter").order_by("body__sort_fi", "pk"))


@transaction.atomic
def confirm_by_mail(token: str, *, now: datetime) -> list[Membership]:
    """Come into the groups of a letter; a second press changes nothing. Those that ended meanwhile are left out."""
    joined = []
    for membership in joining_by_token(token):
        if membership.state != Membership.State.UNCONFIRMED:
            joined.append(membership)
            continue
        person = person_of_address(membership.email)
        there = memberships_of(membership.body, person, None).first() or _with_address(membership)
        if there is not None:
            membership.delete()
            joined.append(there)
        elif may_join_by_mail(membership.body):
            joined.append(let_in_by_address(membership, person=person, now=now))
    return joined


def _with_address(membership: Membership) -> Membership | None:
    states = (Membership.State.JOINED, Membership.State.ASKED)
    others = Membership.objects.filter(body=membership.body, email=membership.email, state__in=states)
    return others.filter(organisation=None).first()


def membership_by_link(token: str) -> Membership | None:
    """Whose letters the link of a letter is about."""
    key = read("group-letters", token, max_age=_LINK_HOLDS)
    if not isinstance(key, int):
        return None
    return Membership.objects.filter(pk=key).select_related("body", "organisation", "person").first()


def leave_by_link(membership: Membership, *, now: datetime) -> Membership:
    """Leave by the link of a letter; one who has left already is left alone."""
    if membership.state not in {Membership.State.JOINED, Membership.State.ASKED}:
        return membership
    return leave_group(membership, actor=LinkHolder("member"), now=now)


@daily("forget who did not confirm joining a group")
def forget_unconfirmed(now: datetime) -> None:
    """Remove names and addresses that nobody confirmed."""
    old: Any = Membership.objects.filter(state=Membership.State.UNCONFIRMED, created__lt=now - _CONFIRM_WITHIN)
    old.delete()
