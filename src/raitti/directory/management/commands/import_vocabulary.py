"""`raitti import vocabulary FILE`: topics with their words and addresses, all of a file or nothing."""

from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_slug
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from rich.progress import Progress

from raitti.core.audit import System
from raitti.core.languages import INTERFACE_CODES, language_of_terminal
from raitti.directory.actions import SavedTopics, save_topics
from raitti.directory.models import TopicRole
from raitti.directory.vocabularies import BrokenFile, Reading, read_vocabulary


class Command(BaseCommand):
    help = (
        "Import topics from a vocabulary: SKOS (.ttl, .rdf, .nt), PTV's or Finto's JSON, or a TSV with the columns "
        "uri, fi, sv and en; also gzipped. Labels in Finnish, Swedish and English, other words, broader and narrower "
        "topics are kept, and the search learns them. Running it twice changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the vocabulary")
        parser.add_argument("--key", help="a short name for it in addresses and settings (default: by the file)")
        parser.add_argument("--name", help="what people call it (default: by the file)")
        parser.add_argument("--role", choices=TopicRole.values, help="what its concepts are (default: by the file)")
        parser.add_argument("--lang", choices=INTERFACE_CODES, help="the language of the report (default: yours)")
        parser.add_argument("--dry-run", action="store_true", help="show what would change and change nothing")
        parser.add_argument("--partial", action="store_true", help="save the good concepts of a file with refused ones")

    def handle(self, *args: Any, **options: Any) -> None:
        with override(options["lang"] or language_of_terminal()):
            self._import(options)

    def _import(self, options: dict[str, Any]) -> None:
        try:
            reading = _as_asked(read_vocabulary(options["file"]), options)
        except BrokenFile as broken:
            raise CommandError(f"{options['file'].name}: {broken}", returncode=1) from broken
        with transaction.atomic():
            done = _save(reading)
            is_kept = not options["dry_run"] and (options["partial"] or not done.refused)
            transaction.set_rollback(not is_kept)
        for uri, refused in done.refused:
            self.stderr.write(f"{uri}: {refused.verdict.reason}")
        if not is_kept:
            self.stdout.write(_("Nothing was saved."))
        # The last line is read by programs, so it is never translated.
        self.stdout.write(
            f"{done.created} created, {done.updated} updated, {done.unchanged} unchanged, {len(done.refused)} refused"
        )
        if done.refused:
            raise CommandError(_("Some of the material was refused; the reasons stand above."), returncode=1)


def _as_asked(reading: Reading, options: dict[str, Any]) -> Reading:
    asked = {name: options[name] for name in ("key", "name", "role") if options[name]}
    vocabulary = replace(reading.vocabulary, **asked)
    validate_slug(vocabulary.key)
    return replace(reading, vocabulary=vocabulary)


def _save(reading: Reading) -> SavedTopics:
    with Progress(transient=True) as progress:
        task = progress.add_task(reading.vocabulary.name, total=reading.total)
        return save_topics(
            reading.vocabulary,
            reading.topics(),
            actor=System("import vocabulary"),
            now=timezone.now(),
            progress=lambda number: progress.advance(task, number),
        )
