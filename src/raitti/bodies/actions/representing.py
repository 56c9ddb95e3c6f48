"""How a representative comes to a seat of another body and leaves it."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from raitti.bodies.actions.seating import end_holdings_of, seat_person
from raitti.bodies.facts.seating import Sitting
from raitti.bodies.models import Holding, Representative
from raitti.bodies.queries.representation import sitting_at


def seat_representative(representative: Representative, *, actor: Any, now: datetime) -> Holding | None:
    """Seat whom a body has named, on the nomination of the organisation that looks after that body.

    Nobody is seated where somebody else sits at that time: those who appoint the other body settle that first.
    """
    representation = representative.representation
    assert representation.seat is not None  # noqa: S101 - outside groups have no seats here
    since = max(representation.since, timezone.localdate(now))
    if representation.until is not None and representation.until < since:
        return None
    if sitting_at(representation.seat, representative.place, since=since, until=representation.until).exists():
        return None
    sitting = Sitting(
        since=since,
        until=representation.until,
        place=representative.place,
        nominated_by=representation.body.steward,
    )
    # Both bodies have said yes to it, each by its own rules.
    return seat_person(representation.seat, representative.holder, sitting, actor=actor, now=now, is_decided=True)


def unseat_representative(holding: Holding, *, on: date, actor: Any, now: datetime) -> None:
    """Let a seat fall empty after a day."""
    of_it = Holding.objects.filter(pk=holding.pk)
    end_holdings_of(of_it, on=max(on, holding.since), because=Holding.End.REPLACED, actor=actor, now=now)
