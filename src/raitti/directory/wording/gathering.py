"""Which part of a text a season, a first or last day or an exception is said of, and taking those."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from raitti.directory.wording.calendar import span_of, weeks_of
from raitti.directory.wording.cursor import Cursor
from raitti.directory.wording.lexicon import Kind
from raitti.directory.wording.parts import WEEKDAYS, Part
from raitti.directory.wording.tokens import Token

_WHEN = {
    Kind.DAY,
    Kind.DAYS,
    Kind.DAILY,
    Kind.EVERY,
    Kind.EVERY_NTH,
    Kind.PARITY,
    Kind.WEEKLY,
    Kind.ORDINAL,
    Kind.MONTHLY,
}
HOURS = {Kind.AT, Kind.CLOCK, Kind.NUMBER, Kind.CLOCK_WORD}
TO = {Kind.DASH, Kind.UNTIL}


class Gatherer(Cursor):
    """The parts said so far. Those since the last break are a group: what is said after them is said of all."""

    def __init__(self, tokens: Sequence[Token], *, today: date) -> None:
        super().__init__(tokens)
        self._today = today
        self._group = 0
        self.parts = [Part()]

    @property
    def part(self) -> Part:
        return self.parts[-1]

    def _begin(self) -> Part:
        """The part a new "when" belongs to: the next one once this has its hours, unless they are of more days yet."""
        waits_for_days = self.part.weekly and not self.part.days
        if self.part.has_when and self.part.hours and not waits_for_days and not self._goes_on():
            self.parts.append(Part())
        return self.part

    def _goes_on(self) -> bool:
        """Whether hours that came first, "at 6 pm on Tue and Thu", are of this day too: no others follow it."""
        ahead = self.at
        while ahead < len(self.tokens) and self.tokens[ahead].kind in {Kind.DAY, Kind.DAYS, Kind.AND, Kind.FILLER}:
            ahead += 1
        return self.part.hours_came_first and not (ahead < len(self.tokens) and self.tokens[ahead].kind in HOURS)

    def _narrowed(self) -> Part:
        """The part that "every other week" or "odd weeks" is said of: the one before where no days follow."""
        has_days = self.part.days and self.part.hours and self.part.interval == 1 and self.part.parity is None
        return self.part if has_days and not self.next_is({Kind.DAY, Kind.DAYS}) else self._begin()

    def _reached(self) -> list[Part]:
        """The parts a season, a first or last day, or an exception is said of."""
        if self.part.has_when and self.part.hours and self.next_is(_WHEN, skip=(Kind.FILLER, Kind.NOTE)):
            self._start_group()
        return self.parts[self._group :]

    def _start_group(self) -> None:
        self._share_hours()
        if not self.part.is_empty:
            self.parts.append(Part())
        self._group = len(self.parts) - 1

    def _share_hours(self) -> None:
        """Days named before others with the same hours: "Tuesdays and every other Friday 5–7 pm"."""
        group = self.parts[self._group :]
        for part, following in reversed(list(pairwise(group))):
            if part.has_when and not part.hours and following.hours:
                part.hours = list(following.hours)

    def _months(self, token: Token) -> set[int]:
        """The months of a list or range that begins with the piece."""
        if token.kind == Kind.SEASON:
            return set(token.value)
        first = token.value
        at = self.at
        if (token.text.endswith("sta") and (last := self.take(Kind.MONTH))) or (
            self.take(*TO) and (last := self.take(Kind.MONTH))
        ):
            found = months_between(first, last.value)
        else:
            self.at = at
            found = {first}
        at = self.at
        self.take(Kind.DASH, skip=())
        if (self.take(Kind.AND, Kind.COMMA, Kind.NOT)) and (more := self.take(Kind.MONTH)):
            return found | self._months(more)
        self.at = at
        return found

    def _left_out(self) -> bool:
        """Take what follows a "not" as far as it names days, months or feasts; whether anything did."""
        reached = self.parts[self._group :]
        taken = ""
        while True:
            at = self.at
            self.take(*({Kind.AND, Kind.COMMA} if taken else {Kind.FILLER}))
            self.take(Kind.NOT)
            self.take(Kind.EVERY)
            if not (kind := self._one_left_out(reached, taken)):
                self.at = at
                return bool(taken)
            taken = kind

    def _days(self, token: Token) -> set[int]:
        raise NotImplementedError

    def _one_left_out(self, reached: list[Part], before: str) -> str:
        if rule := self._nth_ahead():
            found: set[Any] = {rule}
            kind = "not_rules"
        elif token := self.take(Kind.MONTH, Kind.SEASON):
            found, kind = set[Any](self._months(token)), "not_months"
        elif before in {"", "not_days"} and (token := self.take(Kind.DAY, Kind.DAYS)):
            found, kind = self._days(token), "not_days"
        elif span := self._span_ahead():
            found, kind = {span}, "not_spans"
        elif (token := self.take(Kind.WEEKS)) and token.value:
            found, kind = {weeks_of(*each, today=self._today) for each in token.value}, "not_spans"
        elif token := self.take(Kind.FEAST, skip=(Kind.FILLER, Kind.AT)):
            found, kind = {token.value}, "not_feasts"
        else:
            return ""
        for part in reached:
            setattr(part, kind, getattr(part, kind) | found)
        return kind

    def _nth_ahead(self) -> str:
        """ "the last Tuesday of the month", as a rule."""
        at = self.at
        monthly = self.take(Kind.MONTHLY)
        number = self.take(Kind.ORDINAL, Kind.NTH)
        day = self.take(Kind.DAY) if number and -1 <= number.value <= 5 and number.value else None
        if not number or not day or not (monthly or number.kind == Kind.ORDINAL):
            self.at = at
            return ""
        self.take(Kind.MONTHLY)
        return f"FREQ=MONTHLY;BYDAY={number.value}{WEEKDAYS[day.value]}"

    def _span_ahead(self) -> tuple[date, date] | None:
        if token := self.take(Kind.SPAN):
            return span_of(*token.value, today=self._today)
        if not (said := self.date_ahead()):
            return None
        at = self.at
        if not (self.take(*TO) and (other := self.date_ahead())):
            self.at, other = at, said
        return span_of(said, other, today=self._today)


def months_between(first: int, last: int) -> set[int]:
    """The months from one to another, around the year's end where the last comes first."""
    return {(month - 1) % 12 + 1 for month in range(first, last + 1 + 12 * (last < first))}
