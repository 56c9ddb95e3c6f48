"""Who holds which seat on a day, as everyone may see it.

What leaves this module holds a name only where its owner has consented: pages, interfaces, exports and feeds draw from
these rows and never from holders themselves.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from django.db.models import F, FilteredRelation, Min, Q, QuerySet

from raitti.bodies.models import Body, Holder, Holding, Office, Rights, Seat, Stage
from raitti.directory.models import Organisation, Publication

_MOST_DAYS = 60
_MOST_SEATS = 100


@dataclass(frozen=True)
class ShownPerson:
    """A person for everyone to see; without consent there is neither a name nor an id to follow them by."""

    name: str = ""
    uid: UUID | None = None


@dataclass(frozen=True)
class ShownHolding:
    """Who holds, or held, a place of a seat. The organisation that nominated them is always told."""

    key: int
    person: ShownPerson
    place: str
    nominated_by: Organisation | None
    since: date
    until: date | None
    tasks: tuple[str, ...] = ()

    @property
    def is_member(self) -> bool:
        return self.place == Holding.Place.MEMBER

    @property
    def task_words(self) -> str:
        """Their offices, as in "chair, secretary"."""
        return ", ".join(str(Office.Task(task).label) for task in self.tasks)


@dataclass(frozen=True)
class ShownSeat:
    """A seat on a day with whoever holds it."""

    seat: Seat
    member: ShownHolding | None
    deputy: ShownHolding | None
    groups: tuple[Body, ...] = ()

    @property
    def is_speaking_only(self) -> bool:
        return self.seat.rights == Rights.SPEAKING

    @property
    def lacks_deputy(self) -> bool:
        return self.seat.has_deputy and self.deputy is None


@dataclass(frozen=True)
class ShownOffice:
    """An office with whoever has it, and the seat they hold, if any."""

    key: int
    task: str
    person: ShownPerson
    seat: Seat | None
    since: date
    until: date | None

    @property
    def words(self) -> str:
        return str(Office.Task(self.task).label)


@dataclass(frozen=True)
class Sitting:
    """A body on a day: its seats in their order, its offices."""

    day: date
    seats: tuple[ShownSeat, ...] = ()
    offices: tuple[ShownOffice, ...] = ()

    @property
    def vacant(self) -> list[ShownSeat]:
        return [shown for shown in self.seats if shown.member is None]

    @property
    def organisations(self) -> list[Organisation]:
        """The organisations that speak here through members, each once."""
        found = {shown.member.nominated_by for shown in self.seats if shown.member}
        return sorted((each for each in found if each is not None), key=lambda each: (each.sort_fi, each.pk))


@dataclass(frozen=True)
class SeatElsewhere:
    """A seat an organisation has in a body, and who sits there for it."""

    body: Body
    seat: Seat
    holdings: tuple[ShownHolding, ...] = ()


def shown_person(holder: Holder) -> ShownPerson:
    """The public part of a holder."""
    return ShownPerson(holder.name, holder.uid) if holder.name_is_public else ShownPerson()


def shown_holding(holding: Holding, tasks: Collection[str] = ()) -> ShownHolding:
    return ShownHolding(
        key=holding.pk,
        person=shown_person(holding.holder),
        place=holding.place,
        nominated_by=holding.nominated_by,
        since=holding.since,
        until=holding.until,
        tasks=tuple(tasks),
    )


def with_holders(holdings: QuerySet[Holding]) -> QuerySet[Holding]:
    """Holdings with what showing them asks for."""
    return holdings.select_related("holder", "nominated_by")


def sitting(body: Body, *, on: date, groups: dict[int, list[Body]] | None = None) -> Sitting:
    """A body on a day, in three questions to the database; `groups` are those behind its seats, by the seat's id."""
    seats = (
        body.seats.filter(Q(ended_on=None) | Q(ended_on__gte=on))
        .select_related("topic", "area", "organisation")
        .annotate(held_since=Min("holdings__since"))
        .order_by("position", "pk")
    )
    holdings = list(with_holders(Holding.objects.on(on).filter(seat__body=body)).order_by("-since", "-pk"))
    offices = list(
        body.offices.filter(Q(until=None) | Q(until__gte=on), since__lte=on).select_related("holder").order_by("pk")
    )
    places = {(holding.seat_id, holding.place): holding for holding in reversed(holdings)}
    tasks: dict[int, list[str]] = {}
    for office in offices:
        tasks.setdefault(office.holder_id, []).append(office.task)
    shown: list[ShownSeat] = []
    by_holder: dict[int, Seat] = {}
    for seat in seats:
        member, deputy = (places.get((seat.pk, place)) for place in (Holding.Place.MEMBER, Holding.Place.DEPUTY))
        if member is None and deputy is None and not _was_there(seat, body, on):
            continue
        if member is not None:
            by_holder[member.holder_id] = seat
        shown.append(
            ShownSeat(
                seat,
                shown_holding(member, tasks.get(member.holder_id, ())) if member else None,
                shown_holding(deputy) if deputy else None,
                tuple((groups or {}).get(seat.pk, ())),
            )
        )
    return Sitting(on, tuple(shown), tuple(_shown_office(office, by_holder) for office in offices))


