"""`manage.py write_openapi docs/`"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from raitti.api.openapi import FILES, description


class Command(BaseCommand):
    help = "Write the OpenAPI descriptions of what programs can ask, to be committed with the change that altered them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", metavar="DIR", help="where to, usually docs/")

    def handle(self, *args: Any, **options: Any) -> None:
        for file in FILES:
            (Path(options["folder"]) / file).write_text(description(file), encoding="utf-8")
            self.stdout.write(file)
