"""Whether a plan needs the funder's permission, and on which grounds: pure, from its costs and those agreed to.

Costs are of three kinds: pay, overhead, and what activities cost. Euros are moved where one kind grows while another
shrinks: a plan that only gets smaller moves nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from raitti.planning.outcome import Outcome
from raitti.planning.problem import Money

ZERO = Decimal(0)
CostKind = Literal["pay", "overhead", "activities"]
Costs = Mapping[CostKind, Decimal]
# What a person says has changed, by its code; the first ones always need permission.
SAID = ("purpose", "conditions", "target_groups", "aims", "other")
MOVED = "moved"
# Money given for another project pays costs of this one.
BORROWED = "borrowed"


@dataclass(frozen=True)
class Ground:
    """One reason to ask: a code of `SAID`, `MOVED` with how many euros and what share of the costs, or `BORROWED`.

    `words` tell how something changes, the same for all that was said; `money` is what another project's is called.
    """

    code: str
    euros: Decimal = ZERO
    share: Decimal = ZERO
    words: str = ""
    money: str = ""

    def as_row(self) -> dict[str, str]:
        row = {"code": self.code, "euros": str(self.euros), "share": str(self.share), "words": self.words}
        return row | ({"money": self.money} if self.money else {})

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> "Ground":
        euros, share = Decimal(row.get("euros", 0)), Decimal(row.get("share", 0))
        return cls(row["code"], euros, share, row.get("words", ""), row.get("money", ""))


@dataclass(frozen=True)
class Limits:
    """Beyond how many euros, or what share of the costs, moving money needs permission."""

    euros: Decimal
    share: Decimal


def costs_by_kind(outcome: Outcome) -> Costs:
    """What a plan costs, kind by kind; together they are its whole cost."""
    pay = sum((post.cost for post in outcome.posts), ZERO)
    activities = sum((activity.cost for activity in outcome.activities), ZERO)
    return {"pay": pay, "overhead": outcome.cost - pay - activities, "activities": activities}


def together(costs: Costs) -> Decimal:
    return sum(costs.values(), ZERO)


def moved(before: Costs, after: Costs) -> Decimal:
    """Euros moved from kinds of costs that shrink to kinds that grow."""
    changes = [after[kind] - before[kind] for kind in before]
    grown, shrunk = sum((c for c in changes if c > 0), ZERO), -sum((c for c in changes if c < 0), ZERO)
    return min(grown, shrunk)


def grounds(
    before: Costs | None, after: Costs, *, limits: Limits | None, changed: Sequence[str], words: str = ""
) -> list[Ground]:
    """Why permission is needed, nothing where it is not: what is said to have changed, and too much money moved."""
    found = [Ground(code, words=words) for code in SAID if code in changed]
    if before is None or limits is None:
        return found
    euros = moved(before, after)
    whole = together(before)
    share = euros / whole if whole else ZERO
    if euros > limits.euros or share > limits.share:
        found.append(Ground(MOVED, euros, share.quantize(Decimal("0.0001"))))
    return found


def borrowed(money: Iterable[Money], agreed: Iterable[Money] = ()) -> list[Ground]:
    """Why permission is needed for money of other projects, which in a project's own plan alone may still move.

    What the funder `agreed` to before needs none again.
    """
    known = {each.name: each.amount for each in agreed if each.movable}
    return [
        Ground(BORROWED, each.amount, money=each.name)
        for each in money
        if each.movable and each.amount > known.get(each.name, ZERO)
    ]
