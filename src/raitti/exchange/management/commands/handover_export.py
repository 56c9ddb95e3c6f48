"""`raitti handover export WHAT FILE.zip`"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import override

from raitti.core.languages import INTERFACE_CODES, language_of_terminal
from raitti.core.slugs import find_by_slug
from raitti.exchange.exporting import write_whole
from raitti.exchange.handover.writing import pack_project, pack_structure
from raitti.programmes.models import Project, Structure


class Command(BaseCommand):
    help = (
        "Write a handover package (ZIP): a structure by its uid, or a whole project by the last word of its address."
        " Open formats, a README in the receiver's language, checksums. The same content gives the same file."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", metavar="WHAT", help="a structure's uid, or a project's word in its address")
        parser.add_argument("file", metavar="FILE", help="where to write it; an earlier file is replaced")
        parser.add_argument("--lang", choices=INTERFACE_CODES, help="the language of messages (default: yours)")

    def handle(self, *, what: str, file: str, **options: Any) -> None:
        with override(options["lang"] or language_of_terminal()):
            made = _packed(what)
            target = Path(file)
            write_whole(target, made)
        self.stdout.write(f"{len(made)} bytes written to {target}")


def _packed(what: str) -> bytes:
    try:
        uid = UUID(what)
    except ValueError:
        found = next((hit for code in INTERFACE_CODES if (hit := find_by_slug("project", code, what))), None)
        if found is None:
            raise CommandError(_("There is no project with the address word “%s”.") % what) from None
        return pack_project(Project.objects.get(pk=found[0]))
    structure = Structure.objects.filter(uid=uid).first()
    if structure is not None:
        return pack_structure(structure)
    project = Project.objects.filter(uid=uid).first()
    if project is None:
        raise CommandError(_("There is no structure or project with the uid %s.") % what)
    return pack_project(project)
