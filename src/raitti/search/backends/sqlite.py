"""SQLite: an FTS5 table without content, and a slim table beside it for filters and places."""

# Statements are put together from names in this file alone.
# ruff: noqa: S608

from typing import Any as Anything

from raitti.search.backends.base import WEIGHTS, Backend
from raitti.search.expressions import COLUMNS, All, Any, Node, Token

_SLIM = "search_slim"

_SLIM_COLUMNS = ("id", "packed", "hidden", "latitude", "longitude", "changed", "sort_key")
_ADD = f"""
    INSERT INTO search_fts(rowid, {", ".join(COLUMNS)}) VALUES (new.id, {", ".join("new." + c for c in COLUMNS)});
    INSERT INTO {_SLIM}({", ".join(_SLIM_COLUMNS)}) VALUES ({", ".join("new." + c for c in _SLIM_COLUMNS)});"""
# FTS5 forgets a row of a table without content when it is told exactly what it was given.
_REMOVE = f"""
    INSERT INTO search_fts(search_fts, rowid, {", ".join(COLUMNS)})
    VALUES ('delete', old.id, {", ".join("old." + c for c in COLUMNS)});
    DELETE FROM {_SLIM} WHERE id = old.id;"""

CREATE = [
    f"""CREATE VIRTUAL TABLE search_fts
        USING fts5({", ".join(COLUMNS)}, content='', tokenize='unicode61 remove_diacritics 0')""",
    f"""CREATE TABLE {_SLIM} (
        id INTEGER PRIMARY KEY, packed BLOB NOT NULL, hidden TEXT NOT NULL, latitude REAL, longitude REAL,
        changed TEXT, sort_key TEXT
    )""",
    f"CREATE INDEX search_slim_changed ON {_SLIM} (changed DESC, id)",
    f"CREATE INDEX search_slim_title ON {_SLIM} (sort_key, id)",
    f"CREATE TRIGGER search_document_added AFTER INSERT ON search_searchdocument BEGIN {_ADD} END",
    f"CREATE TRIGGER search_document_removed AFTER DELETE ON search_searchdocument BEGIN {_REMOVE} END",
    f"CREATE TRIGGER search_document_changed AFTER UPDATE ON search_searchdocument BEGIN {_REMOVE} {_ADD} END",
]
DROP = [
    "DROP TRIGGER IF EXISTS search_document_added",
    "DROP TRIGGER IF EXISTS search_document_removed",
    "DROP TRIGGER IF EXISTS search_document_changed",
    f"DROP TABLE IF EXISTS {_SLIM}",
    "DROP TABLE IF EXISTS search_fts",
]


class SQLite(Backend):
    """Words are quoted, so nothing a reader types is syntax."""

    slim = _SLIM
    rows_sql = f"""SELECT {{columns}} FROM search_fts f CROSS JOIN {_SLIM} s ON s.id = f.rowid
        WHERE {{where}} LIMIT %s"""

    def match(self, node: Node) -> str:
        match node:
            case Token(word, ()):
                return f'"{word}"'
            case Token(word, columns):
                return f'{{{" ".join(columns)}}} : "{word}"'
            case All(parts):
                return "(" + " AND ".join(map(self.match, parts)) + ")"
            case Any(parts):
                return "(" + " OR ".join(map(self.match, parts)) + ")"
        raise TypeError(f"{node!r} is no question.")

    def where(self, node: Node, hidden: str) -> tuple[str, list[str]]:
        return "f.search_fts MATCH %s", [f'{self.match(node)} NOT "{hidden}"']

    def ranking(self, node: Node, hidden: str, *, among: int, limit: int) -> tuple[str, list[Anything]]:
        where, parameters = self.where(node, hidden)
        sql = f"""SELECT id FROM (SELECT rowid AS id, bm25(search_fts, {", ".join(map(str, WEIGHTS))}) AS rank
            FROM search_fts f WHERE {where} LIMIT %s) ORDER BY rank LIMIT %s"""
        return sql, [*parameters, among, limit]
