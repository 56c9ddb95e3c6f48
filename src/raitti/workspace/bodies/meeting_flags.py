"""What the body's own page asks before it shows the doors to its parts."""

from datetime import datetime
from typing import Any

from raitti.bodies.models import Body
from raitti.bodies.rules import may_see_meetings
from raitti.directory.rules.asking import Actor


def meeting_flags(actor: Actor, body: Body, *, now: datetime) -> dict[str, Any]:
    """Whether the door to the meetings is there."""
    return {"sees_meetings": bool(may_see_meetings(actor, body, now=now))}
