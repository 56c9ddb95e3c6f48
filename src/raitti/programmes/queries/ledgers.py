"""A project's ledgers as they are read: every line in its order, corrected ones with what took their place."""

from dataclasses import dataclass

from raitti.programmes.models import Grant, LedgerEntry, Project
from raitti.programmes.queries.money import grants_of


@dataclass(frozen=True)
class Line:
    """One entry, and the one that took its place, if any."""

    entry: LedgerEntry
    corrected_by: LedgerEntry | None


@dataclass(frozen=True)
class Ledger:
    """A grant with all that was ever entered of it."""

    grant: Grant
    lines: tuple[Line, ...]
    is_decided: bool


def ledgers_of(project: Project) -> list[Ledger]:
    """All of a project's ledgers, the newest grant first."""
    return [_ledger(grant) for grant in reversed(grants_of(project))]


def _ledger(grant: Grant) -> Ledger:
    entries = sorted(grant.entries.all(), key=lambda entry: (entry.on, entry.pk))
    corrections = {entry.corrects_id: entry for entry in entries if entry.corrects_id is not None}
    lines = tuple(Line(entry, corrections.get(entry.pk)) for entry in entries)
    is_decided = any(line.entry.kind == "decided" and line.corrected_by is None for line in lines)
    return Ledger(grant, lines, is_decided)
