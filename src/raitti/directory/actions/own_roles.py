"""A person's mandates, invitations and claims as data about them: handed out and erased on request."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.accounts.queries import addresses_of
from raitti.core.models import AuditEntry
from raitti.core.personal import Holding, register_holding
from raitti.core.verdicts import Refused, Verdict
from raitti.directory.actions.claims import forget_proof, settle_claim
from raitti.directory.actions.mandates import close, lock
from raitti.directory.actions.never_shown import remove_never_shown, was_never_shown
from raitti.directory.models import Claim, Invitation
from raitti.directory.rules import may_end_mandate

_GONE = "…"


def _show_mandates(person: Person) -> list[dict[str, Any]]:
    return [
        {
            "organisation": str(mandate.organisation),
            "role": mandate.get_role_display(),
            "since": mandate.since.isoformat(),
            "until": mandate.until.isoformat() if mandate.until else None,
            "ended": mandate.ended_on.isoformat() if mandate.ended_on else None,
            "given_by": mandate.given_by,
        }
        for mandate in person.mandates.select_related("organisation").order_by("since", "pk")
    ]


@transaction.atomic
def _erase_mandates(person: Person, now: datetime) -> list[str | Promise]:
    """End and remove a person's roles; refuses where a page would be left without an owner.

    A page that only its last owner has seen goes with them.
    """
    held = list(person.mandates.filter(ended_on=None).select_related("organisation", "person"))
    left_alone, never_shown = [], []
    for mandate in held:
        lock(mandate.organisation)
        verdict = may_end_mandate(person, mandate, now=now)
        if verdict.code == "last_owner" and was_never_shown(mandate.organisation):
            never_shown.append(mandate.organisation)
        elif verdict.code == "last_owner":
            left_alone.append(str(mandate.organisation))
        elif verdict:
            close(mandate, actor=person, now=now)
    if left_alone:
        reason = _("You are the last owner of: {names}. Hand the keys over to someone first.")
        raise Refused(Verdict("last_owner", format_lazy(reason, names=", ".join(left_alone))))
    keys = [str(pk) for pk in person.mandates.values_list("pk", flat=True)]
    AuditEntry.objects.filter(subject_kind="mandate", subject_id__in=keys).update(subject_label=_GONE)
    person.mandates.all().delete()
    for organisation in never_shown:
        remove_never_shown(organisation, actor=person, now=now)
    return []


def _own_invitations(person: Person) -> Any:
    to = Q(given_by=person)
    for address in addresses_of(person):
        to |= Q(email__iexact=address)
    return Invitation.objects.filter(to).select_related("organisation").order_by("created", "pk")


def _show_invitations(person: Person) -> list[dict[str, Any]]:
    return [
        {
            "organisation": str(invitation.organisation),
            "role": invitation.get_role_display(),
            "to": invitation.email,
            "message": invitation.message,
            "state": invitation.get_state_display(),
            "made": invitation.created.isoformat(),
        }
        for invitation in _own_invitations(person)
    ]


def _erase_invitations(person: Person, now: datetime) -> list[str | Promise]:
    _own_invitations(person).delete()
    return []


def _show_claims(person: Person) -> list[dict[str, Any]]:
    return [
        {
            "organisation": str(claim.organisation),
            "way": claim.get_way_display(),
            "position": claim.position,
            "message": claim.message,
            "state": claim.get_state_display(),
            "reason": claim.reason,
            "made": claim.created.isoformat(),
            "has_proof": bool(claim.proof),
        }
        for claim in person.claims.select_related("organisation").order_by("created", "pk")
    ]


@transaction.atomic
def _erase_claims(person: Person, now: datetime) -> list[str | Promise]:
    for claim in person.claims.select_related("organisation"):
        if claim.state == Claim.State.OPEN:
            settle_claim(claim, Claim.State.WITHDRAWN, by=person, now=now)
        forget_proof(claim)
    person.claims.all().delete()
    return []


register_holding("mandates", Holding(_("Your roles"), _show_mandates, _erase_mandates))
register_holding("invitations", Holding(_("Invitations to you and by you"), _show_invitations, _erase_invitations))
register_holding("claims", Holding(_("Pages you have asked for"), _show_claims, _erase_claims))
