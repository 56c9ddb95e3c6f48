"""Reading a register of municipalities: the CSV that Statistics Finland's yearly key is published as.

Required columns: municipality_code, municipality_name_fi, municipality_name_sv, kielisuhde_code, maakunta_code,
maakunta_name_fi, maakunta_name_sv, hyvinvointialue_code, hyvinvointialue_name_fi, hyvinvointialue_name_sv.
Optional: the names in English (_en), year, and predecessors (codes of the municipalities that joined this
one, separated by spaces). All codes are read as numbers that may have lost their leading zeros or gained ".0".
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

from raitti.places.actions.areas import AreaFacts
from raitti.places.actions.files import read_text, refuse_file
from raitti.places.models import AreaKind

_LARGEST = 20_000_000
_LANGUAGES = {"0": ("fi",), "1": ("fi", "sv"), "2": ("sv",), "3": ("sv", "fi")}
_REQUIRED = (
    *("municipality_code", "municipality_name_fi", "municipality_name_sv", "kielisuhde_code"),
    *("maakunta_code", "maakunta_name_fi", "maakunta_name_sv"),
    *("hyvinvointialue_code", "hyvinvointialue_name_fi", "hyvinvointialue_name_sv"),
)


@dataclass
class Register:
    """What the file says: facts by code, and the predecessors it names by the successor's code."""

    year: int | None = None
    areas: dict[tuple[str, str], AreaFacts] = field(default_factory=dict)
    predecessors: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def codes(self, kind: str) -> set[str]:
        return {code for own, code in self.areas if own == kind}


def read_register(path: Path) -> Register:
    """The register in a CSV file; raises `Refused` with the line of everything that is wrong with it."""
    text, had_mark = read_text(path, at_most=_LARGEST)
    register = Register()
    if had_mark:
        register.notes.append("Skipped the byte order mark at the beginning of the file.")
    wrong: list[str] = []
    lines: dict[str, int] = {}
    for line, row in _rows(text):
        try:
            _read_row(register, row, lines, line)
        except ValueError as error:
            wrong.append(f"Line {line}: {error}")
    if not lines and not wrong:
        wrong.append("Line 2: the file has no municipalities.")
    if wrong:
        refuse_file(*wrong)
    return register


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row with the line it begins on; refuses what is not a table with the columns we need."""
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header: list[str] = []
    line = 1
    try:
        for cells in reader:
            if not header:
                header = [cell.strip() for cell in cells]
                if missing := [column for column in _REQUIRED if column not in header]:
                    refuse_file(f"Line 1: the column {', '.join(missing)} is missing.")
            elif any(cell.strip() for cell in cells):
                if len(cells) != len(header):
                    refuse_file(
                        f"Line {line}: there are {len(cells)} cells in {len(header)} columns; is the file cut short?"
                    )
                yield line, {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
            line = reader.line_num + 1
    except csv.Error as error:
        refuse_file(f"Line {line}: {error}.")
    if not header:
        refuse_file("Line 1: the file is empty.")


def _read_row(register: Register, row: dict[str, str], lines: dict[str, int], line: int) -> None:
    code = _code(row, "municipality_code", 3)
    if code in lines:
        raise ValueError(f"municipality {code} is already on line {lines[code]}.")
    lines[code] = line
    if (languages := _LANGUAGES.get(row["kielisuhde_code"].removesuffix(".0"))) is None:
        raise ValueError(f"kielisuhde_code is {row['kielisuhde_code']!r}; it must be 0, 1, 2 or 3.")
    if year := row.get("year", ""):
        _note_year(register, year)
    region = _code(row, "maakunta_code", 2)
    county = _code(row, "hyvinvointialue_code", 2)
    _keep(register, AreaFacts(kind=AreaKind.REGION, code=region, names=_names(row, "maakunta")))
    _keep(register, AreaFacts(kind=AreaKind.COUNTY, code=county, names=_names(row, "hyvinvointialue")))
    _keep(
        register,
        AreaFacts(
            kind=AreaKind.MUNICIPALITY,
            code=code,
            names=_names(row, "municipality"),
            region=region,
            county=county,
            languages=languages,
        ),
    )
    if joined := row.get("predecessors", ""):
        register.predecessors[code] = [one.zfill(3) for one in re.findall(r"\d+", joined)]


def _code(row: dict[str, str], column: str, digits: int) -> str:
    """The code with its leading zeros back."""
    code = row[column].removesuffix(".0").zfill(digits)
    if not re.fullmatch(rf"[0-9]{{{digits}}}", code):
        raise ValueError(f"{column} is {row[column]!r}; it must be a number of at most {digits} digits.")
    return code


def _names(row: dict[str, str], prefix: str) -> dict[str, str]:
    names = {code: " ".join(row.get(f"{prefix}_name_{code}", "").split()) for code in ("fi", "sv", "en")}
    if not names["fi"]:
        raise ValueError(f"{prefix}_name_fi is empty.")
    return {code: name for code, name in names.items() if name}


def _note_year(register: Register, year: str) -> None:
    found = year.removesuffix(".0")
    if not re.fullmatch(r"(19|20)[0-9]{2}", found):
        raise ValueError(f"year is {year!r}; it must be four digits.")
    if register.year not in (None, int(found)):
        raise ValueError(f"year is {found}, but earlier rows have {register.year}.")
    register.year = int(found)


def _keep(register: Register, facts: AreaFacts) -> None:
    known = register.areas.setdefault((facts.kind, facts.code), facts)
    if known.names != facts.names:
        raise ValueError(f"{facts.code} is {facts.names['fi']} here but {known.names['fi']} on an earlier line.")
