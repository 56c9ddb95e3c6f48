"""Following a rule from day to day."""

from collections.abc import Container, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import cast

from dateutil.rrule import rrule, rrulestr

_KNOWN_PARTS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"}
_KNOWN_FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
_PERIOD_DAYS = {"DAILY": 1, "WEEKLY": 7}
# A rule such as "30 February" never comes; a search for it must end.
_LAST_DAY = date(2200, 1, 1)


def parts_of(rule: str) -> dict[str, str]:
    """The rule's parts by name, in capitals: `{"FREQ": "WEEKLY", "BYDAY": "TU"}`."""
    named = (part.partition("=") for part in rule.upper().removeprefix("RRULE:").split(";") if part)
    return {name.strip(): value.strip() for name, _, value in named}


def validate(rule: str) -> None:
    """Raise `ValueError` unless the rule repeats by days, weeks, months or years and can be followed.

    Rules by the hour or shorter, by week or day of the year, and rules without a day before
    2200 are refused: nothing a person goes to is arranged so.
    """
    parts = parts_of(rule)
    if parts.get("FREQ") not in _KNOWN_FREQUENCIES:
        raise ValueError(f"FREQ is not one of {', '.join(sorted(_KNOWN_FREQUENCIES))}")
    unknown = sorted(set(parts) - _KNOWN_PARTS)
    if unknown:
        raise ValueError(f"{unknown[0]} is not understood")
    if "COUNT" in parts and "UNTIL" in parts:
        raise ValueError("COUNT and UNTIL exclude each other")
    for part in ("INTERVAL", "COUNT"):
        if part in parts and not 1 <= int(parts[part]) <= 10_000:
            raise ValueError(f"{part} is out of range")
    try:
        if "UNTIL" in parts:
            until_day(parts.pop("UNTIL"))
        text = ";".join(f"{name}={value}" for name, value in parts.items())
        first = next(_days(text, date(2024, 1, 1), date(2024, 1, 1)), None)
    except (KeyError, IndexError, TypeError) as error:
        raise ValueError("the rule cannot be read") from error
    if first is None:
        raise ValueError("no day follows the rule")


def until_day(until: str) -> date:
    """The last day of an `UNTIL` value (`20261222` or `20261222T215959Z`)."""
    return datetime.strptime(until[:8], "%Y%m%d").date()  # noqa: DTZ007 - a day has no zone


def next_dates(
    rule: str, starts_on: date, except_dates: Container[date] = (), *, after: date, count: int = 1
) -> list[date]:
    """At most `count` days on or after `after`, in order; an empty rule happens once, on `starts_on`.

    `starts_on` itself is among the days only when the rule falls on it. `COUNT` counts days that
    are left out, too. Raises `ValueError` for a rule that cannot be read.
    """
    if not rule:
        return [starts_on] if starts_on >= after and starts_on not in except_dates and count > 0 else []
    coming = (day for day in _days(rule, starts_on, after) if day >= after and day not in except_dates)
    return list(islice(coming, max(count, 0)))


def _days(rule: str, starts_on: date, after: date) -> Iterator[date]:
    """The rule's days from `starts_on`, or from some period before `after` where counting from the start is idle."""
    parts = parts_of(rule)
    until = parts.pop("UNTIL", "")
    last = min(until_day(until), _LAST_DAY) if until else _LAST_DAY
    limit = int(parts.pop("COUNT", "0")) or None
    period = _PERIOD_DAYS.get(parts.get("FREQ", ""), 0) * int(parts.get("INTERVAL", "1"))
    if period and limit is None and after > starts_on:
        starts_on += timedelta(days=(after - starts_on).days // period * period)
    text = ";".join(f"{name}={value}" for name, value in parts.items())
    parsed = cast("rrule", rrulestr(text, dtstart=datetime.combine(starts_on, time.min)))
    limited = parsed.replace(until=datetime.combine(last, time.min))
    return (moment.date() for moment in islice(limited, limit))
