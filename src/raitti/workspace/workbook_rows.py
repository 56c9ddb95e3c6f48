"""The rows of a workbook that comes back from somebody's own machine, as rows of the table of activities."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from raitti.core.languages import INTERFACE_CODES
from raitti.core.uploads import MEGABYTE
from raitti.directory.table import CHOICES, COLUMNS, KEYS, Rows
from raitti.exchange.reading import read_table
from raitti.exchange.rows import Unreadable, Wrong
from raitti.exchange.values import text_of

_MOST_BYTES = 5 * MEGABYTE
_MOST_READ = 5000
# The row's number in the file, kept with its cells.
ROW = "row"


@dataclass(frozen=True)
class Sent:
    """What stood in a file: its rows, what of them could not be read by their place among the rows, and remarks."""

    rows: list[dict[str, str]]
    unread: dict[int, dict[str, str]]
    remarks: list[str]


def read_rows(file: Any, rows: Rows) -> Sent:
    """The rows of a workbook or CSV file by column, wherever in it the table stands. Raises `Unreadable`."""
    if file is None:
        raise Unreadable(_("Choose a file."))
    if file.size > _MOST_BYTES:
        raise Unreadable(_("The file is too large: at most 5 megabytes."))
    ending = ".csv" if str(file.name).lower().endswith(".csv") else ".xlsx"
    known = _headings()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"table{ending}"
        path.write_bytes(file.read())
        table = read_table(
            path, limit=_MOST_BYTES, is_header=lambda words: "name" in {known.get(word.casefold()) for word in words}
        )
        if not table.header:
            raise Unreadable(_("This is not a table from here: one row should name the columns, “Name” among them."))
        columns = [known.get(word.casefold(), "") for word in table.header]
        sent = Sent([], {}, [table.remark, *_left_out(table.header, columns)])
        for number, cells in table.rows:
            if len(sent.rows) >= _MOST_READ:
                raise Unreadable(_("At most %(most)d rows are read at once.") % {"most": _MOST_READ})
            found, faults = _read_cells(columns, cells)
            if faults:
                sent.unread[len(sent.rows)] = faults
            sent.rows.append({**_with_references(found, rows), ROW: str(number)})
    return sent


def key_headings() -> dict[str, str]:
    return {
        "uid": _("Id (leave as it is)"),
        "way": _("Id of the time and place (leave as it is)"),
        "version": _("Version (leave as it is)"),
    }


def _headings() -> dict[str, str]:
    """What each heading means, in whichever language the file was made."""
    found: dict[str, str] = {}
    for language in INTERFACE_CODES:
        with override(language):
            labels = {name: str(label) for name, label in COLUMNS.items()} | key_headings()
        found |= {label.casefold(): name for name, label in labels.items()}
    return found


def _left_out(header: Sequence[str], columns: Sequence[str]) -> list[str]:
    """A sentence on the columns whose heading means nothing here."""
    names = [f"“{word}”" for word, column in zip(header, columns, strict=True) if word and not column]
    told = ngettext(
        "The column %(names)s is not one of ours, and is left out.",
        "The columns %(names)s are not ours, and are left out.",
        len(names),
    )
    return [told % {"names": ", ".join(names)}] if names else []


def _read_cells(columns: Sequence[str], cells: Sequence[Any]) -> tuple[dict[str, str], dict[str, str]]:
    """The cells by column, and what is wrong with those that cannot be read."""
    # Rows may end before the last columns; a key that is not there is an empty one.
    found, faults = {key: "" for key in KEYS if key in columns}, {}
    for column, value in zip(columns, cells, strict=False):
        if not column:
            continue
        try:
            found[column] = text_of(_as_seen(value), column)
        except Wrong as wrong:
            faults[column] = wrong.reason
    return found, faults


def _as_seen(value: Any) -> Any:
    """What programs made of a text that looked like a day, a time or a number, as people read it."""
    match value:
        case bool():
            return ""
        case datetime():
            return f"{value:%Y-%m-%d}" if value.time() == time(0) else f"{value:%Y-%m-%d %H:%M}"
        case date():
            return f"{value:%Y-%m-%d}"
        case time():
            return f"{value:%H:%M}"
        case timedelta():
            minutes = round(value.total_seconds() / 60)
            return f"{minutes // 60}:{minutes % 60:02}"
        case float() if not value.is_integer():
            return localize(value)
    return value


def _with_references(cells: dict[str, str], rows: Rows) -> dict[str, str]:
    """Words of choices back as what rows are made of, so that a cell left alone is not a change."""
    found = dict(cells)
    for name, choices in CHOICES.items():
        codes = {str(label).casefold(): code for code, label in choices}
        if name in found:
            found[name] = codes.get(found[name].casefold(), found[name])
    labels = {label: key for key, label in rows.places.items()}
    labels |= {rows.in_words("place", kind): kind for kind in ("online", "phone")}
    if "place" in found:
        found["place"] = labels.get(found["place"], found["place"])
    return found
