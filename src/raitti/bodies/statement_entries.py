"""What statements hand to the index: those that have been sent, in each language they are written in."""

from collections.abc import Iterator

from raitti.bodies.models import Statement
from raitti.core.languages import INTERFACE_CODES
from raitti.core.texts import pick, versions
from raitti.directory.lookup import Lookup
from raitti.search.entries import Entry, register_source


def statement_entries(statement: Statement) -> list[Entry]:
    """A statement in each language it is written in; none before it is sent or while its body is not public."""
    body = statement.body
    if not statement.is_sent or not body.is_public:
        return []
    lookup = Lookup()
    codes = sorted({found.code for area in body.areas.all() for found in lookup.municipalities(area)})
    signed = [str(one.name) for one in statement.signatures.filter(withdrawn=None)]
    return [
        Entry(
            kind="statement",
            object_id=str(statement.uid),
            language=language,
            title=pick(statement.title, language).value,
            summary=pick(body.name, language).value,
            body="\n".join(
                pick(text, language).value for text in (statement.text, statement.answer, statement.effect) if text
            ),
            keywords=signed,
            facets={"municipality": codes} if codes else {},
            # A statement's address is its body's with its number, so the number goes along with the words.
            data={
                "id": str(statement.uid),
                "slugs": {**body.slugs, "number": str(statement.number)},
                "is_example": statement.is_example,
            },
            changed=statement.changed,
        )
        for language in INTERFACE_CODES
        if language in versions(statement.text) or language in versions(statement.title)
    ]


def list_statements() -> Iterator[list[Entry]]:
    for statement in Statement.objects.public().select_related("body").order_by("pk"):
        if found := statement_entries(statement):
            yield found


def register() -> None:
    register_source("statement", list_statements)
