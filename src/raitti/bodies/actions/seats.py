"""The seats of a body: added, changed, put in order, ended."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.bodies.actions.changed import body_changed
from raitti.bodies.actions.seating import end_holdings_of, locked
from raitti.bodies.facts.bodies import SeatFacts
from raitti.bodies.models import Body, Holding, Rights, Seat
from raitti.bodies.queries.seating import overlapping
from raitti.bodies.rules import may_change_seats
from raitti.core.audit import record
from raitti.core.verdicts import Refused, Verdict, require
from raitti.directory.actions import checks
from raitti.directory.actions.saving import differences, set_fields
from raitti.directory.lookup import Lookup
from raitti.directory.models import OrganisationKind, OrganisationStatus

_MOST_SEATS = 200
Belongs = Seat.Belongs
# What of a seat goes with whom it belongs to.
_GOES_WITH = {
    "topic": (Belongs.THEME,),
    "area": (Belongs.AREA, Belongs.PUBLIC_BODY),
    "organisation_kind": (Belongs.ORGANISATION_KIND,),
    "organisation": (Belongs.ORGANISATION, Belongs.PUBLIC_BODY),
}


@transaction.atomic
def add_seat(body: Body, facts: SeatFacts, *, actor: Any, now: datetime) -> Seat:
    """Make a seat, after the others."""
    body = locked(body)
    require(may_change_seats(actor, body, now=now))
    if body.seats.count() >= _MOST_SEATS:
        reason = _("A body has at most %d seats.") % _MOST_SEATS
        raise Refused(Verdict("many", reason))
    last = body.seats.aggregate(last=Max("position"))["last"] or 0
    seat = Seat(body=body, position=last + 1)
    set_fields(seat, _fields(facts))
    seat.save()
    record(actor, "added seat", seat, now=now)
    body_changed(body, now=now)
    return seat


@transaction.atomic
def change_seat(seat: Seat, facts: SeatFacts, *, actor: Any, now: datetime) -> Seat:
    """Make a seat what the facts say; whoever holds it goes on holding it."""
    body = locked(seat.body)
    require(may_change_seats(actor, body, now=now))
    seat = Seat.objects.get(pk=seat.pk)
    fields = _fields(facts)
    changes = differences(seat, fields)
    if not changes:
        return seat
    deputies = seat.holdings.filter(place=Holding.Place.DEPUTY)
    if not facts.has_deputy and overlapping(deputies, since=timezone.localdate(now), until=None).exists():
        checks.refuse("has_deputy", "", _("Somebody is deputy here. End that first."), code="held")
    set_fields(seat, fields)
    seat.save()
    record(actor, "changed seat", seat, now=now, changes={name: [str(a), str(b)] for name, (a, b) in changes.items()})
    body_changed(body, now=now)
    return seat


def _fields(facts: SeatFacts) -> dict[str, Any]:
    belongs = checks.choice("belongs", facts.belongs, Belongs.values)
    for field, kinds in _GOES_WITH.items():
        if getattr(facts, field) and belongs not in kinds:
            reason = _("This does not go with what the seat belongs to: %s. Empty it, or change that.")
            checks.refuse(field, str(getattr(facts, field)), reason % Belongs(belongs).label, code="belongs")
    lookup = Lookup()
    topics = checks.topics("topic", [facts.topic] if facts.topic else [], lookup)
    if facts.organisation is not None and facts.organisation.status == OrganisationStatus.DISSOLVED:
        checks.refuse("organisation", facts.organisation, _("This organisation has been closed."), code="closed")
    return {
        "name": checks.name(facts.name),
        "belongs": belongs,
        "topic": topics[0] if topics else None,
        "area": checks.area("area", facts.area, lookup),
        "organisation_kind": checks.choice(
            "organisation_kind", facts.organisation_kind, ("", *OrganisationKind.values)
        ),
        "organisation": facts.organisation,
        "rights": checks.choice("rights", facts.rights, Rights.values),
        "has_deputy": facts.has_deputy,
    }


@transaction.atomic
def end_seat(seat: Seat, *, on: date, actor: Any, now: datetime) -> Seat | None:
    """Say that a seat is no more after a day; whoever holds it, holds it to that day. One that nobody ever held is
    taken away (and None given): it was a mistake."""
    body = locked(seat.body)
    require(may_change_seats(actor, body, now=now))
    seat = Seat.objects.get(pk=seat.pk)
    if seat.ended_on is not None:
        return seat
    if not seat.holdings.exists() and not _is_pointed_at(seat):
        record(actor, "removed seat", seat, now=now)
        seat.delete()
        body_changed(body, now=now)
        return None
    end_holdings_of(seat.holdings.all(), on=on, because=Holding.End.SEAT, actor=actor, now=now)
    seat.ended_on = on
    seat.save(update_fields=["ended_on"])
    record(actor, "ended seat", seat, now=now, changes={"ended_on": [None, on.isoformat()]})
    body_changed(body, now=now)
    return seat


def _is_pointed_at(seat: Seat) -> bool:
    """Whether a support group, a nomination or whatever else parts of this room tie to seats hangs on it."""
    relations = [each for each in seat._meta.related_objects if not each.many_to_many]
    return any(each.related_model._base_manager.filter(**{each.field.name: seat}).exists() for each in relations)


@transaction.atomic
def order_seats(body: Body, order: Sequence[UUID], *, actor: Any, now: datetime) -> None:
    """Put the seats in an order; those not named come after, as they stood."""
    body = locked(body)
    require(may_change_seats(actor, body, now=now))
    place = {uid: number for number, uid in enumerate(order)}
    seats = sorted(body.seats.all(), key=lambda seat: (place.get(seat.uid, len(place)), seat.position, seat.pk))
    for position, seat in enumerate(seats, start=1):
        seat.position = position
    Seat.objects.bulk_update(seats, ["position"])
    record(actor, "ordered seats", body, now=now)
    body_changed(body, now=now)
