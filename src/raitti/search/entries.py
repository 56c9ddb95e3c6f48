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
    `language`, `accessibility`, `activity` (a service's kind), `remote` (`"yes"`) and
    `portal` (slugs). `names` are further names it is known by, `keywords` words that describe it without
    standing in its text (topic labels, place names).
    `data` is handed back with a hit, so that a list of results needs no further query: JSON values
    only, and nothing that is not public; `id` in it is the public id, `slugs` its address words per language.
    `is_resting` says that it rests or has ended: it is found, but after what runs and answers as well.
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
    is_resting: bool = False


@dataclass(frozen=True, kw_only=True)
class Term:
    """A word of a vocabulary in one language: its other labels and the labels of what is narrower."""

    language: str
    label: str
    also: Sequence[str] = ()
    narrower: Sequence[str] = ()


# A room that has findable things registers, for each kind, how to list all of them: one list of
# entries (one per language) for each thing. The rebuild command walks these.
Source = Callable[[], Iterator[list[Entry]]]
SOURCES: dict[str, Source] = {}

# The public site says where a thing is shown: `(kind, slugs per language, language)` to an address.
Address = Callable[[str, Mapping[str, str], str], str]
_ADDRESSES: list[Address] = []


def register_source(kind: str, source: Source) -> None:
    SOURCES[kind] = source


def register_address(address: Address) -> None:
    _ADDRESSES[:] = [address]


def address_of(kind: str, slugs: Mapping[str, str], language: str) -> str:
    """Where the thing is shown to readers of the language; empty when no site is there to show it."""
    return _ADDRESSES[0](kind, slugs, language) if _ADDRESSES else ""
