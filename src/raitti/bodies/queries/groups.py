"""Open groups: who leads them, who is in them, and what somebody is in a group."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from raitti.accounts.models import Person
from raitti.accounts.queries import has_address
from raitti.bodies.models import Body, Holder, Holding, Joining, Membership, Office, Seat, Stage
from raitti.bodies.models.groups import MembershipQuerySet
from raitti.bodies.queries.standing import KEEPING, SPEAKING_FOR
from raitti.core.once import once
from raitti.directory.models import Organisation
from raitti.directory.queries.mandates import mandates_of, organisations_of


@dataclass(frozen=True)
class Leader:
    """Who leads a group today, and by what: the seat the group stands behind, or an office of its own."""

    holder: Holder
    seat: Seat | None
    is_deputy: bool = False


def leaders_of(bodies: Iterable[Body], *, on: date) -> dict[int, Leader]:
    """The leaders of groups on a day, by the group's key.

    A group behind a seat is led by the seat's member and, where that place is empty, by the deputy. One behind no
    seat is led by its own chair. A group nobody leads is not in the answer: its keepers see to it.
    """
    groups = list(bodies)
    by_seat = {group.pk: group.behind_id for group in groups if group.behind_id}
    of_seats: dict[int, Leader] = {}
    held = Holding.objects.on(on).filter(seat__in=set(by_seat.values()), holder__forgotten=None)
    held = held.filter(Q(seat__ended_on=None) | Q(seat__ended_on__gt=on)).exclude(seat__body__stage=Stage.ENDED)
    # Members come after deputies, so that they stand.
    for each in held.select_related("holder__person", "seat__body").order_by("place", "since", "pk"):
        is_deputy = each.place == Holding.Place.DEPUTY
        if not is_deputy or each.seat_id not in of_seats:
            of_seats[each.seat_id] = Leader(each.holder, each.seat, is_deputy)
    found = {group: of_seats[seat] for group, seat in by_seat.items() if seat in of_seats}
    alone = [group.pk for group in groups if not group.behind_id]
    if alone:
        chairs = Office.objects.filter(Q(until=None) | Q(until__gte=on), body__in=alone, task=Office.Task.CHAIR)
        for office in chairs.filter(since__lte=on, holder__forgotten=None).select_related("holder__person"):
            found[office.body_id] = Leader(office.holder, None)
    return found


def leader_of(body: Body, *, on: date) -> Leader | None:
    """Who leads a group on a day."""
    return once(("leader", body.pk, on), lambda: leaders_of([body], on=on).get(body.pk))


def memberships_for(person: Person, *, now: datetime) -> MembershipQuerySet:
    """Every membership somebody may act by: their own, by account or address, and those of their associations."""
    own = Q(organisation=None) & (Q(person=person) | (Q(person=None) & has_address(person)))
    associations = Q(organisation__in=organisations_of(person, SPEAKING_FOR, now=now))
    found: MembershipQuerySet = Membership.objects.filter(own | associations).select_related("organisation")
    return found


def memberships_in(body: Body, person: Person, *, now: datetime) -> list[Membership]:
    """The memberships of one group somebody may act by today, their own first."""

    def read() -> list[Membership]:
        found = memberships_for(person, now=now).current().filter(body=body)
        return sorted(found, key=lambda each: (each.organisation_id is not None, each.pk))

    return once(("in group", body.pk, person.pk, now), read)


def memberships_of(body: Body, person: Person | None, organisation: Organisation | None) -> QuerySet[Membership]:
    """Those by which a person, or an association, is in a group or has asked to be."""
    there = Membership.objects.filter(body=body, state__in=(Membership.State.JOINED, Membership.State.ASKED))
    if organisation is not None:
        return there.filter(organisation=organisation)
    if person is None:
        return there.none()
    return there.filter(Q(person=person) | (Q(person=None) & has_address(person)), organisation=None)


@dataclass(frozen=True)
class Size:
    """How many people and associations are in a group."""

    people: int = 0
    associations: int = 0

    @property
    def all(self) -> int:
        return self.people + self.associations


def sizes_of(bodies: Collection[int]) -> dict[int, Size]:
    """How many are in each of some groups; an association counts once."""
    rows = Membership.objects.current().filter(body__in=bodies).order_by().values("body")
    counted = rows.annotate(
        people=Count("pk", filter=Q(organisation=None)), associations=Count("organisation", distinct=True)
    )
    found = {row["body"]: Size(row["people"], row["associations"]) for row in counted}
    return {body: found.get(body, Size()) for body in bodies}


def open_groups(*, behind: Body | None = None) -> QuerySet[Body]:
    """Groups that can be joined, by name; those behind the seats of one body alone, if one is given."""
    found = Body.objects.public().exclude(joining=Joining.BY_SEAT).exclude(stage=Stage.ENDED)
    if behind is not None:
        found = found.filter(behind__body=behind)
    return found.select_related("behind__body", "steward").order_by("sort_fi", "pk")


def led_or_kept(person: Person, *, now: datetime) -> list[Body]:
    """The groups somebody leads today, or keeps the papers of."""
    today = timezone.localdate(now)
    held = Holding.objects.on(today).filter(holder__person=person).values("seat")
    stewards = [each.organisation_id for each in mandates_of(person, on=today) if each.role in KEEPING]
    chaired = Office.objects.filter(Q(until=None) | Q(until__gte=today), holder__person=person, since__lte=today)
    found = Body.objects.exclude(joining=Joining.BY_SEAT).filter(
        Q(behind__in=held) | Q(steward__in=stewards) | Q(pk__in=chaired.values("body"))
    )
    groups = list(found.select_related("behind__body", "steward").distinct().order_by("sort_fi", "pk"))
    leaders = leaders_of(groups, on=today)
    return [
        group
        for group in groups
        if group.steward_id in stewards
        or not group.behind_id
        or (group.pk in leaders and leaders[group.pk].holder.person_id == person.pk)
    ]
