"""Opening files nobody vouches for: how large, in which encoding, and where exactly they are broken."""

import codecs
import csv
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice, repeat
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from raitti.exchange.rows import Place, Unreadable
from raitti.exchange.values import Unusable

MEGABYTE = 1024 * 1024
DEFAULT_LIMIT = 64 * MEGABYTE
# A workbook is a zip: what it unpacks to, and how many times its own size that may be.
_UNPACKED_LIMIT = 512 * MEGABYTE
_MOST_TIMES = 200
_LONGEST_CELL = 1_000_000
# How many rows, such as a title, may stand above a header that is looked for.
_MOST_ABOVE = 20
_FORMULA = re.compile(rb"<f[\s/>]")
_FAULTS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})


def check_size(path: Path, *, limit: int) -> None:
    """Refuse a file larger than `limit` bytes before a byte of it is read."""
    try:
        size = path.stat().st_size
    except OSError as error:
        reason = _("The file cannot be opened: %s.") % (error.strerror or error)
        raise Unreadable(reason, place=Place(file=path.name)) from error
    if size > limit:
        reason = _("The file is %(size)d MB; at most %(limit)d MB is read. --max-mb raises the limit.")
        sizes = {"size": -(-size // MEGABYTE), "limit": limit // MEGABYTE}
        raise Unreadable(reason % sizes, place=Place(file=path.name))


def read_bytes(path: Path, *, limit: int) -> bytes:
    check_size(path, limit=limit)
    try:
        return path.read_bytes()
    except OSError as error:
        reason = _("The file cannot be opened: %s.") % (error.strerror or error)
        raise Unreadable(reason, place=Place(file=path.name)) from error


def parse_json(data: bytes, name: str) -> Any:
    """The value of a JSON text in UTF-8 (or UTF-16 with its mark); a byte order mark is passed over.

    Raises `Unreadable` with the line and column of the fault.
    """
    place = Place(file=name)
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        reason = _("Line %d is not UTF-8 text. Save the file as UTF-8 and try again.") % line
        raise Unreadable(reason, place=Place(file=name, row=line)) from error
    if not text.strip():
        raise Unreadable(_("The file is empty."), place=place)
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        reason = _("The JSON breaks off or is wrong at line %(line)d, column %(column)d.")
        place = Place(file=name, row=error.lineno)
        raise Unreadable(reason % {"line": error.lineno, "column": error.colno}, place=place) from error
    except (RecursionError, ValueError) as error:
        raise Unreadable(_("The JSON is nested too deep or holds a number that is none."), place=place) from error


def _refuse_constant(word: str) -> None:
    raise ValueError(word)


def read_json(path: Path, *, limit: int) -> Any:
    return parse_json(read_bytes(path, limit=limit), path.name)


@dataclass(frozen=True)
class Table:
    """A table's header and its rows with the row numbers people see; `remark` tells what had to be guessed."""

    name: str
    header: list[str]
    rows: Iterator[tuple[int, list[Any]]]
    remark: str = ""


IsHeader = Callable[[Sequence[str]], bool]


def read_table(path: Path, *, limit: int, delimiter: str = "", is_header: IsHeader | None = None) -> Table:
    """Open a `.csv` or `.xlsx` table; rows are read as they are asked for.

    The header is the first row of the first sheet; with `is_header` the first row of any sheet that it knows,
    and where there is none, the table has neither header nor rows.
    """
    check_size(path, limit=limit)
    if path.suffix.lower() in {".xlsx", ".xlsm"}:
        return _read_workbook(path, is_header)
    return _read_csv(path, delimiter, is_header)


def _find_header(rows: Iterator[tuple[int, list[Any]]], is_header: IsHeader | None) -> list[str]:
    for _number, cells in islice(rows, _MOST_ABOVE if is_header else 1):
        header = [str(cell or "").strip() for cell in cells]
        if is_header is None or is_header(header):
            return header
    return []


def _encoding(path: Path) -> str:
    """UTF-8 when every byte of the file is, else the encoding of Western Windows, which takes any letter."""
    with path.open("rb") as file:
        start = file.read(4)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8-sig")()
        try:
            while chunk := file.read(MEGABYTE):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


def _read_csv(path: Path, delimiter: str, is_header: IsHeader | None) -> Table:
    encoding = _encoding(path)
    remark = ""
    if encoding == "cp1252":
        remark = _("The text is not UTF-8; it was read as Latin-1 (Windows). Check that å, ä and ö came through.")
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        first = file.readline(_LONGEST_CELL)
    if "\x00" in first:
        raise Unreadable(_("This is not a text file."), place=Place(file=path.name))
    if not first.strip():
        raise Unreadable(_("The file is empty or has no header row."), place=Place(file=path.name))
    mark = delimiter or max(";\t,", key=first.count)
    rows = _csv_rows(path, encoding, mark)
    return Table(path.name, _find_header(rows, is_header), rows, remark)


def _csv_rows(path: Path, encoding: str, mark: str) -> Iterator[tuple[int, list[Any]]]:
    csv.field_size_limit(_LONGEST_CELL)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        reader = csv.reader(file, delimiter=mark)
        while True:
            begins = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except (csv.Error, UnicodeError) as error:
                reason = _("Line %(line)d cannot be read as a table: %(error)s.") % {"line": begins, "error": error}
                raise Unreadable(reason, place=Place(file=path.name, row=begins)) from error
            if any(cell.strip() for cell in cells):
                yield begins, list(cells)


def _read_workbook(path: Path, is_header: IsHeader | None) -> Table:
    from openpyxl import load_workbook

    place = Place(file=path.name)
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
            if unpacked > _UNPACKED_LIMIT or unpacked > _MOST_TIMES * max(path.stat().st_size, MEGABYTE // 4):
                raise Unreadable(
                    _("The workbook unpacks to %d MB, which is not read.") % (unpacked // MEGABYTE), place=place
                )
            has_formulas = _holds_formulas(archive)
        book = load_workbook(path, read_only=True, data_only=True)
        formulas = load_workbook(path, read_only=True) if has_formulas else None
    except (zipfile.BadZipFile, OSError, KeyError, ValueError, SyntaxError, EOFError) as error:
        raise Unreadable(_("This is not a workbook that can be opened (.xlsx)."), place=place) from error
    if not book.worksheets:
        raise Unreadable(_("The workbook has no sheet."), place=place)
    beside: Iterable[Any] = formulas.worksheets if formulas else repeat(None)
    both = zip(book.worksheets, beside, strict=False)
    sheets = [(sheet.title, _sheet_rows(sheet, other, path.name)) for sheet, other in both]
    if is_header is None:
        (_title, rows), *others = sheets
        header, left = _find_header(rows, None), [title for title, _rows in others]
    else:
        found = [(header, title, rows) for title, rows in sheets if (header := _find_header(rows, is_header))]
        header, _title, rows = found[0] if found else ([], "", iter(()))
        left = [title for _header, title, _rows in found[1:]]
    if not header and is_header is None:
        raise Unreadable(_("The file is empty or has no header row."), place=place)
    remark = _("Only the first sheet was read; left out: %s.") % ", ".join(left) if left else ""
    return Table(path.name, header, rows, remark)


def _holds_formulas(archive: zipfile.ZipFile) -> bool:
    for name in archive.namelist():
        if not name.startswith("xl/worksheets/"):
            continue
        with archive.open(name) as file:
            end = b""
            while chunk := file.read(MEGABYTE):
                if _FORMULA.search(end + chunk):
                    return True
                end = chunk[-2:]
    return False


def _sheet_rows(sheet: Any, formulas: Any, name: str) -> Iterator[tuple[int, list[Any]]]:
    """The rows with anything in them; `formulas` is the same sheet with formulas in place of their values."""
    number = 0
    written: Iterable[tuple[Any, ...]] = formulas.iter_rows(values_only=True) if formulas is not None else repeat(())
    try:
        for number, (cells, behind) in enumerate(zip(sheet.iter_rows(values_only=True), written, strict=False), 1):
            if any(cell not in (None, "") for cell in (*cells, *behind)):
                yield number, _usable(cells, behind)
    except (KeyError, ValueError, SyntaxError, zipfile.BadZipFile, OSError, EOFError) as error:
        reason = _("The workbook is broken after row %d.") % number
        raise Unreadable(reason, place=Place(file=name, row=number)) from error


def _usable(cells: Sequence[Any], behind: Sequence[Any]) -> list[Any]:
    """The cells; those whose formula gives a fault, or was never counted out, as `Unusable`."""
    found = list(cells)
    for at, cell in enumerate(cells):
        fault = cell if cell in _FAULTS else behind[at] if cell is None and at < len(behind) else None
        if fault is not None:
            reason = _("The formula here gives no value (%s). Write in its place what it should say.")
            found[at] = Unusable(reason % str(fault)[:60])
    return found


def json_files(folder: Path) -> list[Path]:
    """Every `.json` file of a folder and its subfolders, in a fixed order."""
    with suppress(OSError):
        return sorted(path for path in folder.rglob("*.json") if path.is_file())
    return []
