"""The pieces PTV's open API builds its records of: texts by language, areas, addresses and service hours."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from raitti.core.languages import CONTENT_CODES
from raitti.directory.facts import ScheduleFacts
from raitti.exchange.known import Known
from raitti.exchange.rows import Wrong
from raitti.exchange.values import (
    ALWAYS,
    WEEKDAYS,
    day_of,
    days_since,
    degrees_of,
    items_of,
    mapping_of,
    text_of,
    time_of,
    weekly,
)

SOURCE = "ptv"
_DAYS = dict(zip(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), WEEKDAYS, strict=True))
_WEEKLY_HOURS = {"daysoftheweek", "standard"}
_SINGLE_HOURS = {"exceptional", "exception"}
_AREA_PREFIX = {"region": "region:", "province": "region:", "hospitalregions": "", "wellbeingservicescounty": "county:"}


def texts_of(value: Any, *types: str) -> dict[str, str]:
    """The texts of these types by language; an earlier type wins."""
    found: dict[str, str] = {}
    for wanted in types:
        for each in items_of(value, wanted):
            if each.get("type") == wanted:
                language, text = text_of(each.get("language")), text_of(each.get("value"), wanted)
                if text and language in CONTENT_CODES:
                    found.setdefault(language, text)
    return found


def names_of(value: Any, column: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """A thing's name by language, and its other names. Raises `Wrong` when it has none."""
    names = texts_of(value, "Name")
    others = {t: None for kind in ("AlternativeName", "AlternateName") for t in texts_of(value, kind).values()}
    if not names:
        raise Wrong(column, _("The name is missing."))
    return names, tuple(others)


def plain_texts(value: Any, column: str) -> dict[str, str]:
    """Texts by language that have no type."""
    pairs = (
        (text_of(each.get("language"), column), text_of(each.get("value"), column)) for each in items_of(value, column)
    )
    return {language: text for language, text in pairs if text and language in CONTENT_CODES}


def in_language(text: Any, language: Any) -> dict[str, str]:
    filled = text_of(text)
    return {str(language): filled} if filled and language in CONTENT_CODES else {}


def joined(first: dict[str, str], second: dict[str, str]) -> dict[str, str]:
    """Two translated texts one after the other."""
    both = ((code, "\n\n".join(filter(None, (first.get(code), second.get(code))))) for code in CONTENT_CODES)
    return {code: text for code, text in both if text}


def areas_of(data: Mapping[str, Any], known: Known, note: Callable[[str], None]) -> tuple[str, ...]:
    """Area codes as facts write them, from `areaType` and `areas`."""
    area_type = text_of(data.get("areaType"), "areaType")
    if area_type.casefold().startswith("nationwide"):
        return ("country:FI",)
    found: dict[str, None] = {}
    for area in items_of(data.get("areas"), "areas"):
        code, kind = text_of(area.get("code"), "areas"), text_of(area.get("type"), "areas").casefold()
        municipalities = items_of(area.get("municipalities"), "areas")
        if code and _AREA_PREFIX.get(kind):
            found[f"{_AREA_PREFIX[kind]}{code}"] = None
        elif not municipalities and code:
            municipalities = [{"code": code}]
        for each in municipalities:
            own = text_of(each.get("code"), "areas")
            official = known.municipality(own)
            if official:
                found[official] = None
            else:
                note(_("There is no municipality “%s”.") % own)
    return tuple(found)


