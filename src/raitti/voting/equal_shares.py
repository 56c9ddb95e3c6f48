"""The method of equal shares: every voter has the same share of the seats to spend on those they approve of."""

import math
from dataclasses import dataclass
from fractions import Fraction

from raitti.voting.approvals import Voters
from raitti.voting.phragmen import phragmen
from raitti.voting.picking import Picking


@dataclass(frozen=True, slots=True)
class Price:
    """The most any supporter pays: `lack` over `payers`, in parts of the unit budgets are counted in."""

    lack: int
    payers: int


def equal_shares(voters: Voters, picking: Picking) -> None:
    """Fill the seats by equal shares (D. Peters and P. Skowron, Proportionality and the limits of welfarism, 2020).

    Seats cost 1, and each of n voters has k/n for k seats. Of those whose supporters have 1 together, elected is
    the one with the lowest price: the most any supporter pays when all pay the same and who has less pays all
    of it. When nobody can be paid for any more, what is left is a head start in Phragmén's sequential rule, which
    fills the seats left (M. Lackner and P. Skowron, Multi-Winner Voting with Approval Preferences, 2023).

    Budgets are whole numbers over one denominator, `unit`, which keeps fractions exact and quick.
    """
    unit = max(voters.number, 1)
    budgets = [picking.open] * len(voters.weights)
    while picking.open:
        prices = {
            candidate: price
            for candidate in picking.eligible
            if (price := _price(voters, budgets, candidate, unit)) is not None
        }
        if not prices:
            phragmen(voters, picking, loads=[-budget for budget in budgets], unit=unit)
            return
        measures = {candidate: Fraction(price.lack, price.payers * unit) for candidate, price in prices.items()}
        chosen, tie = picking.choose(measures)
        lack, payers = prices[chosen].lack, prices[chosen].payers
        unit *= payers
        budgets = [budget * payers for budget in budgets]
        paid: dict[int, int] = {}
        for group in voters.supporters(chosen):
            amount = min(budgets[group], lack)
            budgets[group] -= amount
            paid[amount] = paid.get(amount, 0) + voters.weights[group]
        picking.elect(
            "equal_shares",
            chosen,
            tie=tie,
            measures=measures,
            supporters=voters.support(chosen),
            paid=[(Fraction(amount, unit), number) for amount, number in sorted(paid.items(), reverse=True)],
            left=Fraction(sum(map(int.__mul__, budgets, voters.weights)), unit),
        )
        shared = math.gcd(unit, *budgets)
        unit //= shared
        budgets = [budget // shared for budget in budgets]


def _price(voters: Voters, budgets: list[int], candidate: str, unit: int) -> Price | None:
    """What a candidate costs each supporter, or `None` where they do not have a whole seat's worth together."""
    weights, supporters = voters.weights, voters.supporters(candidate)
    if sum(budgets[group] * weights[group] for group in supporters) < unit:
        return None
    lack, payers = unit, voters.support(candidate)
    for group in sorted(supporters, key=budgets.__getitem__):
        if budgets[group] * payers >= lack:
            break
        lack -= budgets[group] * weights[group]
        payers -= weights[group]
    return Price(lack, payers)
