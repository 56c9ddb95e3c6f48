"""What the pieces of a text say together: days, hours, seasons, and what is left out."""

from collections.abc import Sequence
from datetime import date, time

from raitti.directory.wording.calendar import day_of, end_of_month, span_of, start_of
from raitti.directory.wording.cursor import may_be_day
from raitti.directory.wording.gathering import Gatherer, months_between
from raitti.directory.wording.lexicon import Kind
from raitti.directory.wording.parts import ALL_DAY, Hours, Part
from raitti.directory.wording.tokens import Token

# Finnish says these after the day they are about.
_AFTER_FIRST_DAY = {"alkaen", "lähtien", "eteenpäin", "onwards"}
_AFTER_LAST_DAY = {"asti", "saakka"}
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
    Kind.PART_OF_DAY: "_read_part_of_day",
    Kind.NOTE: "_read_note",
    Kind.BREAK: "_read_break",
}
_CLOCKS = {Kind.CLOCK, Kind.NUMBER, Kind.NTH, Kind.CLOCK_WORD}
_TO = {Kind.DASH, Kind.UNTIL}
_AND = {Kind.AND, Kind.COMMA}
_MIDNIGHT = time(23, 59)


class Reader(Gatherer):
    """Reads pieces from left to right. Afterwards `parts` holds what was said, `rest` what was not understood."""

    def __init__(self, tokens: Sequence[Token], *, today: date) -> None:
        super().__init__(tokens, today=today)
        self._last = ""
        self._lost_at = 0
        self._vague: list[tuple[Part, str]] = []
        self.rest: list[str] = []

    def read(self) -> None:
        while token := self.peek():
            self.at += 1
            self._one(token)
        self._share_hours()
        self.rest += [text for part, text in self._vague if not part.hours]
        self.parts = [part for part in self.parts if not part.is_empty]

    # One piece after another

    def _one(self, token: Token) -> None:
        last, self._last = self._last, ""
        if token.kind in _PLAIN:
            setattr(self._begin(), _PLAIN[token.kind], True if token.value is None else token.value)
        elif token.kind in _NUMBERS:
            self._number(token)
        elif token.kind in {Kind.FROM, Kind.UNTIL}:
            self._bound(token, last)
        elif token.kind in _READ_BY:
            getattr(self, _READ_BY[token.kind])(token)
        elif token.kind in {Kind.UNKNOWN, Kind.FEAST, Kind.YEAR}:
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
        self._begin().days |= self._days(token)

    def _read_left_out(self, token: Token) -> None:
        if not self._left_out():
            self._lost(token)

    def _read_count(self, token: Token) -> None:
        self.part.count = token.value

    def _read_all_day(self, token: Token) -> None:
        self.part.hours.append(ALL_DAY)

    def _read_part_of_day(self, token: Token) -> None:
        self._vague.append((self.part, token.text))

    def _read_note(self, token: Token) -> None:
        self.part.note = ", ".join(filter(None, (self.part.note, token.value)))

    def _read_break(self, token: Token) -> None:
        self._start_group()

    def _days(self, token: Token) -> set[int]:
        if token.kind == Kind.DAYS:
            return set(token.value)
        first = token.value
        begins = token.text.endswith("sta")
        if begins or (self.next_is(_TO, skip=()) and self.next_is({Kind.DAY}, skip=(), ahead=1)):
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
        part = self._begin()
        if not unit and (said := self.take(Kind.UNIT)):
            unit = said.value
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
        if token.kind in {Kind.NUMBER, Kind.NTH} and self._day_and_month(token):
            return
        if token.kind == Kind.CLOCK and may_be_day(token) and self.next_is({Kind.AT}) and not self.part.hours:
            self._dated(Token(Kind.DATE, (token.value[0], token.value[1], None), token.text))
            return
        if token.kind in {Kind.ORDINAL, Kind.NTH, Kind.MONTH_DAY, Kind.NUMBER} and self._of_month(token):
            return
        if token.kind in _CLOCKS and self._hours(token):
            return
        self._lost(token)

    def _day_and_month(self, token: Token) -> bool:
        """ "15. joulukuuta", "12 December 2026", "1.–15. kesäkuuta", "1 June–31 August"."""
        at = self.at
        last = None
        if self.take(Kind.DASH):
            last = self.take(Kind.NUMBER, Kind.NTH)
        month = self.take(Kind.MONTH, skip=())
        if not month or (self.at != at and self.tokens[at].kind == Kind.DASH and not last):
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

    # Hours

    def _clock(self, token: Token) -> tuple[int, int, str] | None:
        hour, minute, half = token.value if token.kind == Kind.CLOCK else (token.value, 0, "")
        return (hour, minute, half) if 0 <= hour <= 24 and 0 <= minute < 60 else None

    def _hours(self, token: Token | None) -> bool:
        """Take a time or a stretch of them; `token` is its first piece unless "at" came before it."""
        at = self.at
        first = token or self.take(*_CLOCKS)
        begins = self._clock(first) if first else None
        if first is None or begins is None:
            self.at = at
            return False
        ends = None
        before_end = self.at
        if self.take(*_TO):
            last = self.take(*_CLOCKS, skip=(Kind.AT, Kind.FILLER))
            ends = self._clock(last) if last else None
            if ends is None:
                self.at = before_end
        is_bare = token is not None and token.kind in {Kind.NUMBER, Kind.NTH} and ends is None
        if is_bare and not (self.part.has_when and 5 <= begins[0] <= 23):
            self.at = at
            return False
        self._add_hours(_stretch(begins, ends))
        self._last = "hours"
        return True

    def _add_hours(self, hours: Hours) -> None:
        if self.part.hours_came_first and self.part.has_when:
            self.parts.append(Part())
        if not self.part.has_when:
            self.part.hours_came_first = True
        self.part.hours.append(hours)

    # Days of the calendar

    def _dated(self, token: Token) -> None:
        if token.kind == Kind.SPAN:
            self._span(*span_of(*token.value, today=self._today))
            return
        at = self.at
        if self.take(*_TO) and (other := self.date_ahead()):
            self._span(*span_of(token.value, other, today=self._today))
            return
        self.at = at
        after = self.peek(0, (Kind.FILLER,))
        if after and after.kind == Kind.FROM and after.text in _AFTER_FIRST_DAY:
            self.take(Kind.FROM)
            self._set_start(start_of(token.value, today=self._today))
        elif after and after.kind == Kind.UNTIL and after.text in _AFTER_LAST_DAY:
            self.take(Kind.UNTIL)
            self._set_end(day_of(token.value, on_or_after=self._today))
        else:
            self._begin().dates.append(day_of(token.value, on_or_after=self._today))

    def _span(self, begins: date, ends: date) -> None:
        if self.take(Kind.CLOSED):
            for part in self.parts[self._group :]:
                part.not_spans.add((begins, ends))
            return
        for part in self._reached():
            part.starts, part.until = part.starts or begins, part.until or ends

    def _bound(self, token: Token, last: str) -> None:
        if token.kind == Kind.FROM:
            self._from(token, last)
        else:
            self._until(token, last)

    def _from(self, token: Token, last: str) -> None:
        if token.text in _AFTER_FIRST_DAY and last in {"season", "hours"} and not self.next_is({Kind.DATE}):
            return
        if said := self.date_ahead():
            at = self.at
            if self.take(*_TO) and (other := self.date_ahead()):
                self._span(*span_of(said, other, today=self._today))
                return
            self.at = at
            self._set_start(start_of(said, today=self._today))
        elif (month := self.take(Kind.MONTH)) and self.next_is(_TO):
            self.at += 1
            if until := self.take(Kind.MONTH):
                self._in_months(months_between(month.value, until.value))
        elif not self.next_is({*_CLOCKS, Kind.AT, Kind.DAY}):
            self._lost(token)

    def _set_start(self, day: date) -> None:
        for part in self._reached():
            part.starts = part.starts or day

    def _until(self, token: Token, last: str) -> None:
        if last == "hours" and token.text in _AFTER_LAST_DAY:
            self.part.hours[-1] = (None, self.part.hours[-1][0])
        elif last == "season":
            return
        elif said := self.date_ahead():
            self._set_end(day_of(said, on_or_after=self._today))
        elif month := self.take(Kind.MONTH):
            self._set_end(end_of_month(month.value, on_or_after=self._today))
        elif (clock := self.take(*_CLOCKS, skip=(Kind.AT, Kind.FILLER))) and (ends := self._clock(clock)):
            self._add_hours((None, _stretch(ends, None)[0]))
        else:
            self._lost(token)

    def _set_end(self, day: date) -> None:
        for part in self._reached():
            part.until = part.until or day

    # Seasons

    def _season(self, token: Token) -> None:
        if token.kind == Kind.MONTH and self.next_is({Kind.NUMBER, Kind.NTH}, skip=()):
            self.at -= 1
            if said := self.date_ahead():
                self._dated(Token(Kind.DATE, said, token.text))
                return
            self.at += 1
        months = self._months(token)
        if self.take(Kind.CLOSED):
            for part in self.parts[self._group :]:
                part.not_months |= months
        else:
            self._in_months(months)
        self._last = "season"

    def _in_months(self, months: set[int]) -> None:
        for part in self._reached():
            part.months = part.months or months
        self._last = "season"


def _stretch(begins: tuple[int, int, str], ends: tuple[int, int, str] | None) -> Hours:
    """Two clocks as times of the day; "5–7 pm" is all in the afternoon, "10–12 pm" is not."""
    half = begins[2]
    if ends and not half and ends[2] == "pm" and begins[0] <= 12:
        half = "pm" if (begins[0] % 12, begins[1]) < (ends[0] % 12, ends[1]) else "am"
    elif ends and not half:
        half = ends[2]
    return _time(begins[0], begins[1], half), _time(*ends) if ends else None


def _time(hour: int, minute: int, half: str) -> time:
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return _MIDNIGHT if hour == 24 else time(hour, minute)
