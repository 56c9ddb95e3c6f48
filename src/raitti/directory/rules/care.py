"""Rules of those who look after an area: queues, suggestions, duplicates, moderation, figures."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.core.audit import System
from raitti.core.verdicts import YES, Verdict
from raitti.directory.models import (
    DuplicateSuspicion,
    Hiding,
    Matter,
    MatterKind,
    Merge,
    Organisation,
    Portal,
    Role,
    Suggestion,
)
from raitti.directory.queries.first_looks import areas_of_organisation
from raitti.directory.queries.mandates import mandates_of, municipalities_in_care
from raitti.directory.queries.queue import QUEUE_ROLES, STEWARDS, settlers_of
from raitti.directory.rules.asking import Actor, held, is_person, refused, rule, signed_in, with_second_factor
from raitti.directory.rules.entries import EDITORS
from raitti.directory.rules.first_looks import looks_after
from raitti.places.models import Area

WATCHERS = frozenset({Role.COUNTY_OFFICER, Role.READER}) | QUEUE_ROLES


@rule
def may_see_queue(actor: Actor, *, now: datetime) -> Verdict:
    """The queue of what waits in one's own area."""
    return _has_role(actor, QUEUE_ROLES, now=now)


@rule
def may_see_duplicates(actor: Actor, *, now: datetime) -> Verdict:
    """The pairs that may be one organisation: those who can merge them."""
    return _has_role(actor, STEWARDS, now=now)


@rule
def may_work_on(actor: Actor, matter: Matter, *, now: datetime) -> Verdict:
    """Taking, noting and settling a matter: those in whose area it is, coordinators where no steward is."""
    roles = settlers_of(matter)
    verdict = _has_role(actor, roles, now=now)
    if not verdict or not isinstance(actor, Person):
        return verdict
    in_another = _("This waits in another area’s queue.")
    if matter.organisation is not None and matter.kind == MatterKind.NEW:
        # Whether a new page may be shown is not for its own people to say.
        areas = areas_of_organisation(matter.organisation)
        if not areas:
            return _has_role(actor, frozenset({Role.COORDINATOR}), now=now)
        return looks_after(actor, areas, now=now, otherwise=in_another)
    if matter.organisation is not None:
        # Over what no steward looks after, coordinators are held to be stewards.
        return held(actor, matter.organisation, roles - {Role.COORDINATOR}, now=now, otherwise=in_another)
    in_care = municipalities_in_care(actor, on=timezone.localdate(now), roles=roles)
    if matter.municipality_id is None or matter.municipality_id in in_care:
        return YES
    return refused(in_another)


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
    not_both = _("Both pages must be in your region.")
    verdict = held(actor, first, {Role.STEWARD}, now=now, otherwise=not_both)
    return verdict and held(actor, second, {Role.STEWARD}, now=now, otherwise=not_both)


@rule
def may_unmerge(actor: Actor, merge: Merge, *, now: datetime) -> Verdict:
    """Making two entries of one again: the steward of the one that stayed."""
    return held(actor, merge.kept, {Role.STEWARD}, now=now, otherwise=_("This page is not in your region."))


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
        is_steward = any(
            each.role == Role.STEWARD and each.organisation_id == area.steward_id
            for each in mandates_of(actor, on=today)
        )
        return YES if is_steward else refused(_("This is another region’s."))
    return YES if area.pk in municipalities_in_care(actor, on=today) else refused(_("This is another area’s."))


@rule
def may_keep_harvest(actor: Actor, portal: Portal, *, now: datetime) -> Verdict:
    """Fetching entries from another service on a schedule: the region's own stewards, no neighbour's."""
    return held(actor, portal.steward, {Role.STEWARD}, now=now, of_its_own=True)


@rule
def may_set_region(actor: Actor, portal: Portal, *, now: datetime) -> Verdict:
    """How a region's pages are looked after: the region's own stewards, no neighbour's."""
    return held(actor, portal.steward, {Role.STEWARD}, now=now, of_its_own=True)


def _has_role(actor: Actor, wanted: frozenset[Role], *, now: datetime) -> Verdict:
    """Whether someone holds one of the roles at all, with the second factor the staff needs."""
    if isinstance(actor, System):
        return YES
    if not is_person(actor) or not isinstance(actor, Person):
        return signed_in(actor)
    held_roles = {Role(mandate.role) for mandate in mandates_of(actor, on=timezone.localdate(now))}
    if not held_roles & wanted:
        return refused(_("This is for those who look after an area’s pages."))
    return with_second_factor(actor)
