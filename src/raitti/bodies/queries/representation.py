"""Where a body is represented and by whom, and which seats of other bodies it can be represented at."""

from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from raitti.bodies.models import Body, Holder, Holding, Representation, Representative, Seat

# What a list to choose from holds at most.
MOST_SEATS = 400


def sitting_at(seat: Seat, place: str, *, since: date, until: date | None) -> QuerySet[Holding]:
    """Who holds a seat, as member or deputy, on some day of a period."""
    found = Holding.objects.filter(Q(until=None) | Q(until__gte=since), seat=seat, place=place)
    return found.filter(since__lte=until) if until is not None else found


def representations_of(body: Body) -> QuerySet[Representation]:
    """Where a body is or was represented, with everyone named and what they brought back."""
    named = Representative.objects.select_related("holder")
    found = Representation.objects.filter(body=body).select_related("body", "seat__body")
    return found.prefetch_related(Prefetch("representatives", named), "reports__person")


def with_its_own(found: QuerySet[Representation]) -> QuerySet[Representation]:
    """Representations with what every page and rule asks of them."""
    return found.select_related("body__steward", "body__setter", "seat__body__setter")


def seats_elsewhere(body: Body) -> list[Seat]:
    """Seats of other public bodies at work, by body."""
    others = Seat.objects.filter(ended_on=None, body__ended_on=None, body__in=Body.objects.public())
    found = others.exclude(body=body).select_related("body").order_by("body__sort_fi", "body_id", "position", "pk")
    return list(found[:MOST_SEATS])


def holders_of(body: Body, *, on: date) -> list[Holder]:
    """Those who sit in a body on a day."""
    held = Holding.objects.on(on).filter(seat__body=body)
    return list(Holder.objects.filter(holdings__in=held, forgotten=None).distinct().order_by("name", "pk"))