def _was_there(seat: Seat, body: Body, on: date) -> bool:
    """Whether an empty seat existed on a day: a seat has no first day, so by its first holder or the body's own row."""
    held_since: date | None = getattr(seat, "held_since", None)
    return on >= body.created.date() or (held_since is not None and held_since <= on)


def _shown_office(office: Office, by_holder: dict[int, Seat]) -> ShownOffice:
    seat = by_holder.get(office.holder_id)
    return ShownOffice(office.pk, office.task, shown_person(office.holder), seat, office.since, office.until)


def days_of_change(body: Body, *, until: date) -> list[date]:
    """The days on which somebody came or went, the latest first, at most sixty."""
    holdings = Holding.objects.filter(seat__body=body)
    began = set(holdings.filter(since__lte=until).order_by("-since").values_list("since", flat=True)[: _MOST_DAYS * 4])
    ended = holdings.filter(until__lt=until).order_by("-until").values_list("until", flat=True)[: _MOST_DAYS * 4]
    days = began | {day + timedelta(days=1) for day in ended if day}
    return sorted(days, reverse=True)[:_MOST_DAYS]


def in_bodies(organisation: Organisation, *, on: date) -> tuple[list[SeatElsewhere], list[Body]]:
    """The seats of public bodies that belong to an organisation or are held on its nomination on a day, and the public
    bodies with seats it has set up or looks after; of bodies that have not ended, in one question to the database."""
    held = FilteredRelation(
        "holdings", condition=Q(holdings__since__lte=on) & (Q(holdings__until=None) | Q(holdings__until__gte=on))
    )
    around = Q(setter=organisation) | Q(steward=organisation)
    one_of_each = Seat.objects.filter(body__in=Body.objects.filter(around)).order_by().values("body")
    mine = Q(organisation=organisation) | Q(held__nominated_by=organisation)
    rows = (
        Seat.objects.filter(Q(ended_on=None) | Q(ended_on__gte=on), body__publication=Publication.PUBLISHED)
        .exclude(body__stage=Stage.ENDED)
        .annotate(held=held)
        .filter(mine | Q(pk__in=one_of_each.annotate(first=Min("pk")).values("first")))
        .select_related("body", "held__holder", "held__nominated_by")  # type: ignore[misc]
        .annotate(place=F("held__place"), held_by=F("held__nominated_by"))
        .order_by("body__sort_fi", "body", "position", "pk", F("held__place").desc(), "held__pk")[:_MOST_SEATS]
    )
    found: dict[int, SeatElsewhere] = {}
    set_up: dict[int, Body] = {}
    for seat in rows:
        if organisation.pk in (seat.body.setter_id, seat.body.steward_id):
            set_up[seat.body_id] = seat.body
        if organisation.pk in (seat.organisation_id, getattr(seat, "held_by", None)):
            # Without a holder the row has no such attribute.
            holding: Holding | None = getattr(seat, "held", None)
            before = found.get(seat.pk, SeatElsewhere(seat.body, seat))
            sitting_there = (shown_holding(holding),) if holding else ()
            found[seat.pk] = replace(before, holdings=before.holdings + sitting_there)
    return list(found.values()), list(set_up.values())
