"""How three languages say a pattern of days: a small table and sentences for each.

They differ in grammar, not only in words, so nothing here is put together from translated fragments.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Protocol

WORKDAYS, WEEKEND, WEEK = [0, 1, 2, 3, 4], [5, 6], [0, 1, 2, 3, 4, 5, 6]
_MOST_EXCEPTIONS = 3


@dataclass(frozen=True)
class Pattern:
    """A rule taken apart. Weekdays are 0 (Monday) to 6; ordinals 1, 2 … or -1 for the last."""

    frequency: str
    interval: int
    days: list[int]
    ordinals: list[int]
    month_days: list[int]
    months: list[int]


class Speaker(Protocol):
    def once(self, day: date) -> str: ...
    def every_day(self, interval: int) -> str: ...
    def every_week(self, days: list[int], interval: int) -> str: ...
    def every_month(self, what: Pattern) -> str: ...
    def every_year(self, what: Pattern) -> str: ...
    def in_months(self, months: list[int]) -> str: ...
    def not_in_months(self, months: list[int]) -> str: ...
    def from_day(self, day: date) -> str: ...
    def hours(self, opens: time | None, closes: time | None) -> str: ...
    def day(self, day: date) -> str: ...
    def since(self, day: date) -> str: ...
    def until(self, day: date) -> str: ...
    def times(self, count: int) -> str: ...
    def excluding(self, days: Sequence[date]) -> str: ...
    def without(self, days: Sequence[str]) -> str: ...
    def on_nth(self, number: int, weekday: int) -> str: ...


def _listed(words: Sequence[str], joiner: str) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {joiner} {words[-1]}"


def run(numbers: list[int], cycle: int = 0) -> tuple[int, int] | None:
    """First and last of three or more numbers that follow each other (around the year's end, too, with a cycle)."""
    if len(numbers) < 3:
        return None
    ordered = sorted(numbers)
    for turn in range(len(ordered) if cycle else 1):
        turned = ordered[turn:] + [number + cycle for number in ordered[:turn]]
        if turned == list(range(turned[0], turned[0] + len(turned))):
            return turned[0], (turned[-1] - 1) % cycle + 1 if cycle else turned[-1]
    return None


def _all_day(opens: time | None, closes: time | None) -> bool:
    return opens == time(0) and closes in {time(0), time(23, 59), time(23, 59, 59)}


def _nordic_hour(moment: time) -> str:
    """`17`, `17.30`: how Finnish and Finland's Swedish write the hour."""
    return f"{moment.hour}.{moment.minute:02}" if moment.minute else str(moment.hour)


def _nordic_day(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


class Finnish:
    days = ("maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai", "sunnuntai")
    short = ("ma", "ti", "ke", "to", "pe", "la", "su")
    months = ("tammi", "helmi", "maalis", "huhti", "touko", "kesä", "heinä", "elo", "syys", "loka", "marras", "joulu")
    nth = {1: "ensimmäinen", 2: "toinen", 3: "kolmas", 4: "neljäs", 5: "viides", 6: "kuudes", -1: "viimeinen"}
    on_the = {
        1: "ensimmäisenä",
        2: "toisena",
        3: "kolmantena",
        4: "neljäntenä",
        5: "viidentenä",
        -1: "viimeisenä",
    }

    def once(self, day: date) -> str:
        return f"{self.days[day.weekday()]}na {_nordic_day(day)}"

    def _every(self, interval: int) -> str:
        return f"joka {self.nth.get(interval, f'{interval}.')}" if interval > 1 else "joka"

    def every_day(self, interval: int) -> str:
        return f"{self._every(interval)} päivä"

    def every_week(self, days: list[int], interval: int) -> str:
        if interval > 1:
            if len(days) == 1:
                return f"{self._every(interval)} {self.days[days[0]]}"
            return f"{self._every(interval)} viikko {self._short_days(days)}"
        if days == WEEK:
            return self.every_day(1)
        if days == WORKDAYS:
            return "arkisin"
        if days == WEEKEND:
            return "viikonloppuisin"
        if len(days) < 3:
            return _listed([self._on(day) for day in days], "ja")
        return self._short_days(days)

    def _on(self, day: int) -> str:
        return "keskiviikkoisin" if day == 2 else f"{self.days[day]}sin"

    def _short_days(self, days: list[int]) -> str:
        found = run(days)
        return (
            f"{self.short[found[0]]}–{self.short[found[1]]}" if found else _listed([self.short[d] for d in days], "ja")
        )

    def _which(self, what: Pattern) -> str:
        if what.month_days:
            days = ["viimeinen" if day == -1 else f"{day}." for day in what.month_days]
            return f"{_listed(days, 'ja')} päivä"
        day = "arkipäivä" if len(what.days) > 1 else self.days[what.days[0]]
        return f"{_listed([self.nth[n] for n in what.ordinals], 'ja')} {day}"

    def every_month(self, what: Pattern) -> str:
        if what.interval == 1:
            return f"kuukauden {self._which(what)}"
        nth = {2: "toisen", 3: "kolmannen", 4: "neljännen", 6: "kuudennen"}.get(what.interval, f"{what.interval}.")
        return f"joka {nth} kuukauden {self._which(what)}"

    def every_year(self, what: Pattern) -> str:
        if what.month_days and -1 not in what.month_days:
            return f"joka vuosi {_listed([f'{day}.{what.months[0]}.' for day in what.month_days], 'ja')}"
        return f"joka vuosi {self.months[what.months[0] - 1]}kuun {self._which(what)}"

    def in_months(self, months: list[int]) -> str:
        names = [self.months[month - 1] for month in months]
        found = run(months, 12)
        if found:
            return f"{self.months[found[0] - 1]}–{self.months[found[1] - 1]}kuussa"
        return f"{_listed([*(f'{name}-' for name in names[:-1]), f'{names[-1]}kuussa'], 'ja')}"

    def not_in_months(self, months: list[int]) -> str:
        names = [self.months[month - 1] for month in months]
        return f"ei {_listed([*(f'{name}-' for name in names[:-1]), f'{names[-1]}kuussa'], 'eikä')}"

    def from_day(self, day: date) -> str:
        return f"toistuvasti {_nordic_day(day)} alkaen"

    def hours(self, opens: time | None, closes: time | None) -> str:
        if _all_day(opens, closes):
            return "ympäri vuorokauden"
        if opens and closes:
            return f"klo {_nordic_hour(opens)}–{_nordic_hour(closes)}"
        if opens:
            return f"klo {_nordic_hour(opens)} alkaen"
        return f"klo {_nordic_hour(closes)} asti" if closes else ""

    def day(self, day: date) -> str:
        return _nordic_day(day)

    def since(self, day: date) -> str:
        return f"{_nordic_day(day)} alkaen"

    def until(self, day: date) -> str:
        return f"{_nordic_day(day)} asti"

    def times(self, count: int) -> str:
        return f"{count} kertaa"

    def excluding(self, days: Sequence[date]) -> str:
        if len(days) > _MOST_EXCEPTIONS:
            return f"poikkeuksena {len(days)} päivää"
        return self.without([_nordic_day(day) for day in days])

    def without(self, days: Sequence[str]) -> str:
        return f"ei {_listed(days, 'eikä')}"

    def on_nth(self, number: int, weekday: int) -> str:
        return f"kuukauden {self.on_the[number]} {self.days[weekday]}na"


class Swedish:
    days = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
    short = ("mån", "tis", "ons", "tors", "fre", "lör", "sön")
    months = (
        *("januari", "februari", "mars", "april", "maj", "juni"),
        *("juli", "augusti", "september", "oktober", "november", "december"),
    )
    nth = {1: "första", 2: "andra", 3: "tredje", 4: "fjärde", 5: "femte", 6: "sjätte", -1: "sista"}

    def once(self, day: date) -> str:
        return f"{self.days[day.weekday()]} {_nordic_day(day)}"

    def _every(self, interval: int) -> str:
        if interval < 3:
            return "varje" if interval == 1 else "varannan"
        return f"var {self.nth.get(interval, f'{interval}:e')}"

    def every_day(self, interval: int) -> str:
        return f"{self._every(interval)} dag"

    def every_week(self, days: list[int], interval: int) -> str:
        if interval > 1:
            if len(days) == 1:
                return f"{self._every(interval)} {self.days[days[0]]}"
            return f"{self._every(interval)} vecka {self._short_days(days)}"
        if days == WEEK:
            return self.every_day(1)
        if days == WORKDAYS:
            return "vardagar"
        if days == WEEKEND:
            return "veckoslut"
        if len(days) < 3:
            return _listed([f"{self.days[day]}ar" for day in days], "och")
        return self._short_days(days)

    def _short_days(self, days: list[int]) -> str:
        found = run(days)
        return (
            f"{self.short[found[0]]}–{self.short[found[1]]}" if found else _listed([self.short[d] for d in days], "och")
        )

    def _which_day(self, what: Pattern) -> str:
        """The day in its definite form: "första torsdagen"."""
        if what.month_days:
            if -1 in what.month_days:
                return "sista dagen"
            return f"den {_listed([str(day) for day in what.month_days], 'och')}"
        day = "vardagen" if len(what.days) > 1 else f"{self.days[what.days[0]]}en"
        return f"{_listed([self.nth[n] for n in what.ordinals], 'och')} {day}"

    def every_month(self, what: Pattern) -> str:
        return f"{self._which_day(what)} {self._every(what.interval)} månad"

    def every_year(self, what: Pattern) -> str:
        month = self.months[what.months[0] - 1]
        joiner = " " if what.month_days and -1 not in what.month_days else " i "
        return f"varje år {self._which_day(what)}{joiner}{month}"

    def in_months(self, months: list[int]) -> str:
        found = run(months, 12)
        if found:
            return f"{self.months[found[0] - 1]}–{self.months[found[1] - 1]}"
        return f"i {_listed([self.months[month - 1] for month in months], 'och')}"

    def not_in_months(self, months: list[int]) -> str:
        return f"inte i {_listed([self.months[month - 1] for month in months], 'eller')}"

    def from_day(self, day: date) -> str:
        return f"återkommande från {_nordic_day(day)}"

    def hours(self, opens: time | None, closes: time | None) -> str:
        if _all_day(opens, closes):
            return "dygnet runt"
        if opens and closes:
            return f"kl. {_nordic_hour(opens)}–{_nordic_hour(closes)}"
        if opens:
            return f"från kl. {_nordic_hour(opens)}"
        return f"till kl. {_nordic_hour(closes)}" if closes else ""

    def day(self, day: date) -> str:
        return _nordic_day(day)

    def since(self, day: date) -> str:
        return f"från {_nordic_day(day)}"

    def until(self, day: date) -> str:
        return f"till {_nordic_day(day)}"

    def times(self, count: int) -> str:
        return f"{count} gånger"

    def excluding(self, days: Sequence[date]) -> str:
        if len(days) > _MOST_EXCEPTIONS:
            return f"utom {len(days)} undantagsdagar"
        return self.without([_nordic_day(day) for day in days])

    def without(self, days: Sequence[str]) -> str:
        return f"inte {_listed(days, 'eller')}"

    def on_nth(self, number: int, weekday: int) -> str:
        return f"{self.nth[number]} {self.days[weekday]}en i månaden"


class English:
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    short = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    months = (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    )
    nth = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth", -1: "last"}

    def once(self, day: date) -> str:
        return f"{self.days[day.weekday()]} {self.day(day)}"

    def day(self, day: date) -> str:
        return f"{day.day} {self.months[day.month - 1]} {day.year}"

    def _every(self, interval: int) -> str:
        if interval < 3:
            return "every" if interval == 1 else "every other"
        return f"every {self.nth.get(interval) or self._number(interval)}"

    def _number(self, number: int) -> str:
        ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return f"{number}{ending}"

    def every_day(self, interval: int) -> str:
        return f"{self._every(interval)} day"

    def every_week(self, days: list[int], interval: int) -> str:
        if interval > 1:
            if len(days) == 1:
                return f"{self._every(interval)} {self.days[days[0]]}"
            return f"{self._every(interval)} week on {self._short_days(days)}"
        if days == WEEK:
            return self.every_day(1)
        if days == WORKDAYS:
            return "on weekdays"
        if days == WEEKEND:
            return "at weekends"
        if len(days) < 3:
            return _listed([f"{self.days[day]}s" for day in days], "and")
        return self._short_days(days)

    def _short_days(self, days: list[int]) -> str:
        found = run(days)
        return (
            f"{self.short[found[0]]}–{self.short[found[1]]}" if found else _listed([self.short[d] for d in days], "and")
        )

    def _which_day(self, what: Pattern) -> str:
        if what.month_days:
            days = ["last day" if day == -1 else self._number(day) for day in what.month_days]
            return f"the {_listed(days, 'and')}"
        day = "weekday" if len(what.days) > 1 else self.days[what.days[0]]
        return f"the {_listed([self.nth[n] for n in what.ordinals], 'and')} {day}"

    def every_month(self, what: Pattern) -> str:
        month = "the month" if what.interval == 1 else f"{self._every(what.interval)} month"
        return f"{'on ' if what.month_days else ''}{self._which_day(what)} of {month}"

    def every_year(self, what: Pattern) -> str:
        month = self.months[what.months[0] - 1]
        if what.month_days and -1 not in what.month_days:
            return f"every year on {_listed([str(day) for day in what.month_days], 'and')} {month}"
        return f"every year on {self._which_day(what)} of {month}"

    def in_months(self, months: list[int]) -> str:
        found = run(months, 12)
        if found:
            return f"from {self.months[found[0] - 1]} to {self.months[found[1] - 1]}"
        return f"in {_listed([self.months[month - 1] for month in months], 'and')}"

    def not_in_months(self, months: list[int]) -> str:
        return f"not in {_listed([self.months[month - 1] for month in months], 'or')}"

    def from_day(self, day: date) -> str:
        return f"repeatedly from {self.day(day)}"

    def hours(self, opens: time | None, closes: time | None) -> str:
        if _all_day(opens, closes):
            return "around the clock"
        if opens and closes:
            return f"{opens:%H:%M}–{closes:%H:%M}"
        if opens:
            return f"from {opens:%H:%M}"
        return f"until {closes:%H:%M}" if closes else ""

    def since(self, day: date) -> str:
        return f"from {self.day(day)}"

    def until(self, day: date) -> str:
        return f"until {self.day(day)}"

    def times(self, count: int) -> str:
        return f"{count} times"

    def excluding(self, days: Sequence[date]) -> str:
        if len(days) > _MOST_EXCEPTIONS:
            return f"except on {len(days)} days"
        return self.without([self.day(day) for day in days])

    def without(self, days: Sequence[str]) -> str:
        return f"not {_listed(days, 'or')}"

    def on_nth(self, number: int, weekday: int) -> str:
        return f"on the {self.nth[number]} {self.days[weekday]} of the month"


SPEAKERS: dict[str, Speaker] = {"fi": Finnish(), "sv": Swedish(), "en": English()}
