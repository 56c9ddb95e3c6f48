"""How the specification of the rules is written: a rule, how things stand, and who may.

Names are those of `tests/directory/world.py`, parted by commas; `GROUPS` gives names to several. What follows
"but" is taken away again.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from raitti.core.once import reading_once
from raitti.core.verdicts import Verdict
from raitti.directory.rules import RULES
from tests.directory.world import World

Ask = Callable[[Any], Verdict]
KEEPERS = "owner, other owner, editor"
EDITORS = f"{KEEPERS}, its agent, municipality's agent, steward, the program"
ELSEWHERE = "owner elsewhere, agent elsewhere, contact officer elsewhere, county officer elsewhere, steward elsewhere"
SIGNED_IN = (
    f"anyone, {KEEPERS}, its agent, municipality's agent, contact officer, county officer, steward, coordinator, "
    f"reader, {ELSEWHERE}, former owner, run-out editor, the program"
)
GROUPS = {
    "keepers": KEEPERS,
    "editors": EDITORS,
    "signed in": SIGNED_IN,
    "everyone": f"nobody, closed account, {SIGNED_IN}",
    "none": "",
}


@dataclass(frozen=True)
class Case:
    """`prepare` brings a world into the state and gives the question to put to each person."""

    rule: str
    state: str
    prepare: Callable[[World], Ask]
    who: str

    @property
    def name(self) -> str:
        return f"{self.rule}: {self.state}"

    def within(self, world: World) -> Any:
        """What the case takes: the world, or the world with more in it."""
        return world


def chosen(who: str) -> set[str]:
    """The people a line of the specification names."""
    wanted, _but, unwanted = who.partition(" but ")
    return _named(wanted) - _named(unwanted)


def _named(line: str) -> set[str]:
    names = {part.strip() for part in line.split(",")} - {""}
    groups = {name for name in names if name in GROUPS}
    return (names - groups).union(*(_named(GROUPS[group]) for group in groups))


def may(world: World, case: Case) -> set[str]:
    """The people of a world who may, in the state a case brings it to."""
    ask = case.prepare(case.within(world))
    # As where one page asks several rules: what a person holds is read once.
    with reading_once():
        return {name for name, person in world.people.items() if ask(person)}


def asked_of_people(room: str) -> set[str]:
    """The names of a room's rules that take an actor."""
    of_room = {name: rule for name, rule in RULES.items() if rule.__module__.startswith(room)}
    return {name for name, rule in of_room.items() if "actor" in inspect.signature(rule).parameters}


def asking(rule: str, *things: Any, world: World) -> Ask:
    return lambda actor: RULES[rule](actor, *things, now=world.now)
