"""How the seats left could be filled so that bounds on groups are kept: one small integer program.

Candidates of the same groups are interchangeable, so the program only says how many of each kind. Deciding this is
hard in general where groups overlap, which is why a solver does it (HiGHS); what it proposes is checked here in whole
numbers before it counts.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

QUIET = {"output_flag": False, "threads": 1, "random_seed": 0}

# The quotas, by number, whose members candidates of this kind are.
Kind = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Bound:
    """How many members of a quota the seats left take, at least and at most."""

    quota: int
    least: int
    most: int


def completion(
    left: Counter[Kind], seats: int, bounds: Sequence[Bound], *, with_one: Kind | None = None
) -> Counter[Kind] | None:
    """How many of each kind fill `seats` within the bounds, of those `left`; `None` if nothing does.

    With `with_one` at least one of that kind is among them.
    """
    kinds = sorted(kind for kind, count in left.items() if count > 0)
    if sum(left[kind] for kind in kinds) < seats or (with_one is not None and (with_one not in kinds or not seats)):
        return None
    if any(bound.least > bound.most for bound in bounds):
        return None
    found = (_solved if len(bounds) > 1 else _plainly)(kinds, left, seats, bounds, with_one)
    if found is not None and not (
        sum(found.values()) == seats
        and all(0 <= found[kind] <= left[kind] for kind in found)
        and (with_one is None or found[with_one])
        and within(found, bounds)
    ):
        raise ArithmeticError("the solver's answer does not keep the quotas")
    return found


def within(chosen: Counter[Kind], bounds: Sequence[Bound]) -> bool:
    """Whether so many of each kind keep the bounds."""
    return all(bound.least <= members_of(chosen, bound) <= bound.most for bound in bounds)


def members_of(chosen: Counter[Kind], bound: Bound) -> int:
    """How many of those chosen the bound is about."""
    return sum(count for kind, count in chosen.items() if bound.quota in kind)


def binding(bounds: Sequence[Bound], left: Counter[Kind], seats: int) -> list[Bound]:
    """The bounds that some choice would break; the others never matter again."""
    return [bound for bound in bounds if bound.least > 0 or bound.most < min(seats, members_of(left, bound))]


def irreducible(bounds: Sequence[Bound], impossible: Callable[[Sequence[Bound]], bool]) -> list[Bound]:
    """Of bounds that are impossible together one that is so alone, else so many that none can be left out."""
    for bound in bounds:
        if impossible([bound]):
            return [bound]
    kept = list(bounds)
    for bound in bounds:
        fewer = [other for other in kept if other is not bound]
        if impossible(fewer):
            kept = fewer
    return kept


def _plainly(
    kinds: Sequence[Kind], left: Counter[Kind], seats: int, bounds: Sequence[Bound], with_one: Kind | None
) -> Counter[Kind] | None:
    """With one bound or none no solver is needed: first so many members as must be, then others, then members."""
    least, most = (bounds[0].least, bounds[0].most) if bounds else (0, seats)
    members = [kind for kind in kinds if bounds and bounds[0].quota in kind]
    chosen = Counter[Kind]([] if with_one is None else [with_one])

    def take(some: Sequence[Kind], number: int) -> None:
        for kind in some:
            more = min(left[kind] - chosen[kind], number, seats - chosen.total())
            chosen[kind] += max(more, 0)
            number -= max(more, 0)

    take(members, least - (with_one in members))
    take([kind for kind in kinds if kind not in members], seats)
    take(members, most - sum(chosen[kind] for kind in members))
    return chosen if chosen.total() == seats and within(chosen, bounds) else None


def _solved(
    kinds: Sequence[Kind], left: Counter[Kind], seats: int, bounds: Sequence[Bound], with_one: Kind | None
) -> Counter[Kind] | None:
    # Taken in here, for a process in which no quotas cross can do without them.
    import highspy
    import numpy as np

    solver = highspy.Highs()
    for option, value in QUIET.items():
        solver.setOptionValue(option, value)
    count = len(kinds)
    every = np.arange(count, dtype=np.int32)
    solver.addVars(
        count,
        np.array([float(kind == with_one) for kind in kinds]),
        np.array([float(min(left[kind], seats)) for kind in kinds]),
    )
    solver.changeColsIntegrality(count, every, np.full(count, highspy.HighsVarType.kInteger))
    solver.addRow(seats, seats, count, every, np.ones(count))
    for bound in bounds:
        members = np.array([at for at, kind in enumerate(kinds) if bound.quota in kind], dtype=np.int32)
        solver.addRow(bound.least, bound.most, len(members), members, np.ones(len(members)))
    solver.run()
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return None
    if status != highspy.HighsModelStatus.kOptimal:
        raise ArithmeticError(f"the solver ended with {status}")
    values = solver.getSolution().col_value
    return Counter({kind: round(value) for kind, value in zip(kinds, values, strict=True) if round(value)})
