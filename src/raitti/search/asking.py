"""What can be asked of the index."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from raitti.search.analysis import Facet

# Results are counted, and facets with them, up to this many.
EXACT = 10_000
MOST_PER_PAGE = 100

# Fields of a query by the facet they choose from.
_CHOICES = {
    "kind": "kinds", "activity": "activities", "municipality": "municipalities", "region": "regions", "topic": "topics",
    "target_group": "target_groups", "language": "languages", "accessibility": "accessibility",
}  # fmt: skip


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

    def without_choices(self) -> "Query":
        """The same question with nothing chosen in any filter."""
        none: dict[str, Any] = dict.fromkeys(_CHOICES.values(), ())
        return replace(self, remote=False, **none)
