"""Make the whole search index anew."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from rich.console import Console
from rich.progress import Progress, TextColumn, TimeElapsedColumn

from raitti.search import actions


class Command(BaseCommand):
    help = (
        "Make the whole search index anew from the directory. Readers see the old index until the new one is whole. "
        "Needed after changing RAITTI_ANALYSER or upgrading Raitti to a version that reads words differently."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-stale", action="store_true", help="do nothing unless the index was made by another analyser"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_stale"] and not actions.is_stale():
            self.stdout.write("The search index is up to date.")
            return
        columns = (TextColumn("{task.description}"), TextColumn("{task.completed:,.0f}"), TimeElapsedColumn())
        console = Console(file=sys.stderr)
        with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
            tasks: dict[str, Any] = {}

            def step(kind: str, number: int) -> None:
                if kind not in tasks:
                    tasks[kind] = progress.add_task(kind, total=None)
                progress.advance(tasks[kind], number)

            written = actions.rebuild(now=timezone.now(), step=step)
        self.stdout.write(f"The search index has {written} rows.")
