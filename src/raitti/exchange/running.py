"""Carrying out an import: each unit as a whole or not at all, the whole run in one transaction."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from raitti.core.slugs import keep_former_words
from raitti.core.statistics import look_at_tables_anew
from raitti.core.verdicts import Refused
from raitti.directory.actions import finish_run, save_thing
from raitti.directory.actions.saving import Saved
from raitti.directory.facts import ThingFacts
from raitti.directory.lookup import Lookup
from raitti.directory.models import Publication
from raitti.directory.snapshots import kind_of
from raitti.exchange.rows import Item, Material, Note, Place, Refusal, Row, Unreadable

OUTCOMES = ("created", "updated", "unchanged")
# More than this many lines of one sort are counted instead of told one by one.
_REMEMBERED = 10_000

# New rows from which on the database should look at its tables anew.
_MANY = 100


@dataclass(frozen=True, kw_only=True)
class Change:
    """One thing that was, or would be, made or changed, with the fields that differ."""

    outcome: str
    kind: str
    name: str
    fields: tuple[str, ...]


@dataclass(kw_only=True)
class Report:
    """What a run did, or would have done."""

    counts: Counter[str] = field(default_factory=Counter)
    changes: list[Change] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    held_back: list[str] = field(default_factory=list)

    @property
    def last_line(self) -> str:
        """`N created, N updated, N unchanged, N refused`: programs read it, so it is never translated."""
        return ", ".join(f"{self.counts[name]} {name}" for name in (*OUTCOMES, "refused"))


@dataclass(kw_only=True)
class _Run:
    actor: Any
    now: datetime
    partial: bool
    draft: bool
    told: Callable[[], None]
    report: Report = field(default_factory=Report)
    lookup: Lookup = field(default_factory=lambda: Lookup(index_later=True))

    def take(self, material: Material) -> None:
        """Take one unit after the other; remarks may stand between."""
        items = iter(material)
        for unit, rows in groupby(self._without_notes(items), key=lambda item: item.unit):
            self._take_unit(unit, rows)

    def _without_notes(self, items: Iterator[Item]) -> Iterator[Row | Refusal]:
        for item in items:
            self.told()
            if isinstance(item, Note):
                self._remember(self.report.notes, item)
            else:
                yield item

    def _take_unit(self, unit: str, rows: Iterator[Row | Refusal]) -> None:
        counts: Counter[str] = Counter()
        changes: list[Change] = []
        with transaction.atomic():
            for row in rows:
                refusal = row if isinstance(row, Refusal) else self._take_row(row, counts, changes)
                if refusal is not None:
                    counts["refused"] += 1
                    self._remember(self.report.refusals, refusal)
            withheld = bool(counts["refused"]) and not self.partial
            if withheld:
                transaction.set_rollback(True)
        if withheld:
            self.lookup.forget()
            self.report.held_back.append(unit)
            counts, changes = Counter(refused=counts["refused"]), []
        self.report.counts += counts
        self.report.changes += changes[: max(0, _REMEMBERED - len(self.report.changes))]

    def _take_row(self, row: Row, counts: Counter[str], changes: list[Change]) -> Refusal | None:
        try:
            with transaction.atomic():
                saved = self._save(row.facts)
                for source, source_id in row.known_as:
                    self.lookup.remember(saved.thing, source, source_id)
                keep_former_words(saved.thing, kind_of(row.facts), row.former_words)
                parts = [self._save(part) for part in row.parts]
        except Refused as refused:
            self.lookup.forget()
            details = refused.verdict.details
            name = str(details.get("field", ""))
            reason = str(refused.verdict.reason)
            value = str(details.get("value") or "")
            if value and value not in reason:
                reason = f"{reason} (“{value[:80]}”)"
            return Refusal(unit=row.unit, place=row.place, column=row.columns.get(name, name), reason=reason)
        except ValidationError as error:
            self.lookup.forget()
            return Refusal(unit=row.unit, place=row.place, reason=" ".join(error.messages))
        except (DataError, IntegrityError, OverflowError):
            self.lookup.forget()
            reason = _("The row contradicts what is already kept, or holds a value that does not fit.")
            return Refusal(unit=row.unit, place=row.place, reason=reason)
        outcome, fields = saved.outcome, list(saved.changes) if saved.outcome == "updated" else []
        if outcome != "created" and any(part.outcome != "unchanged" for part in parts):
            outcome = "updated"
            fields += [f"{kind_of(facts)}: {part.thing}" for facts, part in zip(row.parts, parts, strict=True)]
        counts[outcome] += 1
        if outcome != "unchanged" and len(changes) < _REMEMBERED:
            change = Change(outcome=outcome, kind=kind_of(row.facts), name=str(saved.thing), fields=tuple(fields))
            changes.append(change)
        for text in (*row.notes, *map(str, saved.notes)):
            self._remember(self.report.notes, Note(text=text, place=row.place))
        return None

    def _save(self, facts: ThingFacts) -> Saved:
        if self.draft:
            facts = replace(facts, publication=Publication.DRAFT)
        return save_thing(facts, actor=self.actor, now=self.now, lookup=self.lookup)

    def _remember(self, store: list[Any], item: Any) -> None:
        if len(store) < _REMEMBERED:
            store.append(item)


def run(
    read: Callable[[], Material],
    *,
    actor: Any,
    now: datetime,
    partial: bool = False,
    dry_run: bool = False,
    draft: bool = False,
    told: Callable[[], None] = lambda: None,
) -> Report:
    """Read material and save it; what is refused, and why, stands in the report.

    A unit (usually a file) with a refused row is left out as a whole unless `partial`. The whole run is
    one transaction: when the process is killed, the database is as before. `dry_run` undoes everything
    at the end and the report tells what would have been. `told` is called for every item read.
    """
    work = _Run(actor=actor, now=now, partial=partial, draft=draft, told=told)
    try:
        material = read()
    except Unreadable as broken:
        return _all_refused(work.report, broken)
    with transaction.atomic():
        try:
            work.take(material)
            if not dry_run:
                finish_run(work.lookup, now=now)
                if work.report.counts["created"] > _MANY:
                    look_at_tables_anew()
        except Unreadable as broken:
            # What was read before the break is half a file: none of it is kept.
            transaction.set_rollback(True)
            work.report = _all_refused(work.report, broken)
        if dry_run:
            transaction.set_rollback(True)
    return work.report


def _all_refused(report: Report, broken: Unreadable) -> Report:
    place = broken.place or Place(file="")
    refusal = Refusal(unit=place.file, place=place, reason=broken.reason)
    refused = report.counts["refused"] + 1
    return Report(
        counts=Counter(refused=refused),
        refusals=[*report.refusals, refusal],
        notes=report.notes,
    )
