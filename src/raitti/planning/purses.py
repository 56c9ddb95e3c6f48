"""Paying months from money with use times: whose time ends first goes first, then in file order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from raitti.planning.problem import ZERO, Money


@dataclass(frozen=True, slots=True)
class Paid:
    """What paying came to: euros drawn of each money by month, what was left of each, what lacked each month."""

    drawn: tuple[Mapping[int, Decimal], ...]
    left: tuple[Decimal, ...]
    lacking: Mapping[int, Decimal]

    @property
    def lack(self) -> Decimal:
        """Euros that lack in sum; no other way of paying lacks less."""
        return sum(self.lacking.values(), ZERO)


def pay(money: Sequence[Money], costs: Mapping[int, Decimal]) -> Paid:
    """Pay each month's costs, earliest month first.

    Use times are intervals, so drawing what ends first pays as much as can be paid at all (Glover 1967).
    """
    left = [item.amount for item in money]
    drawn: list[dict[int, Decimal]] = [{} for _ in money]
    lacking = {}
    order = sorted(range(len(money)), key=lambda at: (money[at].usable_until, at))
    for month in sorted(costs):
        due = costs[month]
        for at in order:
            if due > 0 and left[at] > 0 and money[at].usable_from <= month <= money[at].usable_until:
                part = min(due, left[at])
                left[at] -= part
                drawn[at][month] = part
                due -= part
        if due > 0:
            lacking[month] = due
    return Paid(tuple(drawn), tuple(left), lacking)
