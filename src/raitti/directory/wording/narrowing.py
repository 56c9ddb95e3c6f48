"""Days with hours of their own: in "weekdays 9–15, Fri 9–13" the Fridays are no longer among the weekdays."""

from collections.abc import Sequence
from datetime import time

from raitti.directory.wording.parts import Hours, Part

_WEEK = set(range(7))
_MANY = 3


def narrow(parts: Sequence[Part]) -> None:
    """Take days with hours of their own out of the wider parts before them, where the hours overlap."""
    for at, wider in enumerate(parts):
        for narrower in parts[at + 1 :]:
            days = _WEEK if wider.daily and not wider.days else wider.days
            is_among = len(days) >= _MANY and narrower.days and narrower.days < days
            if is_among and _are_plain(wider, narrower) and _overlap(wider.hours, narrower.hours):
                wider.not_days |= narrower.days


def _are_plain(wider: Part, narrower: Part) -> bool:
    """Whether both happen every week, at the same time of the year."""
    return all(
        part.interval == 1 and part.parity is None and not (part.ordinals or part.dates or part.month_days)
        for part in (wider, narrower)
    ) and (wider.months, wider.not_months, wider.starts, wider.until) == (
        narrower.months,
        narrower.not_months,
        narrower.starts,
        narrower.until,
    )


def _overlap(one: Sequence[Hours], other: Sequence[Hours]) -> bool:
    return any(
        (a or time.min) < (other_end or time.max) and (b or time.min) < (end or time.max)
        for a, end in one
        for b, other_end in other
    )
