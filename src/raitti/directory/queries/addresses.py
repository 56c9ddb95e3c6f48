"""What an address that someone types means: its municipality, its post office, and places we know there already."""

import re
from dataclasses import dataclass

from django.db.models import QuerySet

from raitti.core.texts import pick, sort_key, versions
from raitti.directory.models import Location, Organisation
from raitti.places.models import Area, PostalCode
from raitti.places.queries import find_municipality, find_place

_MOST = 5
_POSTAL_CODE = re.compile(r"\b(\d{5})\b")


@dataclass(frozen=True)
class Found:
    """`city` is the post office's name; `unknown_code` a postal code that does not exist; `places` look the same."""

    municipality: Area | None = None
    postal_code: str = ""
    city: str = ""
    unknown_code: str = ""
    places: tuple[Location, ...] = ()


def find_address(
    *,
    street: str = "",
    postal_code: str = "",
    city: str = "",
    name: str = "",
    language: str = "fi",
    kept_by: Organisation | None = None,
) -> Found:
    """Find out what an address means, from whichever parts of it are there.

    Places are looked for among those everyone sees, and the own ones of the organisation that is `kept_by` the asker.
    """
    written = _POSTAL_CODE.search(postal_code) or _POSTAL_CODE.search(city) or _POSTAL_CODE.search(street)
    code = written[1] if written else ""
    office = PostalCode.objects.select_related("municipality").filter(code=code).first() if code else None
    if office is not None:
        found = find_place(code, language)
        municipality: Area | None = found.municipality if found else office.municipality
    else:
        town = find_place(city, language) if city and not code else None
        municipality = find_municipality(city) or (town.municipality if town else None) if city else None
    return Found(
        municipality=municipality,
        postal_code=office.code if office else "",
        city=pick(office.name, language).value if office else "",
        unknown_code=code if code and office is None else "",
        places=tuple(_places_there(street, code if office else "", municipality, name, kept_by)),
    )


def _places_there(
    street: str, code: str, municipality: Area | None, name: str, kept_by: Organisation | None
) -> list[Location]:
    """Places at the same street address, or of the same name in the same municipality."""
    if municipality is None:
        return []
    known = Location.objects.visible_to(None)
    if kept_by is not None:
        known = known | Location.objects.filter(organisation=kept_by)
    there = known.filter(municipality=municipality).select_related("organisation").order_by("pk")
    by_street = _at_street(there, street, code)
    by_name = [place for place in there if name and _same_name(place, name)] if len(name) > 2 else []
    return list({place.pk: place for place in [*by_street, *by_name]}.values())[:_MOST]


def _at_street(there: QuerySet[Location], street: str, code: str) -> list[Location]:
    wanted = plain_street(street)
    if len(wanted) < 4 or not any(c.isdigit() for c in wanted):
        return []
    if code:
        there = there.filter(postal_code__in=[code, ""])
    return [place for place in there.exclude(street="") if plain_street(place.street) == wanted]


def plain_street(street: str) -> str:
    """A street as one writes it or another: "Kirkkokatu 2 A 5" and "kirkkokatu 2a" are one door."""
    found = re.match(r"\s*([^\d,]+?)\s*(\d+)(?:\s*([a-zA-Z])\b)?", street)
    if not found:
        return " ".join(street.casefold().split())
    return f"{' '.join(found[1].casefold().split())} {found[2]}{(found[3] or '').casefold()}"


def _same_name(place: Location, name: str) -> bool:
    wanted = sort_key(name)
    return bool(wanted) and any(sort_key(each).startswith(wanted) for each in versions(place.name).values())
