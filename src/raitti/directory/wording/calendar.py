"""Days as people leave them half said: without a year, as spans, as feasts."""

import calendar
from datetime import date, timedelta

# A day without a year that is to come only after so long is meant as past: "since 1 September", said in November.
_FAR = timedelta(days=245)
Said = tuple[int, int, int | None]


class NoSuchDay(ValueError):
    """A day the calendar does not have; the text is how it was said."""


def day_of(said: Said, *, on_or_after: date) -> date:
    """The day, where no year is said the next one. Raises `NoSuchDay`."""
    day, month, year = said
    for candidate in [year] if year else range(on_or_after.year, on_or_after.year + 5):
        try:
            found = date(candidate, month, day)
        except ValueError:
            continue
        if year or found >= on_or_after:
            return found
    raise NoSuchDay(f"{day}.{month}.{year or ''}")


def start_of(said: Said, *, today: date) -> date:
    """The first day of what goes on: the next, or the last one where the next is far away."""
    found = day_of(said, on_or_after=today)
    if said[2] or found - today <= _FAR:
        return found
    return day_of((said[0], said[1], found.year - 1), on_or_after=today)


def span_of(first: Said, last: Said, *, today: date) -> tuple[date, date]:
    """A span that has not ended; one that began already keeps its beginning. Raises `NoSuchDay`."""
    if first[2] and not last[2]:
        begins = day_of(first, on_or_after=today)
        return begins, day_of(last, on_or_after=begins)
    ends = day_of(last, on_or_after=today)
    if first[2]:
        return day_of(first, on_or_after=today), ends
    begins = day_of((first[0], first[1], ends.year), on_or_after=today)
    return (begins if begins <= ends else day_of((first[0], first[1], ends.year - 1), on_or_after=today)), ends


def end_of_month(month: int, *, on_or_after: date) -> date:
    year = on_or_after.year + (month < on_or_after.month)
    return date(year, month, calendar.monthrange(year, month)[1])


def weeks_of(first: int, last: int, *, today: date) -> tuple[date, date]:
    """From the Monday of one week to the Sunday of another: the next such span that is not over. Raises `NoSuchDay`."""
    for year in range(today.year - 1, today.year + 7):
        ends_in = year + (last < first)
        if first <= weeks_in(year) and last <= weeks_in(ends_in):
            begins, ends = date.fromisocalendar(year, first, 1), date.fromisocalendar(ends_in, last, 7)
            if ends >= today:
                return begins, ends
    raise NoSuchDay(f"{first}–{last}")


def weeks_in(year: int) -> int:
    """52, or 53 in the years after which odd and even weeks change places."""
    return date(year, 12, 28).isocalendar().week
