"""Taking a later year's register into use: what begins, what ends and what it continues in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Max

from raitti.core.audit import record
from raitti.core.shelf import content_changed
from raitti.places.actions.areas import AreaFacts, Saved, save_areas
from raitti.places.actions.files import refuse_file
from raitti.places.actions.outcome import Outcome
from raitti.places.actions.register import Register, read_register
from raitti.places.models import Area, AreaKind, PostalCode
from raitti.places.queries import distance_km
from raitti.search.actions import rebuild

COUNTRY = AreaFacts(kind=AreaKind.COUNTRY, code="FI", names={"fi": "Suomi", "sv": "Finland", "en": "Finland"})
# More endings than this share without a named successor, and the file is taken to be cut short.
_MOST_ENDED = 0.1


def import_areas(
    path: Path,
    *,
    actor: Any,
    now: datetime,
    valid_from: date | None = None,
    successors: Mapping[str, Sequence[str]] | None = None,
    dry_run: bool = False,
    report: Callable[[str], None] = lambda _step: None,
) -> Outcome:
    """Bring the areas up to a register (columns: see `register`), all of it or nothing.

    What is new begins and what is missing ends on `valid_from` (by default the first of January of
    the register's year). `successors` maps an ended municipality's code to the codes it continues in; the
    file's own column comes next. For the rest the successor is guessed and the guess reported: the
    municipality that begins under the same name, else the only one that begins in the same region,
    else the nearest one left in the region. Regions and counties that end continue where their municipalities went.
    Raises `Refused` with a sentence for each thing wrong. Importing the same file again changes nothing.
    After a change the whole search index is made anew in the same transaction: minutes, in a large directory.
    """
    report("reading")
    register = read_register(path)
    year = register.year or (valid_from or now).year
    day = valid_from or date(year, 1, 1)
    report("saving")
    with transaction.atomic():
        latest = Area.objects.aggregate(year=Max("facts_year"))["year"] or 0
        if year < latest:
            refuse_file(f"The register is of {year}, but the areas already follow that of {latest}.")
        outcome = _Import(register, successors or {}, day=day, year=year, report=report).run(actor=actor, now=now)
        if dry_run:
            transaction.set_rollback(True)
    return outcome


class _Import:
    """One import under way: the rows as they were, and what the register does to them."""

    def __init__(
        self,
        register: Register,
        named: Mapping[str, Sequence[str]],
        *,
        day: date,
        year: int,
        report: Callable[[str], None],
    ) -> None:
        self.register, self.day, self.year, self.report = register, day, year, report
        current = Area.objects.current().select_related("region", "county").order_by("code")
        self.before = {(area.kind, area.code): area for area in current}
        self.homes = {
            kind: {area.code: getattr(area, kind) for area in self._were(AreaKind.MUNICIPALITY)}
            for kind in (AreaKind.REGION, AreaKind.COUNTY)
        }
        self.named = self._successors_named(named)
        self.notes = [*register.notes]

    def run(self, *, actor: Any, now: datetime) -> Outcome:
        gone = [area for area in self._were(AreaKind.MUNICIPALITY) if not self._stays(area)]
        self._refuse_unlikely(gone)
        first_time = not self._were(AreaKind.MUNICIPALITY)
        facts = [COUNTRY, *self.register.areas.values()]
        begins = None if first_time else self.day
        saved = save_areas(
            [
                replace(
                    fact,
                    valid_from=None if (fact.kind, fact.code) in self.before else begins,
                    source=f"Statistics Finland {self.year}, CC BY 4.0",
                )
                for fact in facts
            ],
            year=self.year,
        )
        after = {(area.kind, area.code): area for area in Area.objects.current().select_related("region", "county")}
        went_to: dict[str, list[Area]] = {}
        for area in gone:
            went_to[area.code] = self._successors_of(area, after, saved)
        for area in gone:
            self._end(area, went_to[area.code])
        for successor in {one.pk: one for ones in went_to.values() for one in ones}.values():
            _take_over(successor, [area for area in gone if [one.pk for one in went_to[area.code]] == [successor.pk]])
        ended = gone + self._end_regions_and_counties(went_to, after)
        return self._finish(saved, ended, went_to, actor=actor, now=now)

    def _were(self, kind: str) -> list[Area]:
        return [area for (own, _), area in self.before.items() if own == kind]

    def _stays(self, area: Area) -> bool:
        return (area.kind, area.code) in self.register.areas

    def _successors_named(self, named: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
        """Whom the command and the file name as successors, checked against the register."""
        found: dict[str, list[str]] = {}
        for new, olds in self.register.predecessors.items():
            for old in olds:
                if old != new:
                    found.setdefault(old, []).append(new)
        found |= {old: list(news) for old, news in named.items()}
        wrong = []
        known = set(Area.objects.municipalities().values_list("code", flat=True))
        for old, news in found.items():
            if (AreaKind.MUNICIPALITY, old) in self.register.areas:
                wrong.append(f"{old} cannot have a successor: the register still has it.")
            elif old not in known:
                wrong.append(f"{old} cannot have a successor: there is no such municipality.")
            wrong += [
                f"{new} cannot continue {old}: the register does not have it."
                for new in news
                if (AreaKind.MUNICIPALITY, new) not in self.register.areas
            ]
        if wrong:
            refuse_file(*wrong)
        return found

    def _refuse_unlikely(self, gone: Sequence[Area]) -> None:
        unnamed = [area for area in gone if area.code not in self.named]
        if len(unnamed) > max(3, _MOST_ENDED * len(self._were(AreaKind.MUNICIPALITY))):
            refuse_file(
                f"{len(unnamed)} municipalities are missing from the register, {unnamed[0]} ({unnamed[0].code}) "
                "among them: the file looks cut short. Name their successors if they have all ended."
            )
        if early := [area for area in gone if area.valid_from and area.valid_from >= self.day]:
            refuse_file(*(f"{area} ({area.code}) cannot end before it began on {area.valid_from}." for area in early))

    def _successors_of(self, area: Area, after: Mapping[tuple[str, str], Area], saved: Saved) -> list[Area]:
        if codes := self.named.get(area.code):
            return [after[AreaKind.MUNICIPALITY, code] for code in codes]
        municipalities = [one for one in after.values() if one.kind == AreaKind.MUNICIPALITY and self._stays(one)]
        new = {one.pk for one in saved.created}
        region = area.region.code if area.region else ""
        near = [one for one in municipalities if one.region and one.region.code == region]
        same_name = [one for one in municipalities if one.pk in new and one.sort_fi == area.sort_fi]
        begun = [one for one in near if one.pk in new]
        guess = same_name or (begun if len(begun) == 1 else sorted(near, key=lambda one: _distance(area, one)))
        if not guess:
            refuse_file(f"{area} ({area.code}) is missing from the register and nothing tells what it continues in.")
        self.notes.append(
            f"Guessed that {area} ({area.code}) continues in {guess[0]} ({guess[0].code}); name it if this is wrong."
        )
        return guess[:1]

    def _end(self, area: Area, successors: Sequence[Area]) -> None:
        area.valid_until, area.facts_year = self.day, self.year
        area.save(update_fields=["valid_until", "facts_year"])
        area.successors.set(successors)
        where = ", ".join(f"{one} ({one.code})" for one in successors)
        self.notes.append(f"{area} ({area.code}) ended on {self.day} and continues in {where or 'nothing'}.")
        if area.kind == AreaKind.MUNICIPALITY:
            PostalCode.objects.filter(municipality=area).update(municipality=successors[0])

    def _end_regions_and_counties(
        self, went_to: Mapping[str, Sequence[Area]], after: Mapping[tuple[str, str], Area]
    ) -> list[Area]:
        ended = []
        for kind, homes in self.homes.items():
            for area in self._were(kind):
                if self._stays(area):
                    continue
                heirs: dict[int, Area] = {}
                for code, home in homes.items():
                    if home and home.pk == area.pk:
                        for one in went_to.get(code) or [after[AreaKind.MUNICIPALITY, code]]:
                            heir = getattr(one, kind)
                            heirs[heir.pk] = heir
                self._end(area, list(heirs.values()))
                ended.append(area)
        return ended

    def _finish(
        self, saved: Saved, ended: Sequence[Area], went_to: Mapping[str, Sequence[Area]], *, actor: Any, now: datetime
    ) -> Outcome:
        heirs = {one.pk for ones in went_to.values() for one in ones}
        outcome = Outcome(
            created=len(saved.created),
            updated=len({area.pk for area in saved.updated} | heirs | {area.pk for area in ended}),
            notes=self.notes,
        )
        outcome.unchanged = saved.unchanged - len(heirs - {area.pk for area in saved.changed})
        if saved.changed or ended:
            # What the rooms above say of their own rows' places changes too, and only they know those rows.
            self.report("indexing")
            rebuild(now=now)
            country = Area.objects.current().get(kind=AreaKind.COUNTRY, code="FI")
            changes = outcome.as_changes() | {"ended": [[], [area.code for area in ended]]}
            record(actor, "imported areas", country, now=now, changes=changes)
            content_changed()
        return outcome


def _distance(one: Area, other: Area) -> float:
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return float("inf")
    return distance_km((one.latitude or 0, one.longitude or 0), (other.latitude or 0, other.longitude or 0))


def _take_over(successor: Area, joined: Sequence[Area]) -> None:
    """Give the successor the people of what joined it whole, and a place on the map if it has none."""
    counted = [area for area in joined if area.population is not None]
    if counted and successor.population_year in (None, counted[0].population_year):
        successor.population = (successor.population or 0) + sum(area.population or 0 for area in counted)
        successor.population_year = counted[0].population_year
    placed = [area for area in joined if area.latitude is not None]
    if successor.latitude is None and placed:
        largest = max(placed, key=lambda area: area.population or 0)
        for name in ("latitude", "longitude", "grid_x", "grid_y"):
            setattr(successor, name, getattr(largest, name))
    successor.save()
