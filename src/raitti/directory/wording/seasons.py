"""From when until when: months, seasons and years, first and last days."""

from dataclasses import replace
from datetime import date

from raitti.directory.wording.calendar import end_of_month, start_of
from raitti.directory.wording.gathering import HOURS, TO
from raitti.directory.wording.hours import Timekeeper
from raitti.directory.wording.lexicon import Kind
from raitti.directory.wording.parts import Incomplete
from raitti.directory.wording.tokens import Token

# Finnish says these after the day they are about.
AFTER_FIRST_DAY = {"alkaen", "lähtien", "eteenpäin", "onwards"}
AFTER_LAST_DAY = {"asti", "saakka"}
_NUMBERS = (Kind.FILLER, Kind.AND, Kind.COMMA, Kind.NUMBER, Kind.NTH, Kind.ORDINAL)


class Calendar(Timekeeper):
    """The bounds of what was said so far."""

    def _dated(self, token: Token) -> None:
        raise NotImplementedError

    def _span(self, begins: date, ends: date) -> None:
        if self.take(Kind.CLOSED):
            for part in self.parts[self._group :]:
                part.not_spans.add((begins, ends))
            return
        for part in self._reached():
            part.starts, part.until = part.starts or begins, part.until or ends

    def _set_start(self, day: date) -> None:
        for part in self._reached():
            part.starts = part.starts or day

    def _set_end(self, day: date) -> None:
        for part in self._reached():
            part.until = part.until or day

    def _end_of(self, month: Token) -> date:
        year = self.take(Kind.YEAR)
        return end_of_month(month.value, on_or_after=date(year.value, 1, 1) if year else self._today)

    def _season(self, token: Token) -> None:
        if token.kind == Kind.MONTH and self._is_dated(token):
            return
        if token.kind == Kind.SEASON and self.next_is({Kind.CLOSED}, skip=()) and self._names_its_break():
            return
        if self._bounded_by_month(token):
            return
        months = self._months(token)
        if self.take(Kind.CLOSED):
            for part in self.parts[self._group :]:
                part.not_months |= months
        elif self.part.has_when and self.part.hours and self.next_is(HOURS):
            self._with_other_hours(months)
        else:
            self._in_months(months)
        self._last = "season"

    def _is_dated(self, month: Token) -> bool:
        """Take "January 4th", "tammikuun 4. päivänä", but not "tammikuun 2. tiistai"."""
        at = self.at
        self.at -= 1
        said = self.date_ahead()
        if said is None or self.next_is({Kind.DAY, Kind.DAYS}, skip=_NUMBERS):
            self.at = at
            return False
        self.take(Kind.UNIT)
        self._dated(Token(Kind.DATE, said, month.text))
        return True

    def _names_its_break(self) -> bool:
        """Take "summer break 1 June – 15 August": the days say more than the season."""
        at = self.at
        self.take(Kind.CLOSED)
        if self.date_ahead() or self.take(Kind.SPAN, Kind.WEEKS):
            self.at = at + 1
            return self._left_out()
        self.at = at
        return False

    def _bounded_by_month(self, token: Token) -> bool:
        """Take "from August", "until the end of May", "in autumn 2027", "September 2026 to May 2027"."""
        at = self.at
        first, own_last = (token.value[0], token.value[-1]) if token.kind == Kind.SEASON else (token.value, token.value)
        year, last, last_year = self._further_months(is_open=token.text.endswith("sta"))
        after = self.peek(0, (Kind.FILLER, Kind.DASH))
        if last is None and after and after.kind == Kind.FROM and after.text in AFTER_FIRST_DAY:
            self.take(Kind.FROM, skip=(Kind.FILLER, Kind.DASH))
            self._set_start(start_of((1, first, year), today=self._today))
        elif last is None and (self._is_said_to_end() or (after and after.text in AFTER_LAST_DAY)):
            self.take(Kind.UNTIL)
            self._set_end(end_of_month(own_last, on_or_after=date(year, 1, 1) if year else self._today))
        elif year or last_year:
            self._in_months_of_years(first, year, last or own_last, last_year)
        else:
            self.at = at
            return False
        return True

    def _is_said_to_end(self) -> bool:
        """ "toukokuun loppuun" without "asti"."""
        token = self.peek()
        return token is not None and token.text == "loppuun"

    def _further_months(self, *, is_open: bool = False) -> tuple[int | None, int | None, int | None]:
        """The year of a month just taken, the last month of a range and its year, as far as they follow."""
        year = self.take(Kind.YEAR)
        at = self.at
        if (is_open or self.take(*TO)) and (last := self.take(Kind.MONTH)):
            last_year = self.take(Kind.YEAR)
            return year.value if year else None, last.value, last_year.value if last_year else None
        self.at = at
        return year.value if year else None, None, None

    def _in_months_of_years(self, first: int, year: int | None, last: int | None, last_year: int | None) -> None:
        """The months from one to another; said once, the year is that of the month it stands beside."""
        last = last or first
        around = int(last < first)
        ends_in = last_year or (year or 0) + around
        begins = date(year or ends_in - around, first, 1)
        ends = end_of_month(last, on_or_after=date(ends_in, 1, 1))
        if ends < begins:
            raise Incomplete("order", ends.isoformat())
        self._span(begins, ends)

    def _with_other_hours(self, months: set[int]) -> None:
        """ "Tuesdays 6 pm, in summer 7 pm": those months have hours of their own."""
        before = self.part
        for part in self.parts[self._group :]:
            part.not_months |= months
        self.parts.append(replace(before, hours=[], note="", months=set(months), not_months=set()))

    def _in_months(self, months: set[int]) -> None:
        for part in self._reached():
            part.season_came_last = bool(part.hours)
            part.months = part.months or months
        self._last = "season"
