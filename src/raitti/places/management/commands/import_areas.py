from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from raitti.core.audit import System
from raitti.places import actions
from raitti.places.management.importing import FileCommand


class Command(FileCommand):
    help = (
        "Take a later year's register of municipalities, regions and wellbeing services counties into use. "
        "What is new begins, what is missing ends and continues in its successor. All of the file or nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the register as CSV (UTF-8), one row for each municipality")
        parser.add_argument("--dry-run", action="store_true", help="show what would change and change nothing")
        parser.add_argument(
            "--valid-from",
            type=date.fromisoformat,
            metavar="DATE",
            help="the day the register takes effect (default: the first of January of its year)",
        )
        parser.add_argument(
            "--successor",
            action="append",
            default=[],
            metavar="OLD=NEW",
            help="the ended municipality OLD continues in NEW (codes); repeat for each, or OLD=NEW,NEW",
        )

    def handle(self, *, file: Path, **options: Any) -> None:
        successors = dict(_pair(text) for text in options["successor"])
        self.tell(
            lambda report: actions.import_areas(
                file,
                actor=System("import_areas"),
                now=timezone.now(),
                valid_from=options["valid_from"],
                successors=successors,
                dry_run=options["dry_run"],
                report=report,
            ),
            dry_run=options["dry_run"],
        )


def _pair(text: str) -> tuple[str, list[str]]:
    """`588=507` as a code and the codes it continues in, with their leading zeros."""
    old, _, new = text.partition("=")
    codes = [old, *new.split(",")]
    if not all(code.strip().isdecimal() for code in codes):
        raise CommandError(f"--successor {text}: write it as OLD=NEW, for example 588=507.", returncode=2)
    first, *rest = (code.strip().zfill(3) for code in codes)
    return first, rest
