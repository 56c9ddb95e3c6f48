"""All projects of a small programme in one integer program: the best plans there are, and proof of it."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import highspy
import numpy as np
from highspy import HighsModelStatus as Status

from raitti.planning.blocks import Flags, Floats, grain, month_value
from raitti.planning.integer import Choice
from raitti.planning.problem import CLOSING_SLACK
from raitti.planning.program import INFINITE, Objective, Program
from raitti.planning.programme.bidding import Bidder
from raitti.planning.programme.master import Master
from raitti.planning.relaxation import quiet
from raitti.planning.search import TELL_SECONDS, WHOLE, Progress, Tell

# Programmes with more blocks are planned one project after another: a solver would not end in minutes.
FEW_BLOCKS = 9_000
A_CENT = 0.01


@dataclass(frozen=True, slots=True)
class Joint:
    """Plans of all projects together: each project's choice, and the last month of each shared position."""

    choices: tuple[Choice, ...]
    lasts: tuple[int, ...]
    value: float
    bound: float
    is_proven: bool


class Together:
    """The rows of what is shared (those of the master program), then each project's own, in one program."""

    def __init__(self, master: Master, bidders: Sequence[Bidder]) -> None:
        self.master, self.programs = master, [bidder.program for bidder in bidders]
        self.offsets = [bidder.mine.start for bidder in bidders]
        self.low, self.high = (list(limits) for limits in master.limits(mixed=False))
        self.columns = master.supply()
        self.whole = [at < len(master.posts) for at in range(len(self.columns))]
        self.missed = self._row(-INFINITE, 0.0)
        self.bases: list[int] = []
        self.ends: list[int] = []
        for program, offset in zip(self.programs, self.offsets, strict=True):
            self._add(program, offset)

    @staticmethod
    def suits(bidders: Sequence[Bidder]) -> bool:
        """Whether the projects are small enough to be planned in one go."""
        return sum(len(bidder.program.blocks) for bidder in bidders) <= FEW_BLOCKS

    def _row(self, low: float, high: float) -> int:
        self.low.append(low)
        self.high.append(high)
        return len(self.low) - 1

    def _add(self, program: Program, offset: int) -> None:
        """A project's rows and columns; what it takes in of others stands in the rows of what is shared too."""
        span, base = program.span, len(self.low)
        low, high = program.row_limits(span - 1, INFINITE)
        high[program.pay : program.purse] = 0
        high[program.bought] = INFINITE
        self.low += low.tolist()
        self.high += high.tolist()
        blocks = np.arange(len(program.blocks))
        self.bases.append(len(self.columns))
        for at, (rows, values) in enumerate((*program.fixed_columns(), *program.block_columns(blocks))):
            shared: list[int] = []
            worth: list[float] = []
            if program.first_miss <= at < program.first_trade:
                shared, worth = [self.missed], [float(program.miss_worth[at - program.first_miss])]
            elif program.first_trade <= at < program.first_block:
                euros, month = divmod(at - program.first_trade, span)
                shared, worth = [euros * self.master.span + offset + month], [1.0]
            self.columns.add([*(base + row for row in rows), *shared], [*values, *worth], 0.0)
            self.whole.append(
                at < len(program.posts) or program.first_miss <= at < program.first_trade or at >= program.first_block
            )
        self._end(program, base)

    def _end(self, program: Program, base: int) -> None:
        """A column for each month the project may end in: overhead to its end, and nothing after it."""
        first, one = self.bases[-1], self._row(1, 1)
        months = range(program.span) if program.project.closes else (program.span - 1,)
        self.ends.append(len(self.columns))
        rows: dict[int, list[int]] = {end: [] for end in months}
        for columns, lasts, opens in self._groups(program):
            for month in range(program.span):
                after = [first + column for column, last in zip(columns, lasts, strict=True) if last > month]
                self._exclude(after, [end for end in months if end <= month], rows)
                early = [first + column for column, last in zip(columns, opens, strict=True) if last <= month]
                self._exclude(early, [end for end in months if end > month], rows)
        for end in months:
            paid = program.overhead * program.paid[:, end + 1]
            at = np.nonzero(paid)[0]
            self.columns.add(
                [one, *(base + program.pay + at).tolist(), *rows[end]],
                [1.0, *paid[at].tolist(), *([1.0] * len(rows[end]))],
                0.0,
            )
            self.whole.append(True)

    def _groups(self, program: Program) -> list[tuple[list[int], list[int], list[int]]]:
        """Columns of which one is chosen at most, the months they reach to, and the latest end they allow."""
        groups = []
        for number, staff in enumerate(program.project.staff):
            columns = list(range(program.post_starts[number], program.post_starts[number + 1]))
            lasts = [program.posts[column][1] for column in columns]
            # Whoever is kept stays to the end; the latest post allows every end after it.
            ties = [last if staff.keep and last < lasts[-1] else program.span for last in lasts]
            groups.append((columns, lasts, ties))
        blocks = program.blocks
        for number in range(len(program.project.activities)):
            mine = np.arange(blocks.starts[number], blocks.starts[number + 1])
            latest = np.where(blocks.closing[mine], blocks.last[mine] + CLOSING_SLACK, program.span)
            groups.append(((program.first_block + mine).tolist(), blocks.last[mine].tolist(), latest.tolist()))
        return groups

    def _exclude(self, columns: list[int], ends: list[int], rows: dict[int, list[int]]) -> None:
        """None of these columns together with any of these ends."""
        if not columns or not ends:
            return
        row = self._row(-INFINITE, 1.0)
        for column in columns:
            self.columns.also(column, row, 1.0)
        for end in ends:
            rows[end].append(row)

    def gains(self, objective: Objective) -> Floats:
        """What each column adds to an objective."""
        gains = np.zeros(len(self.columns))
        for program, base, ends in zip(self.programs, self.bases, self.ends, strict=True):
            mine = program.gains(objective, np.arange(len(program.blocks)))
            if objective != "value":
                gains[base : base + len(mine)] = mine
            else:
                gains[base + program.first_block : base + len(mine)] = program.blocks.value
            if objective == "cost":
                months = range(program.span) if program.project.closes else (program.span - 1,)
                gains[ends : ends + len(months)] = [-program.overhead * (end + 1) for end in months]
        if objective == "cost":
            staff = self.master.programme.staff
            gains[: len(self.master.posts)] = [
                -float(staff[number].monthly_cost) * (last + 1) for number, last in self.master.posts
            ]
        return gains

    def solve(self, *, until: float, tell: Tell) -> Joint | None:
        """The best plans: fewest musts missed, then value, then cost; `None` when there are none or time was too short.

        `until` is a moment of `time.monotonic`; what was met by then is given unproven.
        """
        solver = self._solver()
        heard = _Heard(until, tell)
        status = self._run(solver, "value", self._step(), heard)
        if status == Status.kInfeasible:
            solver.changeRowBounds(self.missed, -INFINITE, INFINITE)
            if self._run(solver, "missed", WHOLE, _Heard(until, lambda _: True)) != Status.kOptimal:
                return None
            fewest = -solver.getInfo().objective_function_value
            solver.changeRowBounds(self.missed, -INFINITE, fewest + WHOLE)
            status = self._run(solver, "value", self._step(), heard)
        if solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None
        values, bound = np.array(solver.getSolution().col_value), float(solver.getInfo().mip_dual_bound)
        gains = self.gains("value")
        value, is_proven = float(gains @ np.round(values)), status == Status.kOptimal
        if is_proven:
            at = np.nonzero(gains)[0].astype(np.int32)
            solver.addRow(value - self._step() / 2, value + self._step() / 2, len(at), at, gains[at])
            solver.setSolution(len(values), np.arange(len(values), dtype=np.int32), values)
            self._run(solver, "cost", A_CENT, _Heard(until, lambda _: True))
            if solver.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
                values = np.array(solver.getSolution().col_value)
        return replace(self._read(values), value=value, bound=value if is_proven else bound, is_proven=is_proven)

    def _step(self) -> float:
        activities = [activity for program in self.programs for activity in program.project.activities]
        return float(
            grain([month_value(activity, level) for activity in activities for level in range(len(activity.ways))])
        )

    def _solver(self) -> highspy.Highs:
        solver = quiet()
        solver.addRows(len(self.low), np.array(self.low), np.array(self.high), 0, [], [], [])
        self.columns.give(solver)
        whole: Flags = np.array(self.whole)
        at = np.nonzero(whole)[0].astype(np.int32)
        solver.changeColsBounds(len(at), at, np.zeros(len(at)), np.ones(len(at)))
        solver.changeColsIntegrality(len(at), at, np.full(len(at), highspy.HighsVarType.kInteger))
        solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
        return solver

    def _run(self, solver: highspy.Highs, objective: Objective, apart: float, heard: "_Heard") -> Status:
        gains = self.gains(objective)
        solver.changeColsCost(len(gains), np.arange(len(gains), dtype=np.int32), gains)
        solver.setOptionValue("mip_abs_gap", apart * (1 - WHOLE))
        solver.setOptionValue("mip_rel_gap", 0.0)
        left = max(0.1, heard.until - time.monotonic())
        solver.setOptionValue("time_limit", solver.getRunTime() + left if np.isfinite(left) else INFINITE)
        solver.cbMipInterrupt += heard.hear
        try:
            solver.run()
        finally:
            solver.cbMipInterrupt -= heard.hear
        return solver.getModelStatus()

    def _read(self, values: Floats) -> Joint:
        lasts = [0] * len(self.master.programme.staff)
        for at, (number, last) in enumerate(self.master.posts):
            if values[at] > 0.5:
                lasts[number] = last
        choices = []
        for program, base, ends in zip(self.programs, self.bases, self.ends, strict=True):
            months = range(program.span) if program.project.closes else (program.span - 1,)
            end = months[int(np.argmax(values[ends : ends + len(months)]))]
            posts = [0] * len(program.project.staff)
            for at, (number, last) in enumerate(program.posts):
                if values[base + at] > 0.5:
                    posts[number] = last
            first = base + program.first_block
            run = np.nonzero(values[first : first + len(program.blocks)] > 0.5)[0]
            choices.append(Choice(end, tuple(posts), tuple(run.tolist())))
        return Joint(tuple(choices), tuple(lasts), 0.0, np.inf, is_proven=False)


class _Heard:
    """Tells how far the solver is, now and then; the answer `False` ends it once there are plans."""

    def __init__(self, until: float, tell: Tell) -> None:
        self.until, self.tell, self.told = until, tell, time.monotonic()

    def hear(self, event: highspy.HighsCallbackEvent) -> None:
        if time.monotonic() < self.told + TELL_SECONDS:
            return
        self.told = time.monotonic()
        value, bound = event.data_out.mip_primal_bound, event.data_out.mip_dual_bound
        value = value if abs(value) < INFINITE else -np.inf
        if self.tell(Progress(value, bound if abs(bound) < INFINITE else np.inf)) is False and value > -np.inf:
            event.interrupt()
