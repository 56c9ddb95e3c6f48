"""What a search answers: hits that say why they matched, counts, and what was understood."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

# A text in pieces; the second value says whether the piece is a word that matched.
Segments = list[tuple[str, bool]]


@dataclass(frozen=True)
class Hit:
    """One found thing. `why` names the reader's words it matched, or the other words that led to it."""

    kind: str
    object_id: str
    language: str
    title: Segments
    snippet: Segments
    score: float
    distance_km: float | None
    why: tuple[str, ...]
    source_id: str
    data: Mapping[str, Any]

    @property
    def id(self) -> str:
        return str(self.data.get("id", self.object_id))

    @property
    def slugs(self) -> Mapping[str, str]:
        slugs: Mapping[str, str] = self.data.get("slugs") or {}
        return slugs

    @property
    def plain_title(self) -> str:
        return "".join(text for text, _ in self.title)


@dataclass(frozen=True)
class Answer:
    """`total` is exact unless `total_is_exact` is false: then there are more than `total`.

    `facets` gives for each filter its values and how many results each has or would have if it alone
    were chosen in that filter; filters in `inexact_facets` were counted on a part of the results.
    `complete` is how many results have all the words. `relaxed` is empty, or tells what was let go to
    find anything: `words` (some words may be missing), `area` (anywhere), `filters` (no filters).
    `also` are other words that were looked for, `corrected` pairs of a word typed and the word used.
    """

    total: int
    hits: list[Hit]
    page: int
    per_page: int
    total_is_exact: bool = True
    complete: int = 0
    facets: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    inexact_facets: frozenset[str] = frozenset()
    also: tuple[str, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()
    relaxed: str = ""

    @property
    def pages(self) -> int:
        """How many pages can be turned."""
        return max(1, -(-self.total // self.per_page))


def as_json(answer: Answer, url_of: Callable[[Hit], str]) -> dict[str, Any]:
    """The answer as the API and `raitti search --json` give it."""
    return {
        "total": answer.total,
        "total_is_exact": answer.total_is_exact,
        "page": answer.page,
        "per_page": answer.per_page,
        "results": [
            {
                "id": hit.id,
                "kind": hit.kind,
                "source_id": hit.source_id,
                "title": hit.plain_title,
                "snippet": "".join(text for text, _ in hit.snippet),
                "language": hit.language,
                "score": round(hit.score, 4),
                "distance_km": None if hit.distance_km is None else round(hit.distance_km, 2),
                "why": list(hit.why),
                "url": url_of(hit),
            }
            for hit in answer.hits
        ],
        "facets": {
            name: [{"value": value, "count": count} for value, count in values]
            for name, values in answer.facets.items()
        },
        "also": list(answer.also),
        "corrected": [{"typed": typed, "used": used} for typed, used in answer.corrected],
        "relaxed": answer.relaxed,
    }
