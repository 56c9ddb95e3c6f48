"""What follows in bodies when an organisation is closed: who sat on its nomination sits no longer."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from raitti.bodies.actions.changed import body_changed
from raitti.bodies.actions.seating import end_holdings_of
from raitti.bodies.actions.telling import tell_of_body
from raitti.bodies.models import Body, Holding
from raitti.core.audit import System
from raitti.core.changes import Change, listen
from raitti.core.daily import daily
from raitti.directory.models import Organisation, OrganisationStatus

_TIMEKEEPER = System("time")


@listen
def follow_closing(change: Change) -> None:
    """In the moment an organisation that everyone sees is closed."""
    if change.kind != "organisation":
        return
    closed = Organisation.objects.filter(uid=change.uid, status=OrganisationStatus.DISSOLVED).first()
    if closed is not None:
        end_sittings_of(closed, now=change.at)


@daily("end sittings of closed organisations")
def end_sittings_of_closed(now: datetime) -> None:
    """The same for those that nobody saw, and where an organisation was closed otherwise than by hand."""
    today = timezone.localdate(now)
    still = Holding.objects.filter(Q(until=None) | Q(until__gt=today))
    of_closed = Q(nominated_by__status=OrganisationStatus.DISSOLVED) | Q(
        seat__organisation__status=OrganisationStatus.DISSOLVED
    )
    rows = still.filter(of_closed).values_list("nominated_by", "seat__organisation")
    keys = {key for row in rows for key in row}
    for organisation in Organisation.objects.filter(pk__in=keys, status=OrganisationStatus.DISSOLVED).order_by("pk"):
        end_sittings_of(organisation, now=now)


@transaction.atomic
def end_sittings_of(organisation: Organisation, *, now: datetime) -> list[Holding]:
    """End, today, the sittings on a closed organisation's nomination and in its seats. The seats stay, empty; those
    who must act are told at once, also that whoever appoints or looks after a body is closed."""
    concerned = Holding.objects.filter(Q(nominated_by=organisation) | Q(seat__organisation=organisation))
    today = timezone.localdate(now)
    because = Holding.End.ORGANISATION
    ended = end_holdings_of(concerned, on=today, because=because, actor=_TIMEKEEPER, now=now)
    behind = Q(setter=organisation) | Q(steward=organisation) | Q(pk__in={each.seat.body_id for each in ended})
    for body in Body.objects.filter(behind).select_related("setter", "steward").order_by("pk"):
        tell_of_body(body, now=now)
        body_changed(body, now=now)
    return ended
