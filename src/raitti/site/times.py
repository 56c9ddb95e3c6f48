"""Schedules as people say them."""

from datetime import date, time

from raitti.core.recurrence import hours_in_words, in_words, next_dates
from raitti.directory.models import Schedule


def schedule_in_words(schedule: Schedule, language: str) -> str:
    """ "joka toinen tiistai klo 17–19" in the reader's language."""
    return in_words(
        schedule.rrule,
        schedule.starts_on,
        opens=schedule.opens,
        closes=schedule.closes,
        except_dates=excepted(schedule),
        language=language,
    )


def excepted(schedule: Schedule) -> list[date]:
    return [date.fromisoformat(day) for day in schedule.except_dates]


def coming(schedule: Schedule, *, today: date, count: int) -> list[date]:
    """The next days it is open, today included."""
    return next_dates(schedule.rrule, schedule.starts_on, excepted(schedule), after=today, count=count)


def clock_words(opens: time | None, closes: time | None, language: str) -> str:
    """ "klo 17–19" in the reader's language; empty when no time is known."""
    return hours_in_words(opens, closes, language=language)
