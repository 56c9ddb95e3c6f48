"""Who is called to a meeting, whose voice a seat has at a moment, and whether enough of them are there."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from math import ceil

from django.db.models import Q
from django.utils import timezone

from raitti.bodies.models import AgendaItem, Attendance, Body, Holder, Holding, Meeting, Office, Rights, Seat

# A share is kept with three decimals: 0.667 means two thirds, not a bit more.
_MOST_PARTS = 20
_KEPT_TO = Fraction(1, 2000)


@dataclass(frozen=True)
class Place:
    """A seat at a meeting: who is called for it."""

    seat: Seat
    members: tuple[Attendance, ...] = ()
    deputies: tuple[Attendance, ...] = ()

    def voice(self, at: datetime, *, without: Collection[int] = ()) -> Attendance | None:
        """Who speaks for the seat at a moment: its member, else the deputy; never one of the holders `without`."""
        return next(
            (each for each in (*self.members, *self.deputies) if each.was_there(at) and each.holder_id not in without),
            None,
        )


@dataclass(frozen=True)
class Count:
    """How many of the seats that decide are represented, and how many must be."""

    present: int
    needed: int
    seats: int

    @property
    def is_enough(self) -> bool:
        return self.present >= self.needed


def quorum_of(body: Body, seats: int) -> int:
    """How many of so many seats must be represented; one at least."""
    share = Fraction(body.quorum)
    near = share.limit_denominator(_MOST_PARTS)
    return max(1, ceil((near if abs(near - share) <= _KEPT_TO else share) * seats))


def attendances_of(meeting: Meeting) -> list[Attendance]:
    """Everyone called, seat by seat, members before deputies; then those who have an office and no seat."""
    found = meeting.attendances.select_related("holder", "holding__seat", "holding__nominated_by")
    return sorted(found, key=lambda each: (each.holding is None, *_seat_order(each), each.is_deputy, each.pk))


def _seat_order(attendance: Attendance) -> tuple[int, int]:
    holding = attendance.holding
    return (holding.seat.position, holding.seat_id) if holding is not None else (0, 0)


def places_of(meeting: Meeting, attendances: Collection[Attendance] | None = None) -> list[Place]:
    """The seats that decide at a meeting, with who is called for each: empty seats count too."""
    known = attendances_of(meeting) if attendances is None else attendances
    day = timezone.localdate(meeting.starts)
    seats = Seat.objects.filter(Q(ended_on=None) | Q(ended_on__gte=day), body=meeting.body_id, rights=Rights.FULL)
    called: dict[int, list[Attendance]] = {}
    for each in known:
        if each.holding is not None:
            called.setdefault(each.holding.seat_id, []).append(each)
    return [
        Place(
            seat,
            tuple(each for each in called.get(seat.pk, ()) if not each.is_deputy),
            tuple(each for each in called.get(seat.pk, ()) if each.is_deputy),
        )
        for seat in seats
    ]


def count_of(
    meeting: Meeting, at: datetime, *, without: Collection[int] = (), places: Collection[Place] | None = None
) -> Count:
    """Whether a meeting can decide at a moment; holders `without` take no part."""
    known = places_of(meeting) if places is None else places
    present = sum(1 for place in known if place.voice(at, without=without) is not None)
    return Count(present, quorum_of(meeting.body, len(known)), len(known))


def left_out_of(item: AgendaItem) -> set[int]:
    """The holders who have an interest of their own in an item."""
    return {conflict.holder_id for conflict in item.conflicts.all()}


def to_be_called(meeting: Meeting) -> list[tuple[Holder, Holding | None]]:
    """Who is called: those who hold a seat on the day, members first, and those who have an office."""
    day = timezone.localdate(meeting.starts)
    holdings = Holding.objects.on(day).filter(seat__body=meeting.body_id).select_related("holder", "seat")
    found: dict[int, tuple[Holder, Holding | None]] = {}
    for holding in sorted(holdings, key=lambda each: each.place != Holding.Place.MEMBER):
        found.setdefault(holding.holder_id, (holding.holder, holding))
    offices = Office.objects.filter(Q(until=None) | Q(until__gte=day), body=meeting.body_id, since__lte=day)
    for office in offices.select_related("holder"):
        found.setdefault(office.holder_id, (office.holder, None))
    return list(found.values())


def officers_of(meeting: Meeting) -> dict[str, list[Holder]]:
    """Who has which office on the day of a meeting, by `Office.Task`."""
    day = timezone.localdate(meeting.starts)
    offices = Office.objects.filter(Q(until=None) | Q(until__gte=day), body=meeting.body_id, since__lte=day)
    found: dict[str, list[Holder]] = {}
    for office in offices.select_related("holder"):
        found.setdefault(office.task, []).append(office.holder)
    return found
