"""Which programmes and projects somebody has to do with, by their mandates of the organisations behind them."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from raitti.accounts.models import Person
from raitti.directory.models import Role
from raitti.directory.queries.mandates import mandates_of
from raitti.programmes.models import Programme, Project

# Whoever keeps the host's own page works for its projects too.
PEOPLE = frozenset({Role.OWNER, Role.EDITOR, Role.STEWARD, Role.CONTACT_OFFICER, Role.COUNTY_OFFICER})
COORDINATING = frozenset({Role.COORDINATOR, Role.OWNER, Role.EDITOR})
READING = frozenset({Role.READER, Role.OWNER, Role.EDITOR})


def projects_of(person: Person, *, now: datetime) -> list[Project]:
    """The projects somebody works for, by name, those still open first."""
    found = Project.objects.filter(host__in=organisations_of(person, PEOPLE, now=now)).select_related(
        "host", "programme"
    )
    return sorted(found.order_by("sort_fi", "pk"), key=lambda project: project.closed_on is not None)


def programmes_of(person: Person, *, now: datetime) -> list[Programme]:
    """The programmes somebody coordinates, or reads for their funder, by name."""
    coordinated = Q(coordinator__in=organisations_of(person, COORDINATING, now=now))
    read = Q(funder__in=organisations_of(person, READING, now=now))
    return list(
        Programme.objects.filter(coordinated | read).select_related("funder", "coordinator").order_by("sort_fi", "pk")
    )


def organisations_of(person: Person, wanted: Collection[Role], *, now: datetime) -> list[int]:
    """The ids of the organisations somebody has one of the roles of."""
    held = mandates_of(person, on=timezone.localdate(now))
    return [mandate.organisation_id for mandate in held if mandate.role in wanted]
