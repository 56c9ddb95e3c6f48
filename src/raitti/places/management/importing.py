"""What the import commands of places share: progress on a terminal, the report, and the exit code."""

from collections.abc import Callable

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from raitti.core.verdicts import Refused
from raitti.places.actions import Outcome

Report = Callable[[str], None]


class FileCommand(BaseCommand):
    """A command that takes a file into use; its last line of output is the counts."""

    def tell(self, act: Callable[[Report], Outcome], *, dry_run: bool) -> None:
        """Run the act with a moving line on a terminal, then write its notes and counts.

        A refused file ends with exit code 1, each reason on a line of its own before the counts.
        """
        console = Console(stderr=True)
        columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
            task = progress.add_task("reading", total=None)
            try:
                outcome = act(lambda step: progress.update(task, description=step))
            except Refused as refused:
                sentences = [str(one) for one in refused.verdict.details.get("sentences", [refused.verdict.reason])]
                outcome, failed = Outcome(refused=len(sentences), notes=sentences), True
            else:
                failed = False
        for note in outcome.notes:
            self.stdout.write(note)
        if dry_run and not failed:
            self.stdout.write("This was a dry run: nothing was changed.")
        self.stdout.write(str(outcome))
        if failed:
            raise CommandError("The file was refused; nothing was changed.", returncode=1)
