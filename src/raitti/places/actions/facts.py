"""The facts the package carries: Finland's areas of 2026 and its postal codes, from our own tables."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from django.db import transaction

from raitti.core.audit import record
from raitti.core.shelf import content_changed
from raitti.core.slugs import assign_slugs_many
from raitti.core.texts import sort_key, translated, versions
from raitti.places.actions.areas import AreaFacts, Saved, current_or_successor, save_areas
from raitti.places.actions.outcome import Outcome
from raitti.places.models import Area, AreaKind, PostalCode
from raitti.places.queries import list_entries
from raitti.search.actions import put

YEAR = 2026
POPULATION_YEAR = 2022
SOURCE = "Statistics Finland 2026, CC BY 4.0"


@cache
def _table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a packaged table, without its header comment on source, year and licence."""
    text = (files("raitti.places") / "data" / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return tuple(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def area_facts() -> Iterator[AreaFacts]:
    """Every current area of the packaged tables, the country first."""
    for row in _table("areas.tsv"):
        yield AreaFacts(
            kind=row["kind"],
            code=row["code"],
            names={code: row[code] for code in ("fi", "sv", "en")},
            valid_from=date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
            source=SOURCE,
        )
    for row in _table("municipalities.tsv"):
        fi = row["fi"]
        sami = {code: row[code] for code in ("se", "smn", "sms") if row[code]}
        yield AreaFacts(
            kind=AreaKind.MUNICIPALITY,
            code=row["code"],
            names={"fi": fi, "sv": row["sv"] or fi, "en": row["en"] or fi, **sami},
            region=row["region"],
            county=row["county"],
            languages=tuple(row["languages"].split()),
            population=int(row["population"]),
            population_year=POPULATION_YEAR,
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            grid_x=int(row["grid_x"]),
            grid_y=int(row["grid_y"]),
            source=SOURCE,
        )


@transaction.atomic
def load_facts(*, actor: Any, now: datetime) -> Outcome:
    """Create or update every area and postal code the package knows; a second run changes nothing.

    What a later year's register has changed since is left as that register says.
    """
    areas = save_areas(area_facts(), year=YEAR)
    ended = _save_ended_municipalities()
    codes = _save_postal_codes()
    outcome = Outcome(
        created=len(areas.created) + len(ended.created) + codes.created,
        updated=len(areas.updated) + len(ended.updated) + codes.updated,
        unchanged=areas.unchanged + ended.unchanged + codes.unchanged,
    )
    if outcome.created or outcome.updated:
        put(entry for entries in list_entries() for entry in entries)
        country = Area.objects.current().get(kind=AreaKind.COUNTRY, code="FI")
        record(actor, "loaded places", country, now=now, changes=outcome.as_changes())
        content_changed()
    return outcome


def _save_ended_municipalities() -> Saved:
    """The municipalities that have ended stand as ended rows that point to their successors."""
    rows = _table("ended_municipalities.tsv")
    codes = {row["code"] for row in rows} | {row["successor"] for row in rows}
    known = _municipalities_by_code(codes)
    saved = Saved()
    for row in rows:
        if known[row["code"]]:
            saved.unchanged += 1
            continue
        successor = current_or_successor(row["successor"], known)
        fi = row["fi"]
        area = Area(
            kind=AreaKind.MUNICIPALITY,
            code=row["code"],
            name=translated(fi=fi, sv=row["sv"] or fi, en=row["en"] or fi),
            languages=row["languages"].split(),
            region=successor.region if successor else None,
            valid_until=date.fromisoformat(row["ends"]),
            population=int(row["population"]) if row["population"] else None,
            population_year=POPULATION_YEAR if row["population"] else None,
            latitude=float(row["latitude"]) if row["latitude"] else None,
            longitude=float(row["longitude"]) if row["longitude"] else None,
            source=SOURCE,
            facts_year=YEAR,
        )
        area.save()
        if successor:
            area.successors.add(successor)
        saved.created.append(area)
    assign_slugs_many(saved.created, AreaKind.MUNICIPALITY)
    return saved


def _save_postal_codes() -> Outcome:
    rows = _table("postal_codes.tsv")
    known = _municipalities_by_code({row["municipality"] for row in rows})
    leads_to = {code: current_or_successor(code, known) for code in known}
    existing = PostalCode.objects.in_bulk()
    outcome = Outcome()
    created: list[PostalCode] = []
    updated: list[PostalCode] = []
    for row in rows:
        municipality = leads_to[row["municipality"]]
        if municipality is None:
            continue
        names = {"fi": row["fi"], "sv": row["sv"] or row["fi"]}
        old = existing.get(row["code"])
        if old and versions(old.name) == names and old.municipality_id == municipality.pk:
            outcome.unchanged += 1
            continue
        wanted = PostalCode(
            code=row["code"],
            name=translated(**names),
            municipality=municipality,
            sort_fi=sort_key(names["fi"]),
            sort_sv=sort_key(names["sv"]),
        )
        (updated if old else created).append(wanted)
    PostalCode.objects.bulk_create(created, batch_size=500)
    PostalCode.objects.bulk_update(updated, ["name", "municipality", "sort_fi", "sort_sv"], batch_size=200)
    outcome.created, outcome.updated = len(created), len(updated)
    return outcome


def _municipalities_by_code(codes: set[str]) -> dict[str, list[Area]]:
    """All municipalities, ended ones included and the newest first, under each of the codes."""
    found: dict[str, list[Area]] = defaultdict(list)
    rows = Area.objects.municipalities().select_related("region").order_by("-valid_until")
    for area in rows:
        found[area.code].append(area)
    return defaultdict(list, {code: found[code] for code in codes | set(found)})
