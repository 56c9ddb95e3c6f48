"""One run of a query over the index: which documents, how many of each kind, in what order."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import combinations
from operator import mul

from raitti.search import facets
from raitti.search.analysis import Facet, hidden_token
from raitti.search.asking import EXACT, Query
from raitti.search.backends import Backend, Row, backend
from raitti.search.expressions import FRONT, Any, Node, Token, either, every
from raitti.search.geography import WIDEST_KM, distance_km, squares_around
from raitti.search.ranking import rank
from raitti.search.understanding import Group, Understanding

# With fewer results than this that have all the words, those that lack some follow.
_FEW = 20
_ENOUGH = 8
_LARGE = 20_000
# How many matches the database ranks, and how many of the best are ordered more finely.
_AMONG = 2_000
_POOL = 200
# How many documents stand for all where there are too many to count.
_SAMPLE = 1_500
_MOST_RELAXED_WORDS = 5
# Words seek each other's company: more documents have two of them than chance would say.
_COMPANY = 3.0


@dataclass
class Found:
    """The documents that answer the words and filters; `complete` of them have all the words."""

    rows: list[Row]
    words: Node | None
    is_exact: bool = True
    complete: int = 0
    is_relaxed: bool = False


class Search:
    """A query, what was understood of it, and the index."""

    def __init__(self, query: Query, meant: Understanding) -> None:
        self.query = query
        self.meant = meant
        self.backend: Backend = backend()
        self.hidden = hidden_token(query.language)
        self.chosen = query.chosen()
        known = query.order in {"newest", "title", "distance"}
        self.order = query.order if known else "" if meant.groups else "newest"

    def run(self) -> Found:
        """The documents with all the words; when they are few, with those that lack some after them.

        Whether words may be missing is settled without the chosen filters, so that a filter never lets in
        more than its count promised; only when nothing at all is left do they loosen the words further.
        """
        found = self._with_all_words()
        if len(found.rows) >= _FEW or not self.meant.groups or not found.is_exact:
            return found
        if not self.chosen:
            return self._widened(found)
        plain = Search(self.query.without_choices(), self.meant).run()
        if plain.is_relaxed:
            complete = found.complete
            found = self._match(plain.words)
            found.complete, found.is_relaxed = complete, True
        return found if found.rows else self._widened(found)

    def _with_all_words(self) -> Found:
        nodes = [group.node(parts=False) for group in self.meant.groups]
        found = Found([], None) if None in nodes else self._match(every([node for node in nodes if node is not None]))
        found.complete = len(found.rows)
        return found

    def _widened(self, found: Found) -> Found:
        """Documents that lack some of the words, or have only parts of them, added while there are few."""
        groups = self.meant.groups
        self.meant.widen()
        for level in range(len(groups[:_MOST_RELAXED_WORDS]), 0, -1):
            if level == 1 < len(groups) and self._is_enough(found):
                break
            words = self._some_words(level)
            if words is None:
                continue
            wider = self._match(words)
            wider.complete, wider.is_relaxed = found.complete, True
            if len(wider.rows) > len(found.rows):
                found = wider
            if len(found.rows) >= _FEW:
                break
        return found

    def count(self, found: Found) -> tuple[facets.Counts, frozenset[str]]:
        """Each filter's values and how many documents have them; a chosen filter is counted without its own choice.

        The second value names the filters that could only be counted on a part of the documents.
        """
        counts = facets.name(facets.count(row.packed for row in found.rows))
        inexact = set() if found.is_exact else set(counts)
        for name in self.chosen:
            node = every(self._conditions(found.words, without=name))
            limit = EXACT + 1 if not found.is_relaxed and self._may_be_counted() else _SAMPLE
            if node is None:
                rows = self.backend.rows(None, hidden=self.hidden, limit=limit)
                number, packed = len(rows), b"".join(row.packed for row in rows)
            else:
                number, packed = self.backend.packed(node, hidden=self.hidden, limit=limit)
            own = facets.name(facets.count([packed])).get(name)
            if number >= limit:
                inexact.add(name)
            if own:
                counts[name] = own | counts[name] if name in counts else own
        return counts, frozenset(inexact)

    def ordered(self, found: Found) -> tuple[list[int], Mapping[int, float]]:
        """All found ids in the order asked for, and the scores of the best."""
        rows, near = found.rows, self.query.near
        if self.order == "distance" and near is not None:
            return [row.id for row in sorted(rows, key=lambda row: _distance(row, near))], {}
        if self.order in {"newest", "title"}:
            keyed = sorted((row for row in rows if row.key), key=lambda row: row.key, reverse=self.order == "newest")
            return [row.id for row in (*keyed, *(row for row in rows if not row.key))], {}
        node = every(self._conditions(found.words))
        if not rows or node is None:
            return [row.id for row in rows], {}
        ranked = rank(self._pool(found, node), self.meant.groups)
        scores = {one.id: one.score for one in ranked}
        if not found.is_exact:
            return [*scores, *(row.id for row in rows if row.id not in scores)], scores
        # The database's best may lie in a square of the map, but outside the circle.
        allowed = {row.id for row in rows}
        return [*(key for key in scores if key in allowed), *(row.id for row in rows if row.id not in scores)], scores

    def _is_enough(self, found: Found) -> bool:
        """Whether to leave out what has a single one of several words: in a large index that is thousands."""
        return len(found.rows) >= _ENOUGH or (found.complete > 0 and self.meant.documents > _LARGE)

    def _some_words(self, level: int) -> Node | None:
        """Documents with at least `level` of the rarest words, or with parts of them."""
        groups = sorted(self.meant.groups, key=lambda group: -group.rarity)[:_MOST_RELAXED_WORDS]
        nodes = [node for node in (group.node(parts=True) for group in groups) if node is not None]
        ways = [every(some) for some in combinations(nodes, level)]
        return either([way for way in ways if way is not None])

    def _conditions(self, words: Node | None, *, without: str = "") -> list[Node]:
        """Everything that must hold: the words, the portal, the neighbourhood, the choices but one."""
        nodes = [words, either([Token(Facet("portal", slug).token) for slug in self.query.portals])]
        if self.query.near is not None and self.query.within_km is not None:
            km = min(self.query.within_km, WIDEST_KM)
            nodes.append(either([Token(square) for square in squares_around(self.query.near, km)]))
        nodes += [either([Token(one) for one in tokens]) for name, tokens in self.chosen.items() if name != without]
        return [node for node in nodes if node is not None]

    def _match(self, words: Node | None) -> Found:
        near, km = self.query.near, self.query.within_km
        rows = self.backend.rows(
            every(self._conditions(words)),
            hidden=self.hidden,
            limit=EXACT + 1,
            order="" if self.order == "distance" else self.order,
            places=near is not None,
        )
        is_exact = len(rows) <= EXACT
        if near is not None and km is not None:
            rows = [row for row in rows if _distance(row, near) <= km]
        return Found(rows[:EXACT], words, is_exact)

    def _may_be_counted(self) -> bool:
        """Whether the words alone are likely to be in few enough documents, by how rare each is."""
        documents = self.meant.documents + 1
        shares = [group.share for group in self.meant.groups]
        if not shares:
            return documents <= EXACT
        likely = min(min(shares), reduce(mul, shares) * _COMPANY ** (len(shares) - 1))
        return documents * likely <= EXACT

    def _pool(self, found: Found, node: Node) -> list[int]:
        """The candidates for the finer order: all of a few, else the database's best, names first."""
        if len(found.rows) <= _POOL:
            return [row.id for row in found.rows]
        if found.is_relaxed:
            return self.backend.ranked(node, hidden=self.hidden, among=_AMONG // 2, limit=_POOL // 2)
        front: list[int] = []
        if len(found.rows) > _AMONG:
            titled = every([*(_in_front(group) for group in self.meant.groups), node])
            if titled is not None:
                front = self.backend.ranked(titled, hidden=self.hidden, among=_AMONG, limit=_POOL)
        if len(front) >= _POOL:
            return front
        best = self.backend.ranked(node, hidden=self.hidden, among=_AMONG, limit=_POOL)
        return list(dict.fromkeys((*front, *best)))


def _distance(row: Row, near: tuple[float, float]) -> float:
    """Kilometres; infinite for what has no place."""
    if row.latitude is None or row.longitude is None:
        return float("inf")
    return distance_km(near, (row.latitude, row.longitude))


def _in_front(group: Group) -> Node:
    """The word itself in a name or a keyword."""
    words = dict.fromkeys(word for choice in group.alternatives[:3] for word in choice.words[:1])
    return Any(tuple(Token(word, FRONT) for word in words))
