"""Pages of new organisations that nobody but their makers and those who looked at them first has seen."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from raitti.core.audit import System, record
from raitti.core.daily import daily
from raitti.directory.actions.matters import close_matter
from raitti.directory.models import FirstLook, MatterKind, Organisation, Publication

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
    for look in organisation.first_looks.filter(state=FirstLook.State.OPEN):
        close_matter(kind=MatterKind.NEW, about_uid=look.uid, by=actor, outcome="removed", now=now)
    record(actor, "removed page never shown", organisation, now=now)
    organisation.services.all().delete()
    organisation.locations.all().delete()
    organisation.delete()


@daily("remove pages that were sent back and left")
def remove_sent_back(now: datetime) -> None:
    """Remove what nobody has mended for a year after the answer."""
    left = Organisation.objects.filter(
        publication=Publication.DRAFT, first_looks__state=FirstLook.State.REFUSED, changed__lt=now - KEPT
    ).exclude(first_looks__state=FirstLook.State.OPEN)
    for organisation in left.exclude(first_looks__decided__gte=now - KEPT).distinct():
        if was_never_shown(organisation):
            remove_never_shown(organisation, actor=System("daily"), now=now)
