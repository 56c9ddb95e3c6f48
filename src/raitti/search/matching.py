"""One run of a query over the index: which documents, how many of each kind, in what order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations
from operator import mul

from raitti.core.kept import kept
from raitti.search import facets
from raitti.search.analysis import Facet, hidden_token
from raitti.search.asking import EXACT, Query
from raitti.search.backends import Backend, Matches, Row, backend
from raitti.search.expressions import FRONT, Any, Node, Token, either, every
from raitti.search.geography import WIDEST_KM, distance_km, squares_around
from raitti.search.ranking import rank
from raitti.search.understanding import Group, Understanding

# With fewer results than this that have all the words, those that lack some follow.
_FEW = 20
_ENOUGH = 8
_LARGE = 20_000
# How many of the database's best are ordered more finely.
_POOL = 200
# How many documents stand for all where there are too many to count.
_SAMPLE = 1_500
_MOST_RELAXED_WORDS = 5
# Words seek each other's company: more documents have two of them than chance would say.
_COMPANY = 3.0


@dataclass
class Found:
    """The documents that answer the words and filters, in the order asked for; `complete` are those with all the words.

    `unfiltered` is the same without any choice, where that had to be found too.
    """

    ids: Sequence[int]
    packed: bytes
    words: Node | None
    is_exact: bool = True
    complete: Sequence[int] = ()
    is_relaxed: bool = False
    unfiltered: "Found | None" = None

    @property
    def total(self) -> int:
        return len(self.ids)


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
        if found.total >= _FEW or not self.meant.groups or not found.is_exact:
            return found
        if not self.chosen:
            return self._widened(found)
        plain = Search(self.query.without_choices(), self.meant).run()
        if plain.is_relaxed:
            complete = found.complete
            found = self._match(plain.words)
            found.complete, found.is_relaxed = complete, True
        found.unfiltered = plain
        return found if found.ids else self._widened(found)

    def _with_all_words(self) -> Found:
        nodes = [group.node(parts=False) for group in self.meant.groups]
        found = (
            Found([], b"", None) if None in nodes else self._match(every([node for node in nodes if node is not None]))
        )
        found.complete = found.ids
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
            if wider.total > found.total:
                found = wider
            if found.total >= _FEW:
                break
        return found

    def count(self, found: Found) -> tuple[facets.Counts, frozenset[str]]:
        """Each filter's values and how many documents have them; a chosen filter is counted without its own choice.

        The second value names the filters that could only be counted on a part of the documents.
        """
        counts = facets.name(facets.count([found.packed]))
        inexact = set() if found.is_exact else set(counts)
        for name in self.chosen:
            others, is_exact = self._others(found, name)
            own = facets.name(facets.count([others])).get(name)
            if not is_exact:
                inexact.add(name)
            if own:
                counts[name] = own | counts[name] if name in counts else own
        return counts, frozenset(inexact)

    def _others(self, found: Found, name: str) -> tuple[bytes, bool]:
        """Facet values of what would be found without the choice in one filter, and whether they are all there are.

        Where that is too much to count, some documents stand for all: with words that nearly everything has, any
        will do, and those that were read for one query do for the next.
        """
        if found.unfiltered is not None and len(self.chosen) == 1:
            return found.unfiltered.packed, found.unfiltered.is_exact
        if not found.is_relaxed and not self._may_be_counted():
            node = every(self._conditions(None, without=name))
            return kept(f"facets {self.hidden} {node}", lambda: self._some(node, _SAMPLE).packed), False
        limit = _SAMPLE if found.is_relaxed else EXACT + 1
        matches = self._some(every(self._conditions(found.words, without=name)), limit)
        return matches.packed, len(matches.ids) < limit

    def _some(self, node: Node | None, limit: int) -> Matches:
        """At most `limit` of the documents for which the conditions hold."""
        if node is not None:
            return self.backend.matches(node, hidden=self.hidden, limit=limit)
        rows = self.backend.rows(None, hidden=self.hidden, limit=limit)
        return Matches([row.id for row in rows], b"".join(row.packed for row in rows))

    def ordered(self, found: Found) -> tuple[list[int], Mapping[int, float]]:
        """All found ids, the best first unless another order was asked for, and the scores of the best."""
        node = every(self._conditions(found.words))
        if not found.ids or node is None or self.order:
            return list(found.ids), {}
        ranked = rank(self._pool(found, node), self.meant.groups)
        scores = {one.id: one.score for one in ranked}
        # The database's best may lie in a square of the map, but outside the circle.
        allowed = set(found.ids) if found.is_exact else scores
        return [*(key for key in scores if key in allowed), *(key for key in found.ids if key not in scores)], scores

    def _is_enough(self, found: Found) -> bool:
        """Whether to leave out what has a single one of several words: in a large index that is thousands."""
        return found.total >= _ENOUGH or (bool(found.complete) and self.meant.documents > _LARGE)

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
        node = every(self._conditions(words))
        if node is None or self.order or self.query.near is not None:
            return self._match_in_order(node, words)
        ids, packed = self.backend.matches(node, hidden=self.hidden, limit=EXACT + 1)
        return Found(ids[:EXACT], packed, words, is_exact=len(ids) <= EXACT)

    def _match_in_order(self, node: Node | None, words: Node | None) -> Found:
        """The same where rows must be sorted by more than their rank, or measured."""
        near, km = self.query.near, self.query.within_km
        rows = self.backend.rows(
            node,
            hidden=self.hidden,
            limit=EXACT + 1,
            order="" if self.order == "distance" else self.order,
            places=near is not None,
        )
        is_exact = len(rows) <= EXACT
        if near is not None and km is not None:
            rows = [row for row in rows if _distance(row, near) <= km]
        if self.order == "distance" and near is not None:
            rows.sort(key=lambda row: _distance(row, near))
        elif self.order in {"newest", "title"}:
            keyed = sorted((row for row in rows if row.key), key=lambda row: row.key, reverse=self.order == "newest")
            rows = [*keyed, *(row for row in rows if not row.key)]
        rows = rows[:EXACT]
        return Found([row.id for row in rows], b"".join(row.packed for row in rows), words, is_exact)

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
        if found.total <= _POOL:
            return list(found.ids)
        among = self.backend.among
        if found.is_relaxed:
            best = self.backend.ranked(node, hidden=self.hidden, among=among // 2, limit=_POOL // 2)
            return list(dict.fromkeys((*found.complete, *best)))
        front: list[int] = []
        if found.total > among:
            titled = every([*(_in_front(group) for group in self.meant.groups), node])
            if titled is not None:
                front = self.backend.ranked(titled, hidden=self.hidden, among=among, limit=_POOL)
        if len(front) >= _POOL:
            return front
        best = self.backend.ranked(node, hidden=self.hidden, among=among, limit=_POOL)
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
