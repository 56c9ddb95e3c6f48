"""The best plan in the order the plan file defines: musts, value, cost, early end, early beginnings."""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from raitti.planning.blocks import Whole, grain
from raitti.planning.integer import Choice, Integer, Limits
from raitti.planning.program import Program
from raitti.planning.relaxation import Relaxed
from raitti.planning.search import SLACK, WHOLE, Found, Search, Tell, value_of

NEVER = 10**6
# Where a leaf has more blocks than this, earlier beginnings are looked for among plans that run the same activities
# at the same levels for as long; where it has fewer, among all of the same value and cost.
MOST_TO_PART = 130


@dataclass(frozen=True, slots=True)
class Best:
    """A plan with what is proven of it: nothing of greater value than `bound` misses as little."""

    program: Program
    choice: Choice
    status: Literal["optimal", "feasible"]
    value: float
    bound: float


def best_plan(
    program: Program,
    *,
    missed: float = 0.0,
    deadline: float = np.inf,
    enough: float = 0.0,
    tell: Tell | None = None,
) -> Best | None:
    """The best plan of a project's program, or `None` when not even notices, leave and overhead can be paid.

    `deadline` is a moment of `time.monotonic`; after it, or once the gap is `enough`, the best plan met so far is
    given with status "feasible", as when `tell` answers `False`. `missed` is the worth of musts known to be missed by
    every plan.
    """
    found = Search(program, missed=missed, deadline=deadline, enough=enough, tell=tell).run()
    if found.choice is None:
        small, fewest = fewest_missed(program)
        if fewest.choice is None:
            return None
        missed = -fewest.value + WHOLE
        found = Search(program, missed=missed, deadline=deadline, enough=enough, tell=tell).run()
        if found.choice is None:
            return _first(small, fewest.choice, found.bound)
        if fewest.bound > fewest.value:
            return _first(program, found.choice, found.bound)
    if found.bound > found.value or not found.settled:
        return _first(program, found.choice, found.bound)
    ties = Ties(program, found, missed)
    return Best(program, ties.first(), "optimal", found.value, found.value)


def fewest_missed(program: Program) -> tuple[Program, Found]:
    """The plan that misses the least worth of musts, in a program of nothing but musts and what they need.

    It is searched for to its end, past any deadline: without it nobody could say whether there is a plan at all.
    """
    by_name = {activity.name: activity for activity in program.project.activities}
    needed = [activity.name for activity in program.project.activities if activity.priority == "must"]
    for name in needed:
        needed += [other for other in by_name[name].needs if other not in needed]
    names = set(needed)
    kept = tuple(activity for activity in program.project.activities if activity.name in names)
    small = Program(replace(program.project, activities=kept), market=program.market)
    return small, Search(small, objective="missed", missed=np.inf).run()


def _first(program: Program, choice: Choice, bound: float) -> Best:
    value = value_of(program, choice, "value")
    return Best(program, choice, "feasible", value, max(value, bound))


class Ties:
    """Chooses among plans of the same value: the cheapest, of these the one that ends and begins earliest."""

    def __init__(self, program: Program, found: Found, missed: float) -> None:
        assert found.choice is not None  # noqa: S101 - for the type checker
        self.program, self.choice, self.value, self.missed = program, found.choice, found.value, missed
        self.step = found.step
        self.leaves = sorted(found.leaves, key=lambda leaf: leaf.scope.end)
        project = program.project
        amounts = [item.monthly for item in project.overhead] + [staff.monthly_cost for staff in project.staff]
        for activity in project.activities:
            amounts += [activity.once, *(activity.monthly * level.share for level in activity.ways)]
        self.apart = float(grain(amounts))
        self.cost = self._cost(self.choice)
        # What a euro counts against value while ties are parted: the value is settled, so any small number does.
        self.euro = max(1.0, self.value) / (100 * max(1.0, self.cost))

    def first(self) -> Choice:
        """The plan that stands before all others of its value."""
        self._cheapest()
        self._earliest()
        return self.choice

    def _cost(self, choice: Choice) -> float:
        return -value_of(self.program, choice, "cost")

    def _cheapest(self) -> None:
        for leaf in self.leaves:
            if leaf.scope.end < self.choice.end:
                problem = self._problem(leaf, self.cost + self.apart / 2)
            elif leaf.scope.holds(self.choice.end, self.choice.posts):
                problem = self._problem(leaf, self.cost + self.apart / 2)
                problem.start_from(self.choice)
            else:
                problem = self._problem(leaf, self.cost - self.apart / 2)
            answer = problem.solve(apart=self.euro * self.apart * (1 - WHOLE), seeks=False)
            if answer.found is not None:
                self.choice, self.cost = answer.found, self._cost(answer.found)

    def _problem(self, leaf: Relaxed, most: float, blocks: Whole | None = None) -> Integer:
        """Plans of the leaf of this value that cost at most so much, of all blocks or of some."""
        allowed = leaf.bound - self.value + SLACK * max(1.0, abs(self.value))
        overhead = self.program.overhead * (leaf.scope.end + 1)
        chosen = np.nonzero(leaf.losses.blocks <= allowed)[0]
        problem = Integer(
            self.program,
            leaf.scope,
            chosen if blocks is None else np.intersect1d(chosen, blocks),
            np.nonzero(leaf.losses.posts <= allowed)[0],
            objective="value",
            limits=Limits(
                self.missed,
                value=self.value - self.step / 2,
                bound=self.value + self.step / 2,
                cost=most - overhead,
            ),
        )
        problem.prefer_cheap(self.euro)
        return problem

    def _begins(self) -> list[int]:
        """The month each activity begins in, in file order; what does not run begins never."""
        begins = [NEVER] * len(self.program.project.activities)
        for block in self.choice.blocks:
            begins[self.program.blocks.activity[block]] = int(self.program.blocks.first[block])
        return begins

    def _moved(self) -> Whole:
        """The blocks of the plan, and the same ones begun in other months."""
        blocks = self.program.blocks
        length = blocks.last - blocks.first
        same = np.zeros(len(blocks), bool)
        for block in self.choice.blocks:
            same |= (
                (blocks.activity == blocks.activity[block])
                & (blocks.level == blocks.level[block])
                & (length == length[block])
            )
        return np.nonzero(same)[0]

    def _earliest(self) -> None:
        for leaf in self.leaves:
            if leaf.scope.end == self.choice.end:
                self._earlier_in(leaf)

    def _earlier_in(self, leaf: Relaxed) -> None:
        blocks = self.program.blocks
        problem = self._problem(leaf, self.cost + self.apart / 2)
        if len(problem.blocks) > MOST_TO_PART:
            problem = self._problem(leaf, self.cost + self.apart / 2, self._moved())
        of, first = blocks.activity[problem.blocks], blocks.first[problem.blocks]
        begins = np.array(self._begins())
        sooner = first < begins[of]
        if not sooner.any() or problem.asking(np.nonzero(sooner)[0]) is None:
            return
        for number in range(len(begins)):
            mine = of == number
            while (mine & (first < begins[number])).any():
                found = problem.asking(np.nonzero(mine & (first < begins[number]))[0])
                if found is None:
                    break
                self.choice = found
                begins = np.array(self._begins())
            if begins[number] < NEVER:
                problem.require(np.nonzero(mine & (first == begins[number]))[0])
            elif mine.any():
                problem.forbid(np.nonzero(mine)[0])
            if not problem.is_possible():
                return
