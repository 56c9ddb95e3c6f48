"""What all import commands share: their options, their way through the runner and their exit code."""

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from raitti.core.audit import System
from raitti.core.languages import INTERFACE_CODES, language_of_terminal
from raitti.exchange.reading import DEFAULT_LIMIT, MEGABYTE
from raitti.exchange.rows import Material
from raitti.exchange.running import Report, run
from raitti.exchange.telling import progress_bar, tell


class ImportCommand(BaseCommand):
    """An import: subclasses say what they read."""

    format = ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="show what would change and change nothing")
        parser.add_argument(
            "--draft", action="store_true", help="new entries wait as drafts instead of being published"
        )
        parser.add_argument("--partial", action="store_true", help="save good rows of a file that has refused ones")
        parser.add_argument("--lang", choices=INTERFACE_CODES, help="the language of the report (default: yours)")
        parser.add_argument("--changes", action="store_true", help="list every new and changed entry with its fields")
        parser.add_argument(
            "--max-mb",
            type=int,
            default=DEFAULT_LIMIT // MEGABYTE,
            metavar="N",
            help="the largest file that is read, in megabytes (default %(default)s)",
        )

    def read(self, **options: Any) -> Material:
        """The material the options name."""
        raise NotImplementedError

    def handle(self, *args: Any, **options: Any) -> None:
        with override(options["lang"] or language_of_terminal()):
            if options["max_mb"] < 1:
                raise CommandError(_("--max-mb must be at least 1."), returncode=2)
            report = self._run(lambda: self.read(**options), options)
            changes = options["dry_run"] or options["changes"]
            tell(report, self.stdout, dry_run=options["dry_run"], every_change=changes)  # type: ignore[arg-type]
            if report.counts["refused"]:
                raise CommandError(_("Some of the material was refused; the reasons stand above."), returncode=1)

    def _run(self, read: Callable[[], Material], options: dict[str, Any]) -> Report:
        with progress_bar() as bar:
            task = bar.add_task(_("Reading"), total=None)

            def opened() -> Material:
                material = read()
                bar.update(task, description=_("Saving"), total=material.total)
                return material

            return run(
                opened,
                actor=System(f"import {self.format}"),
                now=timezone.now(),
                partial=options["partial"],
                dry_run=options["dry_run"],
                draft=options["draft"],
                told=lambda: bar.advance(task),
            )
