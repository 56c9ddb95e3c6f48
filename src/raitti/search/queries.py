"""Finding: what readers, programs and commands ask of the index."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from raitti.search import facets, vocabulary
from raitti.search.analysis import Facet, analyser, hidden_token
from raitti.search.answers import Answer, Hit
from raitti.search.asking import EXACT, MOST_PER_PAGE, Query
from raitti.search.backends import backend
from raitti.search.expressions import FRONT, Node, Token, either, every
from raitti.search.geography import distance_km
from raitti.search.highlight import Wanted, mark, snippet
from raitti.search.matching import Found, Search
from raitti.search.models import SearchDocument
from raitti.search.understanding import Group, understand

__all__ = ["EXACT", "MOST_PER_PAGE", "Answer", "Hit", "Query", "complete", "find", "find_many"]

_SUGGESTED_FROM = 300


def find(query: Query) -> Answer:
    """Answer a query; any text is safe, and no answer is an error.

    When nothing has all the words within the filters, some words may be missing; when still nothing is
    found, the area is widened, then the filters are dropped; `Answer.relaxed` says which.
    """
    query = replace(query, page=max(1, query.page), per_page=min(max(1, query.per_page), MOST_PER_PAGE))
    meant = understand(query.text, query.language)
    if query.text.strip() and not meant.groups:
        return Answer(total=0, hits=[], page=1, per_page=query.per_page)
    search = Search(query, meant)
    found, relaxed = search.run(), ""
    if not found.ids and meant.groups:
        for name, wider in (("area", _anywhere(query)), ("filters", _unfiltered(query))):
            if wider == query:
                continue
            search = Search(wider, meant)
            found = search.run()
            if found.ids:
                relaxed = name
                break
    if found.ids and not relaxed and meant.groups and not found.complete:
        relaxed = "words"
    return _answer(search, found, relaxed)


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
    endings = vocabulary.beginning_with(last.surface, limit=8)
    nodes: list[Node | None] = [
        either([Token(token, FRONT) for token in dict.fromkeys((*word.lemmas, word.surface))]) for word in before
    ]
    nodes.append(either([Token(one, FRONT) for one in dict.fromkeys((*endings, *last.lemmas, last.surface))]))
    nodes.append(either([Token(Facet("portal", slug).token) for slug in portals]))
    question = every([node for node in nodes if node is not None])
    if question is None:
        return []
    ids = backend().ranked(question, hidden=hidden_token(language), among=_SUGGESTED_FROM, limit=limit)
    titles = dict(SearchDocument.objects.filter(pk__in=ids).values_list("id", "title"))
    names = [titles[key] for key in ids if key in titles]
    whole = [f"{text[: last.start]}{ending}" for ending in endings if not before]
    return list(dict.fromkeys((*names[: max(1, limit - 3)], *whole, *names)))[:limit]


def _anywhere(query: Query) -> Query:
    return replace(query, municipalities=(), regions=(), portals=(), within_km=None)


def _unfiltered(query: Query) -> Query:
    return Query(
        text=query.text,
        language=query.language,
        near=query.near,
        order=query.order,
        page=query.page,
        per_page=query.per_page,
        facets=query.facets,
    )


def _answer(search: Search, found: Found, relaxed: str) -> Answer:
    query = search.query
    ids, scores = search.ordered(found)
    counts, inexact = search.count(found) if query.facets else ({}, frozenset())
    first = (query.page - 1) * query.per_page
    return Answer(
        total=found.total,
        total_is_exact=found.is_exact,
        complete=len(found.complete),
        hits=_hits(search, ids[first : first + query.per_page], scores),
        page=query.page,
        per_page=query.per_page,
        facets=facets.in_order(counts),
        inexact_facets=inexact,
        also=tuple(search.meant.also),
        corrected=tuple(search.meant.corrected),
        relaxed=relaxed,
    )


def _hits(search: Search, ids: Sequence[int], scores: Mapping[int, float]) -> list[Hit]:
    wanted = Wanted(search.meant.groups)
    rows = SearchDocument.objects.defer("filters", "packed").in_bulk(ids)
    return [_hit(rows[key], scores.get(key, 0.0), wanted, search) for key in ids if key in rows]


def _hit(row: SearchDocument, score: float, wanted: Wanted, search: Search) -> Hit:
    place = (row.latitude, row.longitude) if row.latitude is not None and row.longitude is not None else None
    near = search.query.near
    return Hit(
        kind=row.kind,
        object_id=row.object_id,
        language=row.language,
        title=mark(row.title, row.language, wanted),
        snippet=snippet(row.summary, row.body, row.language, wanted),
        score=score,
        distance_km=distance_km(near, place) if near is not None and place is not None else None,
        why=tuple(_why(row, search.meant.groups)),
        source_id=row.source_id,
        data=row.data,
    )


def _why(row: SearchDocument, groups: Sequence[Group]) -> Iterator[str]:
    """The reader's words the row has, or the other words that led to it."""
    words = f" {row.words_name} {row.words_keys} {row.words_body} {row.words_parts} "
    for group in groups:
        for choice in group.alternatives:
            if all(f" {word} " in words for word in choice.words):
                yield choice.via or group.surface
                break
