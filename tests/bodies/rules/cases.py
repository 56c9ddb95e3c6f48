"""How the specification of the bodies' rules is written: as that of the directory's, over a world with a body."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import raitti.bodies.rules  # noqa: F401 - so that its rules are known
from tests.bodies.world import Seated, seat
from tests.directory.rules import cases
from tests.directory.rules.cases import Ask
from tests.directory.world import World


@dataclass(frozen=True)
class SeatedCase(cases.Case):
    """A case that takes a world with a body; those with a world alone get one."""

    prepare: Callable[[Any], Ask]

    def within(self, world: World) -> Seated:
        return seat(world)


def asking(rule: str, *things: Any, it: Seated) -> Ask:
    return cases.asking(rule, *things, world=it.world)
