"""Giving someone a role without asking first who they are on Raitti: the operator's way, and the first of all."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.accounts.queries import person_of_address
from raitti.core.verdicts import require
from raitti.directory.actions.invitations import invite
from raitti.directory.actions.mandate_letters import tell_holder
from raitti.directory.actions.mandates import give_mandate
from raitti.directory.models import Invitation, Mandate, Organisation, Role
from raitti.directory.queries.mandates import current_mandates
from raitti.directory.rules import may_invite


@transaction.atomic
def appoint(
    email: str,
    organisation: Organisation,
    role: Role | str,
    *,
    actor: Any,
    now: datetime,
    language: str = "fi",
    until: date | None = None,
) -> Mandate | Invitation | None:
    """Give a role at once to whose account has the address, offer it by letter to whoever has none yet.

    `None` when they have it already. `language` is that of an invitation; others are written to in their own.
    """
    role = Role(role)
    person = person_of_address(email)
    if person is None:
        return invite(organisation, role, email, actor=actor, now=now, language=language, until=until)
    require(may_invite(actor, organisation, role, now=now))
    acting = current_mandates(organisation, on=timezone.localdate(now))
    if any(each.person_id == person.pk and each.role == role for each in acting):
        return None
    # Pages show it in three languages, so it is the service's own name.
    mandate = give_mandate(person, organisation, role, actor=actor, now=now, until=until, given_by="Raitti")
    tell_holder(
        mandate,
        _("You have a new role: %(organisation)s"),
        _("You now act for %(organisation)s as %(role)s."),
        _("Those who run this service gave you the role. If that is a mistake, answer this letter."),
    )
    return mandate
