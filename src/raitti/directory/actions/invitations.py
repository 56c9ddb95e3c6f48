"""Inviting someone to a role, handing one's own over, and what the invited answer."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from raitti.accounts.models import Person
from raitti.core.addressees import forget_bounce
from raitti.core.addresses import full_address
from raitti.core.audit import System, record
from raitti.core.verdicts import Refused, Verdict, require
from raitti.directory.actions.mandate_letters import called, name_of, send
from raitti.directory.actions.mandates import close, give_mandate, lock
from raitti.directory.models import Invitation, Mandate, Organisation, Role
from raitti.directory.queries.invitations import invitation_token
from raitti.directory.queries.mandates import current_mandates
from raitti.directory.rules import (
    may_answer_invitation,
    may_hand_over,
    may_invite,
    may_see_invitation,
    may_withdraw_invitation,
)

VALID_FOR = timedelta(days=30)
# The very same offer within this time is one button pressed twice: one letter is enough.
_PRESSED_TWICE = timedelta(minutes=1)
# What a giver may keep of a role handed over.
KEEPABLE = {Role.OWNER: (Role.EDITOR,)}


@transaction.atomic
def invite(
    organisation: Organisation,
    role: Role | str,
    email: str,
    *,
    actor: Any,
    now: datetime,
    language: str = "fi",
    message: str = "",
    until: date | None = None,
) -> Invitation:
    """Offer someone a role by a letter; an open offer of the same to the same address is replaced by this one."""
    organisation = lock(organisation)
    require(may_invite(actor, organisation, role, now=now))
    return _offer(
        organisation, Role(role), email, actor=actor, now=now, language=language, message=message, until=until
    )


@transaction.atomic
def hand_over(
    mandate: Mandate,
    email: str,
    *,
    actor: Any,
    now: datetime,
    language: str = "fi",
    message: str = "",
    keeps: str = "",
) -> Invitation:
    """Offer one's own role to a successor. When they accept, it passes, and the giver keeps only `keeps`."""
    organisation, role = lock(mandate.organisation), Role(mandate.role)
    require(may_hand_over(actor, mandate, now=now))
    if keeps and keeps not in KEEPABLE.get(role, ()):
        _refuse("keeps", gettext_lazy("This role cannot be kept when you hand over the one you have."))
    return _offer(
        organisation,
        role,
        email,
        actor=actor,
        now=now,
        language=language,
        message=message,
        until=mandate.until,
        replaces=mandate,
        keeps=keeps,
    )


def _offer(
    organisation: Organisation,
    role: Role,
    email: str,
    *,
    actor: Any,
    now: datetime,
    language: str,
    message: str,
    until: date | None,
    replaces: Mandate | None = None,
    keeps: str = "",
) -> Invitation:
    email = email.strip().lower()
    today = timezone.localdate(now)
    if isinstance(actor, Person) and email == actor.email.casefold():
        _refuse("email", gettext_lazy("This is your own address. Give that of the person you invite."))
    acting = current_mandates(organisation, on=today)
    if any(each.role == role and each.person.email.lower() == email.lower() for each in acting):
        _refuse("email", gettext_lazy("This person has the role already."))
    offered = Q(organisation=organisation, email__iexact=email, role=role)
    if replaces is not None:
        offered |= Q(replaces=replaces)
    waiting = Invitation.objects.filter(offered, state=Invitation.State.OPEN)
    told: dict[str, Any] = {
        "email": email,
        "role": role,
        "until": until,
        "message": message.strip(),
        "language": language,
    }
    pressed_twice = waiting.filter(replaces=replaces, keeps=keeps, created__gt=now - _PRESSED_TWICE, **told).first()
    if pressed_twice is not None:
        return pressed_twice
    for earlier in waiting:
        _settle(earlier, Invitation.State.WITHDRAWN, now=now)
    invitation = Invitation.objects.create(
        organisation=organisation,
        **told,
        given_by=actor if isinstance(actor, Person) else None,
        replaces=replaces,
        keeps=keeps,
        created=now,
        expires=now + VALID_FOR,
    )
    # Whom it went to is the invitation's own to know.
    record(actor, "handed over" if replaces else "invited", organisation, now=now, changes={"role": [None, role.value]})
    # Whoever gives an address by hand means it: where letters came back from it before, it is tried anew.
    forget_bounce(email)
    write_invitation(invitation)
    return invitation


