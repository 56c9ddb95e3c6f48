"""Rules of mandates: who may give, pass on, renew and end them, and who may claim an entry."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.core.verdicts import YES, Verdict
from raitti.directory.models import (
    Claim,
    Invitation,
    Mandate,
    Organisation,
    OrganisationKind,
    OrganisationStatus,
    Publication,
    Role,
)
from raitti.directory.rules.asking import Actor, held, is_person, refused, roles, rule, signed_in

# Which roles a role may give others, in the organisations it reaches.
GIVES = {
    Role.OWNER: frozenset({Role.OWNER, Role.EDITOR, Role.AGENT}),
    Role.CONTACT_OFFICER: frozenset({Role.AGENT, Role.CONTACT_OFFICER}),
    Role.COUNTY_OFFICER: frozenset({Role.COUNTY_OFFICER}),
    Role.STEWARD: frozenset(Role) - {Role.COORDINATOR, Role.READER},
    Role.COORDINATOR: frozenset({Role.STEWARD, Role.COORDINATOR, Role.READER}),
    Role.READER: frozenset({Role.READER}),
}
# Roles that are held of one's own employer or steward, never of any association.
_ONLY_OF = {
    Role.CONTACT_OFFICER: {OrganisationKind.MUNICIPALITY},
    Role.COUNTY_OFFICER: {OrganisationKind.COUNTY},
    Role.READER: {OrganisationKind.FUNDER, OrganisationKind.AUTHORITY},
}
_CLAIMABLE = frozenset(
    {
        OrganisationKind.ASSOCIATION,
        OrganisationKind.INFORMAL,
        OrganisationKind.FOUNDATION,
        OrganisationKind.FEDERATION,
        OrganisationKind.PARISH,
        OrganisationKind.COMPANY,
    }
)
_KEEPERS = frozenset({Role.OWNER, Role.EDITOR, Role.AGENT, Role.CONTACT_OFFICER, Role.STEWARD})


@rule
def may_see_own_pages(actor: Actor, *, now: datetime) -> Verdict:
    """One's own desk, drafts, account and data: whoever is signed in, and only theirs."""
    return signed_in(actor)


@rule
def may_see_mandates(actor: Actor, organisation: Organisation, *, now: datetime) -> Verdict:
    """Who keeps the page and in which role."""
    return held(actor, organisation, _KEEPERS, now=now)


@rule
def may_invite(actor: Actor, organisation: Organisation, role: Role | str, *, now: datetime) -> Verdict:
    """Giving someone a role: owners for their own, officers and stewards for their work.

    An agent may bring an association that nobody owns its first owner. Officers' and stewards' own
    roles are given only by those who hold them of the same organisation.
    """
    role = Role(role)
    if role in _ONLY_OF and organisation.kind not in _ONLY_OF[role]:
        return refused(_("This role is not one of this organisation."), code="role")
    if role == Role.STEWARD and not organisation.portals.exists():
        return refused(_("Only the organisation that looks after a region’s pages has stewards."), code="role")
    givers = {giver for giver, given in GIVES.items() if role in given}
    verdict = held(actor, organisation, givers, now=now, otherwise=_("You cannot give this role here."))
    if not verdict and role == Role.OWNER and not _has_owner(organisation, now=now):
        return held(actor, organisation, {Role.AGENT}, now=now, otherwise=verdict.reason)
    return verdict


@rule
def may_answer_invitation(actor: Actor, invitation: Invitation, *, now: datetime) -> Verdict:
    """Whoever holds the link of an open invitation and has signed in."""
    if invitation.state != Invitation.State.OPEN:
        return refused(_("This invitation has already been answered or withdrawn."), code="answered")
    if invitation.expires < now:
        return refused(_("This invitation has run out. Ask for a new one."), code="expired")
    return signed_in(actor)


@rule
def may_hand_over(actor: Actor, mandate: Mandate, *, now: datetime) -> Verdict:
    """Passing one's own role to a successor."""
    if not is_person(actor) or not isinstance(actor, Person):
        return signed_in(actor)
    if mandate.person_id != actor.pk:
        return refused(_("Only the one who holds a role can hand it over."))
    return _holds_now(mandate, now=now)


@rule
def may_renew_mandate(actor: Actor, mandate: Mandate, *, now: datetime) -> Verdict:
    """Saying once a year that a mandate is still right: its holder, or an owner or steward."""
    if isinstance(actor, Person) and mandate.person_id == actor.pk:
        return _holds_now(mandate, now=now)
    givers = {Role.OWNER, Role.STEWARD}
    return held(actor, mandate.organisation, givers, now=now) and _holds_now(mandate, now=now)


@rule
def may_end_mandate(actor: Actor, mandate: Mandate, *, now: datetime) -> Verdict:
    """Giving a role up, or taking it from someone; the last owner cannot vanish."""
    verdict = _holds_now(mandate, now=now)
    if not verdict:
        return verdict
    if not (isinstance(actor, Person) and mandate.person_id == actor.pk):
        enders = {giver for giver, given in GIVES.items() if mandate.role in given}
        verdict = held(actor, mandate.organisation, enders, now=now)
    if verdict and mandate.role == Role.OWNER and not _other_owner(mandate, now=now):
        return refused(
            _("You are looking at the last owner of the page. Hand the keys over to someone first."),
            code="last_owner",
        )
    return verdict


@rule
def may_claim(actor: Actor, organisation: Organisation, *, now: datetime) -> Verdict:
    """Saying that an entry is one's own association's."""
    if not isinstance(actor, Person) or not actor.is_active:
        return signed_in(actor)
    if organisation.kind not in _CLAIMABLE:
        return refused(_("Public bodies’ pages are given by the region’s steward. Write to them."), code="kind")
    if organisation.status == OrganisationStatus.DISSOLVED:
        return refused(_("The association has been closed, so its page cannot be claimed."), code="closed")
    if organisation.publication == Publication.DRAFT:
        return refused(_("This page is not open to everyone."))
    if {Role.OWNER, Role.EDITOR} & roles(actor, organisation, now=now):
        return refused(_("You already look after this page."), code="yours")
    if Claim.objects.filter(organisation=organisation, person=actor, state=Claim.State.OPEN).exists():
        return refused(_("You have asked for this page already, and the answer is on its way."), code="waiting")
    return YES


def _holds_now(mandate: Mandate, *, now: datetime) -> Verdict:
    if Mandate.objects.current(timezone.localdate(now)).filter(pk=mandate.pk).exists():
        return YES
    return refused(_("This role has already ended."), code="ended")


def _has_owner(organisation: Organisation, *, now: datetime) -> bool:
    return Mandate.objects.current(timezone.localdate(now)).filter(organisation=organisation, role=Role.OWNER).exists()


def _other_owner(mandate: Mandate, *, now: datetime) -> bool:
    owners = Mandate.objects.current(timezone.localdate(now)).filter(
        organisation=mandate.organisation_id, role=Role.OWNER, person__is_active=True
    )
    return owners.exclude(pk=mandate.pk).exists()
