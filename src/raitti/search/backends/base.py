"""What both databases answer; they differ in how a match and a rank are written."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connection

from raitti.search.expressions import Node

# How much a word counts in each column of the index, in the order of `COLUMNS`.
WEIGHTS = (8.0, 5.0, 3.0, 1.0, 0.0)


class Matches(NamedTuple):
    """Documents in no order: their ids, and the ids of the facet values of all of them one after another."""

    ids: Sequence[int]
    packed: bytes


class Row(NamedTuple):
    """The slim side of a document: enough to count, measure and sort.

    `packed` is the ids of its facet values; `key` is what the rows are to be sorted by, where that was
    asked for.
    """

    id: int
    packed: bytes
    latitude: float | None
    longitude: float | None
    key: Any


# What the rows can be sorted by besides how well they match: the column, and its direction.
ORDERS = {"newest": ("changed", "DESC"), "title": ("sort_key", "ASC")}


class Backend:
    """Runs questions on the full-text index; `match` and the statements are a database's own.

    `hidden` is the token of the rows that readers of the language are not shown. `slim` is the table with
    the filters; `rows_sql` joins it to the matches.
    """

    slim: str
    rows_sql: str
    # How many matches the database ranks; where there are more, those with the words in their names come first.
    among = 2_000

    def match(self, node: Node) -> str:
        """The question in the database's syntax."""
        raise NotImplementedError

    def where(self, node: Node, hidden: str) -> tuple[str, list[str]]:
        """The condition that holds for the matching rows but the hidden ones, and its parameters."""
        raise NotImplementedError

    def ranking(self, node: Node, hidden: str, *, among: int, limit: int) -> tuple[str, list[Any]]:
        """The statement that gives the ids of the best among the first matches, and its parameters."""
        raise NotImplementedError

    def rows(self, node: Node | None, *, hidden: str, limit: int, order: str = "", places: bool = False) -> list[Row]:
        """At most `limit` matching documents in no order; `None` finds all, the first by `order`.

        Coordinates are read only with `places`, the key to sort by only with `order`.
        """
        key, direction = ORDERS.get(order, ("NULL", ""))
        columns = f"s.id, s.packed, {'s.latitude, s.longitude' if places else 'NULL, NULL'}, "
        columns += f"s.{key}" if direction else "NULL"
        if node is None:
            by = f"s.{key} {direction}, s.id" if direction else "s.id DESC"
            sql = f"SELECT {columns} FROM {self.slim} s WHERE s.hidden NOT LIKE %s ORDER BY {by} LIMIT %s"  # noqa: S608
            found = self._fetch(sql, [f"%{hidden}%", limit])
        else:
            found = self._matching(columns, node, hidden, limit)
        return list(map(Row._make, found))

    def matches(self, node: Node, *, hidden: str, limit: int) -> Matches:
        """At most `limit` matching documents."""
        found = self._matching("s.id, s.packed", node, hidden, limit)
        return Matches([row[0] for row in found], b"".join(row[1] for row in found))

    def ranked(self, node: Node, *, hidden: str, among: int, limit: int) -> list[int]:
        """The `limit` best documents by the database's own rank among the first `among` matches."""
        sql, parameters = self.ranking(node, hidden, among=among, limit=limit)
        return [row[0] for row in self._fetch(sql, parameters)]

    def _matching(self, columns: str, node: Node, hidden: str, limit: int) -> list[tuple[Any, ...]]:
        where, parameters = self.where(node, hidden)
        return self._fetch(self.rows_sql.format(columns=columns, where=where), [*parameters, limit])

    def _fetch(self, sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            return list(cursor.fetchall())
