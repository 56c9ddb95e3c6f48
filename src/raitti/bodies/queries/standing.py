"""Which bodies somebody has to do with: by mandates of the organisations behind them, or by sitting in them."""

from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from raitti.accounts.models import Person
from raitti.bodies.models import Body, Holding, Office
from raitti.directory.models import Role
from raitti.directory.queries.mandates import organisations_of

# Whoever keeps the steward's own page keeps its bodies too.
KEEPING = frozenset({Role.OWNER, Role.EDITOR, Role.STEWARD, Role.CONTACT_OFFICER, Role.COUNTY_OFFICER})
# Who answers for an organisation's decisions: what its editors write for it is no decision.
DECIDING = frozenset({Role.OWNER, Role.STEWARD, Role.CONTACT_OFFICER, Role.COUNTY_OFFICER})
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
    found = Body.objects.filter(kept | appointed | sat | served).distinct().select_related("steward")
    return sorted(found.order_by("sort_fi", "pk"), key=lambda body: body.ended_on is not None)
