"""`raitti export hsds DIR`"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from raitti.core.languages import INTERFACE_CODES, language_of_terminal
from raitti.directory.models import Organisation, Service
from raitti.exchange.giving import add_choices, chosen
from raitti.exchange.hsds.package import write_package
from raitti.exchange.rows import Unreadable
from raitti.exchange.telling import progress_bar


class Command(BaseCommand):
    help = (
        "Write the published directory as an Open Referral HSDS 3.0 data package (CSV tables with their description)."
        " The folder is replaced as a whole when everything has been written."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", metavar="DIR", help="a new folder, or an earlier package to replace")
        add_choices(parser)  # type: ignore[arg-type]
        parser.add_argument("--lang", choices=INTERFACE_CODES, help="the language of messages (default: yours)")

    def handle(self, *args: Any, **options: Any) -> None:
        with override(options["lang"] or language_of_terminal()), progress_bar() as bar:
            only = chosen(organisation=options["organisation"], portal=options["portal"])
            organisations, services = Organisation.objects.visible_to(None), Service.objects.visible_to(None)
            if only is not None:
                organisations, services = organisations.filter(pk__in=only), services.filter(organisation__in=only)
            total = organisations.count() + services.count()
            task = bar.add_task(_("Writing"), total=total)
            try:
                folder, advance = Path(options["folder"]), lambda: bar.advance(task)
                counts = write_package(folder, now=timezone.now(), only=only, told=advance)
            except Unreadable as refused:
                raise CommandError(refused.reason) from refused
            except OSError as error:
                raise CommandError(_("The package could not be written: %s.") % (error.strerror or error)) from error
        for name, number in counts.items():
            self.stdout.write(f"{number:8}  {name}")
        shown = [f"{counts.get(name, 0)} {name}s" for name in ("organization", "service", "location")]
        self.stdout.write(f"{', '.join(shown)} exported")
