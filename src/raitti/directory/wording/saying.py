"""Schedules as people say them."""

from collections.abc import Iterable
from datetime import date, time

from raitti.core.recurrence import hours_in_words, in_words, next_dates, parts_of
from raitti.core.texts import pick
from raitti.directory.facts import ScheduleFacts
from raitti.directory.models import Schedule
from raitti.directory.wording.leaving_out import DaysOff, days_off, words_for

Times = Schedule | ScheduleFacts


def schedule_in_words(schedule: Times, language: str) -> str:
    """ "joka toinen tiistai klo 17–19" in the reader's language."""
    return in_words(
        schedule.rrule,
        schedule.starts_on,
        opens=schedule.opens,
        closes=schedule.closes,
        except_dates=_except_dates(schedule),
        leaves_out=_for_good(schedule, language),
        language=language,
    )


def schedule_text(schedules: Iterable[Times], language: str, *, today: date) -> str:
    """Schedules as one text to be edited: everything is in it, and `parse_schedule` reads it back."""
    return "; ".join(_whole(each, language, today) for each in schedules)


def _whole(schedule: Times, language: str, today: date) -> str:
    words = in_words(
        schedule.rrule,
        schedule.starts_on,
        opens=schedule.opens,
        closes=schedule.closes,
        except_dates=_except_dates(schedule),
        leaves_out=_for_good(schedule, language),
        language=language,
        since=_first_day_to_name(schedule, today),
        whole=True,
    )
    note = pick(schedule.note, language).value
    return f"{words} ({note})" if note else words


def _first_day_to_name(schedule: Times, today: date) -> date | None:
    """The first day, where the rule alone does not tell it: it lies ahead, or every second or third is counted."""
    parts = parts_of(schedule.rrule)
    if not parts or "COUNT" in parts:
        return schedule.starts_on if parts else None
    if parts.get("INTERVAL", "1") != "1":
        return next(iter(next_dates(schedule.rrule, schedule.starts_on, after=today)), schedule.starts_on)
    expected = next_dates(schedule.rrule, today, after=today)
    return schedule.starts_on if schedule.starts_on > (expected[0] if expected else today) else None


def _except_dates(schedule: Times) -> list[date]:
    return [day if isinstance(day, date) else date.fromisoformat(day) for day in schedule.except_dates]


def _for_good(schedule: Times, language: str) -> list[str]:
    return [words_for(left_out, language) for left_out in schedule.leaves_out]


def _days_off(schedule: Times) -> DaysOff:
    return days_off(_except_dates(schedule), schedule.leaves_out)


def excepted(schedule: Times, *, today: date) -> list[date]:
    """The days it is closed on as dates: those named, and for the coming year those it leaves out for good."""
    return _days_off(schedule).counted_out(schedule.rrule, schedule.starts_on, today=today)


def coming(schedule: Times, *, today: date, count: int) -> list[date]:
    """The next days it is open, today included."""
    return next_dates(schedule.rrule, schedule.starts_on, _days_off(schedule), after=today, count=count)


def coming_times(
    schedules: Iterable[Times], *, today: date, count: int = 5
) -> list[tuple[date, time | None, time | None]]:
    """The next times of several schedules together, in order."""
    found = {
        (day, schedule.opens, schedule.closes)
        for schedule in schedules
        for day in coming(schedule, today=today, count=count)
    }
    return sorted(found, key=lambda t: (t[0], t[1] is not None, t[1] or time.min, t[2] or time.max))[:count]


def clock_words(opens: time | None, closes: time | None, language: str) -> str:
    """ "klo 17–19" in the reader's language; empty when no time is known."""
    return hours_in_words(opens, closes, language=language)
