"""Giving, renewing and ending mandates. A page that has had an owner is never left without one."""

from datetime import date, datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.core.audit import record
from raitti.core.verdicts import require
from raitti.directory.actions.mandate_letters import tell_holder
from raitti.directory.actions.matters import bring_forward
from raitti.directory.models import Invitation, Mandate, Organisation, Role
from raitti.directory.queries.mandates import has_owner
from raitti.directory.rules import may_end_mandate, may_renew_mandate
from raitti.directory.rules.mandates import givers_of

_RENEWED_FOR = relativedelta(years=1)


def lock(organisation: Organisation) -> Organisation:
    """Have an organisation's mandates to oneself until the transaction ends, so that two acts at once cannot cross."""
    return Organisation.objects.select_for_update().get(pk=organisation.pk)


@transaction.atomic
def give_mandate(
    person: Person,
    organisation: Organisation,
    role: Role | str,
    *,
    actor: Any,
    now: datetime,
    until: date | None = None,
    given_by: str = "",
) -> Mandate:
    """Let a person act for an organisation, from today; whoever has the role already keeps it as it is.

    An owner's role has no last day: it goes on until it is handed over or ended.
    """
    organisation, role, today = lock(organisation), Role(role), timezone.localdate(now)
    if role == Role.OWNER:
        until = None
    held = Mandate.objects.filter(person=person, organisation=organisation, role=role, ended_on=None).first()
    if held is not None:
        if held.until is None or held.until >= today:
            return held
        held.ended_on = held.until
        held.save(update_fields=["ended_on"])
    mandate = Mandate.objects.create(
        person=person,
        organisation=organisation,
        role=role,
        since=today,
        until=until,
        renew_by=today + _RENEWED_FOR,
        given_by=(given_by or str(actor))[:200],
        created=now,
    )
    record(actor, "gave mandate", mandate, now=now)
    return mandate


@transaction.atomic
def renew_mandate(mandate: Mandate, *, actor: Any, now: datetime) -> Mandate:
    """Say that a mandate is still right, for a year from today."""
    require(may_renew_mandate(actor, mandate, now=now))
    before, after = mandate.renew_by, timezone.localdate(now) + _RENEWED_FOR
    mandate.renew_by, mandate.reminded_on = after, None
    mandate.save(update_fields=["renew_by", "reminded_on"])
    changes = {"renew_by": [before.isoformat() if before else None, after.isoformat()]}
    record(actor, "renewed mandate", mandate, now=now, changes=changes)
    return mandate


@transaction.atomic
def end_mandate(mandate: Mandate, *, actor: Any, now: datetime) -> Mandate:
    """Give a role up or take it from someone, who is told. Raises `Refused` for the last owner."""
    lock(mandate.organisation)
    mandate = Mandate.objects.select_related("organisation", "person").get(pk=mandate.pk)
    require(may_end_mandate(actor, mandate, now=now))
    close(mandate, actor=actor, now=now)
    if actor != mandate.person:
        tell_of_end(mandate)
    return mandate


def close(mandate: Mandate, *, actor: Any, now: datetime) -> None:
    """End a mandate of a locked organisation, and with it the offers its holder may make no more."""
    mandate.ended_on, mandate.ended_by = timezone.localdate(now), str(actor)[:200]
    mandate.save(update_fields=["ended_on", "ended_by"])
    record(actor, "ended mandate", mandate, now=now)
    organisation = mandate.organisation
    open_offers = Invitation.objects.filter(organisation=organisation, state=Invitation.State.OPEN)
    given = [role for role in Role if mandate.role in givers_of(role, organisation).inside]
    stale = open_offers.filter(Q(given_by=mandate.person, role__in=given) | Q(replaces=mandate))
    stale.update(state=Invitation.State.WITHDRAWN, answered=now)
    if mandate.role == Role.OWNER and not has_owner(organisation, on=timezone.localdate(now)):
        bring_forward(organisation, now=now)


def tell_of_end(mandate: Mandate) -> None:
    """Tell someone that a role of theirs has ended."""
    tell_holder(
        mandate,
        _("Your role has ended: %(organisation)s"),
        _("You no longer act for %(organisation)s as %(role)s."),
        _("If you think that this is a mistake, write to those who look after the page."),
    )
