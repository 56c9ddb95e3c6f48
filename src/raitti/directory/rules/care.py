"""Rules of those who look after an area: queues, claims, suggestions, duplicates, moderation, figures."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.accounts.queries import lacks_needed_second_factor
from raitti.core.audit import System
from raitti.core.verdicts import SECOND_FACTOR, YES, Verdict
from raitti.directory.models import (
    STAFF_ROLES,
    Claim,
    DuplicateSuspicion,
    Hiding,
    Matter,
    MatterKind,
    Organisation,
    Portal,
    Role,
    Suggestion,
)
from raitti.directory.queries.mandates import mandates_of, municipalities_in_care
from raitti.directory.rules.asking import Actor, held, is_person, refused, rule, signed_in
from raitti.directory.rules.entries import EDITORS
from raitti.places.models import Area

QUEUE_ROLES = frozenset({Role.AGENT, Role.CONTACT_OFFICER, Role.STEWARD})
WATCHERS = frozenset({Role.COUNTY_OFFICER, Role.COORDINATOR, Role.READER}) | QUEUE_ROLES
# What only a steward settles; the rest an agent or contact officer of the municipality may too.
_STEWARDS_ONLY = frozenset({MatterKind.DUPLICATE, MatterKind.IMPORT, MatterKind.APPEAL, MatterKind.REPORT})


@rule
def may_see_queue(actor: Actor, *, now: datetime) -> Verdict:
    """The queue of what waits in one's own area."""
    return _has_role(actor, QUEUE_ROLES, now=now)


@rule
def may_work_on(actor: Actor, matter: Matter, *, now: datetime) -> Verdict:
    """Taking, noting and settling a matter: those in whose area it is."""
    verdict = _has_role(actor, {Role.STEWARD} if matter.kind in _STEWARDS_ONLY else QUEUE_ROLES, now=now)
    if not verdict or not isinstance(actor, Person):
        return verdict
    today = timezone.localdate(now)
    if matter.organisation is not None:
        wanted = {Role.STEWARD} if matter.kind in _STEWARDS_ONLY else QUEUE_ROLES
        return held(actor, matter.organisation, wanted, now=now, otherwise=_("This waits in another area’s queue."))
    if matter.municipality_id is None or matter.municipality_id in municipalities_in_care(actor, on=today):
        return YES
    return refused(_("This waits in another area’s queue."))


@rule
def may_decide_claim(actor: Actor, claim: Claim, *, now: datetime) -> Verdict:
    """A steward looks at the proof; an agent may vouch for those who say that they know each other."""
    if claim.state != Claim.State.OPEN:
        return refused(_("This has been decided already."), code="decided")
    if isinstance(actor, Person) and claim.person_id == actor.pk:
        return refused(_("Nobody decides on their own claim."), code="own")
    wanted = {Role.STEWARD, Role.AGENT} if claim.way == Claim.Way.AGENT else {Role.STEWARD}
    return held(actor, claim.organisation, wanted, now=now)


@rule
def may_decide_suggestion(actor: Actor, suggestion: Suggestion, *, now: datetime) -> Verdict:
    """Those who may change the entry."""
    if suggestion.state != Suggestion.State.OPEN:
        return refused(_("This has been decided already."), code="decided")
    if suggestion.organisation is None:
        return refused(_("The page is no longer here."), code="gone")
    return held(actor, suggestion.organisation, EDITORS, now=now)


@rule
def may_hide(actor: Actor, organisation: Organisation, *, now: datetime) -> Verdict:
    """Taking an entry from public view, and giving it back."""
    return held(actor, organisation, {Role.STEWARD}, now=now, otherwise=_("Only the region’s steward can hide pages."))


@rule
def may_appeal(actor: Actor, hiding: Hiding, *, now: datetime) -> Verdict:
    """Those who keep a hidden entry may say once why it should be seen."""
    if hiding.organisation is None or hiding.ended is not None:
        return refused(_("The page is no longer hidden."), code="done")
    if hiding.appealed is not None:
        return refused(_("An appeal has been made, and the answer is on its way."), code="waiting")
    return held(actor, hiding.organisation, {Role.OWNER, Role.EDITOR, Role.AGENT}, now=now)


@rule
def may_merge(actor: Actor, first: Organisation, second: Organisation, *, now: datetime) -> Verdict:
    """Making two entries one, or two again: the steward of both."""
    if first.pk == second.pk:
        return refused(_("These are one page already."), code="same")
    both = held(actor, first, {Role.STEWARD}, now=now) and held(actor, second, {Role.STEWARD}, now=now)
    return both or refused(_("Both pages must be in your region."))


@rule
def may_keep_apart(actor: Actor, suspicion: DuplicateSuspicion, *, now: datetime) -> Verdict:
    """Saying that two entries are different organisations."""
    first = held(actor, suspicion.first, {Role.STEWARD}, now=now)
    return first or held(actor, suspicion.second, {Role.STEWARD}, now=now)


@rule
def may_see_dashboard(actor: Actor, area: Area | Portal | None, *, now: datetime) -> Verdict:
    """Figures of an area's directory: those who look after it; of any area, coordinators and funder's readers."""
    verdict = _has_role(actor, WATCHERS, now=now)
    if not verdict or not isinstance(actor, Person):
        return verdict
    today = timezone.localdate(now)
    held_roles = {mandate.role for mandate in mandates_of(actor, on=today)}
    if area is None or held_roles & {Role.COORDINATOR, Role.READER}:
        return YES
    if isinstance(area, Portal):
        stewards = mandates_of(actor, on=today).filter(role=Role.STEWARD, organisation=area.steward_id)
        return YES if stewards.exists() else refused(_("This is another region’s."))
    return YES if area.pk in municipalities_in_care(actor, on=today) else refused(_("This is another area’s."))


@rule
def may_keep_harvest(actor: Actor, portal: Portal, *, now: datetime) -> Verdict:
    """Fetching entries from another service on a schedule."""
    return held(actor, portal.steward, {Role.STEWARD}, now=now)


def _has_role(actor: Actor, wanted: frozenset[Role] | set[Role], *, now: datetime) -> Verdict:
    """Whether someone holds one of the roles at all, with the second factor the staff needs."""
    if isinstance(actor, System):
        return YES
    if not is_person(actor) or not isinstance(actor, Person):
        return signed_in(actor)
    own = {Role(mandate.role) for mandate in mandates_of(actor, on=timezone.localdate(now))} & frozenset(wanted)
    if not own:
        return refused(_("This is for those who look after an area’s pages."))
    if own <= STAFF_ROLES and lacks_needed_second_factor(actor):
        return refused(
            _("Your role opens only to those who sign in with a second step. Set one up on your own page first."),
            code=SECOND_FACTOR,
        )
    return YES
