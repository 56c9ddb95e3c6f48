"""The program that mixes the projects' answers so that what is shared suffices, and so finds prices."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import highspy
import numpy as np

from raitti.planning.blocks import Floats
from raitti.planning.problem import Programme, Staff
from raitti.planning.program import INFINITE, Columns
from raitti.planning.programme.bidding import Answer, money_of, pot
from raitti.planning.relaxation import quiet


@dataclass(frozen=True, slots=True)
class Mixture:
    """What the master program makes of the answers: prices, and what is drawn of each purse for projects each month."""

    value: float
    work: Floats
    euros: Floats
    weights: tuple[Floats, ...]
    drawn: dict[tuple[int, int], Floats]
    posts: Floats


class Master:
    """Mixes the projects' answers so that shared work and money suffice.

    Rows: shared work of each month, euros of each month, wages of shared staff of each month, each purse, one
    mixture a project, one post a position.
    """

    # Value lost a month and unit of work, or euro, that nobody has: more than anything is worth.
    PENALTY = 1e4

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.span = programme.end - programme.start + 1
        self.purses: dict[tuple[int, int], Decimal] = pot(programme)
        self.answers: list[list[Answer]] = [[] for _ in programme.projects]
        self.posts = [
            (number, last)
            for number, staff in enumerate(programme.staff)
            for last in lasts_of(staff, programme.start, self.span)
        ]
        self.draws = [(key, month) for key in self.purses for month in self.months(key)]
        self.wages = [(key, month) for key, month in self.draws if key[0] < 0]

    def months(self, key: tuple[int, int]) -> range:
        """The programme's months, counted from its first, in which a purse can be used."""
        money, start = money_of(self.programme, key), self.programme.start
        return range(max(0, money.usable_from - start), min(self.span - 1, money.usable_until - start) + 1)

    def mix(self) -> Mixture:
        """The best mixture of the answers so far."""
        span = self.span
        columns = self.supply()
        first = len(columns)
        for number, answers in enumerate(self.answers):
            for answer in answers:
                used = np.concatenate([answer.work, answer.euros])
                at = np.nonzero(used > 1e-9)[0]
                columns.add([*at, self._convex + number], [*used[at], 1.0], answer.value)
        ends = np.cumsum([0, *map(len, self.answers)]) + first
        for row in range(2 * span):
            columns.add([row], [-1.0], -self.PENALTY)
        solver = self._run(columns, mixed=True)
        solution = solver.getSolution()
        values, duals = np.array(solution.col_value), np.array(solution.row_dual)
        drawn = {key: np.zeros(span) for key in self.purses}
        for (key, month), euros in zip(self.draws, values[len(self.posts) :], strict=False):
            drawn[key][month] = euros
        return Mixture(
            value=solver.getInfo().objective_function_value,
            work=np.maximum(0, duals[:span]),
            euros=np.maximum(0, duals[span : 2 * span]),
            weights=tuple(values[begin:end] for begin, end in itertools.pairwise(ends)),
            drawn=drawn,
            posts=values[: len(self.posts)],
        )

    def worth(self, work: Floats, euros: Floats) -> float:
        """What all shared work and money is worth at most at these prices."""
        columns = self.supply()
        for row, price in enumerate([*work, *euros]):
            columns.add([row], [1.0], float(price))
        return float(self._run(columns, mixed=False).getInfo().objective_function_value)

    def supply(self) -> "Gathered":
        """Posts of shared staff, then what is drawn of each purse for projects, then for wages."""
        span, columns = self.span, Gathered()
        for number, last in self.posts:
            staff = self.programme.staff[number]
            working, paid = range(max(0, last + 1 - staff.leave_months)), range(2 * span, 2 * span + last + 1)
            entries = [-float(staff.fte)] * len(working) + [float(staff.monthly_cost)] * len(paid)
            columns.add([*working, *paid, self._post + number], [*entries, 1.0], 0.0)
        purses = {key: 3 * span + at for at, key in enumerate(self.purses)}
        for key, month in self.draws:
            columns.add([span + month, purses[key]], [-1.0, 1.0], 0.0)
        for key, month in self.wages:
            columns.add([2 * span + month, purses[key]], [-1.0, 1.0], 0.0)
        return columns

    @property
    def _convex(self) -> int:
        return 3 * self.span + len(self.purses)

    @property
    def _post(self) -> int:
        return self._convex + len(self.programme.projects)

    def limits(self, *, mixed: bool) -> tuple[Floats, Floats]:
        """Lower and upper limits of all rows; `mixed` where every project has a mixture."""
        rows = self._post + len(self.programme.staff)
        low, high = np.full(rows, -INFINITE), np.zeros(rows)
        high[3 * self.span : self._convex] = [float(amount) for amount in self.purses.values()]
        high[self._convex :] = 1
        low[self._post :] = 1
        if mixed:
            low[self._convex : self._post] = 1
        return low, high

    def _run(self, columns: "Gathered", *, mixed: bool) -> highspy.Highs:
        solver, (low, high) = quiet(), self.limits(mixed=mixed)
        solver.addRows(len(low), low, high, 0, [], [], [])
        columns.give(solver)
        solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
        solver.run()
        return solver


class Gathered:
    """Columns on their way into a solver."""

    def __init__(self) -> None:
        self.gains: list[float] = []
        self._columns: list[tuple[list[int], list[float]]] = []

    def __len__(self) -> int:
        return len(self.gains)

    def add(self, rows: Sequence[int], values: Sequence[float], gain: float) -> None:
        self._columns.append((list(rows), list(values)))
        self.gains.append(gain)

    def also(self, column: int, row: int, value: float) -> None:
        """Let a column stand in one more row."""
        rows, values = self._columns[column]
        rows.append(row)
        values.append(value)

    def give(self, solver: highspy.Highs) -> None:
        columns, count = Columns.of(self._columns), len(self)
        solver.addCols(
            count,
            np.array(self.gains, float),
            np.zeros(count),
            np.full(count, INFINITE),
            len(columns.rows),
            np.array(columns.starts[:-1], np.int32),
            np.array(columns.rows, np.int32),
            np.array(columns.values, float),
        )


def lasts_of(staff: Staff, start: int, span: int) -> range:
    """Last months a shared position may have, counted from the programme's first."""
    latest = span - 1 if staff.until is None else min(span - 1, staff.until - start)
    return range(latest if staff.keep else staff.least_months - 1, latest + 1)
