"""HSDS as tables: the 3.0 data package, and the older form of Open Referral's Ohana (numbers as ids)."""

from collections import defaultdict
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from raitti.core.languages import CONTENT_CODES
from raitti.exchange.hsds.bundle import Bundle, Entry
from raitti.exchange.reading import read_json, read_table
from raitti.exchange.rows import Note, Place, Refusal, Unreadable
from raitti.exchange.values import WEEKDAYS

Record = dict[str, Any]
# Each table's name in the package, and its file when the package does not say.
_FILES = {
    "organization": "organizations.csv",
    "service": "services.csv",
    "location": "locations.csv",
    "service_at_location": "service_at_location.csv",
    "address": "addresses.csv",
    "phone": "phones.csv",
    "contact": "contacts.csv",
    "schedule": "schedules.csv",
    "regular_schedule": "regular_schedules.csv",
    "holiday_schedule": "holiday_schedules.csv",
    "service_area": "service_areas.csv",
    "language": "languages.csv",
    "accessibility": "accessibility.csv",
    "attribute": "attributes.csv",
    "cost_option": "cost_options.csv",
    "organization_identifier": "organization_identifiers.csv",
    "taxonomy_term": "taxonomy_terms.csv",
    "meta_table_description": "meta_table_descriptions.csv",
}
_OWNERS = ("service_at_location", "contact", "service", "location", "organization")
_PARTS = {
    "phone": "phones",
    "contact": "contacts",
    "schedule": "schedules",
    "address": "addresses",
    "language": "languages",
    "accessibility": "accessibility",
    "service_area": "service_areas",
    "cost_option": "cost_options",
    "organization_identifier": "organization_identifiers",
}
_OHANA_DAYS = {
    day[:3].casefold(): code
    for day, code in zip(
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), WEEKDAYS, strict=True
    )
}


def read_package(folder: Path, *, limit: int) -> Bundle:
    """The records of a folder of tables, put together. Raises `Unreadable` when there are no organisations."""
    bundle = Bundle()
    files = _files(folder, bundle)
    if "organization" not in files and "service" not in files:
        raise Unreadable(_("There is no organizations.csv in the folder."), place=Place(file=folder.name))
    tables = {name: _read(path, bundle, folder.name, limit=limit) for name, path in files.items()}
    _assemble(tables, bundle, folder.name, {name: path.name for name, path in files.items()})
    return bundle


def _files(folder: Path, bundle: Bundle) -> dict[str, Path]:
    paths = dict(_FILES)
    description = folder / "datapackage.json"
    if description.is_file():
        try:
            package = read_json(description, limit=16 * 1024 * 1024)
            resources = package.get("resources", []) if isinstance(package, dict) else []
            paths |= {r["name"]: r["path"] for r in resources if isinstance(r.get("path"), str) and "name" in r}
        except (Unreadable, AttributeError, TypeError, KeyError):
            text = _("datapackage.json cannot be read; the tables' usual file names were used.")
            bundle.remarks.append(Note(text=text, place=Place(file=description.name)))
    # A path that leads out of the folder is no table of it.
    inside = {name: folder / path for name, path in paths.items() if name in _FILES and ".." not in Path(path).parts}
    return {name: path for name, path in inside.items() if path.is_file() and not Path(paths[name]).is_absolute()}


def _read(path: Path, bundle: Bundle, unit: str, *, limit: int) -> list[tuple[int, Record]]:
    table = read_table(path, limit=limit)
    if table.remark:
        bundle.remarks.append(Note(text=table.remark, place=Place(file=path.name)))
    found: list[tuple[int, Record]] = []
    for number, cells in table.rows:
        if len(cells) > len(table.header):
            reason = _("The row has %(cells)d cells, but the header %(header)d.")
            counts = {"cells": len(cells), "header": len(table.header)}
            place = Place(file=path.name, row=number)
            bundle.remarks.append(Refusal(unit=unit, place=place, reason=reason % counts))
            continue
        values = {column: cell for column, cell in zip(table.header, cells, strict=False) if str(cell).strip()}
        found.append((number, values))
    return found


