"""`raitti handover import FILE.zip --to ORGANISATION`"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from raitti.core.audit import System
from raitti.core.languages import INTERFACE_CODES, language_of_terminal
from raitti.core.slugs import find_by_slug
from raitti.directory.models import Organisation
from raitti.exchange.actions.handover import take_in
from raitti.exchange.handover.zipping import MOST_BYTES
from raitti.exchange.reading import read_bytes
from raitti.exchange.rows import Unreadable


class Command(BaseCommand):
    help = (
        "Take in a handover package of another Raitti for an organisation here, whole or not at all."
        " What is here already stays as it is: a second time changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", help="the package (ZIP)")
        parser.add_argument(
            "--to", required=True, metavar="ORGANISATION", help="who looks after it: uid, business ID or address word"
        )
        parser.add_argument("--lang", choices=INTERFACE_CODES, help="the language of messages (default: yours)")

    def handle(self, *, file: str, to: str, **options: Any) -> None:
        with override(options["lang"] or language_of_terminal()):
            path = Path(file)
            try:
                content = read_bytes(path, limit=MOST_BYTES)
                actor = System("import handover")
                said = take_in(content, name=path.name, to=_organisation(to), actor=actor, now=timezone.now())
            except Unreadable as refused:
                raise CommandError(refused.reason) from refused
        if said.project:
            self.stdout.write(f"{'new' if said.is_new_project else 'known'} project: {said.project}")
        self.stdout.write(f"{said.structures} structures taken in, {said.known} were here already")


def _organisation(words: str) -> Organisation:
    try:
        found = Organisation.objects.filter(uid=UUID(words)).first()
    except ValueError:
        found = Organisation.objects.filter(business_id=words).first()
        hit = next((hit for code in INTERFACE_CODES if (hit := find_by_slug("organisation", code, words))), None)
        found = found or (Organisation.objects.filter(pk=hit[0]).first() if hit else None)
    if found is None:
        raise CommandError(_("There is no organisation “%s” here.") % words)
    return found
