"""The linear relaxation, solved again and again on narrower scopes: bounds, and what each block would lose."""

from dataclasses import dataclass, field
from functools import cached_property

import highspy
import numpy as np
from highspy import HighsModelStatus as Status

from raitti.planning.blocks import Floats, Whole
from raitti.planning.program import INFINITE, Columns, Losses, Market, Objective, Program, Scope

# Up to so many blocks all stand in the program from the beginning; of more they come in as they are worth it.
ALL_AT_ONCE = 20_000
NEW_EACH_TIME = 8
TOLERANCE = 1e-7
QUIET = {"output_flag": False, "threads": 1, "random_seed": 0}


@dataclass(frozen=True)
class Relaxed:
    """An optimum of the relaxation on a scope: no plan of the scope is better than `bound`."""

    program: Program
    scope: Scope
    objective: Objective
    bound: float
    posts: Floats
    duals: Floats
    missed: float = 0.0
    # What work and euros are taken in of, and how much, where the program trades.
    taken: Floats = field(default_factory=lambda: np.zeros(0))
    # What one more unit of each would gain, and how much could be taken in.
    wanting: Floats = field(default_factory=lambda: np.zeros(0))
    most: Floats = field(default_factory=lambda: np.zeros(0))

    def bound_of(self, scope: Scope) -> float:
        """A bound of another scope at the prices of this optimum (Lagrange): sound whatever the prices are."""
        program, duals = self.program, self.duals
        low, high = program.row_limits(scope.end, self.missed)
        limits = np.where(duals > 0, high, np.where(duals < 0, low, 0.0))
        if not np.isfinite(limits).all():
            return float("inf")
        of_block, of_post = self._reduced
        fits = program.blocks.fitting(scope.end)
        best = np.zeros(len(program.project.activities))
        np.maximum.at(best, program.blocks.activity[fits], of_block[fits])
        bound = float(duals @ limits) + float(best.sum()) + float(self.wanting @ self.most)
        allowed = program.allowed_posts(scope)
        posts = np.full(len(program.project.staff), -np.inf)
        np.maximum.at(posts, program.post_staff[allowed], of_post[allowed])
        missing = program.miss_gains(self.objective) - program.miss_worth * duals[program.missed]
        missing -= duals[[program.one + number for number in program.misses]]
        return bound + float(posts.sum()) + float(np.maximum(0, missing).sum())

    @cached_property
    def _reduced(self) -> tuple[Floats, Floats]:
        return self.program.reduced(self.objective, self.duals)

    @cached_property
    def losses(self) -> Losses:
        """How far below the bound every plan with a given block or post must be."""
        of_block, of_post = self._reduced
        blocks = np.where(self.program.blocks.fitting(self.scope.end), np.maximum(0, -of_block), np.inf)
        posts = np.where(self.program.allowed_posts(self.scope), np.maximum(0, -of_post), np.inf)
        return Losses(blocks, posts)


