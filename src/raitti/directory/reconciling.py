"""Two people's changes to one entry, put together field by field.

Works on facts as JSON values (`snapshots.to_json`): what they were when a person began, what they are now
because of others, and what the person wants them to be.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# Saving sets these; they are nobody's words.
_NOT_WORDS = frozenset({"verified_on", "verified_by", "publication"})
# Lists in which the order says nothing: what each added or took away can simply be done.
_SETS = frozenset({"topics", "target_groups", "operating_areas", "areas", "languages", "alternative_names"})
# Lists whose items can be told apart by a value of their own.
_KEYED = {"channels": "uid"}
MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Conflict:
    """One value two people changed differently: `path` leads to it, as `("description", "fi")`."""

    path: tuple[str, ...]
    base: Any
    theirs: Any
    mine: Any

    @property
    def key(self) -> str:
        return ".".join(self.path)


@dataclass(frozen=True)
class Merged:
    """The facts put together, and what a person has to choose; until then those values are the others'."""

    facts: dict[str, Any]
    conflicts: tuple[Conflict, ...]


def merge(
    base: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any], *, choices: Mapping[str, str]
) -> Merged:
    """Both people's changes in one. `choices` maps a conflict's key to `mine` or `theirs`."""
    conflicts: list[Conflict] = []
    facts: dict[str, Any] = {}
    for name in mine:
        if name in _NOT_WORDS:
            facts[name] = theirs.get(name)
            continue
        values = base.get(name), theirs.get(name), mine[name]
        facts[name] = _merge_field(name, *values, choices=choices, conflicts=conflicts)
    return Merged(facts, tuple(conflicts))


def _merge_field(
    name: str, base: Any, theirs: Any, mine: Any, *, choices: Mapping[str, str], conflicts: list[Conflict]
) -> Any:
    if name in _SETS:
        return _merge_sets(base or [], theirs or [], mine or [])
    if name in _KEYED and base is not None:
        return _merge_items(name, base, theirs, mine, choices=choices, conflicts=conflicts)
    if isinstance(mine, dict) and isinstance(theirs, dict):
        known = base if isinstance(base, dict) else {}
        parts = {
            part: _settle((name, part), known.get(part), theirs.get(part), mine.get(part), choices, conflicts)
            for part in dict.fromkeys([*theirs, *mine])
        }
        return {part: value for part, value in parts.items() if value is not None}
    return _settle((name,), base, theirs, mine, choices, conflicts)


def _settle(
    path: tuple[str, ...], base: Any, theirs: Any, mine: Any, choices: Mapping[str, str], conflicts: list[Conflict]
) -> Any:
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    conflict = Conflict(path, base, theirs, mine)
    choice = choices.get(conflict.key)
    if choice not in {MINE, THEIRS}:
        conflicts.append(conflict)
    return mine if choice == MINE else theirs


def _merge_sets(base: list[Any], theirs: list[Any], mine: list[Any]) -> list[Any]:
    gone = [each for each in base if each not in mine]
    added = [each for each in mine if each not in base and each not in theirs]
    return [each for each in theirs if each not in gone] + added


def _merge_items(
    name: str,
    base: list[dict[str, Any]],
    theirs: list[dict[str, Any]],
    mine: list[dict[str, Any]],
    *,
    choices: Mapping[str, str],
    conflicts: list[Conflict],
) -> list[dict[str, Any]]:
    key = _KEYED[name]
    old, present, wanted = ({item[key]: item for item in items} for items in (base, theirs, mine))
    # My order, then what others have added since.
    keys = [*wanted, *(each for each in present if each not in wanted), *(each for each in old if each not in wanted)]
    found = []
    for each in dict.fromkeys(keys):
        values = old.get(each), present.get(each), wanted.get(each)
        item = _settle((name, str(each)), *values, choices, conflicts)
        if item is not None:
            found.append(item)
    return found
