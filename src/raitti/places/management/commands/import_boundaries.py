from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils import timezone

from raitti.core.audit import System
from raitti.places import actions
from raitti.places.management.importing import FileCommand


class Command(FileCommand):
    help = (
        "Take the outlines of municipalities, regions or counties into use from GeoJSON. Each feature needs the "
        "area's code (NATCODE, kunta, maakunta, hyvinvointialue or code). All of the file or nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a GeoJSON FeatureCollection, in degrees or ETRS-TM35FIN metres")
        parser.add_argument("--dry-run", action="store_true", help="show what would change and change nothing")
        parser.add_argument("--year", type=int, help="the year of the boundaries (default: this year)")
        parser.add_argument("--source", default="National Land Survey of Finland", help="default: %(default)s")
        parser.add_argument("--licence", default="CC BY 4.0", help="default: %(default)s")
        parser.add_argument(
            "--tolerance", type=float, default=300.0, metavar="METRES", help="how much to simplify (default 300)"
        )

    def handle(self, *, file: Path, **options: Any) -> None:
        now = timezone.now()
        self.tell(
            lambda report: actions.import_boundaries(
                file,
                actor=System("import_boundaries"),
                now=now,
                year=options["year"] or now.year,
                source=options["source"],
                licence=options["licence"],
                tolerance=options["tolerance"],
                dry_run=options["dry_run"],
                report=report,
            ),
            dry_run=options["dry_run"],
        )
