"""PostgreSQL: a generated tsvector column with weights and a GIN index; wide columns kept out of the row."""

# Statements are put together from names in this file alone.
# ruff: noqa: S608

from collections.abc import Mapping, Sequence
from typing import Any as Anything

from django.db import connection

from raitti.search.backends.base import WEIGHTS, Backend
from raitti.search.expressions import COLUMNS, All, Any, Node, Token

# Filters share the lowest weight with the parts of compounds; their tokens look like no word.
_LABELS = {"words_name": "A", "words_keys": "B", "words_body": "C", "words_parts": "D", "filters": "D"}
_VECTOR = " || ".join(f"setweight(to_tsvector('simple'::regconfig, {c}), '{_LABELS[c]}')" for c in COLUMNS)
_WIDE = ("title", "summary", "body", "words_name", "words_keys", "words_body", "words_parts", "data", "vector")
# ts_rank takes the weights from D to A.
_RANK = (
    "{" + ", ".join(f"{weight / max(WEIGHTS):.3f}" for weight in (WEIGHTS[3], WEIGHTS[2], WEIGHTS[1], WEIGHTS[0])) + "}"
)

CREATE = [
    f"ALTER TABLE search_searchdocument ADD COLUMN vector tsvector GENERATED ALWAYS AS ({_VECTOR}) STORED",
    # Counting ten thousand matches must not read ten thousand wide rows.
    "ALTER TABLE search_searchdocument SET (toast_tuple_target = 256)",
    *(f"ALTER TABLE search_searchdocument ALTER COLUMN {column} SET STORAGE EXTENDED" for column in _WIDE),
    "ALTER TABLE search_searchdocument ALTER COLUMN packed SET STORAGE MAIN",
    "CREATE INDEX search_document_title ON search_searchdocument (sort_key, id)",
    "CREATE INDEX search_document_vector ON search_searchdocument USING gin (vector) WITH (fastupdate = off)",
]
DROP = [
    "DROP INDEX IF EXISTS search_document_vector",
    "DROP INDEX IF EXISTS search_document_title",
    "ALTER TABLE search_searchdocument DROP COLUMN IF EXISTS vector",
]


class Postgres(Backend):
    """Words are letters and digits alone and quoted besides, so nothing a reader types is syntax."""

    slim = "search_searchdocument"
    rows_sql = "SELECT {columns} FROM search_searchdocument s WHERE s.vector @@ %s::tsquery LIMIT %s"
    ranked_sql = f"""SELECT id FROM (SELECT id, vector FROM search_searchdocument WHERE vector @@ %(match)s::tsquery
        LIMIT %(among)s) found
        ORDER BY ts_rank('{_RANK}', vector, %(words)s::tsquery, 1) DESC LIMIT %(limit)s"""

    def _fetch(self, sql: str, parameters: Sequence[Anything] | Mapping[str, Anything]) -> list[tuple[Anything, ...]]:
        with connection.cursor() as cursor:
            # The planner takes slim rows for quick to read through, as it does not see that every vector lies beside
            # its row: a hundred times slower than the index.
            cursor.execute(f"SET enable_seqscan = off; {sql}; RESET enable_seqscan", parameters)
            cursor.nextset()
            return list(cursor.fetchall())

    def match(self, node: Node) -> str:
        match node:
            case Token(word, ()):
                return f"'{word}'"
            case Token(word, columns):
                return f"'{word}':" + "".join(sorted({_LABELS[column] for column in columns}))
            case All(parts):
                return "(" + " & ".join(map(self.match, parts)) + ")"
            case Any(parts):
                return "(" + " | ".join(map(self.match, parts)) + ")"
        raise TypeError(f"{node!r} is no question.")

    def match_shown(self, node: Node, hidden: str) -> str:
        return f"{self.match(node)} & !'{hidden}'"
