"""Branch and bound over a project's last month and its posts, each leaf an integer program on the few blocks left.

Once it is known who is employed until when, the rest is nearly a linear program: its bound is some thousandths
above the best plan, so almost every block loses more than that and drops out. What is left is solved in a
fraction of a second, and every leaf is proven, so the result is exact.
"""

import heapq
import itertools
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from raitti.planning.blocks import grain, month_value
from raitti.planning.integer import EVER_SO_MANY, Answer, Choice, Integer, Limits
from raitti.planning.program import Objective, Program, Scope
from raitti.planning.relaxation import Relaxation, Relaxed

# A node is handed over to the integer program when it has no more blocks than this that could be part of a better plan.
FEW_BLOCKS = 700
# The first guess of how far, as a share, the best plan is below the bound of a leaf.
FIRST_GUESS = 0.0004
GUESS_GROWS = 2.5
# Numbers that differ by less, as a share, are the same.
SLACK = 1e-8
WHOLE = 1e-6
# Where prices are paid, values differ by anything; less than this is not looked for.
ANY_STEP = 0.01
# Nodes looked at in one go, each by a solver of its own; always as many, so that the same file takes the same way.
AT_ONCE = 2
# Months by which posts may end earlier or later than in a leaf that holds no plan.
NEAR = 2
# How long a first plan is waited for past the deadline; in how many nodes, and how near the best as a share.
PATIENT_SECONDS = 2.0
FIRST_NODES = 50
FIRST_LOOSE = 0.01
# How often it is told, at least, how far the search is.
TELL_SECONDS = 0.5
# When so many nodes gave no plan yet, a first one is looked for on purpose.
PATIENCE = 120


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the search is: the best value so far (none yet: minus infinity) and what no plan can exceed."""

    value: float
    bound: float

    @property
    def gap(self) -> float:
        """(bound - value) / max(1, value)."""
        return max(0.0, self.bound - self.value) / max(1.0, self.value)


# Hears how far the search is; `False` says that the best plan so far is good enough, and the search ends.
Tell = Callable[[Progress], bool | None]


@dataclass(frozen=True, slots=True)
class Found:
    """The best plan of a search, if any; `leaves` are the scopes in which a plan as good may stand."""

    choice: Choice | None
    value: float
    bound: float
    leaves: tuple[Relaxed, ...] = ()
    # Two plans' values differ by this or not at all.
    step: float = 1.0
    # Whether no scope is left that was not looked at, though a plan as good may stand there.
    settled: bool = True


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of looking at a node: narrower scopes, or a leaf with the best plan it has to offer."""

    halves: tuple[Relaxed, ...] = ()
    leaf: Relaxed | None = None
    choice: Choice | None = None
    # What a leaf that was not settled in time may still hold.
    unsettled: float = -np.inf


@dataclass(order=True)
class Node:
    """A scope with what is known to bound it; `relaxed` is there once it was solved."""

    rank: float
    number: int
    scope: Scope = field(compare=False)
    relaxed: Relaxed | None = field(compare=False, default=None)

    @property
    def bound(self) -> float:
        return -self.rank


