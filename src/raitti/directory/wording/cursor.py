"""Going through the pieces of a text: what comes next, and taking it."""

from collections.abc import Collection, Sequence

from raitti.directory.wording.calendar import Said
from raitti.directory.wording.lexicon import Kind
from raitti.directory.wording.tokens import Token


class Cursor:
    """A place in the pieces. Set `at` back to have taken nothing."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.at = 0

    def peek(self, ahead: int = 0, skip: Collection[Kind] = ()) -> Token | None:
        at = self.at
        while at < len(self.tokens) and (self.tokens[at].kind in skip or ahead > 0):
            ahead -= self.tokens[at].kind not in skip
            at += 1
        return self.tokens[at] if at < len(self.tokens) else None

    def next_is(self, kinds: Collection[Kind], *, skip: Collection[Kind] = (Kind.FILLER,), ahead: int = 0) -> bool:
        token = self.peek(ahead, skip)
        return token is not None and token.kind in kinds

    def take(self, *kinds: Kind, skip: Collection[Kind] = (Kind.FILLER,)) -> Token | None:
        """The next piece when it is one of the kinds, with what stands before it passed over."""
        at = self.at
        while at < len(self.tokens) and self.tokens[at].kind in skip:
            at += 1
        if at < len(self.tokens) and self.tokens[at].kind in kinds:
            self.at = at + 1
            return self.tokens[at]
        return None

    def date_ahead(self) -> Said | None:
        """The next piece or two when they are a day of the calendar."""
        at = self.at
        if token := self.take(Kind.DATE):
            value: Said = token.value
            return value
        if number := self._take_day_number():
            if month := self.take(Kind.MONTH):
                year = self.take(Kind.YEAR, skip=(Kind.FILLER, Kind.COMMA))
                return number.value, month.value, year.value if year else None
        elif (token := self.take(Kind.CLOCK)) and may_be_day(token):
            return token.value[0], token.value[1], None
        elif (month := self.take(Kind.MONTH)) and (number := self._take_day_number()):
            year = self.take(Kind.YEAR, skip=(Kind.FILLER, Kind.COMMA))
            return number.value, month.value, year.value if year else None
        self.at = at
        return None

    def _take_day_number(self) -> Token | None:
        """The next piece when it may be the day in "4. tammikuuta", "January 4th"."""
        token = self.peek(0, (Kind.FILLER,))
        return self.take(Kind.NUMBER, Kind.NTH, Kind.ORDINAL) if token and is_day_number(token) else None


def is_day_number(token: Token) -> bool:
    """Whether it is a number in digits: "4." may be the day of a month where "fourth" is the weekday's number."""
    return token.kind in {Kind.NUMBER, Kind.NTH} or (token.kind == Kind.ORDINAL and token.text[0].isdigit())


def may_be_day(token: Token) -> bool:
    """Whether a time such as "24.12" could as well be a day."""
    day, month, half = token.value
    return not half and ":" not in token.text and 1 <= day <= 31 and 1 <= month <= 12
