"""What a reader of someone else's format hands to the runner: rows of facts, refused rows, and remarks."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from raitti.directory.facts import ThingFacts


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where in the material something stands: the file, and the row counted from 1."""

    file: str
    row: int | None = None


@dataclass(frozen=True, kw_only=True)
class Row:
    """One record to save: a thing, and `parts` that the record tells of besides, such as its address.

    `unit` names what is taken or left as a whole (a file); `columns` the source's own word for a field
    of the facts, so that a refusal can point at it.
    """

    unit: str
    place: Place
    facts: ThingFacts
    parts: tuple[ThingFacts, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    # Other names, as (source, id), under which later rows refer to the thing.
    known_as: tuple[tuple[str, str], ...] = ()
    # Address words by language that led to the thing where it comes from.
    former_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """A row that cannot be read, with the column and the reason in words."""

    unit: str
    place: Place
    reason: str
    column: str = ""


@dataclass(frozen=True, kw_only=True)
class Note:
    """A remark on the material that loses nothing, or tells what was left out."""

    text: str
    place: Place | None = None


Item = Row | Refusal | Note


@dataclass(frozen=True, kw_only=True)
class Material:
    """What was found in a file, a folder or another service. `total` counts the items when it is known."""

    items: Iterable[Item]
    total: int | None = None

    def __iter__(self) -> Iterator[Item]:
        return iter(self.items)


class Unreadable(Exception):
    """The material as a whole cannot be read; the message says where and why, in the reader's language."""

    def __init__(self, reason: str, *, place: Place | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.place = place


class Wrong(Exception):
    """One value in a row cannot be used."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column = column
        self.reason = reason


def refuse_repeated(items: Iterable[Item], *, sentence: str) -> Iterator[Item]:
    """Pass rows on, but refuse one whose id an earlier row of the same kind has. `sentence` has two `%s`:
    the id and where it stood first."""
    seen: dict[tuple[str, str, str], Place] = {}
    for item in items:
        if isinstance(item, Row):
            key = (type(item.facts).__name__, item.facts.source, item.facts.source_id)
            if key in seen:
                first = seen[key]
                where = f"{first.file}:{first.row}" if first.row is not None else first.file
                reason = sentence % (item.facts.source_id, where)
                column = item.columns.get("source_id", "id")
                yield Refusal(unit=item.unit, place=item.place, column=column, reason=reason)
                continue
            seen[key] = item.place
        yield item