def _assemble(tables: dict[str, list[tuple[int, Record]]], bundle: Bundle, unit: str, names: dict[str, str]) -> None:
    terms = {record.get("id"): record for _n, record in tables.get("taxonomy_term", [])}
    attributes: dict[Any, list[Record]] = defaultdict(list)
    for _n, record in tables.get("attribute", []):
        term = terms.get(record.get("taxonomy_term_id"))
        attributes[record.get("link_id")].append(record | ({"taxonomy_term": term} if term else {}))
    parts = _parts_by_owner(tables, attributes)
    for kind, store in (
        ("organization", bundle.organizations),
        ("location", bundle.locations),
        ("service", bundle.services),
    ):
        for number, record in tables.get(kind, []):
            key = str(record.get("id", ""))
            place = Place(file=names[kind], row=number)
            if key in store:
                where = f"{store[key].place.file}:{store[key].place.row}"
                reason = _("The id %(id)s has been seen already, at %(where)s.") % {"id": key, "where": where}
                bundle.remarks.append(Refusal(unit=unit, place=place, column="id", reason=reason))
                continue
            data = record | parts.get((kind, key), {}) | {"attributes": attributes.get(key, [])}
            store[key] = Entry(data, place, unit)
    _join_ways(tables, bundle, parts, attributes)
    languages = [record.get("language") for _n, record in tables.get("meta_table_description", [])]
    bundle.language = next((str(code) for code in languages if code in CONTENT_CODES), "en")


def _parts_by_owner(
    tables: dict[str, list[tuple[int, Record]]], attributes: dict[Any, list[Record]]
) -> dict[tuple[str, str], dict[str, list[Record]]]:
    """Phones, contacts, schedules and the like under the thing whose id they carry."""
    found: dict[tuple[str, str], dict[str, list[Record]]] = defaultdict(lambda: defaultdict(list))
    rows = {kind: [record for _n, record in tables.get(kind, [])] for kind in _PARTS}
    rows["schedule"] = [*rows["schedule"], *_ohana_schedules(tables)]
    for kind, records in rows.items():
        for record in records:
            whole = record | {"attributes": attributes.get(record.get("id"), [])}
            # A row may name several owners; the nearest one is meant.
            owner = next((o for o in _OWNERS if record.get(f"{o}_id")), None)
            if owner:
                found[owner, str(record[f"{owner}_id"])][_PARTS[kind]].append(whole)
    for (owner, _key), owned in list(found.items()):
        if owner == "contact":
            continue
        for contact in owned.get("contacts", []):
            contact["phones"] = found.get(("contact", str(contact.get("id", ""))), {}).get("phones", [])
    return found


def _ohana_schedules(tables: dict[str, list[tuple[int, Record]]]) -> list[Record]:
    """One row per weekday, with the days of the same hours brought together."""
    days: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for _n, record in tables.get("regular_schedule", []):
        owner = (record.get("service_id"), record.get("location_id"))
        day = _OHANA_DAYS.get(str(record.get("weekday", ""))[:3].casefold())
        if day:
            days[*owner, record.get("opens_at"), record.get("closes_at")].append(day)
    return [
        {"service_id": service, "location_id": location, "freq": "WEEKLY", "byday": ",".join(found)}
        | {"opens_at": opens, "closes_at": closes}
        for (service, location, opens, closes), found in days.items()
    ]


def _join_ways(
    tables: dict[str, list[tuple[int, Record]]],
    bundle: Bundle,
    parts: dict[tuple[str, str], dict[str, list[Record]]],
    attributes: dict[Any, list[Record]],
) -> None:
    for entry in bundle.services.values():
        entry.data["service_at_locations"] = []
        location = str(entry.data.get("location_id", ""))
        if location in bundle.locations:
            # Ohana's services stand at one place, through which they have their organisation.
            entry.data.setdefault("organization_id", bundle.locations[location].data.get("organization_id"))
            entry.data["service_at_locations"].append({"location_id": location})
    for _n, record in tables.get("service_at_location", []):
        service = bundle.services.get(str(record.get("service_id", "")))
        if service is not None:
            key = str(record.get("id", ""))
            whole = record | parts.get(("service_at_location", key), {}) | {"attributes": attributes.get(key, [])}
            service.data["service_at_locations"].append(whole)
    if tables.get("holiday_schedule"):
        bundle.remarks.append(
            Note(text=_("Holiday closings were left out."), place=Place(file="holiday_schedules.csv"))
        )
