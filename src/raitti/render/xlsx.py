"""Workbooks, also those that people edit and send back: plain rows in, bytes out.

Import this where a workbook is made, not at the head of a file: it takes 35 MB of memory in each process.
"""

import io
from collections.abc import Mapping
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from raitti.render.tables import Table

_LONGEST_CELL = 32_000
# A list of choices longer than this does not fit into a cell's rule; it goes to a sheet of its own.
_CHOICES_SHEET = "-"
_HEAD = PatternFill("solid", fgColor="E5EFE6")
_QUIET = Font(color="808080")
_EMPTY_ROWS = 50


def workbook(*tables: Table, properties: Mapping[str, str] | None = None) -> bytes:
    """Tables as a workbook, a sheet each: headings stay in sight, choices are offered, no text is ever a formula."""
    book = Workbook()
    for place, table in enumerate(tables):
        sheet = book.active if place == 0 else book.create_sheet()
        if not isinstance(sheet, Worksheet):
            raise TypeError("a new workbook has a sheet")
        _fill(sheet, table)
        if table.notes:
            notes = book.create_sheet(table.notes_name[:31])
            notes.column_dimensions["A"].width = 100
            for number, note in enumerate(table.notes, 1):
                _write(notes.cell(number, 1), note)
                notes.cell(number, 1).alignment = Alignment(wrap_text=True)
        _offer_choices(book, sheet, table)
    for name, value in (properties or {}).items():
        setattr(book.properties, name, value)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _fill(sheet: Worksheet, table: Table) -> None:
    sheet.title = table.name[:31]
    sheet.freeze_panes = "B2"
    for number, column in enumerate(table.columns, 1):
        head = sheet.cell(1, number)
        _write(head, column.heading)
        head.font, head.fill = Font(bold=True), _HEAD
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    for row_number, row in enumerate(table.rows, 2):
        for number, value in enumerate(row, 1):
            cell = sheet.cell(row_number, number)
            _write(cell, value)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if table.columns[number - 1].is_quiet:
                cell.font = _QUIET


def _write(cell: Cell | MergedCell, value: str | Decimal) -> None:
    if isinstance(cell, MergedCell):
        raise TypeError("tables have no merged cells")
    if isinstance(value, Decimal):
        cell.value = value
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:_LONGEST_CELL]
    if cell.value:
        cell.data_type = "s"
    cell.number_format = "@"


def _offer_choices(book: Workbook, sheet: Worksheet, table: Table) -> None:
    """Lists to choose from, kept on a hidden sheet: a word of one's own is still taken, and told if it is unknown."""
    chosen = [(number, column) for number, column in enumerate(table.columns, 1) if column.choices]
    if not chosen:
        return
    lists = book.create_sheet(_CHOICES_SHEET)
    lists.sheet_state = "hidden"
    for place, (number, column) in enumerate(chosen, 1):
        for row, choice in enumerate(column.choices, 1):
            _write(lists.cell(row, place), choice)
        letter = get_column_letter(place)
        source = f"'{_CHOICES_SHEET}'!${letter}$1:${letter}${len(column.choices)}"
        rule = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=False)
        target = get_column_letter(number)
        rule.add(f"{target}2:{target}{len(table.rows) + 1 + _EMPTY_ROWS}")
        sheet.add_data_validation(rule)
