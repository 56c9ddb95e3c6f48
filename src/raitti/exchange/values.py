"""Single values as others write them, brought into the form the directory keeps: text, addresses, numbers, days."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _
from stdnum.fi import ytunnus

from raitti.core.texts import clean
from raitti.directory.actions.checks import has_phone_number
from raitti.exchange.rows import Wrong

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# A rule needs a first day; where the source gives none, a Monday long past says "as always".
ALWAYS = date(2024, 1, 1)
_check_url = URLValidator(schemes=["http", "https"])
_LONGEST_PHONE = 60
_LONGEST_URL = 500
_TIME = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?(?:[.:]\d{2}(?:\.\d+)?)?\s*([ap])?\.?(?:m\.?)?Z?", re.IGNORECASE)
_DAY_FORMATS = ("%Y-%m-%d", "%d.%m.%Y", "%m/%d/%Y", "%m/%d/%y", "%B %d, %Y")
# Finland with its sea, in the coordinates of the national map (ETRS-TM35FIN, EPSG:3067).
_EASTINGS = (-100_000, 900_000)
_NORTHINGS = (6_400_000, 7_900_000)


@dataclass(frozen=True)
class Unusable:
    """A cell that has no value of its own, and why, in words."""

    reason: str


def text_of(value: Any, column: str = "") -> str:
    """A text or a number as clean text; nothing as empty. Raises `Wrong` for a list, an object or a truth value."""
    if value is None:
        return ""
    if isinstance(value, Unusable):
        raise Wrong(column, value.reason)
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        kinds = {bool: _("a truth value"), list: _("a list"), dict: _("an object")}
        raise Wrong(column, _("There should be text here, but there is %s.") % kinds.get(type(value), "?"))
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return clean(str(value))


def mapping_of(value: Any, column: str) -> Mapping[str, Any]:
    """An object, or an empty one for nothing."""
    if value is None or value == "":
        return {}
    if not isinstance(value, Mapping):
        raise Wrong(column, _("There should be an object here."))
    return value


def items_of(value: Any, column: str) -> list[Mapping[str, Any]]:
    """A list of objects; nothing and empty members are passed over."""
    return [mapping_of(each, column) for each in list_of(value, column) if each]


def list_of(value: Any, column: str) -> list[Any]:
    if value is None or value == "":
        return []
    if not isinstance(value, list):
        raise Wrong(column, _("There should be a list here."))
    return value


def number_of(value: Any, column: str) -> int | None:
    """A whole number of zero or more, or nothing."""
    text = text_of(value, column)
    if not text:
        return None
    try:
        number = int(float(text.replace(",", ".")))
    except (ValueError, OverflowError):
        raise Wrong(column, _("“%s” is not a number.") % text[:60]) from None
    if not 0 <= number <= 32_000:
        raise Wrong(column, _("“%s” is not a possible number here.") % text[:60])
    return number


def email_of(text: str) -> str | None:
    """The e-mail address, or `None` when it is not one."""
    text = text.removeprefix("mailto:").replace("(at)", "@").replace("[at]", "@").strip(" <>;,")
    try:
        validate_email(text)
    except ValidationError:
        return None
    return text


def url_of(text: str) -> str | None:
    """The web address with its scheme, or `None` when it is not one."""
    text = text.strip().replace(" ", "%20")
    if text and "://" not in text:
        text = f"https://{text}"
    try:
        _check_url(text)
    except ValidationError:
        return None
    return text if len(text) <= _LONGEST_URL else None


def phone_of(text: str) -> str | None:
    """A telephone number with whatever stands beside it, or `None` when there is no number or it is too long."""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_PHONE and has_phone_number(text) else None


def business_id_of(text: str) -> str | None:
    """`1234567-8`, or `None` when the check digit does not hold."""
    return ytunnus.format(text) if ytunnus.is_valid(text) else None


def time_of(text: str) -> time | None:
    """`8`, `08:00`, `15.30`, `4 PM` or `08:00:00` as a time; midnight at the end of a day as 23.59."""
    found = _TIME.fullmatch(text.strip())
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3] and 1 <= hour <= 12:
        hour = hour % 12 + (12 if found[3].lower() == "p" else 0)
    if (hour, minute) == (24, 0):
        return time(23, 59)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def day_of(text: str) -> date | None:
    """A day as ISO, Finnish or American dates write it; a moment counts as its day."""
    text = text.strip()
    for form in _DAY_FORMATS:
        try:
            return datetime.strptime(text if form != "%Y-%m-%d" else text[:10], form).date()  # noqa: DTZ007 - a day
        except ValueError:
            continue
    return None


def days_since(first: date, weekdays: list[str]) -> date:
    """The first of the weekdays on or after a day, as RFC 5545 asks of a rule's start."""
    return next((d for n in range(7) if WEEKDAYS[(d := first + timedelta(n)).weekday()] in weekdays), first)


def weekly(weekdays: list[str], *, until: date | None = None) -> str:
    """The rule for these days of each week: `FREQ=WEEKLY;BYDAY=MO,TU`."""
    days = ",".join(day for day in WEEKDAYS if day in weekdays)
    end = f";UNTIL={until:%Y%m%d}" if until else ""
    return f"FREQ=WEEKLY;BYDAY={days}{end}"


def degrees_of(north: str, east: str) -> tuple[float, float] | None:
    """WGS84 latitude and longitude from the national map's coordinates (EPSG:3067), or from degrees.

    `None` when the numbers are neither. The national map is UTM zone 35 over all of Finland.
    """
    # It takes in numpy, 20 MB that a process which only answers pages can do without.
    import utm

    try:
        northing, easting = float(north.replace(",", ".")), float(east.replace(",", "."))
    except ValueError:
        return None
    if _NORTHINGS[0] <= northing <= _NORTHINGS[1] and _EASTINGS[0] <= easting <= _EASTINGS[1]:
        latitude, longitude = utm.to_latlon(easting, northing, 35, northern=True, strict=False)
        return round(float(latitude), 6), round(float(longitude), 6)
    if abs(northing) <= 90 and abs(easting) <= 180:
        return northing, easting
    return None
