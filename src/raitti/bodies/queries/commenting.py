"""Who has a word in a draft: those who sit in the body, its support groups, and organisations of the body."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from raitti.accounts.models import Person
from raitti.bodies.models import Body, BodyKind, Holding, Seat, Statement
from raitti.bodies.queries.groups import memberships_for
from raitti.bodies.queries.standing import SPEAKING_FOR, offices_of
from raitti.directory.models import Organisation, OrganisationStatus, Role
from raitti.directory.queries.mandates import organisations_in_care_of, organisations_of


@dataclass(frozen=True)
class Voices:
    """In whose name somebody may comment: organisations and support groups."""

    organisations: tuple[Organisation, ...] = ()
    groups: tuple[Body, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.organisations or self.groups)


def organisations_asked(statement: Statement, *, on: date) -> QuerySet[Organisation]:
    """The organisations whose word counts: whose seat it is, who nominated those who sit, and who was invited."""
    sitting = Holding.objects.on(on).filter(seat__body=statement.body_id)
    seats = Seat.objects.filter(body=statement.body_id, ended_on=None)
    known = (
        Q(pk__in=sitting.values("nominated_by"))
        | Q(pk__in=seats.values("organisation"))
        | Q(pk__in=statement.invited.values("pk"))
    )
    return Organisation.objects.filter(known).exclude(status=OrganisationStatus.DISSOLVED).order_by("sort_fi", "pk")


def groups_of(body_id: int) -> QuerySet[Body]:
    """The support groups of a body that are at work: behind its seats, or below it."""
    behind = Q(behind__body=body_id) | Q(parent=body_id)
    return Body.objects.filter(behind, kind=BodyKind.SUPPORT_GROUP, ended_on=None).order_by("sort_fi", "pk")


def groups_joined_by(person: Person, groups: QuerySet[Body], *, now: datetime) -> list[Body]:
    """Those of the groups that somebody is in: having joined, by a seat or an office, and by leading it from the seat
    it is behind."""
    on = timezone.localdate(now)
    held = Holding.objects.on(on).filter(holder__person=person)
    seated = Q(seats__holdings__in=held) | Q(behind__holdings__in=held) | Q(offices__in=offices_of(person, on=on))
    joined = Q(pk__in=memberships_for(person, now=now).current().values("body"))
    return list(groups.filter(seated | joined).distinct())


def spoken_for(person: Person, organisations: QuerySet[Organisation], *, now: datetime) -> list[Organisation]:
    """Those of the organisations that somebody speaks for, by a mandate of their own or as an agent."""
    own = organisations.filter(pk__in=organisations_of(person, SPEAKING_FOR, now=now))
    in_care = organisations_in_care_of(person, on=timezone.localdate(now), roles={Role.AGENT})
    return list(own | organisations.filter(pk__in=in_care.values("pk")))


def voices_of(person: Person, statement: Statement, *, now: datetime) -> Voices:
    """In whose name somebody may have a word in a draft, beside their own as one who sits in the body."""
    today = timezone.localdate(now)
    return Voices(
        tuple(spoken_for(person, organisations_asked(statement, on=today), now=now)),
        tuple(groups_joined_by(person, groups_of(statement.body_id), now=now)),
    )
