"""Reading the demo's file of programmes into facts."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from raitti.places.models import Area, AreaKind
from raitti.programmes.facts import (
    ActivityFacts,
    EntryFacts,
    FocusFacts,
    LevelFacts,
    OverheadFacts,
    PostFacts,
    ProgrammeFacts,
    ProjectFacts,
    WorkFacts,
)

_FILE = Path(__file__).resolve().parents[1] / "data" / "demo.toml"
Row = Mapping[str, Any]
_AMOUNTS = ("monthly", "once", "value", "fte", "monthly_cost", "share", "amount")


def read() -> Row:
    """The whole file."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def programme_facts(row: Row) -> ProgrammeFacts:
    return ProgrammeFacts(**row, is_example=True)


def project_facts(row: Row, *, partners: tuple[int, ...]) -> ProjectFacts:
    areas = Area.objects.current().filter(kind=AreaKind.REGION, code__in=row["areas"]).values_list("pk", flat=True)
    own = ("name", "summary", "description", "aims", "target_groups", "starts", "ends", "email")
    return ProjectFacts(
        **{field: row[field] for field in own if field in row},
        areas=tuple(areas),
        partners=partners,
        focuses=tuple(FocusFacts(**focus) for focus in row["focus"]),
        is_example=True,
    )


def work_facts(row: Row) -> WorkFacts:
    return WorkFacts(
        posts=tuple(PostFacts(**_exact(post)) for post in row["post"]),
        overheads=tuple(OverheadFacts(**_exact(item)) for item in row["overhead"]),
        activities=tuple(
            ActivityFacts(
                **_exact({field: value for field, value in activity.items() if field != "levels"}),
                levels=tuple(LevelFacts(**_exact(level)) for level in activity.get("levels", ())),
            )
            for activity in row["activity"]
        ),
    )


def entry_facts(row: Row) -> EntryFacts:
    return EntryFacts(**_exact(row))


def _exact(row: Row) -> dict[str, Any]:
    return {field: Decimal(value) if field in _AMOUNTS else value for field, value in row.items()}
