"""`raitti import organisations FILE.csv|.xlsx`"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from raitti.core.languages import CONTENT_CODES
from raitti.exchange.commanding import ImportCommand
from raitti.exchange.reading import MEGABYTE
from raitti.exchange.rows import Material
from raitti.exchange.spreadsheet.columns import told_by
from raitti.exchange.spreadsheet.sheet import SOURCE, read_organisations


class Command(ImportCommand):
    help = (
        "Take in organisations from a table with a header row: CSV (comma, semicolon or tab; UTF-8 or Latin-1) or the"
        " first sheet of an .xlsx workbook. Columns are recognised by Finnish, Swedish and English headers; tell the"
        ' rest with --map "Header=field". Try it with --dry-run first: the report names how each column was read.'
    )
    format = "organisations"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", metavar="FILE", help="the .csv or .xlsx file")
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="HEADER=FIELD",
            help='what a column holds: "Yhdistyksen nimi=name.fi"; FIELD "-" passes the column over',
        )
        parser.add_argument("--mapping", metavar="FILE.toml", help='the same in a file: [columns] "Header" = "field"')
        parser.add_argument(
            "--source", default=SOURCE, metavar="NAME", help="the name its ids are kept under (default %(default)s)"
        )
        parser.add_argument("--text-lang", choices=CONTENT_CODES, default="fi", help="the language of its texts")
        parser.add_argument("--delimiter", default="", metavar="MARK", help="the mark between cells, if not guessed")
        super().add_arguments(parser)

    def read(self, **options: Any) -> Material:
        mapping = Path(options["mapping"]) if options["mapping"] else None
        return read_organisations(
            Path(options["path"]),
            limit=options["max_mb"] * MEGABYTE,
            told=told_by(options["map"], mapping),
            source=options["source"],
            language=options["text_lang"],
            delimiter=options["delimiter"].replace("\\t", "\t")[:1],
        )
