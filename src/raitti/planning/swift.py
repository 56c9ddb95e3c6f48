"""A good plan in little time, for one project among many: no proof, but a bound beside it."""

import time

import numpy as np

from raitti.planning.best import Best
from raitti.planning.blocks import Flags
from raitti.planning.integer import Choice, Integer, Limits
from raitti.planning.program import Program
from raitti.planning.relaxation import Relaxation, Relaxed
from raitti.planning.search import ANY_STEP, WHOLE, value_of

# So few blocks are all chosen from; of more those that lose no more than a share of the bound, which gives some plan
# soon, then those that lose no more than a greater share.
FEW_BLOCKS = 2_500
SHARES = (0.002, 0.005, 0.012)
# The least a solver is given, however late it is.
LEAST_SECONDS = 0.25


def swift_plan(
    program: Program, *, missed: float, until: float, loose: float, known: Choice | None = None
) -> Best | None:
    """A plan found by a moment of `time.monotonic`, near the best or at least as good as a known one.

    `None` when musts can be missed no less than the program lets them, or when time was too short.
    """
    relaxed = _highest(program, Relaxation(program, missed=missed))
    if relaxed is None:
        return None
    best = None
    shares = (np.inf,) if len(program.blocks) <= FEW_BLOCKS else SHARES
    for at, share in enumerate(shares):
        problem = _problem(relaxed, share, missed, known)
        left = max(LEAST_SECONDS, (until - time.monotonic()) / (len(shares) - at))
        answer = problem.solve(apart=ANY_STEP, loose=loose, seconds=left)
        if answer.found is not None:
            known, value = answer.found, value_of(program, answer.found, "value")
            best = Best(program, known, "feasible", value, max(value, relaxed.bound))
        if time.monotonic() > until or (best and best.bound - best.value <= loose * max(1.0, abs(best.value))):
            break
    return best


def _highest(program: Program, relaxation: Relaxation) -> Relaxed | None:
    """The relaxation with the greatest bound over the months the project may end in."""
    best: Relaxed | None = None
    ends = range(program.span - 1, -1, -1) if program.project.closes else (program.span - 1,)
    for end in ends:
        scope = program.whole(end)
        if scope is None or (best and best.bound_of(scope) <= best.bound + WHOLE):
            continue
        relaxed = relaxation.solve(scope)
        if relaxed and (best is None or relaxed.bound > best.bound):
            best = relaxed
    return best


def _problem(relaxed: Relaxed, share: float, missed: float, known: Choice | None) -> Integer:
    program, losses = relaxed.program, relaxed.losses
    most = share * max(1.0, abs(relaxed.bound))
    blocks: Flags = np.isfinite(losses.blocks) & (losses.blocks <= most)
    posts: Flags = np.isfinite(losses.posts) & (losses.posts <= most)
    fits = known is not None and known.end == relaxed.scope.end
    if known and fits:
        blocks[list(known.blocks)] = True
        posts[program.post_numbers(known.posts)] = True
    problem = Integer(
        program,
        relaxed.scope,
        np.nonzero(blocks)[0],
        np.nonzero(posts)[0],
        objective="value",
        limits=Limits(missed),
    )
    if known and fits:
        problem.start_from(known)
    return problem
