"""Rules of new organisations: who shows one to everyone at once, and who looks at the others first."""

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.core.verdicts import YES, Verdict
from raitti.directory.models import FirstLook, Role
from raitti.directory.queries.first_looks import areas_of_organisation, is_looked_at_first
from raitti.directory.queries.mandates import mandates_of, municipalities_in_care, stewarded_areas
from raitti.directory.queries.queue import QUEUE_ROLES
from raitti.directory.rules.asking import Actor, refused, rule, signed_in, with_second_factor
from raitti.places.models import Area

_IN_ANOTHER = _("This waits in another area’s queue.")


@rule
def may_open(actor: Actor, areas: Collection[Area], *, now: datetime) -> Verdict:
    """Showing a new organisation of some areas to everyone at once: those who look after one of them, and everybody
    where the region's portal wants no first look. Of one without an area, whoever looks after any.
    """
    if not isinstance(actor, Person) or not actor.is_active:
        return signed_in(actor)
    no = _("Someone who looks after the area looks at a new page before everyone sees it.")
    verdict = looks_after(actor, areas, now=now, otherwise=no)
    if verdict or is_looked_at_first(areas):
        return verdict
    return YES


@rule
def may_decide_first_look(actor: Actor, look: FirstLook, *, now: datetime) -> Verdict:
    """Saying that a new organisation may be shown, or why not yet: those who look after one of its areas; nobody of
    what they sent themselves.
    """
    if look.state != FirstLook.State.OPEN:
        return refused(_("This has been decided already."), code="decided")
    if not isinstance(actor, Person) or not actor.is_active:
        return signed_in(actor)
    if look.sent_by_id == actor.pk:
        return refused(_("Someone else looks at what you have sent yourself."), code="own")
    return looks_after(actor, areas_of_organisation(look.organisation), now=now, otherwise=_IN_ANOTHER)


def looks_after(person: Person, areas: Collection[Area], *, now: datetime, otherwise: str | Promise) -> Verdict:
    """Whether somebody looks after one of some areas; where no region's steward does, its coordinators do."""
    today = timezone.localdate(now)
    if areas:
        in_care = municipalities_in_care(person, on=today, roles=QUEUE_ROLES)
        is_theirs = any(area.pk in in_care for area in areas) or (
            any(mandate.role == Role.COORDINATOR for mandate in mandates_of(person, on=today))
            and not stewarded_areas(on=today).filter(pk__in=[area.pk for area in areas]).exists()
        )
    else:
        is_theirs = any(mandate.role in QUEUE_ROLES for mandate in mandates_of(person, on=today))
    if not is_theirs:
        return refused(otherwise)
    return with_second_factor(person)
