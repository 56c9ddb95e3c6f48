"""Rules of claims: who may ask for an existing entry, who sees what they send, and who decides."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.core.verdicts import YES, Verdict
from raitti.directory.models import (
    Claim,
    Organisation,
    OrganisationKind,
    OrganisationStatus,
    Publication,
    Role,
)
from raitti.directory.queries.hiding import hiding_of
from raitti.directory.queries.mandates import has_owner
from raitti.directory.queries.waiting import in_queue_from
from raitti.directory.rules.asking import Actor, held, in_person, own_roles, refused, roles, rule

CLAIMABLE = frozenset(
    {
        OrganisationKind.ASSOCIATION,
        OrganisationKind.INFORMAL,
        OrganisationKind.FOUNDATION,
        OrganisationKind.FEDERATION,
        OrganisationKind.PARISH,
        OrganisationKind.COMPANY,
    }
)
_ONE_DAY, _MOST_IN_A_DAY = timedelta(days=1), 2


@rule
def may_claim(actor: Actor, organisation: Organisation, *, now: datetime) -> Verdict:
    """Saying that an entry is one's own association's: whoever is signed in, of what everyone can see.

    An entry hidden because nobody confirmed it can be claimed too, one hidden for its content cannot.
    """
    if not isinstance(actor, Person) or not actor.is_active:
        return in_person(actor)
    is_moderated = organisation.publication == Publication.HIDDEN and hiding_of(organisation) is not None
    if organisation.publication == Publication.DRAFT or is_moderated:
        return refused(_("This page is not open to everyone."))
    if organisation.kind not in CLAIMABLE:
        return refused(_("Public bodies’ pages are given by the region’s steward. Write to them."), code="kind")
    if organisation.status == OrganisationStatus.DISSOLVED:
        return refused(_("The association has been closed, so its page cannot be claimed."), code="closed")
    if {Role.OWNER, Role.EDITOR} & roles(actor, organisation, now=now):
        return refused(_("You already look after this page."), code="yours")
    if Claim.objects.filter(organisation=organisation, person=actor, state=Claim.State.OPEN).exists():
        return refused(_("You have asked for this page already, and the answer is on its way."), code="waiting")
    asked_today = Claim.objects.filter(organisation=organisation, person=actor, created__gt=now - _ONE_DAY).count()
    if asked_today >= _MOST_IN_A_DAY:
        return refused(_("You have asked for this page more than once today. Try again tomorrow."), code="often")
    return YES


@rule
def may_see_claims(actor: Actor, organisation: Organisation, *, now: datetime) -> Verdict:
    """Who has asked for an entry, side by side: those who may decide, or may have to."""
    return held(actor, organisation, {Role.OWNER, Role.AGENT, Role.STEWARD}, now=now)


@rule
def may_see_claim(actor: Actor, claim: Claim, *, now: datetime) -> Verdict:
    """One's own claim, and those that one may have to decide."""
    if isinstance(actor, Person) and actor.is_active and claim.person_id == actor.pk:
        return YES
    return may_see_claims(actor, claim.organisation, now=now)


@rule
def may_see_proof(actor: Actor, claim: Claim, *, now: datetime) -> Verdict:
    """The extract from the register: the region's steward, until the claim is decided."""
    if claim.state != Claim.State.OPEN or not claim.proof:
        return refused(_("There is nothing to see: it is removed when the claim has been decided."), code="gone")
    return held(actor, claim.organisation, {Role.STEWARD}, now=now)


@rule
def may_withdraw_claim(actor: Actor, claim: Claim, *, now: datetime) -> Verdict:
    """Taking one's own claim back while it waits."""
    if not isinstance(actor, Person) or not actor.is_active:
        return in_person(actor)
    if claim.person_id != actor.pk:
        return refused(_("This is someone else’s claim."))
    return _waits(claim)


@rule
def may_answer_claim_link(actor: Actor, claim: Claim, *, now: datetime) -> Verdict:
    """Whoever holds the link sent to the entry's own address may read who asks, and say that it is not right."""
    if claim.way != Claim.Way.ADDRESS:
        return refused(_("This claim is looked at in another way."), code="way")
    return _waits(claim) and _owners_asked(claim, now=now)


@rule
def may_prove_claim(actor: Actor, claim: Claim, *, now: datetime) -> Verdict:
    """Becoming the owner by that link: only the one who asked, signed in."""
    if not isinstance(actor, Person) or not actor.is_active:
        return in_person(actor)
    if claim.person_id != actor.pk:
        return refused(_("This link works for the one who asked for the page. Pass the letter on to them."))
    return may_answer_claim_link(actor, claim, now=now)


@rule
def may_decide_claim(actor: Actor, claim: Claim, *, now: datetime) -> Verdict:
    """The page's owners first; then a steward, or an agent for those who say that an agent knows them."""
    verdict = _waits(claim)
    if not verdict:
        return verdict
    organisation = claim.organisation
    if isinstance(actor, Person) and _has_asked(actor, organisation):
        return refused(_("Nobody decides on their own claim, or on one beside it."), code="own")
    if Role.OWNER in own_roles(actor, organisation, now=now):
        return YES
    wanted = {Role.STEWARD, Role.AGENT} if claim.way == Claim.Way.AGENT else {Role.STEWARD}
    return held(actor, organisation, wanted, now=now) and _owners_asked(claim, now=now)


def asks_owners_until(claim: Claim, *, now: datetime) -> datetime | None:
    """Until when a claim waits for the page's owners alone; `None` when it does not."""
    until = in_queue_from(claim)
    waits = now < until and has_owner(claim.organisation, on=timezone.localdate(now))
    return until if waits else None


def _waits(claim: Claim) -> Verdict:
    if claim.state == Claim.State.OPEN:
        return YES
    return refused(_("This has been decided already."), code="decided")


def _owners_asked(claim: Claim, *, now: datetime) -> Verdict:
    if asks_owners_until(claim, now=now) is None:
        return YES
    return refused(_("The page has owners, and they are asked first. They have two weeks to answer."), code="owners")


def _has_asked(person: Person, organisation: Organisation) -> bool:
    return Claim.objects.filter(organisation=organisation, person=person, state=Claim.State.OPEN).exists()