@transaction.atomic
def accept_invitation(invitation: Invitation, *, actor: Person, now: datetime) -> Mandate:
    """Take an offered role up. A role handed over leaves its giver in the same moment."""
    lock(invitation.organisation)
    invitation = Invitation.objects.select_related("organisation", "given_by", "replaces").get(pk=invitation.pk)
    require(may_answer_invitation(actor, invitation, now=now))
    given_by = str(invitation.given_by or "Raitti")
    mandate = give_mandate(
        actor,
        invitation.organisation,
        invitation.role,
        actor=actor,
        now=now,
        until=invitation.until,
        given_by=given_by,
    )
    _settle(invitation, Invitation.State.ACCEPTED, now=now)
    if invitation.replaces is not None:
        giver = invitation.replaces.person
        close(invitation.replaces, actor=giver, now=now)
        if invitation.keeps:
            give_mandate(giver, invitation.organisation, invitation.keeps, actor=actor, now=now, given_by=given_by)
    record(actor, "accepted invitation", invitation, now=now)
    _tell_giver(invitation, answered_by=actor)
    return mandate


@transaction.atomic
def decline_invitation(invitation: Invitation, *, actor: Any, now: datetime) -> None:
    """Say no to an offer; who holds its link may, with or without an account."""
    lock(invitation.organisation)
    invitation = Invitation.objects.select_related("organisation", "given_by").get(pk=invitation.pk)
    require(may_see_invitation(actor, invitation, now=now))
    _settle(invitation, Invitation.State.DECLINED, now=now)
    by = actor if isinstance(actor, Person) else System("whoever was invited")
    record(by, "declined invitation", invitation, now=now)
    _tell_giver(invitation, answered_by=None)


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, actor: Any, now: datetime) -> None:
    """Take an offer back; its link then says so."""
    lock(invitation.organisation)
    invitation = Invitation.objects.select_related("organisation", "given_by").get(pk=invitation.pk)
    require(may_withdraw_invitation(actor, invitation, now=now))
    _settle(invitation, Invitation.State.WITHDRAWN, now=now)
    record(actor, "withdrew invitation", invitation, now=now)


def _settle(invitation: Invitation, state: Invitation.State, *, now: datetime) -> None:
    invitation.state, invitation.answered = state, now
    invitation.save(update_fields=["state", "answered"])


def _refuse(field: str, reason: Any) -> None:
    raise Refused(Verdict("invalid", reason, {"field": field}))


def write_invitation(invitation: Invitation) -> None:
    """The letter with the offer and its link."""
    language, giver = invitation.language, invitation.given_by
    with override(language):
        words = {
            "giver": called(giver) if giver is not None else "Raitti",
            "organisation": name_of(invitation.organisation, language),
            "role": invitation.get_role_display(),
            "day": date_format(invitation.expires, "j.n.Y"),
        }
        if invitation.replaces is not None:
            subject = _("You are handed the keys: %(organisation)s") % words
            first = _("%(giver)s hands a role over to you: %(role)s, %(organisation)s.") % words
        else:
            subject = _("Invitation: %(organisation)s") % words
            first = _("%(giver)s invites you to act for %(organisation)s. Your role: %(role)s.") % words
        send(
            invitation.email,
            language,
            subject,
            first,
            _("Open the invitation to say yes or no. If you have no account yet, you can make one there.") % words,
            _("The link works until %(day)s. If you know nothing of this, you need do nothing.") % words,
            quote=invitation.message,
            button=(
                _("Open the invitation"),
                full_address("invitation", language, token=invitation_token(invitation)),
            ),
            why=_("You got this letter because someone who uses Raitti gave this address."),
        )


def _tell_giver(invitation: Invitation, *, answered_by: Person | None) -> None:
    giver = invitation.given_by
    if giver is None or not giver.is_active:
        return
    language = giver.language
    with override(language):
        words = {
            "email": invitation.email,
            "organisation": name_of(invitation.organisation, language),
            "role": invitation.get_role_display(),
        }
        if answered_by is None:
            subject = _("Your invitation was declined: %(organisation)s") % words
            sentence = _("The invitation to %(email)s was declined. The role was: %(role)s.") % words
        elif invitation.replaces is not None:
            subject = _("The keys have passed: %(organisation)s") % words
            words |= {"person": called(answered_by)}
            sentence = _("%(person)s has taken over your role: %(role)s. It is no longer yours. Thank you!") % words
        else:
            subject = _("Your invitation was accepted: %(organisation)s") % words
            words |= {"person": called(answered_by)}
            sentence = _("%(person)s has accepted. Their role: %(role)s.") % words
        send(giver.email, language, subject, sentence, button=(_("Open my desk"), full_address("desk", language)))