class Relaxation:
    """One linear program kept warm between scopes.

    `missed` is how much worth of musts may be missed in sum (blocks that fit nowhere do not count).
    """

    def __init__(
        self, program: Program, *, objective: Objective = "value", missed: float = 0.0, at_once: int = ALL_AT_ONCE
    ) -> None:
        self.program = program
        self.objective: Objective = objective
        self.solver = quiet()
        self.runs = 0
        self.missed = missed
        self._taken = np.zeros(len(program.blocks), bool)
        self._pool: Whole = np.zeros(0, np.int64)
        low, high = program.row_limits(program.span - 1, missed)
        fixed = program.fixed_columns()
        self.solver.addRows(program.rows, low, high, 0, [], [], [])
        self._add(fixed, program.gains(objective, self._pool))
        if program.market:
            self.trade(program.market)
        if len(program.blocks) <= at_once:
            self._take(np.arange(len(program.blocks)))
        else:
            musts = np.isin(program.blocks.activity, program.misses)
            self._take(np.nonzero(musts)[0][::3])
        self.solver.changeObjectiveSense(highspy.ObjSense.kMaximize)

    def _add(self, columns: Columns, gains: Floats) -> None:
        count = len(columns)
        self.solver.addCols(
            count,
            gains,
            np.zeros(count),
            np.full(count, INFINITE),
            len(columns.rows),
            np.array(columns.starts[:-1], np.int32),
            np.array(columns.rows, np.int32),
            np.array(columns.values, float),
        )

    def _take(self, blocks: Whole) -> None:
        if len(blocks):
            self._add(
                self.program.block_columns(blocks),
                self.program.gains(self.objective, blocks)[self.program.first_block :],
            )
            self._pool = np.concatenate([self._pool, blocks])
            self._taken[blocks] = True

    def trade(self, market: Market) -> None:
        """Go on with other prices and limits."""
        program, count = self.program, len(market.most)
        program.market = market
        at = np.arange(program.first_trade, program.first_block, dtype=np.int32)
        self.solver.changeColsBounds(count, at, np.zeros(count), market.most)
        self.solver.changeColsCost(count, at, -market.prices)
        self.solver.changeRowBounds(program.bought, -INFINITE, market.euros)

    def solve(self, scope: Scope) -> Relaxed | None:
        """The optimum on a scope; `None` when it holds no plan."""
        program = self.program
        fits = program.blocks.fitting(scope.end)
        for row, limit in enumerate(program.pay_limits(scope.end), program.pay):
            self.solver.changeRowBounds(row, -INFINITE, limit)
        while True:
            self._open(scope, fits)
            if not self._has_optimum():
                missing = np.nonzero(fits & ~self._taken)[0]
                if not len(missing):
                    return None
                self._take(missing)
                continue
            solution = self.solver.getSolution()
            duals = np.array(solution.row_dual)
            better = self._better(duals, fits)
            if not len(better):
                return Relaxed(
                    program=program,
                    scope=scope,
                    objective=self.objective,
                    bound=self.solver.getInfo().objective_function_value,
                    posts=np.array(solution.col_value[: len(program.posts)]),
                    duals=duals,
                    missed=self.missed,
                    taken=np.array(solution.col_value)[program.first_trade : program.first_block],
                    wanting=np.maximum(0, np.array(solution.col_dual)[program.first_trade : program.first_block]),
                    most=program.market.most if program.market else np.zeros(0),
                )
            self._take(better)

    def _has_optimum(self) -> bool:
        status = self._run()
        if status not in {Status.kOptimal, Status.kInfeasible, Status.kModelEmpty}:
            # What the last scope left behind can lead astray; from the beginning it is solved.
            self.solver.clearSolver()
            status = self._run()
        if status == Status.kModelEmpty:
            return nothing_will_do(self.solver)
        return status == Status.kOptimal

    def _run(self) -> Status:
        self.solver.run()
        self.runs += 1
        return self.solver.getModelStatus()

    def _open(self, scope: Scope, fits: np.ndarray) -> None:
        """Let only the scope's posts and blocks be chosen."""
        program = self.program
        posts = np.arange(len(program.posts), dtype=np.int32)
        if len(posts):
            high = np.where(program.allowed_posts(scope), INFINITE, 0.0)
            self.solver.changeColsBounds(len(posts), posts, np.zeros(len(posts)), high)
        if len(self._pool):
            at = np.arange(program.first_block, program.first_block + len(self._pool), dtype=np.int32)
            high = np.where(fits[self._pool], INFINITE, 0.0)
            self.solver.changeColsBounds(len(at), at, np.zeros(len(at)), high)

    def _better(self, duals: Floats, fits: np.ndarray) -> Whole:
        """Blocks not yet in the program that would improve it, a few of each activity."""
        if self._taken.all():
            return np.zeros(0, np.int64)
        gain, _ = self.program.reduced(self.objective, duals)
        open_ones = np.nonzero((gain > TOLERANCE) & fits & ~self._taken)[0]
        if not len(open_ones):
            return open_ones
        order = open_ones[np.lexsort((-gain[open_ones], self.program.blocks.activity[open_ones]))]
        of = self.program.blocks.activity[order]
        place = np.arange(len(order)) - np.searchsorted(of, of)
        return order[place < NEW_EACH_TIME]


def nothing_will_do(solver: highspy.Highs) -> bool:
    """Whether a program without columns keeps its rows; the solver does not say."""
    program = solver.getLp()
    return max(program.row_lower_, default=0.0) <= 0 <= min(program.row_upper_, default=0.0)


def quiet() -> highspy.Highs:
    """A solver that prints nothing and gives the same answer every time."""
    solver = highspy.Highs()
    for option, value in QUIET.items():
        solver.setOptionValue(option, value)
    return solver
