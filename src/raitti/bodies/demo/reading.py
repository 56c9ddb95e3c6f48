"""Reading the demo's file of bodies."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

_FILE = Path(__file__).resolve().parents[1] / "data" / "demo.toml"
Row = Mapping[str, Any]
# What a body has besides its own fields.
_PARTS = ("key", "setter", "steward", "parent", "topics", "areas", "term", "seat", "office", "step")


def read() -> list[Row]:
    """The bodies of the file, those that others belong to first."""
    rows: list[Row] = tomllib.loads(_FILE.read_text(encoding="utf-8"))["body"]
    return rows


def own_fields(row: Row) -> dict[str, Any]:
    """The fields of the body itself."""
    return {field: value for field, value in row.items() if field not in _PARTS}


def groups_of(row: Row) -> Iterator[tuple[Row, Row]]:
    """The seats of a body that have a support group behind them, each with its group."""
    return ((seat, seat["group"]) for seat in row.get("seat", ()) if "group" in seat)


def unnamed(rows: list[Row]) -> set[str]:
    """The people of the file who have not agreed to be named."""
    seats = [seat for row in rows for seat in row.get("seat", ())]
    places = [place for seat in seats for kind in ("member", "deputy") for place in seat.get(kind, ())]
    return {place["name"] for place in places if not place.get("consent", True)}
