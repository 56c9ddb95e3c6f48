"""PostgreSQL: a slim table beside the texts, with filters, places and two tsvectors with GIN indexes."""

# Statements are put together from names in this file alone.
# ruff: noqa: S608

import sys
from array import array
from collections.abc import Sequence
from typing import Any as Anything

from django.db import connection

from raitti.search.backends.base import WEIGHTS, Backend, Matches
from raitti.search.expressions import COLUMNS, FRONT, All, Any, Node, Token, every

# Filters share the lowest weight with the parts of compounds; their tokens look like no word.
_LABELS = {"words_name": "A", "words_keys": "B", "words_body": "C", "words_parts": "D", "filters": "D"}
_VECTOR = " || ".join(f"setweight(to_tsvector('simple'::regconfig, {c}), '{_LABELS[c]}')" for c in COLUMNS)
# The words of names and keywords once more, by themselves: a question about them with labels would make the index
# fetch every long vector to see where in the document the word stands.
_FRONT = " || ".join(f"setweight(to_tsvector('simple'::regconfig, {c}), '{_LABELS[c]}')" for c in FRONT)
# ts_rank takes the weights from D to A.
_RANK = (
    "{" + ", ".join(f"{weight / max(WEIGHTS):.3f}" for weight in (WEIGHTS[3], WEIGHTS[2], WEIGHTS[1], WEIGHTS[0])) + "}"
)

_PLANNING = {
    # The planner takes slim rows for quick to read through, as it does not see that every vector lies beside its row:
    # a hundred times slower than the index.
    "enable_seqscan": "off",
    # Compiling a question takes longer than answering it.
    "jit": "off",
    # Room to remember each of some hundred thousand matches: by pages alone, all other rows on them are read too.
    "work_mem": "'32MB'",
}
_SLIM = "search_slim"
_COLUMNS = ("id", "latitude", "longitude", "changed", "packed", "hidden", "sort_key")

CREATE = [
    # Only rows above 2 kB have their wide values moved out of the table's pages: the padding, which is stored as some
    # thirty bytes, makes every row one. Ten thousand matches then lie in a few thousand pages, not in ten thousand.
    f"""CREATE TABLE {_SLIM} (
        id bigint PRIMARY KEY, latitude double precision, longitude double precision, changed timestamptz,
        packed bytea NOT NULL, hidden varchar(20) NOT NULL, sort_key varchar(40) NOT NULL,
        padding text NOT NULL DEFAULT repeat(' ', 2000), vector tsvector NOT NULL, front tsvector NOT NULL
    ) WITH (toast_tuple_target = 128)""",
    # What is read of thousands of rows stays in them.
    *(
        f"ALTER TABLE {_SLIM} ALTER COLUMN {column} SET STORAGE MAIN"
        for column in ("packed", "hidden", "sort_key", "front", "padding")
    ),
    f"""INSERT INTO {_SLIM} ({", ".join(_COLUMNS)}, vector, front)
        SELECT {", ".join(_COLUMNS)}, {_VECTOR}, {_FRONT} FROM search_searchdocument""",
    f"CREATE INDEX search_slim_changed ON {_SLIM} (changed DESC, id)",
    f"CREATE INDEX search_slim_title ON {_SLIM} (sort_key, id)",
    f"CREATE INDEX search_slim_front ON {_SLIM} USING gin (front) WITH (fastupdate = off)",
    f"CREATE INDEX search_slim_vector ON {_SLIM} USING gin (vector) WITH (fastupdate = off)",
    f"""CREATE FUNCTION search_slim_follows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP = 'TRUNCATE' THEN DELETE FROM {_SLIM}; RETURN NULL; END IF;
        IF TG_OP <> 'INSERT' THEN DELETE FROM {_SLIM} WHERE id = OLD.id; END IF;
        IF TG_OP <> 'DELETE' THEN
            INSERT INTO {_SLIM} ({", ".join(_COLUMNS)}, vector, front)
            SELECT {", ".join(_COLUMNS)}, {_VECTOR}, {_FRONT} FROM (SELECT NEW.*) AS new;
        END IF;
        RETURN NULL;
    END $$""",
    """CREATE TRIGGER search_document_changed AFTER INSERT OR UPDATE OR DELETE ON search_searchdocument
        FOR EACH ROW EXECUTE FUNCTION search_slim_follows()""",
    """CREATE TRIGGER search_document_emptied AFTER TRUNCATE ON search_searchdocument
        FOR EACH STATEMENT EXECUTE FUNCTION search_slim_follows()""",
]
DROP = [
    "DROP TRIGGER IF EXISTS search_document_changed ON search_searchdocument",
    "DROP TRIGGER IF EXISTS search_document_emptied ON search_searchdocument",
    "DROP FUNCTION IF EXISTS search_slim_follows",
    f"DROP TABLE IF EXISTS {_SLIM}",
    # Before this table there were columns and indexes beside the texts.
    "DROP INDEX IF EXISTS search_document_title",
    "ALTER TABLE search_searchdocument DROP COLUMN IF EXISTS front",
    "ALTER TABLE search_searchdocument DROP COLUMN IF EXISTS vector",
]


class Postgres(Backend):
    """Words are letters and digits alone and quoted besides, so nothing a reader types is syntax."""

    slim = _SLIM
    # Ranking reads the long vector of each, which lies apart from its row: 2,000 took longer than all the rest.
    among = 600
    rows_sql = f"SELECT {{columns}} FROM {_SLIM} s WHERE {{where}} LIMIT %s"

    def matches(self, node: Node, *, hidden: str, limit: int) -> Matches:
        where, parameters = self.where(node, hidden)
        found = self.rows_sql.format(columns="s.id, s.packed", where=where)
        # One long answer comes quicker than ten thousand short ones.
        sql = f"""SELECT coalesce(string_agg(int8send(id), ''), ''), coalesce(string_agg(packed, ''), '')
            FROM ({found}) found"""
        ((sent, packed),) = self._fetch(sql, [*parameters, limit])
        ids = array("q", bytes(sent))
        if sys.byteorder == "little":
            ids.byteswap()
        return Matches(ids, bytes(packed))

    def _fetch(self, sql: str, parameters: Sequence[Anything]) -> list[tuple[Anything, ...]]:
        changes = "; ".join(f"SET {name} = {value}" for name, value in _PLANNING.items())
        back = "; ".join(f"RESET {name}" for name in _PLANNING)
        with connection.cursor() as cursor:
            cursor.execute(f"{changes}; {sql}; {back}", parameters)
            for _ in _PLANNING:
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
        front, _ = _parted(node)
        # What must stand in the names is ranked by their short vector: thousands of long ones lie elsewhere.
        question = self.match(every(front) or node)
        sql = f"""SELECT id FROM (SELECT id, {"front" if front else "vector"} AS words
            FROM {_SLIM} s WHERE {where} LIMIT %s) found
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
