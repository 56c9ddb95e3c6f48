"""The boards of Finnish regions that new bodies can begin from, read from `data/models.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from raitti.bodies.models import Rights, Seat, TermRule
from raitti.directory.actions import checks

_FILE = Path(__file__).resolve().parent / "data" / "models.toml"
# What of a model becomes a column of the body, where the model says it.
_RULES = (
    "term_rule",
    "term_years",
    "most_terms",
    "most_organisation_terms",
    "meetings_a_year",
    "most_meetings_a_year",
    "fills_vacancies",
    "is_gender_balanced",
)
Names = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class SeatsOfBoard:
    """Seats of one sort: `count` of them, shared among `groups`; or one for `each` municipality or theme."""

    name: Names
    belongs: Seat.Belongs
    count: int = 1
    groups: int = 0
    each: str = ""
    organisation_kind: str = ""
    rights: Rights = Rights.FULL
    has_deputy: bool = False

    def names(self) -> list[dict[str, str]]:
        """The names of the seats; those of a group are numbered within it."""
        if self.groups:
            places = sorted((n % self.groups + 1, n // self.groups + 1) for n in range(self.count))
            return [_filled(self.name, group=group, number=number) for group, number in places]
        return [_filled(self.name, number=number + 1) for number in range(self.count)]


@dataclass(frozen=True, kw_only=True)
class PartOfBoard:
    """Groups within a board."""

    name: Names
    kind: str
    count: int = 1

    def names(self) -> list[dict[str, str]]:
        return [_filled(self.name, number=number + 1) for number in range(self.count)]


@dataclass(frozen=True, kw_only=True)
class Board:
    """A model: how it sits and by which rules. `call_weeks` is how long a call for it stays open."""

    key: str
    name: Names
    notes: Names
    kind: str
    source: str
    rules: Mapping[str, Any]
    how_to_get_in: Names
    seats: tuple[SeatsOfBoard, ...]
    parts: tuple[PartOfBoard, ...]
    call_weeks: int | None

    def fields(self) -> dict[str, Any]:
        """The columns of a body that a model fills."""
        texts = {"how_to_get_in": dict(self.how_to_get_in)} if self.how_to_get_in else {}
        return {"kind": self.kind, **self.rules, **texts}


def _filled(name: Names, **words: int) -> dict[str, str]:
    return {code: text.format(**words) for code, text in name.items()}


@cache
def boards() -> tuple[Board, ...]:
    """All models in the order of the handbook."""
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))["board"]
    return tuple(_read(row) for row in rows)


def _read(row: Mapping[str, Any]) -> Board:
    seats = [
        SeatsOfBoard(**each | {"belongs": Seat.Belongs(each["belongs"]), "rights": Rights(each.get("rights", "full"))})
        for each in row["seats"]
    ]
    return Board(
        key=row["key"],
        name=row["name"],
        notes=row["notes"],
        kind=row["kind"],
        source=row["source"],
        rules={"term_rule": TermRule.NONE.value} | {name: row[name] for name in _RULES if name in row},
        how_to_get_in=row.get("how_to_get_in", {}),
        seats=tuple(seats),
        parts=tuple(PartOfBoard(**each) for each in row.get("parts", ())),
        call_weeks=row.get("call_weeks"),
    )


def board(key: str) -> Board:
    """The model of a key; raises `Refused` for one there is not."""
    found = known_board(key)
    if found is None:
        checks.refuse("model", key, _("There is no such model."), code="unknown")
    return found


def known_board(key: str) -> Board | None:
    """The model a body began from, if it is still among ours."""
    return next((each for each in boards() if each.key == key), None)
