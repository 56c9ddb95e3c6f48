"""How the specification of the programmes' rules is written: as that of the directory's, over a funded world."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import raitti.programmes.rules  # noqa: F401 - so that its rules are known
from tests.directory.rules import cases
from tests.directory.rules.cases import Ask
from tests.directory.world import World
from tests.programmes.world import Funded, fund


@dataclass(frozen=True)
class FundedCase(cases.Case):
    """A case that takes a world with a programme and a project; those with a world alone get one."""

    prepare: Callable[[Any], Ask]

    def within(self, world: World) -> Funded:
        return fund(world)


def asking(rule: str, *things: Any, it: Funded) -> Ask:
    return cases.asking(rule, *things, world=it.world)
