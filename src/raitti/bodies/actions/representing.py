"""How a representative comes to a seat of another body and leaves it: the one place where that is written."""

from datetime import date, datetime

from django.utils import timezone

from raitti.bodies.models import Holding, Representative
from raitti.bodies.queries.representation import sitting_at


def seat_representative(representative: Representative, *, now: datetime) -> Holding | None:
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
    return Holding.objects.create(
        seat=representation.seat,
        holder=representative.holder,
        place=representative.place,
        nominated_by_id=representation.body.steward_id,
        since=since,
        until=representation.until,
        created=now,
    )


def unseat_representative(holding: Holding, *, on: date) -> None:
    """Let a seat fall empty after a day."""
    holding.until, holding.ended_because = max(on, holding.since), Holding.End.REPLACED
    holding.save(update_fields=["until", "ended_because"])
