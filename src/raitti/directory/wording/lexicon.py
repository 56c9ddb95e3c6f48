"""The words three languages tell times with: what each pattern of letters means."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any


class Kind(Enum):
    """What a piece of the text is. The comment tells what its value holds."""

    DAY = auto()  # weekday, 0 is Monday
    DAYS = auto()  # weekdays
    DAILY = auto()
    WEEKLY = auto()
    MONTHLY = auto()  # every how many months
    YEARLY = auto()
    EVERY = auto()
    EVERY_NTH = auto()  # 2 for "every other"
    INTERVAL = auto()  # (2, "week")
    UNIT = auto()  # "day", "week", "month", "year"
    PARITY = auto()  # 1 for odd weeks, 0 for even
    ORDINAL = auto()  # 1, 2 … or -1
    MONTH_DAY = auto()  # the last day of the month: -1
    MONTH = auto()  # 1 to 12
    SEASON = auto()  # months
    AT = auto()
    FROM = auto()
    UNTIL = auto()
    DASH = auto()
    AND = auto()
    NOT = auto()
    CLOSED = auto()
    COUNT = auto()  # how many times
    ALL_DAY = auto()
    PART_OF_DAY = auto()  # "in the evening": fine beside hours, too little alone; "evening", "afternoon" or None
    CLOCK_WORD = auto()  # a time with a name of its own
    FEAST = auto()  # a key of `feasts`
    WEEKS = auto()  # weeks by their numbers: ((36, 50), (2, 2))
    BETWEEN = auto()  # "between 5 and 7": the "and" means "to"
    VAGUE = auto()  # what names no days: "arranged", "often" or "term"
    FILLER = auto()
    # Numbers, marks and the rest
    NUMBER = auto()
    NTH = auto()  # a number written as an ordinal: "2.", "3rd"
    CLOCK = auto()  # (hour, minute, "am" | "pm" | "")
    DATE = auto()  # (day, month, year | None)
    SPAN = auto()  # two of them
    YEAR = auto()
    COMMA = auto()
    BREAK = auto()
    NOTE = auto()
    UNKNOWN = auto()


@dataclass(frozen=True)
class Entry:
    pattern: re.Pattern[str]
    kind: Kind
    value: Any = None


Lexicon = tuple[Entry, ...]
_END = r"(?![\w])"
WORKDAYS, WEEKEND = (0, 1, 2, 3, 4), (5, 6)
SUMMER, AUTUMN, WINTER, SPRING = (6, 7, 8), (9, 10, 11), (12, 1, 2), (3, 4, 5)


def entries(table: list[tuple[str, Kind] | tuple[str, Kind, Any]]) -> list[Entry]:
    """Rows of pattern, kind and value; a pattern ends where a word does."""
    return [Entry(re.compile(row[0] + _END), row[1], row[2] if len(row) > 2 else None) for row in table]


def numbered(kind: Kind, words: list[str], first: int = 0) -> list[Entry]:
    """Patterns that mean a number each, in turn."""
    return entries([(word, kind, number) for number, word in enumerate(words, first)])
