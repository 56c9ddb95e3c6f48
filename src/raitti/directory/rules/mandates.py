"""Rules of mandates: who may give, take up, pass on, renew and end them."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.accounts.queries import addresses_of
from raitti.core.audit import System
from raitti.core.verdicts import NOT_ALLOWED, SECOND_FACTOR, YES, Verdict
from raitti.directory.models import STAFF_ROLES, Draft, Invitation, Mandate, Organisation, OrganisationKind, Role
from raitti.directory.queries.mandates import current_mandates, has_owner, municipalities_in_care
from raitti.directory.rules.asking import (
    Actor,
    held,
    in_person,
    is_person,
    refused,
    roles,
    rule,
    signed_in,
    still_open,
    with_second_factor,
)
from raitti.places.models import Area
from raitti.places.queries import municipalities_in

# Bodies whose own people reach beyond their own page, or whose name alone is trusted.
PUBLIC_BODIES = frozenset(
    {OrganisationKind.MUNICIPALITY, OrganisationKind.COUNTY, OrganisationKind.FUNDER, OrganisationKind.AUTHORITY}
)
# Roles that only these kinds of organisations have.
_ONLY_OF = {
    Role.CONTACT_OFFICER: {OrganisationKind.MUNICIPALITY},
    Role.COUNTY_OFFICER: {OrganisationKind.COUNTY},
    Role.READER: {OrganisationKind.FUNDER, OrganisationKind.AUTHORITY},
}
_KEEPERS = frozenset({Role.OWNER, Role.EDITOR, Role.AGENT, Role.CONTACT_OFFICER, Role.STEWARD})


class Givers(NamedTuple):
    """Whose gift a role is: of those of the same organisation, and of those who look after its area."""

    inside: frozenset[Role]
    above: frozenset[Role]


def givers_of(role: Role, organisation: Organisation) -> Givers:
    """Who gives a role of an organisation. No role reaches further than that of whoever gives it."""
    inside, above = {role}, {Role.STEWARD}
    if role in {Role.EDITOR, Role.AGENT}:
        # An agent of a municipality reaches all its associations: that is the contact officer's to give.
        is_municipality = organisation.kind == OrganisationKind.MUNICIPALITY
        inside = {Role.CONTACT_OFFICER} if role == Role.AGENT and is_municipality else {Role.OWNER}
    elif role in {Role.STEWARD, Role.COORDINATOR, Role.READER}:
        above = {Role.COORDINATOR}
    return Givers(frozenset(inside), frozenset(above))


def gives(actor: Actor, organisation: Organisation, role: Role, *, now: datetime) -> Verdict:
    """Whether a role is an actor's to give and to take."""
    inside, above = givers_of(role, organisation)
    no = _("You cannot give this role here.")
    verdict = held(actor, organisation, inside, now=now, of_its_own=True, otherwise=no)
    return held(actor, organisation, above, now=now, otherwise=no) if verdict.code == NOT_ALLOWED else verdict


@rule
def may_see_own_pages(actor: Actor, *, now: datetime) -> Verdict:
    """One's own desk, drafts, account and data: whoever is signed in, and only theirs."""
    return signed_in(actor)


@rule
def may_see_draft(actor: Actor, draft: Draft, *, now: datetime) -> Verdict:
    """What someone has typed and not published: nobody but they themselves."""
    if not isinstance(actor, Person) or not actor.is_active:
        return in_person(actor)
    return YES if draft.person_id == actor.pk else refused(_("This is someone else’s draft."))


@rule
def may_see_mandates(actor: Actor, organisation: Organisation, *, now: datetime) -> Verdict:
    """Who keeps the page and in which role."""
    return held(actor, organisation, _KEEPERS, now=now)


def keeps_page(actor: Actor, organisation: Organisation, *, now: datetime) -> bool:
    """Whether it is for somebody to look after a page, if only after adding a second step of signing in."""
    return bool(roles(actor, organisation, now=now) & _KEEPERS)


@rule
def may_answer_for_area(
    actor: Actor, kind: OrganisationKind | str, areas: Collection[Area], *, now: datetime
) -> Verdict:
    """Calling a page a public body's, and saying which area it answers for: stewards of that area, coordinators.

    Mandates of public bodies reach all associations of their area, so nobody gives themselves one by a form.
    """
    if kind not in PUBLIC_BODIES or not isinstance(actor, Person):
        return signed_in(actor)
    reason = _("Public bodies’ pages are opened, and their areas changed, by the region’s steward. Write to them.")
    held_roles = {Role(mandate.role) for mandate in actor.mandates.current(timezone.localdate(now))}
    wanted = {area.pk for area in municipalities_in(areas)} if areas else set()
    in_care = municipalities_in_care(actor, on=timezone.localdate(now), roles={Role.STEWARD})
    if Role.COORDINATOR not in held_roles and not (Role.STEWARD in held_roles and wanted <= in_care):
        return refused(reason, code="kind")
    return with_second_factor(actor)


