"""The times of a day: taking a clock or a stretch of them, and what "in the evening" makes of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time

from raitti.directory.wording.gathering import TO, Gatherer
from raitti.directory.wording.lexicon import Kind
from raitti.directory.wording.parts import Hours, Part
from raitti.directory.wording.tokens import Token

CLOCKS = {Kind.CLOCK, Kind.NUMBER, Kind.NTH, Kind.CLOCK_WORD}
Clock = tuple[int, int, str]
_MIDNIGHT = time(23, 59)
_NOON = 12


class Timekeeper(Gatherer):
    """`twelve_hour`: whether "9–5" ends in the afternoon, as where people count to twelve."""

    def __init__(self, tokens: Sequence[Token], *, today: date, twelve_hour: bool) -> None:
        super().__init__(tokens, today=today)
        self._twelve_hour = twelve_hour
        self._last = ""
        self._half: tuple[Part, str] | None = None
        # Parts of the day, and where: alone they say too little.
        self._vague: list[tuple[Part, str]] = []

    def _clock(self, token: Token) -> Clock | None:
        hour, minute, half = token.value if token.kind == Kind.CLOCK else (token.value, 0, "")
        return (hour, minute, half) if 0 <= hour <= 24 and 0 <= minute < 60 else None

    def _hours(self, token: Token | None) -> bool:
        """Take a time or a stretch of them; `token` is its first piece unless "at" came before it."""
        at = self.at
        first = token or self.take(*CLOCKS)
        begins = self._clock(first) if first else None
        if first is None or begins is None:
            self.at = at
            return False
        last = ends = None
        before_end = self.at
        if self.take(*TO):
            last = self.take(*CLOCKS, skip=(Kind.AT, Kind.FILLER))
            ends = self._clock(last) if last else None
            if ends is None:
                self.at = before_end
        is_bare = token is not None and token.kind in {Kind.NUMBER, Kind.NTH} and ends is None
        # "9 15" may be 9.15 or 9–15.
        is_unclear = first.kind == Kind.NUMBER and ends is None and self.next_is({Kind.NUMBER}, skip=())
        if is_unclear or (is_bare and not (self.part.has_when and 5 <= begins[0] <= 23)):
            self.at = at
            return False
        if self._twelve_hour and ends and first.kind == Kind.NUMBER and last and last.kind == Kind.NUMBER:
            ends = _by_the_afternoon(begins, ends)
        self._add_hours(_stretch(begins, ends))
        self._last = "hours"
        return True

    def _add_hours(self, hours: Hours) -> None:
        if self.part.hours_came_first and self.part.has_when:
            self.parts.append(Part())
        elif self.part.hours and self.part.note:
            # A note between two times belongs to the first.
            self.parts.append(replace(self.part, hours=[], note=""))
        elif self.part.hours and self.part.season_came_last:
            # "Tuesdays 6 pm in winter, 7 pm in summer": the season was of the first hours.
            self.parts.append(replace(self.part, hours=[], months=set(), season_came_last=False))
        if not self.part.has_when:
            self.part.hours_came_first = True
        if self._half and self._half[0] is self.part:
            hours = _in_half(hours, self._half[1])
        self.part.hours.append(hours)

    def _part_of_day(self, token: Token, last: str) -> None:
        """ "6 in the evening" is 18, and so are the times after "evenings"."""
        self._vague.append((self.part, token.text))
        if last == "hours" and self.part.hours:
            self.part.hours[-1] = _in_half(self.part.hours[-1], token.value)
        else:
            self._half = (self.part, token.value)


def _stretch(begins: Clock, ends: Clock | None) -> Hours:
    """Two clocks as times of the day; "5–7 pm" is all in the afternoon, "10–12 pm" is not."""
    half = begins[2]
    if ends and not half and ends[2] == "pm" and begins[0] <= _NOON:
        half = "pm" if (begins[0] % 12, begins[1]) < (ends[0] % 12, ends[1]) else "am"
    elif ends and not half:
        half = ends[2]
    return at_clock(begins[0], begins[1], half), at_clock(*ends) if ends else None


def at_clock(hour: int, minute: int, half: str) -> time:
    if half and 1 <= hour <= _NOON:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return _MIDNIGHT if hour == 24 else time(hour, minute)


def _by_the_afternoon(begins: Clock, ends: Clock) -> Clock:
    """ "9–5" is a day at work, not a night."""
    is_next_morning = ends[:2] < begins[:2] and begins[0] <= _NOON and not (begins[2] or ends[2])
    return (ends[0] + 12, ends[1], "") if is_next_morning else ends


def _in_half(hours: Hours, part_of_day: str | None) -> Hours:
    """Hours up to noon as those of the afternoon or evening."""
    latest = {"evening": 11, "afternoon": 7}.get(part_of_day or "", 0)
    opens, closes = hours
    if opens is None or not 1 <= opens.hour <= latest:
        return hours
    if closes is not None and closes.hour < _NOON:
        closes = closes.replace(hour=closes.hour + 12)
    return opens.replace(hour=opens.hour + 12), closes
