"""Letters that came back: take in delivery reports, list the marked addresses, let letters go there again."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from raitti.core.addressees import forget_bounce
from raitti.core.bounces import split_mailbox, take_reports
from raitti.core.models import MailAddress

_LARGEST = 64 * 1024 * 1024


class Command(BaseCommand):
    help = (
        "Take in delivery reports (RFC 3464) that came to the sender's address: a letter, an mbox file, a folder of"
        " letters, or - for standard input, so that a mail server can hand each report over. Without a file the"
        " addresses are listed that letters come back from."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", metavar="FILE|DIR|-", help="where the reports are")
        parser.add_argument("--forget", metavar="ADDRESS", help="let letters go to an address again")

    def handle(self, *, file: str | None, forget: str | None, **_: Any) -> None:
        if forget:
            if not forget_bounce(forget):
                raise CommandError("Letters to this address have not come back.")
            self.stdout.write("Letters go there again.")
        elif file is None:
            marked = MailAddress.objects.filter(bounced__isnull=False).order_by("-bounced")
            for known in marked:
                self.stdout.write(f"{known.bounced:%Y-%m-%d}  {known.address}  {known.bounce_reason}")
            if not marked:
                self.stdout.write("No address is marked: no letter has come back.")
        else:
            letters = [letter for data in self._read(file) for letter in split_mailbox(data)]
            counts = take_reports(letters, now=timezone.now())
            self.stdout.write(", ".join(f"{number} {name}" for name, number in counts.items()))

    def _read(self, file: str) -> list[bytes]:
        if file == "-":
            return [sys.stdin.buffer.read(_LARGEST)]
        path = Path(file)
        try:
            found = sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]
            return [each.read_bytes()[:_LARGEST] for each in found]
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
