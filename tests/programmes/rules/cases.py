"""How the specification of the programmes' rules is written: as that of the directory's, over a funded world."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import raitti.programmes.rules  # noqa: F401 - so that its rules are known
from tests.directory.rules import cases
from tests.directory.rules.cases import Ask
from tests.programmes.world import Funded, fund


@dataclass(frozen=True)
class FundedCase(cases.Case):
    """A case that takes a world with a programme and a project; those with a world alone get one."""

    prepare: Callable[[Any], Ask]


def asking(rule: str, *things: Any, it: Funded) -> Ask:
    return cases.asking(rule, *things, world=it.world)


def may(world: Any, case: cases.Case) -> set[str]:
    """The people who may, in the state a case brings a world to, or one with a programme where it wants that."""
    return cases.may(fund(world) if isinstance(case, FundedCase) else world, case)
