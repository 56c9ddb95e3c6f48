"""Build the word lists that the search reads, once, in set-up."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from raitti.text import dictionaries


class Command(BaseCommand):
    help = (
        "Prepare the search dictionaries in RAITTI_DATA. It takes about ten seconds and 0.7 GB of memory the first "
        "time and no time after that; it is safe to run while another process does the same."
    )
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        folder = settings.DATA / "dictionaries"
        dictionaries.prepare(folder, report=self.stdout.write)
        if options["verbosity"] > 0:
            self.stdout.write(f"The search dictionaries are ready in {folder}.")
