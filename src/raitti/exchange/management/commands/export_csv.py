"""`raitti export csv FILE`"""

from argparse import ArgumentParser

from raitti.exchange.exporting import FileExport


class Command(FileExport):
    help = "Write one table of the published directory as CSV."
    format = "csv"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        tables = ("organisations", "services", "locations")
        parser.add_argument("--table", choices=tables, default=tables[0], help="which table (default %(default)s)")
