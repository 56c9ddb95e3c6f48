"""The days of Finland's feasts, by the words people leave them out with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.easter import easter


def _saturday(first: date) -> date:
    """The Saturday on or after a day."""
    return first + timedelta(days=(5 - first.weekday()) % 7)


def _midsummer(year: int) -> list[date]:
    day = _saturday(date(year, 6, 20))
    return [day - timedelta(days=1), day]


def _easter(year: int) -> list[date]:
    sunday = easter(year)
    return [sunday + timedelta(days=n) for n in (-2, -1, 0, 1)]


_ASCENSION, _PENTECOST = timedelta(days=39), timedelta(days=49)


@dataclass(frozen=True)
class Feast:
    """Its days in a year, and how they are said after "not" in each language."""

    days: Callable[[int], list[date]]
    words: Mapping[str, str]


def _feast(days: Callable[[int], list[date]], fi: str, sv: str, en: str) -> Feast:
    return Feast(days, {"fi": fi, "sv": sv, "en": en})


_OF_ONE_NAME = {
    "new_year": _feast(lambda year: [date(year, 1, 1)], "uutenavuotena", "på nyårsdagen", "on New Year’s Day"),
    "epiphany": _feast(lambda year: [date(year, 1, 6)], "loppiaisena", "på trettondagen", "at Epiphany"),
    "easter": _feast(_easter, "pääsiäisenä", "i påsk", "at Easter"),
    "may_day": _feast(lambda year: [date(year, 5, 1)], "vappuna", "på första maj", "on May Day"),
    "ascension": _feast(
        lambda year: [easter(year) + _ASCENSION], "helatorstaina", "på Kristi himmelsfärdsdag", "on Ascension Day"
    ),
    "midsummer": _feast(_midsummer, "juhannuksena", "i midsommar", "at Midsummer"),
    "independence": _feast(
        lambda year: [date(year, 12, 6)], "itsenäisyyspäivänä", "på självständighetsdagen", "on Independence Day"
    ),
    "christmas_eve": _feast(lambda year: [date(year, 12, 24)], "jouluaattona", "på julafton", "on Christmas Eve"),
    "christmas": _feast(
        lambda year: [date(year, 12, 24), date(year, 12, 25), date(year, 12, 26)], "jouluna", "i jul", "at Christmas"
    ),
}


def _holidays(year: int) -> list[date]:
    """The public holidays and the two eves that are kept as such."""
    others = [easter(year) + _PENTECOST, _saturday(date(year, 10, 31))]
    return sorted({*others, *(day for feast in _OF_ONE_NAME.values() for day in feast.days(year))})


FEASTS: dict[str, Feast] = {
    **_OF_ONE_NAME,
    "holidays": _feast(_holidays, "pyhäpäivinä", "på helgdagar", "on public holidays"),
}


def days_of(feast: str, first: date, last: date) -> list[date]:
    """The days of a feast, or of all public holidays (`holidays`), between two days."""
    years = range(first.year, last.year + 1)
    return [day for year in years for day in FEASTS[feast].days(year) if first <= day <= last]