class Search:
    """The greatest value (or the fewest missed musts) of all plans of a project."""

    def __init__(
        self,
        program: Program,
        *,
        objective: Objective = "value",
        missed: float = 0.0,
        deadline: float = np.inf,
        enough: float = 0.0,
        tell: Tell | None = None,
        known: Choice | None = None,
    ) -> None:
        self.program, self.objective, self.deadline, self.enough = program, objective, deadline, enough
        self.missed = missed
        self.tell = tell or quietly
        self.relaxations = [Relaxation(program, objective=objective, missed=missed) for _ in range(AT_ONCE)]
        self.apart = float(self._grain())
        self.best: Choice | None = None
        self.value = -np.inf
        self.nodes: list[Node] = []
        self.leaves: list[tuple[Relaxed, float]] = []
        self._numbers = itertools.count()
        self._unproven = -np.inf
        self._looked_at: list[Node] = []
        self._stopped = False
        self._take(known)

    def _grain(self) -> float:
        activities = self.program.project.activities
        if self.program.market:
            return ANY_STEP
        if self.objective == "missed":
            return float(grain([activities[number].value for number in self.program.misses]))
        return float(
            grain([month_value(activity, level) for activity in activities for level in range(len(activity.ways))])
        )

    @property
    def bound(self) -> float:
        """What no plan of the project exceeds."""
        waiting = self.nodes[0].bound if self.nodes else -np.inf
        return max(self.value, waiting, self._unproven, *(node.bound for node in self._looked_at))

    def run(self) -> Found:
        """Search until the best plans are proven, one is good enough, or time is up."""
        self._plant()
        looked = 0
        with ThreadPoolExecutor(AT_ONCE) as pool:
            self._hear([pool.submit(self._dive)])
            while self._goes_on():
                batch = [heapq.heappop(self.nodes) for _ in range(min(AT_ONCE, len(self.nodes)))]
                self._looked_at = batch
                tasks = [pool.submit(self._look, *pair) for pair in zip(batch, self.relaxations, strict=False)]
                # Noted only when all are done: none is to see what another of the same batch found.
                results = self._hear(tasks)
                self._looked_at = []
                for node, result in zip(batch, results, strict=True):
                    self._note(node, result)
                looked += len(batch)
                if self.best is None and looked >= PATIENCE:
                    self._hear([pool.submit(self._dive)])
                    looked = 0
                self._say()
        bound = self.bound if self.bound >= self.value + self.apart * (1 - WHOLE) else self.value
        leaves = tuple(leaf for leaf, best in self.leaves if self._ties(best))
        waiting = max(self._unproven, -self.nodes[0].rank if self.nodes else -np.inf)
        return Found(self.best, self.value, bound, leaves, self.apart, settled=not self._ties(waiting))

    def _hear(self, tasks: list[Future[Any]]) -> list[Any]:
        """What the tasks answer; meanwhile it is told how far the search is."""
        while wait(tasks, timeout=TELL_SECONDS).not_done:
            self._say()
        return [task.result() for task in tasks]

    def _say(self) -> None:
        if self.tell(Progress(self.value, self.bound)) is False and self.best is not None and not self._stopped:
            self._stopped, self.deadline = True, time.monotonic()

    def _goes_on(self) -> bool:
        if not self.nodes or not self._ties(self.nodes[0].bound):
            return False
        if self.objective == "missed" and self.nodes[0].bound <= self.value + WHOLE:
            return False
        if self.best is not None and Progress(self.value, self.bound).gap < self.enough:
            return False
        return time.monotonic() <= self.deadline

    def _note(self, node: Node, result: Looked) -> None:
        for half in result.halves:
            self._wait(half.bound, half.scope, half)
        self._unproven = max(self._unproven, min(result.unsettled, node.bound))
        if result.choice is not None and result.leaf is not None:
            self.leaves.append((result.leaf, value_of(self.program, result.choice, self.objective)))
            self._take(result.choice)

    def _ties(self, bound: float) -> bool:
        return bound >= self.value - SLACK * max(1.0, abs(self.value))

    def _plant(self) -> None:
        """A node for each month the project could end in, bounded by the prices of the latest one."""
        program = self.program
        ends = range(program.span) if program.project.closes else (program.span - 1,)
        scopes = [scope for end in reversed(ends) if (scope := program.whole(end)) is not None]
        root = None
        for scope in scopes:
            root = self.relaxations[0].solve(scope)
            if root:
                break
        if root is None:
            return
        for scope in scopes:
            if scope.end == root.scope.end:
                self._wait(root.bound, scope, root)
            elif scope.end < root.scope.end:
                self._wait(root.bound_of(scope), scope, None)

    def _wait(self, bound: float, scope: Scope, relaxed: Relaxed | None) -> None:
        if self._ties(bound):
            heapq.heappush(self.nodes, Node(-bound, next(self._numbers), scope, relaxed))

    def _dive(self) -> None:
        """A first plan: narrow the most promising scope to whole posts, then solve what loses little.

        Where whole posts leave no plan, ends a little earlier or later are let in, at last all of them.
        """
        waiting = [node for node in sorted(self.nodes) if node.relaxed]
        root = leaf = waiting[0].relaxed if waiting else None
        if root is None:
            return
        while leaf and (parting := self._parting(leaf)):
            low, high, leaning = parting
            scopes = (high, low) if leaning else (low, high)
            leaf = self.relaxations[0].solve(scopes[0]) or self.relaxations[0].solve(scopes[1])
        around = self.relaxations[0].solve(self._around(root.scope, leaf)) if leaf else None
        loose = max(FIRST_LOOSE, self.enough / 2) if self.objective == "value" else FIRST_GUESS
        tries = [(leaf, (1, 3, 10, 100, np.inf)), (around, (10, 100, np.inf)), (root, (200, np.inf))]
        for relaxed, guess in ((relaxed, guess) for relaxed, guesses in tries for guess in guesses):
            if relaxed:
                least = relaxed.bound - guess * FIRST_GUESS * max(1.0, abs(relaxed.bound))
                found = self._ask(relaxed, least, loose=loose, first=True).found
                if found is not None:
                    self._take(found)
                    return

    def _around(self, whole: Scope, leaf: Relaxed) -> Scope:
        """Posts that end near where they do in a leaf, within a scope."""
        return Scope(
            whole.end,
            tuple(
                (max(low, at[0] - NEAR), min(high, at[1] + NEAR))
                for (low, high), at in zip(whole.posts, self._settled(leaf), strict=True)
            ),
        )

    def _settled(self, leaf: Relaxed) -> list[tuple[int, int]]:
        """First and last month each post may end in with any weight in a leaf."""
        program, ends = self.program, []
        for number in range(len(program.project.staff)):
            begin, end = program.post_starts[number], program.post_starts[number + 1]
            used = [program.posts[begin + at][1] for at in np.nonzero(leaf.posts[begin:end] > WHOLE)[0]]
            ends.append((min(used), max(used)))
        return ends

    def _take(self, choice: Choice | None) -> None:
        if choice is None:
            return
        value = value_of(self.program, choice, self.objective)
        if value > self.value:
            self.best, self.value = choice, value

    def _chosen(self, relaxed: Relaxed, least: float) -> tuple[np.ndarray, np.ndarray]:
        """The blocks and posts a plan of at least this value can have."""
        allowed = min(relaxed.bound - least + SLACK * max(1.0, abs(relaxed.bound)), sys.float_info.max)
        return np.nonzero(relaxed.losses.blocks <= allowed)[0], np.nonzero(relaxed.losses.posts <= allowed)[0]

    def _look(self, node: Node, relaxation: Relaxation) -> Looked:
        """Solve, part or settle a node; reads the best value so far, changes nothing."""
        relaxed = node.relaxed
        if relaxed is None:
            relaxed = relaxation.solve(node.scope)
            return Looked(halves=(relaxed,) if relaxed else ())
        parting = self._parting(relaxed)
        if parting is None or len(self._chosen(relaxed, self.value)[0]) <= FEW_BLOCKS:
            return self._settle(relaxed)
        return Looked(halves=tuple(half for scope in parting[:2] if (half := relaxation.solve(scope)) is not None))

    def _settle(self, relaxed: Relaxed) -> Looked:
        """Solve a leaf to its end: a plan at least as good as the best so far, or proof that it holds none.

        The best plan is most often hardly below the bound, and the less a plan may lose, the fewer blocks it can
        have: so the leaf is first asked for very little loss, then for more.
        """
        best, step = (self.best, self.apart) if self.objective == "value" else (None, 0.0)
        # Of the best plan's own leaf only a better one is asked.
        holds = best is not None and relaxed.scope.holds(best.end, best.posts)
        goal, most = self.value + step * holds, FIRST_GUESS * max(1.0, abs(relaxed.bound))
        while True:
            least = max(goal, relaxed.bound - most)
            answer = self._ask(relaxed, least)
            if answer.found is not None or least <= goal or not answer.proven:
                unsettled = -np.inf if answer.proven else max(answer.bound, least)
                choice = answer.found or (best if holds else None)
                return Looked(leaf=relaxed, choice=choice, unsettled=unsettled)
            most = most * GUESS_GROWS if most < abs(relaxed.bound) else np.inf

    def _ask(self, relaxed: Relaxed, least: float, *, loose: float = 0.0, first: bool = False) -> Answer:
        """The best plan of a leaf that reaches at least so much.

        A `first` plan is waited for past the deadline and need not reach it: any does.
        """
        reached = least - self.apart / 2 if self.objective == "value" and not first else -np.inf
        problem = Integer(
            self.program,
            relaxed.scope,
            *self._chosen(relaxed, least),
            objective=self.objective,
            limits=Limits(self.missed, value=reached),
        )
        left = self.deadline - time.monotonic()
        return problem.solve(
            apart=self.apart * (1 - WHOLE),
            loose=loose,
            seconds=max(left, PATIENT_SECONDS) if first else left,
            nodes=FIRST_NODES if first and self.objective == "value" else EVER_SO_MANY,
            stopped=lambda: self._stopped,
        )

    def _parting(self, relaxed: Relaxed) -> tuple[Scope, Scope, bool] | None:
        """The scope in two, amid the post whose end is spread widest; whether the later half weighs more."""
        program, best, found = self.program, 0.0, None
        for number, staff in enumerate(program.project.staff):
            begin, end = program.post_starts[number], program.post_starts[number + 1]
            shares, lasts = relaxed.posts[begin:end], program.post_last[begin:end]
            weights = np.cumsum(shares)
            sides = np.minimum(weights, 1 - weights)
            mean = float(shares @ lasts)
            at = min(max(int(mean) - int(lasts[0]), 0), len(lasts) - 1)
            if sides[at] <= WHOLE:
                at = int(np.argmax(sides))
            score = float(shares @ np.abs(lasts - mean)) * max(0.01, float(staff.fte))
            if sides[at] > WHOLE and score > best:
                best, found = score, (number, int(lasts[at]), bool(weights[at] < 0.5))
        if found is None:
            return None
        number, last, leaning = found
        low, high = relaxed.scope.posts[number]
        return _with(relaxed.scope, number, (low, last)), _with(relaxed.scope, number, (last + 1, high)), leaning


def quietly(progress: Progress) -> None:
    """Nobody listens."""


def _with(scope: Scope, number: int, ends: tuple[int, int]) -> Scope:
    posts = list(scope.posts)
    posts[number] = ends
    return Scope(scope.end, tuple(posts))


def value_of(program: Program, choice: Choice, objective: Objective) -> float:
    """What a plan reaches of an objective."""
    blocks = np.array(choice.blocks, np.int64)
    if objective == "value":
        return float(program.blocks.value[blocks].sum()) - choice.paid
    if objective == "missed":
        run = set(program.blocks.activity[blocks].tolist())
        return -float(
            sum(worth for number, worth in zip(program.misses, program.miss_worth, strict=True) if number not in run)
        )
    posts = sum(
        float(staff.monthly_cost) * (last + 1) for staff, last in zip(program.project.staff, choice.posts, strict=True)
    )
    return -posts - float(program.blocks.cost[blocks].sum()) - program.overhead * (choice.end + 1)
