"""See that nothing that waits for a decision has fallen out of the queue."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from raitti.directory.actions.matters import mend_queue


class Command(BaseCommand):
    help = "Put into the queue what waits and is not there, and take out what waits for nothing; say what was found."

    def handle(self, **_: Any) -> None:
        mended = mend_queue(now=timezone.now())
        for matter in mended.opened:
            self.stdout.write(f"opened  {matter.kind:10}  {matter.title}")
        for matter in mended.closed:
            self.stdout.write(f"closed  {matter.kind:10}  {matter.title}")
        if not mended:
            self.stdout.write("Nothing had fallen between.")
