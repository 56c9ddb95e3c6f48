"""The days of a body for calendars: its part about meetings names where they come from.

`register_meetings(make)` gives the calendar's bytes for a body; until a part does, the calendar is empty and known by
its lasting uid, so that whoever has taken it into theirs gets the meetings as they come.
"""

from collections.abc import Callable
from datetime import datetime

from raitti.bodies.models import Body
from raitti.render.ical import calendar

Make = Callable[..., bytes]
_MAKERS: list[Make] = []


def register_meetings(make: Make) -> None:
    """Have a body's meetings written by `make(body, language=…, name=…, url=…, now=…)`, public ones alone."""
    _MAKERS[:] = [make]


def calendar_of(body: Body, *, language: str, name: str, url: str, now: datetime) -> bytes:
    """A body's public meetings as an iCalendar feed."""
    if _MAKERS:
        return _MAKERS[0](body, language=language, name=name, url=url, now=now)
    return calendar([], uid=str(body.uid), name=name, language=language, url=url, stamp=body.changed)
