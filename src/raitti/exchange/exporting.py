"""What the commands that write one file share."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from raitti.core.languages import INTERFACE_CODES, language_of_terminal
from raitti.exchange.giving import add_choices, chosen, file_of


class FileExport(BaseCommand):
    """An export into one file, which appears whole or not at all; subclasses say in which format."""

    format = ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="where to write it; an earlier file is replaced")
        add_choices(parser)  # type: ignore[arg-type]
        parser.add_argument("--lang", choices=INTERFACE_CODES, help="the language of messages (default: yours)")

    def handle(self, *args: Any, **options: Any) -> None:
        with override(options["lang"] or language_of_terminal()):
            only = chosen(organisation=options["organisation"], portal=options["portal"])
            made = file_of(only, self.format, now=timezone.now(), table=options.get("table", "organisations"))
            target = Path(options["file"])
            write_whole(target, made)
        self.stdout.write(f"{len(made)} bytes written to {target}")


def write_whole(target: Path, content: bytes) -> None:
    """Put a file in its place when all of it is written, instead of one that was there."""
    building = target.with_name(f".{target.name}.part")
    try:
        building.write_bytes(content)
        building.replace(target)
    except OSError as error:
        raise CommandError(_("The file could not be written: %s.") % (error.strerror or error)) from error
