"""The days of Finland's feasts, by the words people leave them out with."""

from collections.abc import Callable
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
_FEASTS: dict[str, Callable[[int], list[date]]] = {
    "new_year": lambda year: [date(year, 1, 1)],
    "epiphany": lambda year: [date(year, 1, 6)],
    "easter": _easter,
    "may_day": lambda year: [date(year, 5, 1)],
    "ascension": lambda year: [easter(year) + _ASCENSION],
    "midsummer": _midsummer,
    "independence": lambda year: [date(year, 12, 6)],
    "christmas_eve": lambda year: [date(year, 12, 24)],
    "christmas": lambda year: [date(year, 12, 24), date(year, 12, 25), date(year, 12, 26)],
}


def _holidays(year: int) -> list[date]:
    """The public holidays and the two eves that are kept as such."""
    others = [easter(year) + _PENTECOST, _saturday(date(year, 10, 31))]
    return sorted({*others, *(day for feast in _FEASTS.values() for day in feast(year))})


def days_of(feast: str, first: date, last: date) -> list[date]:
    """The days of a feast, or of all public holidays (`holidays`), between two days."""
    days = _holidays if feast == "holidays" else _FEASTS[feast]
    return [day for year in range(first.year, last.year + 1) for day in days(year) if first <= day <= last]
