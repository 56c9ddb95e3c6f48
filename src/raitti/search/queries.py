"""Finding: what readers, programs and commands ask of the index."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from raitti.search import vocabulary
from raitti.search.analysis import Facet, analyser, hidden_token
from raitti.search.answers import Answer, Hit
from raitti.search.backends import Backend, Row, backend
from raitti.search.expressions import FRONT, Any, Node, Token, either, every
from raitti.search.geography import WIDEST_KM, distance_km, squares_around
from raitti.search.highlight import mark, matching_words, snippet
from raitti.search.models import SearchDocument, SearchFacet
from raitti.search.ranking import rank
from raitti.search.understanding import Group, Understanding, understand

# Results are counted, and facets with them, up to this many.
EXACT = 10_000
MOST_PER_PAGE = 100
# With fewer results than this that have all the words, those that lack some follow.
_FEW = 20
# How many matches the database ranks, and how many of the best are ordered more finely.
_AMONG = 2_000
_POOL = 300
# How many rows stand for all when a question without its filters finds more than can be counted.
_SAMPLE = 2_000
_MOST_RELAXED_WORDS = 5

# Fields of a query by the facet they choose from.
_CHOICES = {
    "kind": "kinds", "activity": "activities", "municipality": "municipalities", "region": "regions", "topic": "topics",
    "target_group": "target_groups", "language": "languages", "accessibility": "accessibility",
}  # fmt: skip
_AREAS = ("municipality", "region")


@dataclass(frozen=True)
class Query:
    """What is looked for. Within one filter any of the values will do, between filters all must hold.

    `language` is the reader's interface language, `languages` those that what is found must offer.
    `municipalities` and `regions` are official codes, `topics` and `target_groups` notations,
    `activities` kinds of services, `portals` slugs. `near` is (latitude, longitude) in degrees; with
    `within_km` only what is that near is found.
    `order` is `relevance`, `newest`, `title` or `distance`; without words, relevance means newest.
    `page` begins at 1; `per_page` is at most 100.
    """

    text: str = ""
    language: str = "fi"
    kinds: Sequence[str] = ()
    activities: Sequence[str] = ()
    municipalities: Sequence[str] = ()
    regions: Sequence[str] = ()
    topics: Sequence[str] = ()
    target_groups: Sequence[str] = ()
    languages: Sequence[str] = ()
    accessibility: Sequence[str] = ()
    remote: bool = False
    portals: Sequence[str] = ()
    near: tuple[float, float] | None = None
    within_km: float | None = None
    order: str = "relevance"
    page: int = 1
    per_page: int = 20
    facets: bool = True

    def chosen(self) -> dict[str, tuple[str, ...]]:
        """The tokens chosen in each filter."""
        values = {name: tuple(getattr(self, attribute)) for name, attribute in _CHOICES.items()}
        values["remote"] = ("yes",) if self.remote else ()
        return {name: tuple(Facet(name, str(v)).token for v in vs) for name, vs in values.items() if vs}


@dataclass
class _Found:
    """The rows that answer, and what was counted on the way."""

    rows: list[Row]
    node: Node | None
    is_exact: bool = True
    complete: int = 0
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    inexact: frozenset[str] = frozenset()


def find(query: Query) -> Answer:
    """Answer a query; any text is safe, and no answer is an error.

    When nothing has all the words within the filters, some words may be missing; when still nothing is
    found, the area is widened, then the filters are dropped; `Answer.relaxed` says which.
    """
    query = replace(query, page=max(1, query.page), per_page=min(max(1, query.per_page), MOST_PER_PAGE))
    meant = understand(query.text, query.language)
    if query.text.strip() and not meant.groups:
        return Answer(total=0, hits=[], page=1, per_page=query.per_page)
    asked = _Search(query, meant)
    found, relaxed = asked.run(), ""
    if not found.rows and query.text.strip():
        for name, wider in (("area", _anywhere(query)), ("filters", _unfiltered(query))):
            if wider == query:
                continue
            asked = _Search(wider, meant)
            found = asked.run()
            if found.rows:
                relaxed = name
                break
    if found.rows and not relaxed and meant.groups and found.complete == 0:
        relaxed = "words"
    return asked.answer(found, relaxed)


def find_many(query: Query, *, limit: int) -> Answer:
    """The first `limit` results at once, more than a page holds, for programs on this machine."""
    answer = find(query)
    hits = list(answer.hits)
    while len(hits) < limit and len(hits) < answer.total:
        query = replace(query, page=query.page + 1, facets=False)
        more = find(query).hits
        if not more:
            break
        hits += more
    return replace(answer, hits=hits[:limit])


def complete(text: str, language: str, *, limit: int = 8, portals: Sequence[str] = ()) -> list[str]:
    """Names that go on as the reader types, then single words; at most `limit`, for a field's suggestions."""
    words = list(analyser().words(text[:100], language))
    if not words or limit < 1:
        return []
    *before, last = words
    endings = vocabulary.beginning_with(last.surface, limit=30)
    nodes: list[Node] = []
    for word in before:
        alternatives = [Token(token, FRONT) for token in dict.fromkeys((*word.lemmas, word.surface))]
        node = either(alternatives)
        if node is not None:
            nodes.append(node)
    tail = either([Token(ending, FRONT) for ending in dict.fromkeys((*endings, *last.lemmas, last.surface))])
    if tail is not None:
        nodes.append(tail)
    scope = either([Token(Facet("portal", slug).token) for slug in portals])
    question = every([*nodes, scope] if scope is not None else nodes)
    if question is None:
        return []
    ids = backend().ranked(question, hidden=hidden_token(language), among=_AMONG, limit=limit)
    titles = SearchDocument.objects.in_bulk(ids, field_name="id")
    names = [titles[key].title for key in ids if key in titles]
    whole = [f"{text[: last.start]}{ending}" for ending in endings if not before]
    return list(dict.fromkeys((*names[: max(1, limit - 3)], *whole, *names)))[:limit]


