"""From a project to its plan told in full."""

from decimal import Decimal

import numpy as np

from raitti.planning.best import Best, best_plan
from raitti.planning.outcome import Outcome, Plan, Run, infeasible, outcome_of
from raitti.planning.problem import Project
from raitti.planning.program import Program
from raitti.planning.search import Tell


def solve(project: Project, *, deadline: float = np.inf, enough: float = 0.0, tell: Tell | None = None) -> Outcome:
    """The best plan of a project as the plan file defines it, with its reasons.

    `deadline` is a moment of `time.monotonic` after which the best plan met so far must do; `enough` is a gap, as
    a share, at which the search may stop; `tell` hears how far it is, and may answer
    `False`: then the best plan so far is good enough.
    """
    best = best_plan(Program(project), deadline=deadline, enough=enough, tell=tell)
    if best is None:
        return infeasible(project)
    return outcome_of(project, plan_of(best), status=best.status, bound=Decimal(repr(best.bound)))


def plan_of(best: Best) -> Plan:
    """The plan behind the numbers of a choice."""
    project, blocks, start = best.program.project, best.program.blocks, best.program.project.start
    runs = {}
    for block in sorted(best.choice.blocks):
        activity = project.activities[int(blocks.activity[block])]
        level = activity.ways[int(blocks.level[block])].name
        runs[activity.name] = Run(start + int(blocks.first[block]), start + int(blocks.last[block]), level)
    posts = {staff.name: start + last for staff, last in zip(project.staff, best.choice.posts, strict=True)}
    return Plan(start + best.choice.end, posts, runs)
