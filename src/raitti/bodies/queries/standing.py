"""Which bodies somebody has to do with: by mandates of the organisations behind them, or by sitting in them."""

from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from raitti.accounts.models import Person
from raitti.bodies.models import Body, Holding, Office
from raitti.bodies.queries.waiting import waits_of
from raitti.directory.models import Organisation, OrganisationStatus, Role
from raitti.directory.queries.mandates import organisations_of

# Whoever keeps the steward's own page keeps its bodies too.
KEEPING = frozenset({Role.OWNER, Role.EDITOR, Role.STEWARD, Role.CONTACT_OFFICER, Role.COUNTY_OFFICER})
# Who answers for an organisation's decisions: what its editors write for it is no decision.
DECIDING = frozenset({Role.OWNER, Role.STEWARD, Role.CONTACT_OFFICER, Role.COUNTY_OFFICER})
# Who opens a body for an organisation: those who answer for it, and who coordinates the country from it.
OPENING = DECIDING | {Role.COORDINATOR}
# Who speaks for an association towards a body; an agent does so on its behalf.
SPEAKING_FOR = frozenset({Role.OWNER, Role.EDITOR, Role.AGENT})


def offices_of(person: Person, *, on: date) -> QuerySet[Office]:
    """The offices somebody has on a day."""
    return Office.objects.filter(Q(until=None) | Q(until__gte=on), holder__person=person, since__lte=on)


def bodies_of(person: Person, *, now: datetime) -> list[Body]:
    """The bodies somebody keeps, appoints or sits in, those at work first, by name."""
    today = timezone.localdate(now)
    kept = Q(steward__in=organisations_of(person, KEEPING, now=now))
    appointed = Q(setter__in=organisations_of(person, DECIDING, now=now))
    sat = Q(seats__holdings__in=Holding.objects.on(today).filter(holder__person=person))
    served = Q(offices__in=offices_of(person, on=today))
    found = Body.objects.filter(kept | appointed | sat | served).distinct().select_related("steward", "setter")
    return sorted(found.order_by("sort_fi", "pk"), key=lambda body: body.ended_on is not None)


def waiting_for(person: Person, bodies: list[Body], *, now: datetime) -> dict[int, int]:
    """How many things wait in each of some bodies for somebody who keeps or appoints them; none for who only sits."""
    kept = {*organisations_of(person, KEEPING, now=now)}
    appointed = {*organisations_of(person, DECIDING, now=now)}
    own = offices_of(person, on=timezone.localdate(now)).filter(task=Office.Task.SECRETARY)
    written = set(own.values_list("body", flat=True)) if bodies else set()
    theirs = [body for body in bodies if body.steward_id in kept or body.setter_id in appointed or body.pk in written]
    return {key: len(waits) for key, waits in waits_of(theirs, now=now).items()} if theirs else {}


def stewards_for(person: Person, *, now: datetime) -> list[Organisation]:
    """The organisations somebody can open a body for."""
    found = Organisation.objects.filter(pk__in=organisations_of(person, OPENING, now=now))
    return list(found.exclude(status=OrganisationStatus.DISSOLVED).order_by("sort_fi", "pk"))


def organisations_to_represent(person: Person, *, now: datetime) -> list[Organisation]:
    """The associations somebody speaks for, who may want to know who represents them."""
    found = Organisation.objects.filter(pk__in=organisations_of(person, SPEAKING_FOR, now=now))
    return list(found.order_by("sort_fi", "pk"))
