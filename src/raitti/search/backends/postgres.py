"""PostgreSQL: a generated tsvector column with weights and a GIN index; wide columns kept out of the row."""

# Statements are put together from names in this file alone.
# ruff: noqa: S608

from collections.abc import Sequence
from typing import Any as Anything

from django.db import connection

from raitti.search.backends.base import WEIGHTS, Backend
from raitti.search.expressions import COLUMNS, FRONT, All, Any, Node, Token, every

# Filters share the lowest weight with the parts of compounds; their tokens look like no word.
_LABELS = {"words_name": "A", "words_keys": "B", "words_body": "C", "words_parts": "D", "filters": "D"}
_VECTOR = " || ".join(f"setweight(to_tsvector('simple'::regconfig, {c}), '{_LABELS[c]}')" for c in COLUMNS)
# The words of names and keywords once more, by themselves: a question about them with labels would make the index
# fetch every long vector to see where in the document the word stands.
_FRONT = " || ".join(f"setweight(to_tsvector('simple'::regconfig, {c}), '{_LABELS[c]}')" for c in FRONT)
_WIDE = ("title", "summary", "body", "words_name", "words_keys", "words_body", "words_parts", "data", "vector")
# ts_rank takes the weights from D to A.
_RANK = (
    "{" + ", ".join(f"{weight / max(WEIGHTS):.3f}" for weight in (WEIGHTS[3], WEIGHTS[2], WEIGHTS[1], WEIGHTS[0])) + "}"
)

CREATE = [
    f"ALTER TABLE search_searchdocument ADD COLUMN vector tsvector GENERATED ALWAYS AS ({_VECTOR}) STORED",
    f"ALTER TABLE search_searchdocument ADD COLUMN front tsvector GENERATED ALWAYS AS ({_FRONT}) STORED",
    # Counting ten thousand matches must not read ten thousand wide rows.
    "ALTER TABLE search_searchdocument SET (toast_tuple_target = 256)",
    *(f"ALTER TABLE search_searchdocument ALTER COLUMN {column} SET STORAGE EXTENDED" for column in _WIDE),
    "ALTER TABLE search_searchdocument ALTER COLUMN packed SET STORAGE MAIN",
    "CREATE INDEX search_document_front ON search_searchdocument USING gin (front) WITH (fastupdate = off)",
    "CREATE INDEX search_document_title ON search_searchdocument (sort_key, id)",
    "CREATE INDEX search_document_vector ON search_searchdocument USING gin (vector) WITH (fastupdate = off)",
]
DROP = [
    "DROP INDEX IF EXISTS search_document_front",
    "ALTER TABLE search_searchdocument DROP COLUMN IF EXISTS front",
    "DROP INDEX IF EXISTS search_document_vector",
    "DROP INDEX IF EXISTS search_document_title",
    "ALTER TABLE search_searchdocument DROP COLUMN IF EXISTS vector",
]


class Postgres(Backend):
    """Words are letters and digits alone and quoted besides, so nothing a reader types is syntax."""

    slim = "search_searchdocument"
    rows_sql = "SELECT {columns} FROM search_searchdocument s WHERE {where} LIMIT %s"

    def packed(self, node: Node, *, hidden: str, limit: int) -> tuple[int, bytes]:
        where, parameters = self.where(node, hidden)
        found = self.rows_sql.format(columns="s.packed", where=where)
        # One long answer comes quicker than ten thousand short ones.
        sql = f"SELECT count(*), coalesce(string_agg(packed, ''), '') FROM ({found}) found"
        ((number, packed),) = self._fetch(sql, [*parameters, limit])
        return number, bytes(packed)

    def _fetch(self, sql: str, parameters: Sequence[Anything]) -> list[tuple[Anything, ...]]:
        with connection.cursor() as cursor:
            # The planner takes slim rows for quick to read through, as it does not see that every vector lies beside
            # its row: a hundred times slower than the index.
            cursor.execute(f"SET enable_seqscan = off; {sql}; RESET enable_seqscan", parameters)
            cursor.nextset()
            return list(cursor.fetchall())

    def match(self, node: Node) -> str:
        return _question(node, labelled=True)

    def where(self, node: Node, hidden: str) -> tuple[str, list[str]]:
        front, rest = _parted(node)
        asked = [("front", every(front), False), ("vector", every(rest), True)]
        found = [(column, _question(part, labelled=labelled)) for column, part, labelled in asked if part is not None]
        # Hidden rows are many: to leave them out by the index would mean to read its whole list of them.
        conditions = [*(f"s.{column} @@ %s::tsquery" for column, _ in found), "s.hidden NOT LIKE %s"]
        return " AND ".join(conditions), [*(question for _, question in found), f"%{hidden}%"]

    def ranking(self, node: Node, hidden: str, *, among: int, limit: int) -> tuple[str, list[Anything]]:
        where, parameters = self.where(node, hidden)
        front, rest = _parted(node)
        # What is asked of names alone, filters aside, is ranked by the short vector of the names.
        by_front = front and all(_is_filter(part) for part in rest)
        words = every(front) if by_front else node
        question = self.match(words) if words is not None else ""
        sql = f"""SELECT id FROM (SELECT id, {"front" if by_front else "vector"} AS words
            FROM search_searchdocument s WHERE {where} LIMIT %s) found
            ORDER BY ts_rank('{_RANK}', words, %s::tsquery, 1) DESC LIMIT %s"""
        return sql, [*parameters, among, question, limit]


def _question(node: Node, *, labelled: bool) -> str:
    """The question in PostgreSQL's syntax; without labels a word may stand in any column of the vector asked."""
    match node:
        case Token(word, ()):
            return f"'{word}'"
        case Token(word, columns):
            return f"'{word}'" + (":" + "".join(sorted({_LABELS[c] for c in columns})) if labelled else "")
        case All(parts):
            return "(" + " & ".join(_question(part, labelled=labelled) for part in parts) + ")"
        case Any(parts):
            return "(" + " | ".join(_question(part, labelled=labelled) for part in parts) + ")"
    raise TypeError(f"{node!r} is no question.")


def _parted(node: Node) -> tuple[list[Node], list[Node]]:
    """The parts of a question that ask names and keywords only, and the others; all of both must hold."""
    front: list[Node] = []
    rest: list[Node] = []
    for part in node.parts if isinstance(node, All) else (node,):
        (front if _asks_front_only(part) else rest).append(part)
    return front, rest


def _asks_front_only(node: Node) -> bool:
    return node.columns == FRONT if isinstance(node, Token) else all(map(_asks_front_only, node.parts))


def _is_filter(node: Node) -> bool:
    """Whether only filters are asked, whose tokens begin with a zero; a number that does so too does no harm here."""
    return node.word.startswith("0") if isinstance(node, Token) else all(map(_is_filter, node.parts))
