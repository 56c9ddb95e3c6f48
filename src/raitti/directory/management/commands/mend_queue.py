"""See that nothing that waits for a decision has fallen out of the queue."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from raitti.directory.actions.matters import WHAT_TO_DO, mend_queue
from raitti.directory.queries.queue import in_nobodys_queue


class Command(BaseCommand):
    help = "Put into the queue what waits and is not there, and take out what waits for nothing; say what was found."

    def handle(self, **_: Any) -> None:
        now = timezone.now()
        mended = mend_queue(now=now)
        for matter in mended.opened:
            self.stdout.write(f"opened  {matter.kind:10}  {matter.title}")
        for matter in mended.closed:
            self.stdout.write(f"closed  {matter.kind:10}  {matter.title}")
        if not mended:
            self.stdout.write("Nothing had fallen between.")
        if nobodys := in_nobodys_queue(now=now).count():
            self.stdout.write(f"Open matters in nobody's queue: {nobodys}. {WHAT_TO_DO}")
