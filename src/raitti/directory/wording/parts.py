"""One way of taking place, as it is put together from a text, and the facts it makes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from raitti.core.recurrence import next_dates
from raitti.directory.facts import ScheduleFacts
from raitti.directory.wording.calendar import weeks_in
from raitti.directory.wording.lexicon import WORKDAYS

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEK, _YEAR = set(range(7)), set(range(1, 13))
_MOST_OCCURRENCES = 800
Hours = tuple[time | None, time | None]
ALL_DAY: Hours = (time(0), time(23, 59))


class Incomplete(ValueError):
    """Something is missing, or does not fit together: `code` says what, `about` where."""

    def __init__(self, code: str, about: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.about = about


@dataclass
class Part:
    """What has been said of one way of taking place."""

    days: set[int] = field(default_factory=set)
    daily: bool = False
    weekly: bool = False
    interval: int = 1
    parity: int | None = None
    ordinals: list[int] = field(default_factory=list)
    month_days: list[int] = field(default_factory=list)
    monthly: int = 0
    yearly: bool = False
    dates: list[date] = field(default_factory=list)
    hours: list[Hours] = field(default_factory=list)
    hours_came_first: bool = False
    season_came_last: bool = False
    months: set[int] = field(default_factory=set)
    not_months: set[int] = field(default_factory=set)
    not_days: set[int] = field(default_factory=set)
    not_spans: set[tuple[date, date]] = field(default_factory=set)
    not_feasts: set[str] = field(default_factory=set)
    not_rules: set[str] = field(default_factory=set)
    starts: date | None = None
    until: date | None = None
    count: int = 0
    note: str = ""

    @property
    def has_when(self) -> bool:
        return bool(
            self.days
            or self.daily
            or self.weekly
            or self.month_days
            or self.monthly
            or self.yearly
            or self.dates
            or self.parity is not None
        )

    @property
    def is_empty(self) -> bool:
        return self == Part()

    def facts(self, today: date, language: str) -> Iterator[ScheduleFacts]:
        """The facts, one for each stretch of hours. Raises `Incomplete`."""
        note = {language: self.note} if self.note else {}
        for starts_on, rule, until in self._rules(today):
            ended = self._ended(rule, until)
            days = self._left_out(ended, starts_on)
            for_good = (*sorted(self.not_feasts), *sorted(self.not_rules))
            for opens, closes in self.hours or [(None, None)]:
                yield ScheduleFacts(
                    starts_on=starts_on,
                    opens=opens,
                    closes=closes,
                    rrule=ended,
                    except_dates=days,
                    leaves_out=for_good,
                    note=note,
                )

    def _ended(self, rule: str, until: date | None) -> str:
        """The rule with its last day or how often it happens; what happens once has neither."""
        if until:
            return f"{rule};UNTIL={until:%Y%m%d}"
        return f"{rule};COUNT={self.count}" if rule and self.count else rule

    def _rules(self, today: date) -> Iterator[tuple[date, str, date | None]]:
        """First day, rule without its end, and last day."""
        if self.dates and not self._repeats():
            if self.count > 1:
                raise Incomplete("day")
            for day in self.dates:
                if self.days and day.weekday() not in self.days:
                    raise Incomplete("weekday", day.isoformat())
                yield day, "", None
            return
        rule = self._rule()
        if not self.count and self.until and self.starts and self.until < self.starts:
            raise Incomplete("order", self.until.isoformat())
        first = self.starts or today
        for begins, until in self._stretches(first):
            base = self._base(begins)
            found = next_dates(rule, base, after=base) if rule else [base]
            starts_on = found[0] if found else base
            if until and starts_on > until:
                raise Incomplete("never", until.isoformat())
            yield starts_on, rule, until

    def _repeats(self) -> bool:
        return bool(
            self.daily or self.weekly or self.monthly or self.yearly or self.month_days or self.ordinals
        ) or bool(self.interval > 1 or self.parity is not None or self.until)

    def _stretches(self, first: date) -> Iterator[tuple[date, date | None]]:
        """The time from a day to the end, cut where a year of 53 weeks makes odd and even weeks change places."""
        last = self.until
        if self.parity is None:
            yield first, last
            return
        for year in (first.isocalendar().year, first.isocalendar().year + 1):
            turn = date.fromisocalendar(year, weeks_in(year), 7)
            if weeks_in(year) == 53 and first <= turn and (last is None or last > turn):
                yield first, turn
                first = turn + timedelta(days=1)
        yield first, last

    def _base(self, first: date) -> date:
        """The day from which every second or third is counted."""
        if self.parity is not None:
            while first.isocalendar().week % 2 != self.parity or (self.days and first.weekday() not in self.days):
                first += timedelta(days=1)
        elif self.days and not self.ordinals and not self.monthly:
            first = next(day for n in range(7) if (day := first + timedelta(days=n)).weekday() in self._weekdays())
        return first

    def _weekdays(self) -> set[int]:
        return (self.days or _WEEK) - self.not_days

    def _rule(self) -> str:
        parts = self._pattern()
        months = self.months - self.not_months if self.months else _YEAR - self.not_months
        if not months:
            raise Incomplete("never")
        if len(months) < 12:
            parts.append(f"BYMONTH={','.join(map(str, sorted(months)))}")
        return ";".join(parts)

    def _pattern(self) -> list[str]:
        if self.yearly and self.dates:
            day = self.dates[0]
            self.months = {day.month}
            return ["FREQ=YEARLY", f"BYMONTHDAY={day.day}"]
        if self.month_days or self.ordinals:
            often = ["FREQ=YEARLY"] if self.yearly else ["FREQ=MONTHLY", *self._every(self.monthly)]
            return [*often, *(self._month_days() if self.month_days else self._nth_weekday())]
        if self.monthly or self.yearly:
            raise Incomplete("month_day")
        interval = 2 if self.parity is not None else self.interval
        return self._daily(interval) if self._goes_on_daily() else self._weekly(interval)

    def _month_days(self) -> list[str]:
        return [f"BYMONTHDAY={','.join(map(str, sorted(self.month_days, key=_last_last)))}"]

    def _nth_weekday(self) -> list[str]:
        numbers = sorted(self.ordinals, key=_last_last)
        if tuple(sorted(self.days)) == WORKDAYS:
            days = ",".join(WEEKDAYS[day] for day in WORKDAYS)
            return [f"BYDAY={days}", f"BYSETPOS={','.join(map(str, numbers))}"]
        if len(self.days) != 1:
            raise Incomplete("day")
        code = WEEKDAYS[next(iter(self.days))]
        return [f"BYDAY={','.join(f'{n}{code}' for n in numbers)}"]

    def _goes_on_daily(self) -> bool:
        """Every day: said so, around the clock, or all of a span of days."""
        is_span = bool(self.starts and self.until and not self.weekly and self.parity is None)
        return not self.days and (self.daily or is_span or ALL_DAY in self.hours)

    def _daily(self, interval: int) -> list[str]:
        if not self.not_days:
            return ["FREQ=DAILY", *self._every(interval)]
        self.days = set(_WEEK)
        return self._weekly(interval)

    def _weekly(self, interval: int) -> list[str]:
        if not self.days and self.starts and self.weekly:
            self.days = {self.starts.weekday()}
        if not self.days:
            raise Incomplete("day")
        days = self._weekdays()
        if not days:
            raise Incomplete("never")
        if days == _WEEK and interval == 1:
            return ["FREQ=DAILY"]
        return ["FREQ=WEEKLY", *self._every(interval), f"BYDAY={','.join(WEEKDAYS[day] for day in sorted(days))}"]

    def _every(self, interval: int) -> list[str]:
        return [f"INTERVAL={interval}"] if interval > 1 else []

    def _left_out(self, rule: str, starts_on: date) -> tuple[date, ...]:
        """The days named by their dates; of longer spans those the rule falls on."""
        found = {begins for begins, ends in self.not_spans if begins == ends}
        for begins, ends in self.not_spans:
            if begins < ends:
                count = min((ends - begins).days + 1, _MOST_OCCURRENCES)
                found |= {day for day in next_dates(rule, starts_on, after=begins, count=count) if day <= ends}
        return tuple(sorted(found))


def _last_last(number: int) -> tuple[bool, int]:
    return number < 0, number
