"""The door to a body's calls, on the body's own page."""

from datetime import datetime
from typing import Any

from raitti.bodies.models import Body
from raitti.bodies.rules.calls import may_see_calls


def door_to_calls(actor: Any, body: Body, *, now: datetime) -> dict[str, Any]:
    """What the body's own page asks before it shows the door."""
    return {"may_see_calls": bool(may_see_calls(actor, body, now=now))}
