"""What can be listed and fetched in OParl's words: each kind of object says where its rows come from and how it is
written. The parts of the room `bodies` add theirs by `register_kind` (see `raitti.api.oparl.organizations`)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from raitti.api.oparl.writing import Writer

# Every list OParl 1.1 has in a Body. Those without rows of ours answer as empty lists.
LISTS = (
    *("organization", "person", "membership", "meeting", "agendaItem", "paper", "file"),
    *("consultation", "location", "legislativeTerm"),
)

# Rows come in several tables where ours are more than OParl's: one question for each, in a lasting order. Each has
# `oparl_created` and `oparl_modified`. `rows(region, deleted=…)`: with no region those of all; what is deleted only
# when asked for.
Rows = Callable[..., Sequence[QuerySet[Any]]]


@dataclass(frozen=True)
class Kind:
    """One kind of object. `find` gets the last part of an address and gives the row, or none."""

    name: str
    rows: Rows
    find: Callable[[str], Any | None]
    write: Callable[[Any, Writer], dict[str, Any]]


@dataclass(frozen=True)
class Window:
    """Which moments a list is asked for: every bound is optional."""

    created_since: datetime | None = None
    created_until: datetime | None = None
    modified_since: datetime | None = None
    modified_until: datetime | None = None

    def narrow(self, found: QuerySet[Any]) -> QuerySet[Any]:
        bounds = {
            "oparl_created__gte": self.created_since,
            "oparl_created__lte": self.created_until,
            "oparl_modified__gte": self.modified_since,
            "oparl_modified__lte": self.modified_until,
        }
        return found.filter(**{name: moment for name, moment in bounds.items() if moment is not None})


_KINDS: dict[str, Kind] = {}


def register_kind(kind: Kind) -> None:
    _KINDS[kind.name] = kind


def kind_named(name: str) -> Kind | None:
    return _KINDS.get(name)


def part_of(found: Sequence[QuerySet[Any]], page: int, per_page: int) -> tuple[int, list[Any]]:
    """How many rows there are in all tables together, and those of one page."""
    counts = [rows.count() for rows in found]
    first, wanted = (page - 1) * per_page, per_page
    shown: list[Any] = []
    for rows, count in zip(found, counts, strict=True):
        if first < count and len(shown) < wanted:
            shown += rows[first : first + wanted - len(shown)]
        first = max(0, first - count)
    return sum(counts), shown
