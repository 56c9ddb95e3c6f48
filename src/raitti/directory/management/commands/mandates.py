"""Who has which role."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from raitti.directory.management.commands.mandate import the_organisation
from raitti.directory.models import STAFF_ROLES, Invitation, Mandate


class Command(BaseCommand):
    help = (
        "List who has a role that reaches beyond one association, and who is invited to one; or everyone who has a"
        " role of one organisation."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("organisation", nargs="?", metavar="ORGANISATION", help="as in raitti mandate")

    def handle(self, *, organisation: str | None, **_: Any) -> None:
        now = timezone.now()
        held = Mandate.objects.current(timezone.localdate(now)).select_related("person", "organisation")
        offered = Invitation.objects.filter(state=Invitation.State.OPEN, expires__gte=now)
        if organisation is None:
            held, offered = held.filter(role__in=STAFF_ROLES), offered.filter(role__in=STAFF_ROLES)
        else:
            only = the_organisation(organisation)
            held, offered = held.filter(organisation=only), offered.filter(organisation=only)
        rows = [(row.role, str(row.organisation), row.person.email, f"since {row.since}" + _until(row)) for row in held]
        rows += [
            (row.role, str(row.organisation), row.email, f"invited {row.created:%Y-%m-%d}")
            for row in offered.select_related("organisation")
        ]
        for role, name, email, when in sorted(rows):
            self.stdout.write(f"{role:16} {email:32} {name}, {when}")
        if not rows:
            self.stdout.write("Nobody yet. raitti mandate --help tells how to give the first role.")


def _until(mandate: Mandate) -> str:
    return f", until {mandate.until}" if mandate.until else ""
