"""Keeping the table of areas in step with a register: what the packaged facts and later years share."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from raitti.core.slugs import assign_slugs_many
from raitti.core.texts import translated, versions
from raitti.places.models import Area, AreaKind

# Municipalities point at the others, so they are saved after them.
ORDER = (AreaKind.COUNTRY, AreaKind.REGION, AreaKind.COUNTY, AreaKind.MUNICIPALITY)


@dataclass(frozen=True, kw_only=True)
class AreaFacts:
    """What a register says of one area; `None` and empty values leave what is known as it is.

    `region` and `county` are codes, `names` maps languages to names.
    """

    kind: str
    code: str
    names: Mapping[str, str]
    region: str = ""
    county: str = ""
    languages: tuple[str, ...] = ()
    population: int | None = None
    population_year: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    grid_x: int | None = None
    grid_y: int | None = None
    valid_from: date | None = None
    source: str = ""


@dataclass
class Saved:
    """Which areas were written, and how many were already as the register says."""

    created: list[Area] = field(default_factory=list)
    updated: list[Area] = field(default_factory=list)
    unchanged: int = 0

    @property
    def changed(self) -> list[Area]:
        return [*self.created, *self.updated]


_PLAIN = ("population", "population_year", "latitude", "longitude", "grid_x", "grid_y", "valid_from")
_FIELDS = ["name", "sort_fi", "sort_sv", "sort_en", "region", "county", "languages", "facts_year", "source", *_PLAIN]


def save_areas(facts: Iterable[AreaFacts], *, year: int) -> Saved:
    """Bring the current areas up to the facts of a year; call it inside a transaction.

    A row that follows a later year's register is left alone, and so is an area that a later
    register has ended. Nothing is ended here.
    """
    saved = Saved()
    by_kind: dict[str, list[AreaFacts]] = {kind: [] for kind in ORDER}
    for fact in facts:
        by_kind[fact.kind].append(fact)
    known: dict[tuple[str, str], Area] = {}
    newest_year: dict[tuple[str, str], int] = {}
    for area in Area.objects.select_related("region", "county"):
        key = (area.kind, area.code)
        newest_year[key] = max(newest_year.get(key, 0), area.facts_year or 0)
        if area.valid_until is None:
            known[key] = area
    for kind, wanted in by_kind.items():
        created, updated, confirmed = [], [], []
        for fact in wanted:
            key = (fact.kind, fact.code)
            existing = known.get(key)
            if newest_year.get(key, 0) > year:
                saved.unchanged += 1
            elif existing is None:
                area = known[key] = Area(kind=fact.kind, code=fact.code)
                _apply(area, fact, known, year=year)
                created.append(area)
            elif _apply(existing, fact, known, year=year):
                updated.append(existing)
            else:
                saved.unchanged += 1
                confirmed.append(existing.pk)
        Area.objects.bulk_create(created)
        Area.objects.bulk_update(updated, _FIELDS, batch_size=100)
        Area.objects.filter(pk__in=confirmed).update(facts_year=year)
        assign_slugs_many([*created, *updated], kind)
        saved.created += created
        saved.updated += updated
    return saved


def _apply(area: Area, fact: AreaFacts, known: Mapping[tuple[str, str], Area], *, year: int) -> bool:
    """Write the facts on the unsaved row; whether anything became different."""
    before = _values(area)
    area.name = translated(**{**versions(area.name), **fact.names})
    area.set_sort_keys()
    if fact.region:
        area.region = known[AreaKind.REGION, fact.region]
    if fact.county:
        area.county = known[AreaKind.COUNTY, fact.county]
    if fact.languages:
        area.languages = list(fact.languages)
    for name in _PLAIN:
        if (value := getattr(fact, name)) not in (None, ""):
            setattr(area, name, value)
    area.facts_year = year
    if _values(area) == before:
        return False
    area.source = fact.source
    return True


def _values(area: Area) -> tuple[object, ...]:
    plain = tuple(getattr(area, name) for name in _PLAIN)
    return (versions(area.name), area.region_id, area.county_id, area.languages, *plain)


def current_or_successor(code: str, areas: Mapping[str, Sequence[Area]]) -> Area | None:
    """The municipality a code leads to today: the current one, else what the newest ended one continues in."""
    rows = areas.get(code, ())
    for area in rows:
        if area.valid_until is None:
            return area
    for area in rows:
        for successor in area.successors.order_by("code"):
            return current_or_successor(successor.code, areas)
    return None
