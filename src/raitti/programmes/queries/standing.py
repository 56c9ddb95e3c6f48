"""Which programmes and projects somebody has to do with, by their mandates of the organisations behind them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from raitti.accounts.models import Person
from raitti.directory.models import Organisation, Role
from raitti.directory.queries.mandates import mandates_of, organisations_of
from raitti.programmes.models import Programme, Project, Structure

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


@dataclass(frozen=True)
class Concerns:
    """Whether there is anything of each sort that somebody may have to do with, by the organisations behind them."""

    projects: bool
    programmes: bool
    structures: bool


def concerns_of(person: Person, *, now: datetime) -> Concerns:
    """One question before many: most people have to do with no project at all."""
    held = mandates_of(person, on=timezone.localdate(now))
    behind = Organisation.objects.filter(pk__in={mandate.organisation_id for mandate in held})
    here = OuterRef("pk")
    rows = behind.values_list(
        Exists(Project.objects.filter(host=here)),
        Exists(Programme.objects.filter(Q(coordinator=here) | Q(funder=here))),
        Exists(Structure.objects.filter(Q(successor=here) | Q(steward=here) | Q(handovers__giver=here))),
    )
    return Concerns(*(any(column) for column in zip(*rows, strict=True))) if rows else Concerns(False, False, False)  # noqa: FBT003
