"""Days left out for good, whatever the year: a feast by its name, or a rule such as the last Tuesday of the month."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from raitti.core.recurrence import next_dates, nth_day_in_words
from raitti.directory.wording.feasts import FEASTS, days_of

# How far ahead the days are counted out for those who want dates and not words.
AHEAD = timedelta(days=400)
_NTH = re.compile(r"FREQ=MONTHLY;BYDAY=(-1|[1-5])(MO|TU|WE|TH|FR|SA|SU)")
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def is_known(left_out: str) -> bool:
    """Whether it is the name of a feast or a rule of the kind that is left out."""
    return left_out in FEASTS or _NTH.fullmatch(left_out) is not None


def words_for(left_out: str, language: str) -> str:
    """ "jouluna", "kuukauden viimeisenä tiistaina": what stands after "not"."""
    if left_out in FEASTS:
        words = FEASTS[left_out].words
        return words.get(language, words["fi"])
    found = _NTH.fullmatch(left_out)
    return nth_day_in_words(int(found[1]), _WEEKDAYS.index(found[2]), language=language) if found else left_out


def falls_on(left_out: str, day: date) -> bool:
    if left_out in FEASTS:
        return day in days_of(left_out, day, day)
    return next_dates(left_out, day.replace(day=1), after=day) == [day]


@dataclass(frozen=True)
class DaysOff:
    """The days a schedule leaves out: some dates, and whatever days fall on what is left out for good."""

    dates: frozenset[date]
    for_good: tuple[str, ...] = ()

    def __contains__(self, day: object) -> bool:
        return day in self.dates or (
            isinstance(day, date) and any(falls_on(left_out, day) for left_out in self.for_good)
        )

    def counted_out(self, rule: str, starts_on: date, *, today: date) -> list[date]:
        """The dates, and for a year and a little those of what is left out for good."""
        last = max(starts_on, today) + AHEAD
        ahead = next_dates(rule, starts_on, after=today, count=AHEAD.days) if self.for_good else []
        return sorted(self.dates | {day for day in ahead if day <= last and day in self})


def days_off(dates: Iterable[date], for_good: Iterable[str]) -> DaysOff:
    return DaysOff(frozenset(dates), tuple(for_good))