def addresses(data: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The addresses one can go to, in their order."""
    for address in items_of(data.get("addresses"), "addresses"):
        if text_of(address.get("type")) in {"Visiting", "Location"}:
            yield address


def address_of(address: Mapping[str, Any], known: Known) -> dict[str, Any]:
    """The fields of a place that an address fills. Its unused forms hold samples and are not looked at."""
    kind = text_of(address.get("subType"))
    form = {"PostOfficeBox": "postOfficeBoxAddress", "Other": "otherAddress", "Abroad": "foreignAddress"}.get(kind)
    found = mapping_of(address.get(form or "streetAddress"), "addresses")
    if not found:
        return {}
    municipality = mapping_of(found.get("municipality"), "addresses")
    postal_code = text_of(found.get("postalCode"), "addresses")
    street = _finnish_first(plain_texts(found.get("street") or found.get("postOfficeBox"), "addresses"))
    degrees = degrees_of(text_of(found.get("latitude"), "addresses"), text_of(found.get("longitude"), "addresses"))
    return {
        "street": f"{street} {text_of(found.get('streetNumber'), 'addresses')}".strip()[:200],
        "postal_code": postal_code[:10],
        "city": _finnish_first(plain_texts(found.get("postOffice"), "addresses")).title()[:100],
        "municipality": known.municipality(text_of(municipality.get("code"), "addresses"), postal_code=postal_code),
        "directions": plain_texts(found.get("additionalInformation"), "addresses"),
        "latitude": degrees[0] if degrees else None,
        "longitude": degrees[1] if degrees else None,
    }


def _finnish_first(texts: dict[str, str]) -> str:
    return next((texts[code] for code in CONTENT_CODES if code in texts), "")


def schedules_of(value: Any, note: Callable[[str], None]) -> tuple[ScheduleFacts, ...]:
    """Service hours as schedules: days of the same hours together. Closed days become a note of their own."""
    found: list[ScheduleFacts] = []
    for hours in items_of(value, "serviceHours"):
        kind = text_of(hours.get("serviceHourType")).casefold()
        said = plain_texts(hours.get("additionalInformation"), "serviceHours")
        since = day_of(text_of(hours.get("validFrom"), "serviceHours"))
        until = day_of(text_of(hours.get("validTo"), "serviceHours"))
        if kind in _WEEKLY_HOURS and not hours.get("isClosed"):
            found += _weekly_hours(hours, since, until, said)
        elif kind in _SINGLE_HOURS and since and not hours.get("isClosed"):
            opens, closes = _first_hours(hours)
            rule = f"FREQ=DAILY;UNTIL={until:%Y%m%d}" if until and until != since else ""
            found.append(ScheduleFacts(starts_on=since, opens=opens, closes=closes, rrule=rule, note=said))
        elif kind in _WEEKLY_HOURS | _SINGLE_HOURS and hours.get("isClosed"):
            note(_("An exceptional closing was left out of the opening times."))
    return tuple(found)


def _weekly_hours(hours: Mapping[str, Any], since: Any, until: Any, said: dict[str, str]) -> Iterator[ScheduleFacts]:
    days_by_hours: dict[tuple[Any, Any], list[str]] = {}
    for each in items_of(hours.get("openingHour"), "serviceHours"):
        opens, closes = time_of(text_of(each.get("from"))), time_of(text_of(each.get("to")))
        first = _DAYS.get(text_of(each.get("dayFrom")).casefold())
        last = _DAYS.get(text_of(each.get("dayTo")).casefold(), first)
        if first and opens and closes and opens != closes:
            # Until the next day, as nights go, is one opening; a range of days with one time is each of them.
            days = [first] if closes < opens else _range(first, str(last))
            days_by_hours.setdefault((opens, closes), []).extend(days)
    start = since or ALWAYS
    for (opens, closes), days in days_by_hours.items():
        rule = weekly(days, until=until)
        yield ScheduleFacts(starts_on=days_since(start, days), opens=opens, closes=closes, rrule=rule, note=said)


def _range(first: str, last: str) -> list[str]:
    start, end = WEEKDAYS.index(first), WEEKDAYS.index(last)
    return [WEEKDAYS[(start + n) % 7] for n in range((end - start) % 7 + 1)]


def _first_hours(hours: Mapping[str, Any]) -> tuple[Any, Any]:
    for each in items_of(hours.get("openingHour"), "serviceHours"):
        opens, closes = time_of(text_of(each.get("from"))), time_of(text_of(each.get("to")))
        if opens and closes and opens != closes:
            return opens, closes
    return None, None
