"""Pages of new organisations that nobody but their makers and those who looked at them first has seen."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from raitti.core.audit import System, record
from raitti.core.daily import daily
from raitti.core.models import Slug
from raitti.directory.actions.matters import close_matter
from raitti.directory.actions.pictures import remove_picture
from raitti.directory.models import DuplicateSuspicion, FirstLook, MatterKind, Organisation, Publication, Thing
from raitti.directory.queries.waiting import uid_of

# What was sent back can be mended for so long after the last touch.
KEPT = timedelta(days=365)


def was_never_shown(organisation: Organisation) -> bool:
    """Whether it came to a first look and has not passed one."""
    states = set(organisation.first_looks.values_list("state", flat=True))
    return (
        organisation.publication == Publication.DRAFT and bool(states) and FirstLook.State.ACCEPTED.value not in states
    )


@transaction.atomic
def remove_never_shown(organisation: Organisation, *, actor: Any, now: datetime) -> None:
    """Remove it with all that was written for it; no page, link or letter of anybody else leads there."""
    of_it = Q(first=organisation) | Q(second=organisation)
    for suspicion in DuplicateSuspicion.objects.filter(of_it, state=DuplicateSuspicion.State.OPEN):
        close_matter(kind=MatterKind.DUPLICATE, about_uid=uid_of(suspicion), by=actor, outcome=_("removed"), now=now)
    record(actor, "removed page never shown", organisation, now=now)
    things: list[Thing] = [*organisation.services.all(), *organisation.locations.all(), organisation]
    for thing in things:
        remove_picture(thing, actor=actor, now=now)
        Slug.objects.filter(kind=thing._meta.model_name, object_id=thing.pk).delete()
    organisation.members.update(parent=None)
    for thing in things:
        thing.delete()


@daily("remove pages that were sent back and left")
def remove_sent_back(now: datetime) -> None:
    """Remove what nobody has mended for a year after the answer."""
    left = Organisation.objects.filter(
        publication=Publication.DRAFT, first_looks__state=FirstLook.State.REFUSED, changed__lt=now - KEPT
    ).exclude(first_looks__state=FirstLook.State.OPEN)
    for organisation in left.exclude(first_looks__decided__gte=now - KEPT).distinct():
        if was_never_shown(organisation):
            remove_never_shown(organisation, actor=System("daily"), now=now)
