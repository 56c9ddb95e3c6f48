"""What a body's own page shows of its seats: what waits, how far its founding has come, and which doors are open."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from raitti.bodies.models import Body, Stage
from raitti.bodies.queries.founding import founding_path
from raitti.bodies.queries.history import body_on
from raitti.bodies.queries.terms import current_term
from raitti.bodies.queries.waiting import waits_of
from raitti.bodies.rules import (
    may_change_seats,
    may_edit_body,
    may_end_body,
    may_found_body,
    may_name_setter,
    may_seat,
    may_take_over_body,
)
from raitti.bodies.rules.standing import keeper_or_setter


def seat_doors(request: HttpRequest, body: Body, *, now: datetime) -> dict[str, Any]:
    """The part of the context that is about seats."""
    actor, today = request.user, timezone.localdate(now)
    acts = bool(keeper_or_setter(actor, body, now=now))
    return {
        "acts": acts,
        "waits": waits_of([body], now=now).get(body.pk, []) if acts else [],
        "path": founding_path(body, on=today) if body.stage == Stage.FOUNDING else None,
        "on": body_on(body, today),
        "term": current_term(body, on=today),
        "may_edit": bool(may_edit_body(actor, body, now=now)),
        "may_change_seats": bool(may_change_seats(actor, body, now=now)),
        "may_seat": bool(may_seat(actor, body, now=now)),
        "may_found": bool(may_found_body(actor, body, now=now)),
        "may_end": bool(may_end_body(actor, body, now=now)),
        "may_name_setter": bool(may_name_setter(actor, body, now=now)),
        "may_take_over": bool(may_take_over_body(actor, body, now=now)),
    }
