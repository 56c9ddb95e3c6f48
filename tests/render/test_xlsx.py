"""A workbook holds what was put in, as text, and offers its choices."""

from io import BytesIO

from openpyxl import load_workbook

from raitti.render.tables import Column, Table
from raitti.render.xlsx import workbook

TABLE = Table(
    name="Toiminta",
    columns=[Column("Nimi", 30), Column("Mitä se on", choices=("harrastus", "tuki")), Column("Tunnus", is_quiet=True)],
    rows=[["=1+1", "tuki", "abc"], ["Ääliö\x07", "", "-2"]],
    notes=["Älä muuta harmaita."],
)


def opened():
    return load_workbook(BytesIO(workbook(TABLE)))


def test_nothing_becomes_a_formula_and_nothing_unprintable_breaks_the_file():
    sheet = opened().worksheets[0]
    assert sheet["A2"].value == "=1+1"
    assert sheet["A2"].data_type == "s"
    assert sheet["A3"].value == "Ääliö"


def test_headings_stay_in_sight_and_choices_are_offered():
    sheet = opened().worksheets[0]
    assert sheet.freeze_panes == "B2"
    assert [cell.value for cell in sheet[1]] == ["Nimi", "Mitä se on", "Tunnus"]
    rule = sheet.data_validations.dataValidation[0]
    assert rule.type == "list"
    assert "B2" in str(rule.sqref)


def test_notes_are_on_a_sheet_of_their_own_and_lists_are_hidden():
    book = opened()
    assert book.worksheets[1]["A1"].value == "Älä muuta harmaita."
    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible", "visible", "hidden"]
