"""Two people's versions of the same words, side by side, to choose between."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from raitti.directory.actions.drafts import Published
from raitti.directory.differences import Difference, differences
from raitti.directory.reconciling import Conflict


@dataclass(frozen=True)
class Row:
    """One choice: its key, and the difference from theirs to mine in words."""

    key: str
    difference: Difference


def conflict_rows(published: Published) -> list[Row]:
    """What has to be chosen, in words."""
    rows = []
    for conflict in published.conflicts:
        theirs, mine = (_only(facts, conflict) for facts in (published.theirs, published.mine))
        found = differences(theirs, mine, contacts=True, fields={conflict.path[0]})
        wanted = [each for each in found if len(conflict.path) == 1 or each.language in {"", conflict.path[1]}]
        rows += [Row(conflict.key, each) for each in wanted[:1]]
    return rows


def _only(facts: Mapping[str, Any], conflict: Conflict) -> dict[str, Any]:
    """Facts in which only what is in conflict is left of the field."""
    field, value = conflict.path[0], facts.get(conflict.path[0])
    if isinstance(value, list) and len(conflict.path) == 2:
        value = [item for item in value if str(item.get("uid")) == conflict.path[1]]
    return {**facts, field: value}
