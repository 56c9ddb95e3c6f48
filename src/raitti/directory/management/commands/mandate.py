"""Giving and ending roles as the operator: how a new installation gets its first steward and coordinator."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import override

from raitti.core.audit import System
from raitti.core.languages import INTERFACE_CODES, language_of_terminal
from raitti.core.verdicts import Refused
from raitti.directory.actions.appointing import appoint
from raitti.directory.actions.mandates import end_mandate
from raitti.directory.models import Mandate, Organisation, Role
from raitti.directory.queries.addressees import is_address, language_of
from raitti.directory.queries.mandates import current_mandates
from raitti.directory.queries.naming import organisations_called

EPILOG = """\
roles, and whose they are:
  owner, editor      of any organisation: they keep its page
  agent              of a municipality (helps all its associations) or of one association
  contact_officer    of a municipality
  county_officer     of a wellbeing services county
  steward            of the organisation that looks after a portal: its whole region
  coordinator        of any organisation: everything, everywhere
  reader             of a funder or authority: figures only

examples:
  raitti mandate aino@example.org coordinator esimerkin-liitto
  raitti mandate aino@example.org steward lappi          the portal's key: whoever looks after it
  raitti mandate aino@example.org contact_officer oulu --until 2027-12-31
  raitti mandate aino@example.org steward lappi --end
  raitti mandates                                        who has which role

Whose account has the address gets the role at once and is told by letter; to another address goes an invitation,
and the role begins when it is accepted (raitti worker sends the letters). The first steward then invites the others.
Exit codes: 0 done, or it was so already; 1 refused, with a sentence why; 2 misunderstood.
"""


class Command(BaseCommand):
    help = "Give someone a role, or end one, in the name of those who run this installation."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EPILOG
        parser.add_argument("email", metavar="EMAIL", help="whose role it is to be")
        parser.add_argument("role", metavar="ROLE", choices=Role.values, help=", ".join(Role.values))
        parser.add_argument(
            "organisation",
            metavar="ORGANISATION",
            help="the last word of its page's address, its business ID or register number, or a portal's key",
        )
        parser.add_argument("--until", type=day, metavar="YYYY-MM-DD", help="the last day of the role")
        parser.add_argument(
            "--language", choices=INTERFACE_CODES, help="of an invitation (the organisation's own, else Finnish)"
        )
        parser.add_argument("--end", action="store_true", help="end the role instead of giving it")

    def handle(self, *, email: str, role: str, organisation: str, **options: Any) -> None:
        email = email.strip().lower()
        if not is_address(email):
            raise CommandError(f"“{email}” is not an e-mail address.")
        if options["until"] and options["until"] < timezone.localdate():
            raise CommandError("The last day of the role is already past.")
        found = the_organisation(organisation)
        with override(language_of_terminal()):
            try:
                said = (self._end if options["end"] else self._give)(email, Role(role), found, options)
            except Refused as refused:
                raise CommandError(f"{found}: {refused.verdict.reason}") from refused
        self.stdout.write(said)

    def _give(self, email: str, role: Role, organisation: Organisation, options: dict[str, Any]) -> str:
        given = appoint(
            email,
            organisation,
            role,
            actor=_operator(),
            now=timezone.now(),
            language=options["language"] or language_of(organisation),
            until=options["until"],
        )
        if given is None:
            return f"{email} has the role already: {role}, {organisation}. Nothing was changed."
        if isinstance(given, Mandate):
            return f"{email} now has the role: {role}, {organisation}."
        return f"Nobody has an account with {email}: an invitation is on its way there ({role}, {organisation})."

    def _end(self, email: str, role: Role, organisation: Organisation, options: dict[str, Any]) -> str:
        now = timezone.now()
        acting = current_mandates(organisation, on=timezone.localdate(now))
        held = [each for each in acting if each.role == role and each.person.email.lower() == email.lower()]
        if not held:
            raise CommandError(f"{email} does not have this role: {role}, {organisation}.")
        end_mandate(held[0], actor=_operator(), now=now)
        return f"Ended, and {email} is told: {role}, {organisation}."


def the_organisation(typed: str) -> Organisation:
    """The one organisation that was meant. Raises `CommandError` with what would make it clear."""
    found = list(organisations_called(typed)[:5])
    if not found:
        raise CommandError(
            f"No organisation is known as “{typed}”. Give the last word of its page's address, its business ID or "
            "register number, or a portal's key. A new one comes in with raitti import organisations."
        )
    if len(found) > 1:
        names = "; ".join(f"{one} ({one.uid})" for one in found)
        raise CommandError(f"“{typed}” may mean {names}. Give the long number of the right one.")
    return found[0]


def _operator() -> System:
    return System("the operator")


def day(text: str) -> date:
    return date.fromisoformat(text)
