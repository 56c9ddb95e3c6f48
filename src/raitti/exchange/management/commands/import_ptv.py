"""`raitti import ptv DIR|FILE`"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from raitti.exchange.commanding import ImportCommand
from raitti.exchange.ptv.material import read_ptv
from raitti.exchange.reading import MEGABYTE
from raitti.exchange.rows import Material


class Command(ImportCommand):
    help = (
        "Take in organisations, services and channels of the national service register (PTV): a folder or a file"
        " of open API responses, or of the older flat form. Running it again changes only what has changed there."
    )
    format = "ptv"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", metavar="DIR|FILE", help="a folder of .json files, or one of them")
        super().add_arguments(parser)

    def read(self, **options: Any) -> Material:
        return read_ptv(Path(options["path"]), limit=options["max_mb"] * MEGABYTE)
