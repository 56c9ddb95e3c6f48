"""Finding a place from what a person types: a name in any language or form, a code, a postal code."""

import re
from dataclasses import dataclass

from django.db.models import Q

from raitti.core.texts import pick, sort_key, versions
from raitti.places.models import Area, AreaQuerySet, PostalCode
from raitti.places.queries.areas import successor_of
from raitti.places.queries.forms import readings, stems

_LONGEST = 100


@dataclass(frozen=True)
class Place:
    """A point to measure distances from: the main town or village of the municipality, in WGS84 degrees."""

    label: str
    latitude: float
    longitude: float
    municipality: Area
    postal_code: str = ""


def find_municipality(text: str) -> Area | None:
    """The current municipality that a name, an inflected name or a code means; `None` when there is none.

    Names count in all languages, Sámi included. What has ended leads to its first successor.
    """
    text = " ".join(text.split())
    if not text or len(text) > _LONGEST:
        return None
    if re.fullmatch(r"[0-9]{3}", text):
        return _today(Area.objects.municipalities().filter(code=text))
    key = sort_key(text)
    exact = Q(sort_fi=key) | Q(sort_sv=key) | Q(sort_en=key)
    found = _today(Area.objects.municipalities().filter(exact)) if key else None
    return found or _find_by_form(text)


def find_place(text: str, language: str = "fi") -> Place | None:
    """The place that a postal code, a municipality or a post office name means; `None` when there is none.

    The label is written in `language`: `90830 Haukipudas`, `Oulu`, `Haukipudas (Oulu)`.
    """
    text = " ".join(text.split())
    if code := re.match(r"(?:FI-)?([0-9]{5})\b", text, re.IGNORECASE):
        found = PostalCode.objects.select_related("municipality").filter(code=code[1]).first()
        return _place(f"{code[1]} {pick(found.name, language)}", found.municipality, code[1]) if found else None
    if municipality := find_municipality(text):
        return _place(municipality.name_in(language).value, municipality)
    key = sort_key(text)
    office = (
        PostalCode.objects.select_related("municipality")
        .filter(Q(sort_fi=key) | Q(sort_sv=key))
        .order_by("code")
        .first()
        if key
        else None
    )
    if office is None:
        return None
    label = f"{pick(office.name, language)} ({office.municipality.name_in(language)})"
    return _place(label, office.municipality, office.code)


def _place(label: str, municipality: Area, postal_code: str = "") -> Place | None:
    today = next(iter(successor_of(municipality)), municipality)
    if today.latitude is None or today.longitude is None:
        return None
    return Place(label, today.latitude, today.longitude, today, postal_code)


def _today(areas: AreaQuerySet) -> Area | None:
    """The current one of the areas, else what the one that ended last has become."""
    rows = sorted(areas, key=lambda area: (area.valid_until is not None, -(area.population or 0)))
    return next((today for area in rows for today in successor_of(area)), None)


def _find_by_form(text: str) -> Area | None:
    wanted = readings(text)
    for area in Area.objects.municipalities().order_by("-population"):
        names = versions(area.name)
        if any(name.casefold() in wanted for name in names.values()) or wanted & stems(names.get("fi", "")):
            return next(iter(successor_of(area)), None)
    return None
