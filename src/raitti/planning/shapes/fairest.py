"""Staff shared out so that the region served least is served as well as can be.

The solver proposes, whole numbers settle: what it gives is made exact, so the same terms always give the same shares.
"""

from fractions import Fraction
from math import ceil, floor

import highspy
import numpy as np

from raitti.planning.program import INFINITE
from raitti.planning.relaxation import quiet
from raitti.planning.shapes.needs import Needs
from raitti.planning.shapes.rules import by_rank


def share_fairest(needs: Needs, *, parts: int, least: int) -> tuple[int, ...]:
    """All parts shared out, at least so many to each region; they must suffice for that.

    First the least-served region (staff by need) gets as much as can be. Then what shares differ from the needs is
    made least, in squares by need, as Sainte-Laguë does. Of equals the region with the greater need comes first, then
    the one that stands first.
    """
    floors = _floors(needs, parts, least)
    exact = [need * parts for need in needs]
    return _settled(_nearest(exact, floors, parts), exact, floors, by_rank(needs))


def _gain(exact: Fraction, given: int) -> Fraction:
    """How much nearer to its exact share a region comes by one part more than it has."""
    return (2 * (exact - given) - 1) / exact


def _floors(needs: Needs, parts: int, least: int) -> list[int]:
    """Parts every region gets in any sharing that serves the least-served region best."""
    needing = [at for at, need in enumerate(needs) if need]
    given = _serve_least(needs, parts, least)
    while True:
        served = min(Fraction(given[at]) / needs[at] for at in needing)
        floors = [max(least, ceil(served * need)) for need in needs]
        better = [max(least, floor(served * need) + 1) if need else least for need in needs]
        if sum(better) > parts:
            return floors
        given = better


def _serve_least(needs: Needs, parts: int, least: int) -> list[int]:
    """Shares whose least-served region is served best, as far as a solver's numbers go."""
    count = len(needs)
    solver = quiet()
    # A column a region, then how many parts the least-served one gets for each part of its exact share.
    solver.addVars(count + 1, np.array([float(least)] * count + [0.0]), np.full(count + 1, float(parts)))
    for at, need in enumerate(needs):
        if need:
            solver.addRow(0.0, INFINITE, 2, np.array([at, count]), np.array([1.0, -float(need * parts)]))
    solver.addRow(float(parts), float(parts), count, np.arange(count), np.ones(count))
    solver.changeColsIntegrality(count, np.arange(count), np.full(count, highspy.HighsVarType.kInteger))
    solver.changeColCost(count, 1.0)
    solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.run()
    return [round(value) for value in solver.getSolution().col_value[:count]]


def _nearest(exact: list[Fraction], floors: list[int], parts: int) -> list[int]:
    """Shares above the floors that are nearest to the exact ones: a column a part, as each next one gains less."""
    left = parts - sum(floors)
    columns = [(at, extra) for at, share in enumerate(exact) if share for extra in range(left)]
    if not columns:
        return floors
    gains = np.array([float(_gain(exact[at], floors[at] + extra)) for at, extra in columns])
    count = len(columns)
    solver = quiet()
    solver.addVars(count, np.zeros(count), np.ones(count))
    solver.changeColsCost(count, np.arange(count), gains)
    solver.addRow(float(left), float(left), count, np.arange(count), np.ones(count))
    solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
    solver.run()
    given = list(floors)
    for (at, _), value in zip(columns, solver.getSolution().col_value, strict=True):
        given[at] += round(value)
    return given


def _settled(given: list[int], exact: list[Fraction], floors: list[int], rank: list[int]) -> tuple[int, ...]:
    """Parts moved one by one while that brings the shares nearer; what is as near goes to whoever ranks first."""
    needing = [at for at in rank if exact[at]]
    place = {at: number for number, at in enumerate(needing)}
    while True:
        gains = {at: _gain(exact[at], given[at]) for at in needing}
        losses = {at: _gain(exact[at], given[at] - 1) for at in needing if given[at] > floors[at]}
        if not losses:
            return tuple(given)
        taker = max(needing, key=lambda at: (gains[at], -place[at]))
        giver = min(losses, key=lambda at: (losses[at], -place[at]))
        nearer = gains[taker] - losses[giver]
        if nearer < 0 or (nearer == 0 and place[taker] >= place[giver]):
            return tuple(given)
        given[giver] -= 1
        given[taker] += 1
