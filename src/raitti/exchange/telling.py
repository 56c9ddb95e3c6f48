"""Telling a run to the person at the keyboard: what changes, what was refused and where, and the counts."""

from collections import Counter
from typing import TextIO

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from raitti.exchange.rows import Note, Place, Refusal
from raitti.exchange.running import Change, Report

_MOST_LINES = 200


def progress_bar() -> Progress:
    """A bar on the terminal's error stream; silent where nobody watches, so that output stays plain."""
    console = Console(stderr=True)
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )


def tell(report: Report, out: TextIO, *, dry_run: bool, every_change: bool) -> None:
    """Write the report; its last line is the counts in English."""
    if every_change:
        _tell_changes(report.changes, out, dry_run=dry_run)
    _tell_notes(report.notes, out)
    _tell_refusals(report.refusals, out)
    for unit in report.held_back:
        out.write(_("Nothing of %s was saved, because part of it was refused. --partial saves the rest.") % unit + "\n")
    if dry_run:
        out.write(_("This was a dry run: nothing was changed.") + "\n")
    out.write(report.last_line + "\n")


def _tell_changes(changes: list[Change], out: TextIO, *, dry_run: bool) -> None:
    words = {
        ("created", True): _("would be new"),
        ("updated", True): _("would change"),
        ("created", False): _("new"),
        ("updated", False): _("changed"),
    }
    kinds = {"organisation": _("organisation"), "location": _("place"), "service": _("service")}
    for change in changes:
        fields = f": {', '.join(change.fields)}" if change.fields else ""
        out.write(f"{words[change.outcome, dry_run]}  {kinds[change.kind]}  {change.name}{fields}\n")


def _tell_refusals(refusals: list[Refusal], out: TextIO) -> None:
    for refusal in refusals[:_MOST_LINES]:
        parts = [where(refusal.place)]
        if refusal.column:
            parts.append(_("column %s") % refusal.column)
        out.write(f"{_('refused')}  {', '.join(filter(None, parts))}: {refusal.reason}\n")
    _tell_rest(len(refusals), out)


def _tell_notes(notes: list[Note], out: TextIO) -> None:
    """Each remark once, with its first place and how many more there were."""
    first: dict[str, Place | None] = {}
    count: Counter[str] = Counter()
    for note in notes:
        first.setdefault(note.text, note.place)
        count[note.text] += 1
    for text, place in list(first.items())[:_MOST_LINES]:
        at = f"  {where(place)}:" if place else ""
        more = count[text] - 1
        again = " " + ngettext("(and %d time more)", "(and %d times more)", more) % more if more else ""
        out.write(f"{_('note')}{at} {text}{again}\n")
    _tell_rest(len(first), out)


def _tell_rest(count: int, out: TextIO) -> None:
    if count > _MOST_LINES:
        out.write(_("… and %d more of these") % (count - _MOST_LINES) + "\n")


def where(place: Place) -> str:
    """`services.json, row 12`."""
    if place.row is None:
        return place.file
    row = _("row %d") % place.row
    return f"{place.file}, {row}" if place.file else row
