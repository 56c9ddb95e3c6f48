"""Help for someone who has lost every second step of signing in."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import override

from raitti.accounts.actions import remove_second_factor
from raitti.accounts.queries import person_of_address
from raitti.core.audit import System
from raitti.core.languages import language_of_terminal
from raitti.core.verdicts import Refused

EPILOG = """\
Be sure who asks: a letter alone proves nothing, since whoever reads it could be the thief. Call back on a number
you knew before (their municipality's exchange, the association's own page), or meet them.

What happens: authenticator app, passkeys and recovery codes are removed, the person is signed out everywhere, gets
a letter in their language, and the log says that it was done here. Then they sign in with a code by e-mail and set
up a new second step; until they have, roles that ask for one stay closed. Their roles and password stay.

  raitti reset-second-factor aino@example.org
"""


class Command(BaseCommand):
    help = "Remove the second step of signing in of someone who has lost app, passkeys and recovery codes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = EPILOG
        parser.add_argument("email", metavar="EMAIL", help="an address of the account")

    def handle(self, *, email: str, **_: Any) -> None:
        person = person_of_address(email.strip())
        if person is None:
            raise CommandError(f"No account has the address {email}.")
        with override(language_of_terminal()):
            try:
                number = remove_second_factor(person, actor=System("the operator"), now=timezone.now())
            except Refused as refused:
                raise CommandError(str(refused.verdict.reason)) from refused
        self.stdout.write(f"Removed {number} ways; {person} is signed out everywhere, and told at {person.email}.")
