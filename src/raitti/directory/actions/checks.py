"""What must hold of facts before they are written; every no names the field, the value and the reason."""

import math
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, NoReturn

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.validators import URLValidator, validate_email
from django.db.models import CharField, Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from stdnum.fi import associationid, ytunnus

from raitti.core import recurrence
from raitti.core.texts import clean
from raitti.core.verdicts import Refused, Verdict
from raitti.directory.facts import ScheduleFacts, Texts
from raitti.directory.lookup import Lookup
from raitti.directory.models import ACCESSIBILITY_FACTS, Topic
from raitti.directory.wording.leaving_out import is_known
from raitti.places.models import Area

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-zA-Z0-9]{2,8})*")
_LONGEST_NAME = 300
_LONGEST_TEXT = 100_000
_OLDEST = 120
_LEAST_DIGITS = 5
_SHORT_NUMBER = re.compile(r"\d{3}")
_check_url = URLValidator(schemes=["http", "https"])


def refuse(field: str, value: Any, reason: str | Promise, *, code: str = "invalid") -> NoReturn:
    """Refuse one value; `reason` is a sentence for the reader, the details are for programs."""
    shown = value if isinstance(value, (int, float, type(None))) else str(value)[:200]
    raise Refused(Verdict(code, reason, {"field": field, "value": shown}))


def text(field: str, value: str) -> str:
    if "\x00" in value or len(value) > _LONGEST_TEXT:
        refuse(field, value, _("This text cannot be kept: it is too long or holds a character that is not text."))
    return clean(value)


def texts(field: str, value: Texts) -> dict[str, str]:
    """The filled language versions, trimmed."""
    for language in value:
        if not _LANGUAGE.fullmatch(language):
            refuse(field, language, _("This is not the code of a language."), code="language")
    return {language: filled for language, words in value.items() if (filled := text(field, words or ""))}


def name(value: Texts) -> dict[str, str]:
    filled = texts("name", value)
    if not filled:
        refuse("name", "", _("The name is missing."), code="missing")
    for each in filled.values():
        if len(each) > _LONGEST_NAME:
            refuse("name", each, _("The name is too long."), code="too_long")
    return filled


def words(field: str, value: Iterable[str]) -> list[str]:
    """Trimmed, without empty ones and repetitions, in their order."""
    return [filled for filled in dict.fromkeys(text(field, each) for each in value) if filled]


def choice(field: str, value: str, choices: Iterable[str]) -> str:
    allowed = list(choices)
    if value not in allowed:
        refuse(
            field, value, _("This is not one of the choices: %s.") % ", ".join(c for c in allowed if c), code="choice"
        )
    return value


def short(model: type[Model], fields: dict[str, Any]) -> dict[str, Any]:
    """The same fields, none longer than its column."""
    for field, value in fields.items():
        if not isinstance(value, str):
            continue
        try:
            column = model._meta.get_field(field)
        except FieldDoesNotExist:
            continue
        if isinstance(column, CharField) and column.max_length and len(value) > column.max_length:
            refuse(field, value, _("This is too long: at most %d characters fit.") % column.max_length, code="too_long")
    return fields


def email(value: str, field: str = "email") -> str:
    value = text(field, value)
    if value:
        try:
            validate_email(value)
        except ValidationError:
            refuse(field, value, _("This is not an e-mail address."), code="email")
    return value


def has_phone_number(value: str) -> bool:
    """Whether a number may be in it, in whichever form and with whatever words beside it.

    The shortest is 112; four digits and hardly more that stand in pairs are a time of day.
    """
    return bool(_SHORT_NUMBER.search(value)) or sum(sign.isdigit() for sign in value) >= _LEAST_DIGITS


def phone(value: str, field: str = "phone") -> str:
    value = text(field, value)
    if value and not has_phone_number(value):
        refuse(
            field,
            value,
            _("There is no telephone number here. Write it in digits, as in 040 123 4567, or leave the field empty."),
            code="phone",
        )
    return value


def url(value: str, field: str = "website") -> str:
    value = text(field, value)
    if value:
        try:
            _check_url(value)
        except ValidationError:
            refuse(field, value, _("This is not a web address; it should begin with https://."), code="url")
    return value


