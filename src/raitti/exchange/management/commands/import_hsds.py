"""`raitti import hsds FILE|DIR|URL`"""

from argparse import ArgumentParser
from typing import Any

from raitti.core.languages import CONTENT_CODES
from raitti.exchange.commanding import ImportCommand
from raitti.exchange.hsds.material import read_hsds
from raitti.exchange.hsds.records import SOURCE
from raitti.exchange.reading import MEGABYTE
from raitti.exchange.rows import Material


class Command(ImportCommand):
    help = (
        "Take in a directory in Open Referral HSDS 3.0: a JSON file, a folder of its CSV tables, or the address of"
        " a service, whose pages are walked. Older tables of the Ohana form are read, too."
    )
    format = "hsds"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", metavar="FILE|DIR|URL", help="what to read")
        parser.add_argument(
            "--source", default=SOURCE, metavar="NAME", help="the name its ids are kept under (default %(default)s)"
        )
        parser.add_argument("--text-lang", choices=CONTENT_CODES, default="", help="the language of its texts")
        super().add_arguments(parser)

    def read(self, **options: Any) -> Material:
        limit = options["max_mb"] * MEGABYTE
        return read_hsds(options["address"], limit=limit, source=options["source"], language=options["text_lang"])
