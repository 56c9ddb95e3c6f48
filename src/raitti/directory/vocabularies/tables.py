"""A plain table: `uri`, a column for each language, perhaps `notation`, `broader` and `alt_fi` and the like."""

import csv
from collections.abc import Iterator

from django.utils.translation import gettext as _

from raitti.core.languages import CONTENT_CODES
from raitti.directory.facts import TopicFacts, VocabularyFacts
from raitti.directory.vocabularies.reading import BrokenFile, Reading

_KNOWN = {"yso": ("YSO – Yleinen suomalainen ontologia", "Finto, National Library of Finland", "CC BY 4.0")}


def read(text: str, key: str, separator: str) -> Reading:
    """Several words in a cell, or several broader URIs, stand with `|` between them."""
    lines = text.splitlines()
    columns = [column.strip() for column in lines[0].split(separator)]
    languages = [code for code in CONTENT_CODES if code in columns]
    if "uri" not in columns or not languages:
        raise BrokenFile(_("Line 1 must name the columns: “uri” and at least one of fi, sv and en."))
    topics = list(_rows(lines, columns, languages, separator))
    name, source, licence = _KNOWN.get(key, (key.upper() if len(key) < 5 else key.capitalize(), "", ""))
    return Reading(
        VocabularyFacts(key=key, name=name, source=source, licence=licence), lambda: iter(topics), len(topics)
    )


def _rows(lines: list[str], columns: list[str], languages: list[str], separator: str) -> Iterator[TopicFacts]:
    rows = (line.split(separator) for line in lines[1:]) if separator == "\t" else csv.reader(lines[1:])
    for number, cells in enumerate(rows, start=2):
        if not any(cells):
            continue
        if len(cells) != len(columns):
            words = _("Line %(line)d has %(found)d columns; line 1 names %(wanted)d.")
            raise BrokenFile(words % {"line": number, "found": len(cells), "wanted": len(columns)})
        row = dict(zip(columns, (cell.strip() for cell in cells), strict=True))
        if not row["uri"]:
            raise BrokenFile(_("Line %d has no URI.") % number)
        yield TopicFacts(
            uri=row["uri"],
            notation=row.get("notation", ""),
            name={code: row[code] for code in languages if row[code]},
            other={code: _several(row.get(f"alt_{code}", "")) for code in languages if row.get(f"alt_{code}")},
            broader=_several(row.get("broader", "")),
        )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())