def business_id(value: str) -> str | None:
    """`1234567-8`; `None` when empty."""
    value = text("business_id", value)
    if value and not ytunnus.is_valid(value):
        refuse("business_id", value, _("The check digit of this business ID is not right."), code="business_id")
    return ytunnus.format(value) if value else None


def register_number(value: str) -> str | None:
    """`123.456`; `None` when empty."""
    value = text("register_number", value)
    if value and not associationid.is_valid(value):
        refuse("register_number", value, _("This is not a number of the Register of Associations."), code="register")
    return associationid.format(value) if value else None


def year(field: str, value: int | None, *, now: datetime) -> int | None:
    if value is not None and not 1100 <= value <= now.year:
        refuse(field, value, _("This cannot be the year."), code="year")
    return value


def ages(lowest: int | None, highest: int | None) -> tuple[int | None, int | None]:
    for field, age in (("min_age", lowest), ("max_age", highest)):
        if age is not None and not 0 <= age <= _OLDEST:
            refuse(field, age, _("This cannot be an age."), code="age")
    if lowest is not None and highest is not None and lowest > highest:
        refuse("max_age", highest, _("The highest age is lower than the lowest."), code="age")
    return lowest, highest


def coordinates(latitude: float | None, longitude: float | None) -> tuple[float | None, float | None]:
    """WGS84 degrees, both or neither."""
    if latitude is None and longitude is None:
        return None, None
    for field, value, limit in (("latitude", latitude, 90), ("longitude", longitude, 180)):
        if value is None or not math.isfinite(value) or abs(value) > limit:
            refuse(field, value, _("This cannot be a place on the map."), code="coordinates")
    return latitude, longitude


def languages(value: Iterable[str]) -> list[str]:
    for code in value:
        if not _LANGUAGE.fullmatch(code):
            refuse("languages", code, _("This is not the code of a language."), code="language")
    return list(dict.fromkeys(value))


def accessibility(value: Mapping[str, str]) -> dict[str, str]:
    for fact, answer in value.items():
        if fact not in ACCESSIBILITY_FACTS or answer not in {"yes", "no"}:
            refuse("accessibility", f"{fact}={answer}", _("This is not an accessibility fact with yes or no."))
    return dict(value)


def area(field: str, code: str, lookup: Lookup) -> Area | None:
    if not code:
        return None
    found = lookup.area(code)
    if found is None:
        refuse(field, code, _("There is no area with the code %s.") % code, code="area")
    return found


def areas(field: str, codes: Iterable[str], lookup: Lookup) -> list[int]:
    found = (area(field, code, lookup) for code in codes)
    return list(dict.fromkeys(each.pk for each in found if each is not None))


def topics(field: str, uris: Iterable[str], lookup: Lookup) -> list[Topic]:
    found: dict[int, Topic] = {}
    for uri in uris:
        known = lookup.topics(uri)
        if not known:
            refuse(field, uri, _("There is no topic %s.") % uri, code="topic")
        found.update((topic.pk, topic) for topic in known)
    return list(found.values())


def rule(value: str) -> str:
    value = text("rrule", value).upper().removeprefix("RRULE:")
    if value:
        try:
            recurrence.validate(value)
        except ValueError as error:
            refuse("rrule", value, _("This rule of repetition cannot be followed: %s.") % error, code="rrule")
    return value


def choice_of_days_off(value: str) -> str:
    if not is_known(value):
        refuse("leaves_out", value, _("This is no feast and no day of the month that can be left out."))
    return value


def schedule(facts: ScheduleFacts) -> dict[str, Any]:
    if facts.opens and facts.closes and facts.opens == facts.closes:
        refuse("closes", facts.closes, _("It closes at the moment it opens."), code="time")
    return {
        "starts_on": facts.starts_on,
        "opens": facts.opens,
        "closes": facts.closes,
        "rrule": rule(facts.rrule),
        "except_dates": sorted(day.isoformat() for day in set(facts.except_dates)),
        "leaves_out": [choice_of_days_off(each) for each in dict.fromkeys(facts.leaves_out)],
        "note": texts("note", facts.note),
        "source_id": text("source_id", facts.source_id),
    }


def in_order(first: date, last: date, field: str = "ends") -> None:
    """Refuse a period that ends before it begins."""
    if last < first:
        refuse(field, last, _("The last day comes before the first."), code="order")
