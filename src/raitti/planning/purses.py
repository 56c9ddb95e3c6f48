"""Paying months from money with use times: whose time ends first goes first, then in file order."""

import itertools
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from raitti.planning.problem import ZERO, Money

# Of more purses the sets are too many to be told one by one.
MOST_PURSES = 8


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


def calls(money: Sequence[Money], months: range) -> list[tuple[frozenset[int], Decimal]] | None:
    """Sets of months with the euros they may cost together: all months can be paid when none costs more (Gale 1957).

    `None` where purses are so many that it is better to say what is drawn of each.
    """
    if len(money) > MOST_PURSES:
        return None
    payers = {
        month: frozenset(at for at, item in enumerate(money) if item.usable_from <= month <= item.usable_until)
        for month in months
    }
    found: dict[frozenset[int], Decimal] = {}
    for size in range(len(money) + 1):
        for purses in itertools.combinations(range(len(money)), size):
            called = frozenset(month for month, by in payers.items() if by.issubset(purses))
            if called:
                paying = frozenset[int]().union(*(payers[month] for month in called))
                found[called] = sum((money[at].amount for at in paying), ZERO)
    return [
        (called, euros)
        for called, euros in found.items()
        if not any(called < more and most <= euros for more, most in found.items())
    ]


def pay_each(money: Sequence[Money], *kinds: tuple[Mapping[int, Decimal], int]) -> Paid:
    """Pay several kinds of costs, each from the purses from a number on, as much in sum as can be."""
    order = sorted(range(len(money)), key=lambda at: (money[at].usable_until, at))
    months, dues = list[int](), list[tuple[Decimal, list[int]]]()
    for costs, first in kinds:
        for month in sorted(costs):
            months.append(month)
            payers = [at for at in order if at >= first and money[at].usable_from <= month <= money[at].usable_until]
            dues.append((costs[month], payers))
    left = [item.amount for item in money]
    drawn: list[dict[int, Decimal]] = [{} for _ in money]
    lacking: dict[int, Decimal] = {}
    for month, (euros, _), given in zip(months, dues, share_out(left, dues), strict=True):
        for at, part in given.items():
            left[at] -= part
            drawn[at][month] = drawn[at].get(month, ZERO) + part
        if (short := euros - sum(given.values(), ZERO)) > 0:
            lacking[month] = lacking.get(month, ZERO) + short
    return Paid(tuple(drawn), tuple(left), lacking)


def share_out(amounts: Sequence[Decimal], dues: Sequence[tuple[Decimal, Sequence[int]]]) -> list[dict[int, Decimal]]:
    """What each due gets of each purse, as much in sum as can be (Ford and Fulkerson 1956).

    A due is its euros and the numbers of the purses that may pay it, the ones it is paid from first at the front.
    """
    left, given = list(amounts), [dict[int, Decimal]() for _ in dues]
    for due in range(len(dues)):
        while path := _path(left, dues, given, due):
            # Whoever stands later on the way gives up what the one before takes, and takes from another purse.
            moves = list(itertools.pairwise(path))
            lacking = dues[due][0] - sum(given[due].values(), ZERO)
            euros = min(lacking, left[path[-1][1]], *(given[giver][purse] for (_, purse), (giver, _) in moves))
            for taker, purse in path:
                given[taker][purse] = given[taker].get(purse, ZERO) + euros
            for (_, purse), (giver, _) in moves:
                given[giver][purse] -= euros
            left[path[-1][1]] -= euros
    return given


def _path(
    left: Sequence[Decimal],
    dues: Sequence[tuple[Decimal, Sequence[int]]],
    given: Sequence[Mapping[int, Decimal]],
    due: int,
) -> list[tuple[int, int]]:
    """A shortest way to more euros: who takes from which purse, from the due to a purse that has some left."""
    if sum(given[due].values(), ZERO) >= dues[due][0]:
        return []
    come_from: dict[int, tuple[int, int] | None] = {due: None}
    waiting = deque([due])
    while waiting:
        taker = waiting.popleft()
        for purse in dues[taker][1]:
            if left[purse] > 0:
                path = [(taker, purse)]
                while (before := come_from[path[0][0]]) is not None:
                    path.insert(0, before)
                return path
            for other, got in enumerate(given):
                if other not in come_from and got.get(purse, ZERO) > 0:
                    come_from[other] = (taker, purse)
                    waiting.append(other)
    return []
