"""Count the published ballots of an election again."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from raitti.voting import BadElection, count, read_election, result_of
from raitti.voting.telling import lines_of


class Command(BaseCommand):
    # A file of ballots needs nothing of the instance.
    requires_system_checks = ()
    help = (
        "Count the ballots of an election again, from the file its page publishes."
        " Exit code 0, 1 when the file cannot be counted."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the ballots as published (JSON or CSV)")
        parser.add_argument("--json", action="store_true", help="the whole count as JSON, with exact fractions")

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            outcome = count(*read_election(file.read_bytes()))
        except (BadElection, OSError) as error:
            raise CommandError(f"{file} cannot be counted: {error}") from error
        if options["json"]:
            self.stdout.write(json.dumps(result_of(outcome), ensure_ascii=False, indent=1))
            return
        for line in lines_of(outcome):
            self.stdout.write(line)
