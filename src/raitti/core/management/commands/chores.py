"""The daily chores: which there are, when each was done, and doing one at once."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from raitti.core import daily
from raitti.core.models import ChoreDay


class Command(BaseCommand):
    help = "List what the worker does once a day, and how it went last; or do one of them at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--run", metavar="NAME", help="do this chore now, whether or not it was done today")

    def handle(self, *, run: str | None, **_: Any) -> None:
        daily.find_chores()
        if run is not None:
            if run not in daily.CHORES:
                raise CommandError(f"There is no chore “{run}”; there are: {', '.join(sorted(daily.CHORES))}.")
            daily.CHORES[run](timezone.now())
            self.stdout.write(f"Done: {run}")
            return
        for name in sorted(daily.CHORES):
            self.stdout.write(f"{name:44} {self._state(name)}")

    def _state(self, name: str) -> str:
        row = ChoreDay.objects.filter(name=name).order_by("-day").first()
        if row is None:
            return "never yet"
        if row.done:
            return f"done {timezone.localtime(row.done):%Y-%m-%d %H:%M}"
        job = DBTaskResult.objects.filter(pk=row.job).first() if row.job else None
        if job is None:
            return f"begun {row.day}, and lost"
        why = job.traceback.strip().rpartition("\n")[2]
        return f"{'failed' if job.finished_at else 'waiting'} {row.day}" + (f": {why}" if why else "")