@rule
def may_invite(actor: Actor, organisation: Organisation, role: Role | str, *, now: datetime) -> Verdict:
    """Giving someone a role: owners for their own, officers and stewards for their work.

    An agent may bring an association that nobody owns its first owner.
    """
    role = Role(role)
    if role in _ONLY_OF and organisation.kind not in _ONLY_OF[role]:
        return refused(_("This role is not one of this organisation."), code="role")
    verdict = gives(actor, organisation, role, now=now)
    if verdict and role == Role.STEWARD and not organisation.portals.exists():
        return refused(_("Only the organisation that looks after a region’s pages has stewards."), code="role")
    if verdict.code == NOT_ALLOWED and role == Role.OWNER and not has_owner(organisation, on=timezone.localdate(now)):
        verdict = held(actor, organisation, {Role.AGENT}, now=now, otherwise=verdict.reason)
    return verdict and still_open(organisation)


@rule
def may_see_invitation(actor: Actor, invitation: Invitation, *, now: datetime) -> Verdict:
    """Whoever holds the link of an invitation that still waits may read it and say no, signed in or not."""
    if invitation.state != Invitation.State.OPEN:
        return refused(_("This invitation has already been answered or withdrawn."), code="answered")
    if invitation.expires < now:
        return refused(_("This invitation has run out. Ask for a new one."), code="expired")
    return YES


@rule
def may_answer_invitation(actor: Actor, invitation: Invitation, *, now: datetime) -> Verdict:
    """Taking a role up: whoever holds the link and has signed in, as long as the giver may still give it.

    Roles that reach beyond one's own association go to the invited address only, whoever has the link.
    """
    verdict = may_see_invitation(actor, invitation, now=now) and in_person(actor)
    if not verdict or not isinstance(actor, Person):
        return verdict
    if invitation.given_by_id == actor.pk:
        return refused(_("Nobody gives a role to themselves."), code="own")
    if invitation.role in STAFF_ROLES and invitation.email.casefold() not in addresses_of(actor):
        return refused(_("This role was offered to another e-mail address. Sign in with that one."), code="address")
    if not _still_given(invitation, now=now):
        return refused(_("Whoever invited you no longer gives this role. Ask for a new invitation."), code="giver")
    return YES


@rule
def may_withdraw_invitation(actor: Actor, invitation: Invitation, *, now: datetime) -> Verdict:
    """Taking an offer back: whoever made it, and those who could have made it."""
    if invitation.state != Invitation.State.OPEN:
        return refused(_("This invitation has already been answered or withdrawn."), code="answered")
    if isinstance(actor, Person) and is_person(actor) and invitation.given_by_id == actor.pk:
        return YES
    return gives(actor, invitation.organisation, Role(invitation.role), now=now)


@rule
def may_hand_over(actor: Actor, mandate: Mandate, *, now: datetime) -> Verdict:
    """Passing one's own role to a successor: roles that their holders give."""
    if not isinstance(actor, Person) or not is_person(actor):
        return in_person(actor)
    if mandate.person_id != actor.pk:
        return refused(_("Only the one who holds a role can hand it over."))
    if mandate.role not in givers_of(Role(mandate.role), mandate.organisation).inside:
        return refused(_("This role is given by someone else. Ask them to give it to your successor."), code="role")
    verdict = _holds_now(mandate, now=now)
    return with_second_factor(actor) if verdict and mandate.role in STAFF_ROLES else verdict


@rule
def may_renew_mandate(actor: Actor, mandate: Mandate, *, now: datetime) -> Verdict:
    """Saying once a year that a mandate is still right: its holder, or whoever gives the role."""
    verdict = _holds_now(mandate, now=now)
    if not verdict:
        return verdict
    if isinstance(actor, Person) and is_person(actor) and mandate.person_id == actor.pk:
        return with_second_factor(actor) if mandate.role in STAFF_ROLES else YES
    return gives(actor, mandate.organisation, Role(mandate.role), now=now)


@rule
def may_end_mandate(actor: Actor, mandate: Mandate, *, now: datetime) -> Verdict:
    """Giving a role up, or taking it from someone; the last owner cannot vanish."""
    verdict = _holds_now(mandate, now=now)
    if verdict and not (isinstance(actor, Person) and is_person(actor) and mandate.person_id == actor.pk):
        verdict = gives(actor, mandate.organisation, Role(mandate.role), now=now)
    if verdict and mandate.role == Role.OWNER and not _other_owner(mandate, now=now):
        return refused(
            _("A page cannot be left without an owner, and this is the last one. Hand the keys over first."),
            code="last_owner",
        )
    return verdict


def _holds_now(mandate: Mandate, *, now: datetime) -> Verdict:
    if mandate in current_mandates(mandate.organisation, on=timezone.localdate(now)):
        return YES
    return refused(_("This role has already ended."), code="ended")


def _other_owner(mandate: Mandate, *, now: datetime) -> bool:
    return any(
        each.role == Role.OWNER and each.person.is_active and each.person_id != mandate.person_id
        for each in current_mandates(mandate.organisation, on=timezone.localdate(now))
    )


def _still_given(invitation: Invitation, *, now: datetime) -> Verdict:
    """Whether the giver's own role still stands, so that nobody's offers outlive their mandate.

    How they sign in was asked when they made the offer. An offer without a giver is the operator's own.
    """
    giver, organisation = invitation.given_by or System("Raitti"), invitation.organisation
    if invitation.replaces is not None:
        verdict = may_hand_over(giver, invitation.replaces, now=now)
    else:
        verdict = may_invite(giver, organisation, Role(invitation.role), now=now)
    return still_open(organisation) if verdict.code == SECOND_FACTOR else verdict
