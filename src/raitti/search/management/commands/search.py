"""Search from the command line."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from raitti.core.languages import INTERFACE_CODES
from raitti.search.answers import Answer, Hit, as_json
from raitti.search.entries import address_of
from raitti.search.queries import EXACT, MOST_PER_PAGE, Query, find_many


class Command(BaseCommand):
    help = 'Search the index as the site does: search "näkövammaisten vertaistuki Oulussa" --limit 5'

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("query", help="what to look for, in quotes when it has several words")
        parser.add_argument("--lang", default="fi", choices=INTERFACE_CODES, help="the reader's language (fi)")
        parser.add_argument("--limit", type=int, default=20, help="how many results (20)")
        parser.add_argument("--json", action="store_true", help="the answer as the API gives it")
        parser.add_argument(
            "--kind", action="append", default=[], help="organisation, service, location … (again for more)"
        )
        parser.add_argument("--municipality", action="append", default=[], help="official code (again for more)")
        parser.add_argument("--topic", action="append", default=[], help="topic notation (again for more)")
        parser.add_argument("--portal", action="append", default=[], help="a portal's address word (again for more)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["limit"] < 1:
            raise CommandError("--limit is at least 1.")
        query = Query(
            text=options["query"],
            language=options["lang"],
            kinds=options["kind"],
            municipalities=options["municipality"],
            topics=options["topic"],
            portals=options["portal"],
            per_page=min(options["limit"], MOST_PER_PAGE),
        )
        answer = find_many(query, limit=options["limit"])
        if options["json"]:
            self.stdout.write(json.dumps(as_json(answer, _url_in(options["lang"])), ensure_ascii=False, indent=2))
        else:
            with translation.override(options["lang"]):
                self._write_lines(answer, _url_in(options["lang"]))

    def _write_lines(self, answer: Answer, url_of: Any) -> None:
        total = str(answer.total) if answer.total_is_exact else f"over {EXACT}"
        for typed, used in answer.corrected:
            self.stdout.write(f"({typed} was read as {used})")
        self.stdout.write(
            f"{total} found" + (f", of which {answer.complete} have all the words" if answer.relaxed else "")
        )
        for number, hit in enumerate(answer.hits, 1):
            self.stdout.write(f"{number:3}. {hit.plain_title}  [{hit.kind}]  {url_of(hit)}".rstrip())
            text = "".join(f"*{piece}*" if is_match else piece for piece, is_match in hit.snippet)
            if text:
                self.stdout.write(f"     {' '.join(text.split())}")


def _url_in(language: str) -> Any:
    def url_of(hit: Hit) -> str:
        return address_of(hit.kind, hit.slugs, language)

    return url_of
