"""The integer program on a chosen few blocks and posts: the best plan among them, or proof that there is none."""

from collections.abc import Callable
from dataclasses import dataclass

import highspy
import numpy as np

from raitti.planning.blocks import Floats, Whole
from raitti.planning.program import INFINITE, Objective, Program, Scope
from raitti.planning.relaxation import nothing_will_do, quiet

EVER_SO_MANY = 2**31 - 1
# The solver's own searches for a plan; each solves many small programs.
SEEKING = ("rins", "rens", "root_reduced_cost", "feasibility_jump")


@dataclass(frozen=True, slots=True)
class Choice:
    """A plan in numbers: last month of the project and of each post, and the blocks that run."""

    end: int
    posts: tuple[int, ...]
    blocks: tuple[int, ...]
    # Value given for what is taken in from others.
    paid: float = 0.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What a plan looked for must reach: at least so much value, at most so much cost and missed worth of musts.

    No plan reaches `bound`, a value a little above the best one, where that is known.
    """

    missed: float
    value: float = -np.inf
    bound: float = INFINITE
    cost: float = np.inf


@dataclass(frozen=True, slots=True)
class Answer:
    """`found` is the best plan met, if any; `bound` holds for every plan asked about; `proven` says the two agree."""

    found: Choice | None
    bound: float
    proven: bool


class Integer:
    """One integer program over a scope and some of its blocks and posts."""

    def __init__(
        self, program: Program, scope: Scope, blocks: Whole, posts: Whole, *, objective: Objective, limits: Limits
    ) -> None:
        self.program, self.scope, self.blocks = program, scope, blocks
        self.solver = quiet()
        low, high = program.row_limits(scope.end, limits.missed)
        self.solver.addRows(program.rows, low, high, 0, [], [], [])
        fixed, chosen = program.fixed_columns(), program.block_columns(blocks)
        count = program.first_block + len(blocks)
        upper = np.ones(count)
        upper[: len(program.posts)] = 0
        upper[posts] = 1
        draws = slice(len(program.posts), program.first_miss)
        trades = slice(program.first_trade, program.first_block)
        upper[draws] = INFINITE
        if program.market:
            upper[trades] = program.market.most
        starts = np.array(fixed.starts[:-1] + [start + len(fixed.rows) for start in chosen.starts[:-1]], np.int32)
        rows = np.array(fixed.rows + chosen.rows, np.int32)
        values = np.array(fixed.values + chosen.values, float)
        gains = program.gains(objective, blocks)
        self.solver.addCols(count, gains, np.zeros(count), upper, len(rows), starts, rows, values)
        kinds = np.full(count, highspy.HighsVarType.kInteger)
        kinds[draws] = kinds[trades] = highspy.HighsVarType.kContinuous
        self.solver.changeColsIntegrality(count, np.arange(count, dtype=np.int32), kinds)
        self.solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
        if np.isfinite(limits.value):
            self._within("value", limits.value, limits.bound)
        if np.isfinite(limits.cost):
            self._within("cost", -limits.cost, INFINITE)

    def _within(self, objective: Objective, least: float, most: float) -> None:
        gains = self.program.gains(objective, self.blocks)
        at = np.nonzero(gains)[0].astype(np.int32)
        self.solver.addRow(least, most, len(at), at, gains[at])

    def prefer_cheap(self, euro: float) -> None:
        """Look for value less cost, a euro counting so much."""
        gains = self.program.gains("value", self.blocks) + euro * self.program.gains("cost", self.blocks)
        self.solver.changeColsCost(len(gains), np.arange(len(gains), dtype=np.int32), gains)

    def start_from(self, choice: Choice) -> None:
        """Begin with a plan that is known."""
        program = self.program
        posts = program.post_numbers(choice.posts)
        places = program.first_block + np.searchsorted(self.blocks, np.array(choice.blocks, np.int64))
        fixed = [*range(len(program.posts)), *range(program.first_block, program.first_block + len(self.blocks))]
        values = np.zeros(program.first_block + len(self.blocks))
        values[posts] = 1
        values[places] = 1
        at = np.array(fixed, np.int32)
        self.solver.setSolution(len(at), at, values[at])

    def require(self, blocks: Whole, least: float = 1.0) -> None:
        """Ask for at least so many of the blocks at these places."""
        at = (self.program.first_block + blocks).astype(np.int32)
        self.solver.addRow(least, INFINITE, len(at), at, np.ones(len(at)))

    def forbid(self, blocks: Whole) -> None:
        """Ask for none of the blocks at these places."""
        at = (self.program.first_block + blocks).astype(np.int32)
        self.solver.changeColsBounds(len(at), at, np.zeros(len(at)), np.zeros(len(at)))

    def asking(self, blocks: Whole) -> Choice | None:
        """A plan with at least one of the blocks at these places, if there is one; the program stays as it was."""
        self.require(blocks)
        answer = self.solve(apart=1.0)
        row = self.solver.getNumRow() - 1
        self.solver.deleteRows(1, np.array([row], np.int32))
        return answer.found

    def is_possible(self) -> bool:
        """Whether any plan is left."""
        return self.solve(apart=1.0).found is not None

    def solve(
        self,
        *,
        apart: float,
        loose: float = 0.0,
        seconds: float = np.inf,
        nodes: int = EVER_SO_MANY,
        seeks: bool = True,
        stopped: Callable[[], bool] | None = None,
    ) -> Answer:
        """The best plan; two values differ by more than `apart` or not at all.

        `loose` lets a plan do that is within that share of the best; after so many `nodes`, or once it is `stopped`,
        the best one met does. Where a good plan is known and proof is wanted, the solver need not seek (`seeks`).
        """
        solver = self.solver
        options = {
            "mip_abs_gap": apart,
            "mip_rel_gap": loose,
            "mip_max_nodes": nodes,
            **{f"mip_heuristic_run_{way}": seeks for way in SEEKING},
            "time_limit": solver.getRunTime() + max(0.0, seconds) if np.isfinite(seconds) else INFINITE,
        }
        for option, value in options.items():
            solver.setOptionValue(option, value)
        if stopped is not None:
            solver.cbMipInterrupt += lambda event: event.interrupt() if stopped() else None
        solver.run()
        status, info = solver.getModelStatus(), solver.getInfo()
        if status == highspy.HighsModelStatus.kInfeasible:
            return Answer(None, -np.inf, proven=True)
        if status == highspy.HighsModelStatus.kModelEmpty:
            found = Choice(self.scope.end, (), ()) if nothing_will_do(solver) else None
            return Answer(found, 0.0, proven=True)
        found = None
        if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
            found = self._read(np.array(solver.getSolution().col_value))
        bound = info.mip_dual_bound if info.mip_dual_bound < INFINITE else np.inf
        return Answer(found, float(bound), proven=status == highspy.HighsModelStatus.kOptimal)

    def _read(self, values: Floats) -> Choice:
        program = self.program
        lasts = [0] * len(program.project.staff)
        for column in np.nonzero(values[: len(program.posts)] > 0.5)[0]:
            staff, last = program.posts[column]
            lasts[staff] = last
        run = self.blocks[values[program.first_block :] > 0.5]
        taken = values[program.first_trade : program.first_block]
        paid = float(program.market.prices @ taken) if program.market else 0.0
        return Choice(self.scope.end, tuple(lasts), tuple(int(block) for block in run), paid)
