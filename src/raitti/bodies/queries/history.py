"""Who held which seat, and who had which office, on any day."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from raitti.bodies.models import Body, Holding, Office, Seat


@dataclass
class SeatOn:
    """A seat as it was held on a day."""

    seat: Seat
    member: Holding | None = None
    deputy: Holding | None = None


@dataclass(frozen=True)
class BodyOn:
    """A body as it stood on a day: its seats in their order, and its offices."""

    day: date
    seats: list[SeatOn] = field(default_factory=list)
    offices: list[Office] = field(default_factory=list)

    @property
    def held(self) -> int:
        return sum(line.member is not None for line in self.seats)


def body_on(body: Body, day: date) -> BodyOn:
    """Who sat where on a day, in three questions. Names are told only as each face may: by consent where everyone
    reads it (`Holder.name_is_public`)."""
    seats = body.seats.filter(Q(ended_on=None) | Q(ended_on__gte=day)).select_related("topic", "area", "organisation")
    lines = {seat.pk: SeatOn(seat) for seat in seats}
    held = Holding.objects.on(day).filter(seat__in=lines).select_related("holder", "nominated_by").order_by("since")
    for holding in held:
        setattr(lines[holding.seat_id], holding.place, holding)
    offices = body.offices.filter(Q(until=None) | Q(until__gte=day), since__lte=day).select_related("holder")
    order = list(Office.Task.values)
    return BodyOn(day, list(lines.values()), sorted(offices, key=lambda office: (order.index(office.task), office.pk)))


def holdings_of(seat: Seat) -> list[Holding]:
    """Everyone who holds, held or is to hold a seat, the latest first."""
    return list(seat.holdings.select_related("holder", "nominated_by", "term").order_by("-since", "place", "-pk"))
