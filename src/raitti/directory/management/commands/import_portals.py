"""`raitti import portals FILE`: the regions' public faces, all of a file or nothing."""

import tomllib
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from dataclasses import fields
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override
from pydantic import TypeAdapter, ValidationError

from raitti.core.audit import System
from raitti.core.languages import language_of_terminal
from raitti.core.verdicts import Refused
from raitti.directory.actions import save_portal
from raitti.directory.facts import PortalFacts
from raitti.directory.management.commands.mandate import the_organisation

EPILOG = """\
a file (TOML) with one portal:
  [[portal]]
  key = "lappi"                          # its name in addresses and commands; stays the same
  hostname = "lappi.example.org"         # also in RAITTI_ALLOWED_HOSTS and the proxy
  areas = ["region:19"]                  # region, county or municipality, with its official code
  steward = "lapin-jarjestotupa-ry"      # who looks after it: as in raitti mandate; must be there already
  name.fi = "Lappi"
  name.sv = "Lappland"
  name_in_region.fi = "Lapissa"          # as the name stands in a sentence; so also name_of.fi = "Lapin"
  languages = ["fi", "sv", "en"]
  intro.fi = "Yhdistykset ja tuki koko maakunnassa."
  contact_email = "raitti@example.org"
  check_months = 12                      # how often entries are asked about: 6 or 12

More: about, contact_phone, hide_after_months, looks_first, position, theme (CSS custom properties).
Import the file again after a change; what is not in it any more stays. How the pages are looked after (check_months,
hide_after_months, looks_first) is taken only for a new portal: afterwards its steward says so on the region's page.
"""
_FACTS = TypeAdapter(PortalFacts)


class Command(BaseCommand):
    help = "Make the regions' portals, or change them: their addresses, areas, texts and who looks after each."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EPILOG
        parser.add_argument("file", type=Path, help="the portals")
        parser.add_argument("--dry-run", action="store_true", help="show what would change and change nothing")

    def handle(self, *, file: Path, dry_run: bool, **_: Any) -> None:
        counts = {"created": 0, "updated": 0, "unchanged": 0}
        with override(language_of_terminal()), transaction.atomic():
            for row in _rows(file):
                counts[_save(row)] += 1
            transaction.set_rollback(dry_run)
        if dry_run:
            self.stdout.write("Nothing was saved.")
        self.stdout.write(", ".join(f"{number} {name}" for name, number in counts.items()) + ", 0 refused")


def _rows(file: Path) -> list[dict[str, Any]]:
    try:
        rows = tomllib.loads(file.read_text(encoding="utf-8-sig")).get("portal")
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise CommandError(f"{file.name} is not TOML in UTF-8: {error}.") from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise CommandError(f"{file.name} has no portal; each begins with a line [[portal]].")
    return rows


def _save(row: dict[str, Any]) -> str:
    named = str(row.get("key", "a portal without a key"))
    known = {each.name for each in fields(PortalFacts)} | {"steward"}
    if unknown := sorted(set(row) - known):
        raise CommandError(f"{named}: there is no field {', '.join(unknown)}; there are: {', '.join(sorted(known))}.")
    if not isinstance(row.get("steward"), str):
        raise CommandError(f'{named}: name the organisation that looks after it, as steward = "...".')
    steward = the_organisation(row.pop("steward"))
    try:
        facts = _FACTS.validate_python(row)
        return save_portal(facts, steward=steward, actor=System("the operator"), now=timezone.now()).outcome
    except ValidationError as slip:
        first = slip.errors()[0]
        raise CommandError(f"{named}: {'.'.join(map(str, first['loc']))}: {first['msg']}.") from slip
    except Refused as refused:
        field = refused.verdict.details.get("field", "")
        raise CommandError(f"{named}: {field}: {refused.verdict.reason}") from refused
