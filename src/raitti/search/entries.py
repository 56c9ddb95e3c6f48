"""What the rooms above hand to the index: plain rows without a model."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One public thing in one language.

    `facets` maps a filter's name to the values this thing has: `kind` is added by itself; rooms use
    `municipality` and `region` (official codes), `topic` and `target_group` (notations),
    `language`, `accessibility`, `remote` (`"yes"`) and `portal` (slugs). `names` are further names it is known by,
    `keywords` words that describe it without standing in its text (topic labels, place names).
    `data` is handed back with a hit, so that a list of results needs no further query: JSON values
    only, and nothing that is not public.
    """

    kind: str
    object_id: str
    language: str
    title: str
    summary: str = ""
    body: str = ""
    names: Sequence[str] = ()
    keywords: Sequence[str] = ()
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)
    source_id: str = ""
    latitude: float | None = None
    longitude: float | None = None
    changed: datetime | None = None


# A room that has findable things registers, for each kind, how to list all of them: one list of
# entries (one per language) for each thing. The rebuild command walks these.
Source = Callable[[], Iterator[list[Entry]]]
SOURCES: dict[str, Source] = {}


def register_source(kind: str, source: Source) -> None:
    SOURCES[kind] = source
