"""What the pieces of a text say together: days, hours, seasons, and what is left out."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from raitti.directory.wording.calendar import day_of, span_of, start_of, weeks_of
from raitti.directory.wording.cursor import is_day_number, may_be_day
from raitti.directory.wording.feasts import days_of
from raitti.directory.wording.gathering import TO, months_between
from raitti.directory.wording.hours import CLOCKS, at_clock
from raitti.directory.wording.lexicon import Kind
from raitti.directory.wording.narrowing import narrow
from raitti.directory.wording.parts import ALL_DAY, Incomplete, Part
from raitti.directory.wording.seasons import AFTER_FIRST_DAY, AFTER_LAST_DAY, Calendar
from raitti.directory.wording.tokens import Token

# With these, further hours come on top.
_ALSO = {"myös", "lisäksi", "också", "även", "dessutom", "also", "additionally"}
_A_DAY, _A_YEAR = timedelta(days=1), timedelta(days=400)
# What is said once of a way of taking place, and the field that holds it.
_PLAIN = {
    Kind.DAILY: "daily",
    Kind.WEEKLY: "weekly",
    Kind.YEARLY: "yearly",
    Kind.MONTHLY: "monthly",
    Kind.PARITY: "parity",
}
_NUMBERS = {
    Kind.ORDINAL,
    Kind.NTH,
    Kind.MONTH_DAY,
    Kind.NUMBER,
    Kind.CLOCK,
    Kind.CLOCK_WORD,
    Kind.AT,
}
_READ_BY = {
    Kind.DAY: "_read_days",
    Kind.DAYS: "_read_days",
    Kind.EVERY_NTH: "_interval",
    Kind.INTERVAL: "_interval",
    Kind.DATE: "_dated",
    Kind.SPAN: "_dated",
    Kind.MONTH: "_season",
    Kind.SEASON: "_season",
    Kind.NOT: "_read_left_out",
    Kind.CLOSED: "_read_left_out",
    Kind.COUNT: "_read_count",
    Kind.ALL_DAY: "_read_all_day",
    Kind.WEEKS: "_read_weeks",
    Kind.VAGUE: "_read_vague",
    Kind.NOTE: "_read_note",
    Kind.BREAK: "_read_break",
    Kind.FEAST: "_read_feast",
}
_AND = {Kind.AND, Kind.COMMA}
_DATED = {Kind.MONTH, Kind.SEASON, Kind.DATE, Kind.SPAN, Kind.WEEKS, Kind.NUMBER, Kind.NTH, Kind.FROM}
# The part of the day in the name of a day, such as "tiistai-iltaisin".
_EVENING = {
    "iltapäiv": "afternoon",
    "eftermiddag": "afternoon",
    "ilta": "evening",
    "ilto": "evening",
    "kväll": "evening",
}


class Reader(Calendar):
    """Reads pieces from left to right. Afterwards `parts` holds what was said, `rest` what was not understood."""

    def __init__(self, tokens: Sequence[Token], *, today: date, twelve_hour: bool = False) -> None:
        super().__init__(tokens, today=today, twelve_hour=twelve_hour)
        self._lost_at = 0
        self._names_no_days: Token | None = None
        # Where a semicolon parted one way of taking place from another.
        self._parted_at = [0]
        self.rest: list[str] = []

    def read(self) -> None:
        """Raises `Incomplete` and `NoSuchDay`."""
        while token := self.peek():
            self.at += 1
            self._one(token)
        self._share_hours()
        if not any(token.text in _ALSO for token in self.tokens):
            for begins, ends in pairwise([*self._parted_at, len(self.parts)]):
                narrow(self.parts[begins:ends])
        self.rest += [text for part, text in self._vague if not part.hours]
        self.parts = [part for part in self.parts if not part.is_empty]
        if self._names_no_days is not None and self._names_no_days.value == "arranged" and self.parts:
            self.rest.append(self._names_no_days.text)
        elif self._names_no_days is not None:
            raise Incomplete(self._names_no_days.value, self._names_no_days.text)

    # One piece after another

    def _one(self, token: Token) -> None:
        last, self._last = self._last, ""
        if token.kind in _PLAIN:
            part = self._narrowed() if token.kind == Kind.PARITY else self._begin()
            setattr(part, _PLAIN[token.kind], True if token.value is None else token.value)
        elif token.kind in _NUMBERS:
            self._number(token)
        elif token.kind in {Kind.FROM, Kind.UNTIL}:
            self._bound(token, last)
        elif token.kind == Kind.PART_OF_DAY:
            self._part_of_day(token, last)
        elif token.kind in _READ_BY:
            getattr(self, _READ_BY[token.kind])(token)
        elif token.kind in {Kind.UNKNOWN, Kind.YEAR}:
            self._lost(token)
        elif token.kind == Kind.FILLER:
            self._last = last

    def _lost(self, token: Token) -> None:
        """What was not understood; pieces that follow each other are told as one."""
        between = [each.kind for each in self.tokens[self._lost_at : self.at - 1]]
        if self.rest and between in ([], [Kind.DASH]):
            self.rest[-1] += f"{'-' if between else ' '}{token.text}"
        else:
            self.rest.append(token.text)
        self._lost_at = self.at

    def _read_days(self, token: Token) -> None:
        if self._are_closed(token):
            return
        self._begin().days |= self._days(token)
        if compound := next((part for part in _EVENING if part in token.text), ""):
            self._part_of_day(Token(Kind.PART_OF_DAY, _EVENING[compound], token.text), "")

    def _are_closed(self, token: Token) -> bool:
        """Take days said to be closed: "Sat 10–14, Sun closed"."""
        at = self.at
        days = self._days(token)
        while self.take(*_AND) and (more := self.take(Kind.DAY, Kind.DAYS)):
            days |= self._days(more)
        if self.take(Kind.CLOSED) and not self.next_is(_DATED | {Kind.FEAST}):
            for part in self.parts[self._group :]:
                part.not_days |= days
            return True
        self.at = at
        return False

    def _read_left_out(self, token: Token) -> None:
        if not self._left_out():
            self._lost(token)

    def _read_count(self, token: Token) -> None:
        self.part.count = token.value

    def _read_all_day(self, token: Token) -> None:
        self.part.hours.append(ALL_DAY)

    def _read_weeks(self, token: Token) -> None:
        if len(token.value) > 1:
            self._lost(token)
            return
        begins, ends = weeks_of(*token.value[0], today=self._today)
        after = self.peek(0, (Kind.FILLER,))
        if after and after.kind == Kind.FROM and after.text in AFTER_FIRST_DAY:
            self.take(Kind.FROM)
            self._set_start(begins)
        else:
            self._span(begins, ends)

    def _read_vague(self, token: Token) -> None:
        """What names no days is no loss where the days are said beside it: "in spring term, 11.1.–31.5."."""
        if token.value != "term" or not self.next_is(_DATED, skip=(Kind.FILLER, Kind.COMMA)):
            self._names_no_days = token

    def _read_note(self, token: Token) -> None:
        self.part.note = ", ".join(filter(None, (self.part.note, token.value)))

    def _read_break(self, token: Token) -> None:
        self._start_group()
        if token.text == ";":
            self._parted_at.append(self._group)

    def _read_feast(self, token: Token) -> None:
        after = self.peek(0, (Kind.FILLER,))
        if after and after.kind == Kind.UNTIL and after.text in AFTER_LAST_DAY:
            self.take(Kind.UNTIL)
            self._end_before(token)
        else:
            # A feast moves from year to year: as the day itself it needs its date.
            self._names_no_days = Token(Kind.VAGUE, "date", token.text)

    def _end_before(self, feast: Token) -> None:
        self._set_end(days_of(feast.value, self._today, self._today + _A_YEAR)[0] - _A_DAY)

    def _days(self, token: Token) -> set[int]:
        if token.kind == Kind.DAYS:
            return set(token.value)
        first = token.value
        begins = token.text.endswith("sta")
        if begins or (self.next_is(TO, skip=()) and self.next_is({Kind.DAY}, skip=(), ahead=1)):
            if not begins:
                self.at += 1
            last = self.take(Kind.DAY)
            if last:
                return {day % 7 for day in range(first, last.value + 1 + 7 * (last.value < first))}
        elif self.next_is({Kind.DASH}, skip=()) and self.next_is(_AND, skip=(), ahead=1):
            self.at += 1
        return {first}

    def _interval(self, token: Token) -> None:
        number, unit = token.value if token.kind == Kind.INTERVAL else (token.value, "")
        if self.next_is({Kind.DAY}) and self.part.days and not self.part.hours:
            self.parts.append(Part())
        if not unit and (said := self.take(Kind.UNIT)):
            unit = said.value
        part = self._narrowed() if unit == "week" else self._begin()
        if unit == "day":
            part.daily = True
        elif unit == "week":
            part.weekly = True
        elif not self.next_is({Kind.DAY, Kind.DAYS}):
            self._lost(token)
        part.interval = number

    def _number(self, token: Token) -> None:
        """A number is a day of a month, a weekday of a month, or an hour; what follows tells which."""
        if token.kind == Kind.AT:
            # "at weekends" is no time of the day.
            if not self._hours(None) and not self.next_is({Kind.DAYS}):
                self._lost(token)
            return
        if is_day_number(token) and self._day_and_month(token):
            return
        if token.kind == Kind.CLOCK and may_be_day(token) and self.next_is({Kind.AT}) and not self.part.hours:
            self._dated(Token(Kind.DATE, (token.value[0], token.value[1], None), token.text))
            return
        if token.kind in {Kind.ORDINAL, Kind.NTH, Kind.MONTH_DAY, Kind.NUMBER} and self._of_month(token):
            return
        if token.kind in CLOCKS and self._hours(token):
            return
        self._lost(token)

    def _day_and_month(self, token: Token) -> bool:
        """ "15. joulukuuta", "12 December 2026", "1.–15. kesäkuuta", "1 June–31 August"."""
        at = self.at
        last = None
        if self.take(Kind.DASH):
            last = self._take_day_number()
        month = self.take(Kind.MONTH, skip=())
        # "klo 9 ja 13 kesäkuussa" are two hours.
        is_hour = month is not None and token.kind == Kind.NUMBER and month.text.endswith("ssa")
        if not month or is_hour or (self.at != at and self.tokens[at].kind == Kind.DASH and not last):
            self.at = at
            return False
        year = self.take(Kind.YEAR, skip=(Kind.FILLER, Kind.COMMA))
        first = (token.value, month.value, year.value if year else None)
        if last:
            self._dated(Token(Kind.SPAN, (first, (last.value, month.value, first[2])), token.text))
        else:
            self._dated(Token(Kind.DATE, first, f"{token.text} {month.text}"))
        return True

    def _of_month(self, token: Token) -> bool:
        at = self.at
        numbers = [token.value]
        skipped = (*_AND, Kind.FILLER)
        while more := self.take(Kind.ORDINAL, Kind.NTH, Kind.MONTH_DAY, Kind.NUMBER, skip=skipped):
            numbers.append(more.value)
        is_day = token.kind == Kind.MONTH_DAY or self.take(Kind.UNIT) is not None
        after = self.peek(0, (Kind.FILLER,))
        is_weekday = after is not None and after.kind in {Kind.DAY, Kind.DAYS} and token.kind != Kind.NUMBER
        is_possible = all(-1 <= number <= (5 if is_weekday else 31) and number for number in numbers)
        is_dated = is_day or self.next_is({Kind.MONTHLY}) or (self.part.monthly and token.kind == Kind.NTH)
        if not is_possible or not (is_weekday or is_dated):
            self.at = at
            return False
        part = self._begin()
        if part.ordinals or (is_weekday and part.days):
            self.parts.append(Part(monthly=part.monthly, yearly=part.yearly))
        if is_weekday:
            self.part.ordinals = numbers
        else:
            self.part.month_days = numbers
            self.part.monthly = self.part.monthly or (0 if self.part.yearly else 1)
        return True

    # Days of the calendar

    def _dated(self, token: Token) -> None:
        if token.kind == Kind.SPAN:
            self._span(*span_of(*token.value, today=self._today))
            return
        at = self.at
        if self.take(*TO) and (other := self.date_ahead()):
            self._span(*span_of(token.value, other, today=self._today))
            return
        self.at = at
        after = self.peek(0, (Kind.FILLER,))
        if after and after.kind == Kind.FROM and after.text in AFTER_FIRST_DAY:
            self.take(Kind.FROM)
            self._set_start(start_of(token.value, today=self._today))
        elif after and after.kind == Kind.UNTIL and after.text in AFTER_LAST_DAY:
            self.take(Kind.UNTIL)
            self._set_end(day_of(token.value, on_or_after=self._today))
        else:
            self._begin().dates.append(day_of(token.value, on_or_after=self._today))

    def _bound(self, token: Token, last: str) -> None:
        if token.kind == Kind.FROM:
            self._from(token, last)
        else:
            self._until(token, last)

    def _from(self, token: Token, last: str) -> None:
        if token.text in AFTER_FIRST_DAY and last in {"season", "hours"} and not self.next_is({Kind.DATE}):
            return
        if said := self.date_ahead():
            at = self.at
            if self.take(*TO) and (other := self.date_ahead()):
                self._span(*span_of(said, other, today=self._today))
                return
            self.at = at
            self._set_start(start_of(said, today=self._today))
        elif month := self.take(Kind.MONTH):
            year, until, until_year = self._further_months()
            if year or until_year:
                self._in_months_of_years(month.value, year, until, until_year)
            elif until:
                self._in_months(months_between(month.value, until))
            else:
                self._set_start(start_of((1, month.value, None), today=self._today))
        elif not self.next_is({*CLOCKS, Kind.AT, Kind.DAY}):
            self._lost(token)

    def _until(self, token: Token, last: str) -> None:
        if last == "hours" and token.text in AFTER_LAST_DAY:
            self.part.hours[-1] = (None, self.part.hours[-1][0])
        elif last == "season":
            return
        elif said := self.date_ahead():
            self._set_end(day_of(said, on_or_after=self._today))
        elif month := self.take(Kind.MONTH):
            self._set_end(self._end_of(month))
        elif feast := self.take(Kind.FEAST):
            self._end_before(feast)
        elif (clock := self.take(*CLOCKS, skip=(Kind.AT, Kind.FILLER))) and (ends := self._clock(clock)):
            self._add_hours((None, at_clock(*ends)))
        else:
            self._lost(token)