def _anywhere(query: Query) -> Query:
    return replace(query, municipalities=(), regions=(), portals=(), within_km=None)


def _unfiltered(query: Query) -> Query:
    kept = {"text": query.text, "language": query.language, "near": query.near, "order": query.order}
    return Query(**kept, page=query.page, per_page=query.per_page, facets=query.facets)  # type: ignore[arg-type]


class _Search:
    """One run of a query over the index."""

    def __init__(self, query: Query, meant: Understanding) -> None:
        self.query = query
        self.meant = meant
        self.backend: Backend = backend()
        self.hidden = hidden_token(query.language)
        self.chosen = query.chosen()
        self.order = query.order if query.order in {"newest", "title", "distance"} else "" if meant.groups else "newest"

    def run(self) -> _Found:
        """The rows with all the words; when they are few, with those that lack some after them."""
        groups = self.meant.groups
        nodes = [group.node(parts=False) for group in groups]
        found = _Found([], None) if None in nodes else self._match(every([node for node in nodes if node is not None]))
        found.complete = len(found.rows)
        if len(found.rows) >= _FEW or not groups or not found.is_exact:
            return found
        self.meant.widen()
        for level in range(len(groups[:_MOST_RELAXED_WORDS]), 0, -1):
            words = self._some_words(level)
            if words is None:
                continue
            wider = self._match(words)
            wider.complete = found.complete
            if len(wider.rows) > len(found.rows):
                found = wider
            if len(found.rows) >= _FEW:
                break
        return found

    def answer(self, found: _Found, relaxed: str) -> Answer:
        query = self.query
        ids, scores = self._ordered(found)
        wanted = matching_words(self.meant.groups)
        first = (query.page - 1) * query.per_page
        return Answer(
            total=min(len(found.rows), EXACT),
            total_is_exact=found.is_exact,
            complete=min(found.complete, EXACT),
            hits=self._hits(ids[first : first + query.per_page], scores, wanted),
            page=query.page,
            per_page=query.per_page,
            facets=_named(found.counts) if query.facets else {},
            inexact_facets=found.inexact,
            also=tuple(self.meant.also),
            corrected=tuple(self.meant.corrected),
            relaxed=relaxed,
        )

    def _some_words(self, level: int) -> Node | None:
        """Documents with at least `level` of the rarest words, or with parts of them."""
        groups = sorted(self.meant.groups, key=lambda group: -group.rarity)[:_MOST_RELAXED_WORDS]
        nodes = [node for node in (group.node(parts=True) for group in groups) if node is not None]
        ways = [every(some) for some in combinations(nodes, level)]
        return either([way for way in ways if way is not None])

    def _scope(self) -> list[Node]:
        """What always holds: the portal's areas and the neighbourhood."""
        nodes = [either([Token(Facet("portal", slug).token) for slug in self.query.portals])]
        if self.query.near is not None and self.query.within_km is not None:
            km = min(self.query.within_km, WIDEST_KM)
            nodes.append(either([Token(square) for square in squares_around(self.query.near, km)]))
        return [node for node in nodes if node is not None]

    def _rows(self, nodes: Sequence[Node], *, limit: int) -> list[Row]:
        rows = self.backend.rows(
            every(nodes),
            hidden=self.hidden,
            limit=limit,
            order=self.order if self.order != "distance" else "",
            places=self.query.near is not None,
        )
        near, km = self.query.near, self.query.within_km
        if near is None or km is None:
            return rows
        return [
            row for row in rows
            if row.latitude is not None and row.longitude is not None
            and distance_km(near, (row.latitude, row.longitude)) <= km
        ]  # fmt: skip

    def _match(self, words: Node | None) -> _Found:
        """The matching rows, and each filter's counts without its own choice.

        One pass over the matches of the words alone gives everything while there are at most `EXACT` of
        them. Beyond, the filters go into the question, and the chosen filters' own counts come from a sample.
        """
        base = [*([words] if words is not None else []), *self._scope()]
        if not self.chosen:
            rows = self._rows(base, limit=EXACT + 1)
            return _Found(rows[:EXACT], every(base), len(rows) <= EXACT, counts=self._count(rows))
        narrowed = every([*base, *(n for n in (either([Token(t) for t in ts]) for ts in self.chosen.values()) if n)])
        broad = self._rows(base, limit=EXACT + 1) if self.query.facets and self._looks_countable() else None
        if broad is not None and len(broad) <= EXACT:
            rows = [row for row in broad if _fits(row, self.chosen.values())]
            counts = self._count(rows)
            for name in self.chosen:
                others = [tokens for other, tokens in self.chosen.items() if other != name]
                counts[name] = self._count([row for row in broad if _fits(row, others)]).get(name, Counter())
            return _Found(rows, narrowed, counts=counts)
        rows = self._rows([narrowed] if narrowed else [], limit=EXACT + 1)
        counts = self._count(rows)
        if self.query.facets:
            sample = (broad or self._rows(base, limit=_SAMPLE))[:_SAMPLE]
            for name in self.chosen:
                others = [tokens for other, tokens in self.chosen.items() if other != name]
                seen = self._count([row for row in sample if _fits(row, others)]).get(name, Counter())
                counts[name] = seen | counts.get(name, Counter())
        return _Found(rows[:EXACT], narrowed, len(rows) <= EXACT, counts=counts, inexact=frozenset(self.chosen))

    def _looks_countable(self) -> bool:
        """Whether the words alone may find few enough, judged by the rarest of them."""
        if not self.meant.groups:
            return False
        rarest = max(group.rarity for group in self.meant.groups)
        return (self.meant.documents + 1) / (2.718281828**rarest - 1) <= 2 * EXACT

    def _count(self, rows: Sequence[Row]) -> dict[str, Counter[str]]:
        if not self.query.facets:
            return {}
        tokens: Counter[str] = Counter()
        for filters, number in Counter(row.filters for row in rows).items():
            for token in filters.split():
                tokens[token] += number
        counts: dict[str, Counter[str]] = {}
        facets = facet_names(tokens)
        for token, number in tokens.items():
            facet = facets.get(token)
            if facet is not None:
                counts.setdefault(facet.name, Counter())[facet.value] = number
        return counts

    def _ordered(self, found: _Found) -> tuple[list[int], Mapping[int, float]]:
        """All found ids in the order asked for, and the scores of the best."""
        rows, near = found.rows, self.query.near
        if self.order == "distance" and near is not None:
            far = float("inf")
            rows = sorted(
                rows,
                key=lambda row: far if row.latitude is None or row.longitude is None
                else distance_km(near, (row.latitude, row.longitude)),
            )  # fmt: skip
            return [row.id for row in rows], {}
        if self.order in {"newest", "title"}:
            keyed = sorted((row for row in rows if row.key), key=lambda row: row.key, reverse=self.order == "newest")
            return [row.id for row in (*keyed, *(row for row in rows if not row.key))], {}
        if not rows or found.node is None:
            return [row.id for row in rows], {}
        pool = self._pool(found, found.node)
        ranked = rank(pool, self.meant.groups)
        scores = {one.id: one.score for one in ranked}
        allowed = {row.id for row in rows}
        best = [one.id for one in ranked if not found.is_exact or one.id in allowed]
        return best + [row.id for row in rows if row.id not in scores], scores

    def _pool(self, found: _Found, node: Node) -> list[int]:
        """The candidates for the finer order: all of a few, else the database's best, names first."""
        if len(found.rows) <= _POOL:
            return [row.id for row in found.rows]
        ask = {"hidden": self.hidden, "among": _AMONG, "limit": _POOL}
        if len(found.rows) <= _AMONG:
            return self.backend.ranked(node, **ask)  # type: ignore[arg-type]
        in_front = [_in_front(group) for group in self.meant.groups]
        titled = every([*in_front, node])
        first = self.backend.ranked(titled, **ask) if titled is not None else []  # type: ignore[arg-type]
        rest = self.backend.ranked(node, **ask)  # type: ignore[arg-type]
        return list(dict.fromkeys((*first, *rest)))[: _POOL + _POOL // 2]

    def _hits(self, ids: Sequence[int], scores: Mapping[int, float], wanted: frozenset[str]) -> list[Hit]:
        rows = SearchDocument.objects.in_bulk(ids)
        return [self._hit(rows[key], scores.get(key, 0.0), wanted) for key in ids if key in rows]

    def _hit(self, row: SearchDocument, score: float, wanted: frozenset[str]) -> Hit:
        near = self.query.near
        has_place = near is not None and row.latitude is not None and row.longitude is not None
        return Hit(
            kind=row.kind,
            object_id=row.object_id,
            language=row.language,
            title=mark(row.title, row.language, wanted),
            snippet=snippet(row.summary, row.body, row.language, wanted),
            score=score,
            distance_km=distance_km(near, (row.latitude, row.longitude)) if has_place else None,  # type: ignore[arg-type]
            why=tuple(_why(row, self.meant.groups)),
            source_id=row.source_id,
            data=row.data,
        )


def _in_front(group: Group) -> Node:
    """The word itself in a name or a keyword."""
    words = dict.fromkeys(word for choice in group.alternatives[:3] for word in choice.words[:1])
    return Any(tuple(Token(word, FRONT) for word in words))


def _fits(row: Row, chosen: Iterable[Sequence[str]]) -> bool:
    return all(any(token in row.filters for token in tokens) for tokens in chosen)


def _why(row: SearchDocument, groups: Sequence[Group]) -> Iterable[str]:
    words = set(f"{row.words_name} {row.words_keys} {row.words_body} {row.words_parts}".split())
    for group in groups:
        for choice in group.alternatives:
            if words.issuperset(choice.words):
                yield choice.via or group.surface
                break


def _named(counts: Mapping[str, Counter[str]]) -> dict[str, list[tuple[str, int]]]:
    return {name: sorted(values.items(), key=lambda one: (-one[1], one[0])) for name, values in sorted(counts.items())}


# A token always stands for the same value, so what was once read is right for good.
_known_facets: dict[str, Facet] = {}


def facet_names(tokens: Iterable[str]) -> dict[str, Facet]:
    """What filter tokens stand for; those of the map and of languages stand for nothing readers choose."""
    wanted = [token for token in tokens if token.startswith("0f")]
    unknown = [token for token in wanted if token not in _known_facets]
    if unknown:
        for token, name, value in SearchFacet.objects.filter(token__in=unknown).values_list("token", "name", "value"):
            _known_facets[token] = Facet(name, value)
    return {token: _known_facets[token] for token in wanted if token in _known_facets}
