"""What a project of a programme asks of what is shared, at prices."""

from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from raitti.planning.best import fewest_missed
from raitti.planning.blocks import Floats
from raitti.planning.problem import ZERO, Money, Programme, Project
from raitti.planning.program import Market, Program
from raitti.planning.relaxation import Relaxation, Relaxed
from raitti.planning.search import WHOLE

# Of shared work and of euros, by month, in units of value.
Prices = tuple[Floats, Floats]


@dataclass(frozen=True, slots=True)
class Answer:
    """A project's answer to prices: its value, and the work and euros it takes from the others, month by month."""

    value: float
    work: Floats
    euros: Floats


class Bidder:
    """One project of a programme, asked again and again for its best relaxed plan at prices."""

    def __init__(self, programme: Programme, project: Project) -> None:
        self.project = replace(project, money=tuple(money for money in project.money if not money.movable))
        span, whole = len(project.months), programme.end - programme.start + 1
        first = project.start - programme.start
        self.mine = slice(first, first + span)
        work = float(sum((staff.fte for staff in programme.staff), ZERO))
        usable = [float(usable_in(programme, month)) for month in project.months]
        self.most = np.concatenate([np.full(span, work), usable])
        self.whole = whole
        free = Market(np.zeros(2 * span), self.most, float(sum(pot(programme).values())))
        self.program = Program(self.project, market=free)
        ends = range(span - 1, -1, -1) if project.closes else (span - 1,)
        self.scopes = [scope for end in ends if (scope := self.program.whole(end)) is not None]
        self.missed = 0.0
        self.relaxation = self._opened()
        if not self.scopes or self.relaxation.solve(self.scopes[0]) is None:
            self.missed = self._least_missed()
            self.relaxation = self._opened()

    def _opened(self) -> Relaxation:
        return Relaxation(self.program, missed=self.missed, at_once=0)

    def _least_missed(self) -> float:
        """The worth of musts it would miss if all that is shared were its own."""
        return max(0.0, -fewest_missed(self.program)[1].bound) + WHOLE

    def answer(self, work: Floats, euros: Floats) -> tuple[float, Answer] | None:
        """What it gains at most at these prices of each month, and the plan behind it; `None` if no price helps."""
        prices = np.concatenate([work[self.mine], euros[self.mine]])
        best = self._best(prices, self.most)
        return None if best is None else (best.bound, self._told(best, prices))

    def share(self, work: Floats, euros: Floats) -> tuple[Answer, Floats, Floats] | None:
        """The best plan with a given share of each month, and what one more unit of work and euro would gain."""
        most = np.concatenate([work[self.mine], euros[self.mine]])
        best = self._best(0 * most, most)
        if best is None:
            return None
        span = self.program.span
        return (
            self._told(best, 0 * most),
            self.spread(best.wanting[:span]),
            self.spread(best.wanting[span:]),
        )

    def _best(self, prices: Floats, most: Floats) -> Relaxed | None:
        self.relaxation.trade(Market(prices, most, float(most[self.program.span :].sum())))
        best: Relaxed | None = None
        near: Relaxed | None = None
        for scope in self.scopes:
            # The prices of the month after are the likeliest to rule a month out.
            if best and near and min(near.bound_of(scope), best.bound_of(scope)) <= best.bound + WHOLE:
                continue
            relaxed = self.relaxation.solve(scope)
            if relaxed:
                near = relaxed
                if best is None or relaxed.bound > best.bound:
                    best = relaxed
        return best

    def _told(self, best: Relaxed, prices: Floats) -> Answer:
        span = self.program.span
        value = best.bound + float(prices @ best.taken)
        return Answer(value, self.spread(best.taken[:span]), self.spread(best.taken[span:]))

    def spread(self, amounts: Floats) -> Floats:
        """The project's months among the programme's."""
        whole = np.zeros(self.whole)
        whole[self.mine] = amounts
        return whole


def pot(programme: Programme) -> dict[tuple[int, int], Decimal]:
    """Euros that may pay any project's costs: by number of the owning project (-1: the programme) and of the money."""
    owners = [(-1, programme.money), *((number, project.money) for number, project in enumerate(programme.projects))]
    return {
        (owner, number): money.amount
        for owner, purses in owners
        for number, money in enumerate(purses)
        if owner < 0 or money.movable
    }


def money_of(programme: Programme, key: tuple[int, int]) -> Money:
    """The money behind a key of the pot."""
    owner, number = key
    return programme.money[number] if owner < 0 else programme.projects[owner].money[number]


def usable_in(programme: Programme, month: int) -> Decimal:
    """Euros of the pot whose time the month is in."""
    return sum(
        (
            euros
            for key, euros in pot(programme).items()
            if money_of(programme, key).usable_from <= month <= money_of(programme, key).usable_until
        ),
        ZERO,
    )
