"""A programme's plan: projects share staff and money, found by prices that settle between them.

Every project answers prices of shared work and shared euros with its best relaxed plan (Dantzig and Wolfe 1960);
a small master program mixes the answers so that nothing is used twice, and its prices lead to better answers. The
answers at any prices bound what all plans can reach. Then one project after another is planned in whole months at
the prices of what is left, those that need little of what is shared first. Small programmes are planned in one go
before that (`together`), and most often that is all.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from raitti.planning.outcome import Expired, Outcome, Status, gap_between, infeasible, outcome_of
from raitti.planning.problem import ZERO, Programme, Project
from raitti.planning.programme.bidding import money_of, pot
from raitti.planning.programme.master import lasts_of
from raitti.planning.programme.placing import Placing, Planned, rank_of
from raitti.planning.programme.settling import Stopping
from raitti.planning.programme.together import Joint, Together
from raitti.planning.purses import Paid, pay
from raitti.planning.search import Tell
from raitti.planning.solve import solve

# Of the time there is, what goes into planning all projects in one go, where they are small enough.
SHARE_TOGETHER = 0.5
# Of the rest, what goes into finding prices.
SHARE_FOR_PRICES = 0.3
# By when all projects should be planned once, and by when what is left over has been offered round.
SHARE_FOR_PLANS = 0.8
SHARE_FOR_ALL = 0.97
# A project's own search in a programme stops at this gap.
ENOUGH = 0.004


@dataclass(frozen=True, slots=True)
class Lent:
    """Work a shared position gives a project in a month."""

    month: int
    project: str
    fte: Decimal


@dataclass(frozen=True, slots=True)
class SharedPost:
    name: str
    until: int
    cost: Decimal
    lent: tuple[Lent, ...]


@dataclass(frozen=True, slots=True)
class ProgrammeOutcome:
    """The plans of all projects, and who of the shared staff works where."""

    programme: Programme
    status: Status
    value: Decimal = ZERO
    bound: Decimal = ZERO
    cost: Decimal = ZERO
    projects: tuple[Outcome, ...] = ()
    staff: tuple[SharedPost, ...] = ()
    expired: tuple[Expired, ...] = ()

    @property
    def gap(self) -> Decimal:
        """How much better plans could be at most, as a share."""
        return gap_between(self.value, self.bound)


def solve_programme(
    programme: Programme, *, deadline: float = np.inf, enough: float = ENOUGH, tell: Tell | None = None
) -> ProgrammeOutcome:
    """Plans of all projects that share what they share best, with a bound on what is possible at all.

    `deadline` is a moment of `time.monotonic`; `enough` is the gap, as a share, at which a project's own search stops.
    """
    if not programme.staff and not pot(programme):
        return _apart(programme, deadline=deadline, tell=tell)
    if not _can_keep_shared_staff(programme):
        return _none(programme)
    begun = time.monotonic()
    settling = Placing(programme, deadline=deadline, tell=Stopping(tell))
    joint = _in_one_go(settling, until=begun + SHARE_TOGETHER * (deadline - begun))
    planned = None if joint is None else settling.placed(joint)
    if joint is None or planned is None or not (joint.is_proven or settling.is_stopped):
        planned = _one_by_one(settling, planned, joint, enough=enough, deadline=deadline)
    if planned is None:
        return _none(programme)
    settling.release(planned)
    return _told(settling, planned)


def _can_keep_shared_staff(programme: Programme) -> bool:
    """Whether the programme's own money pays its shared staff for as long as it must."""
    wages: dict[int, Decimal] = {}
    for staff in programme.staff:
        for last in lasts_of(staff, programme.start, programme.end - programme.start + 1)[:1]:
            for month in range(programme.start, programme.start + last + 1):
                wages[month] = wages.get(month, ZERO) + staff.monthly_cost
    return not pay(programme.money, wages).lacking


def _in_one_go(settling: Placing, *, until: float) -> Joint | None:
    if not Together.suits(settling.bidders):
        return None
    joint = Together(settling.master, settling.bidders).solve(until=until, tell=settling.tell)
    if joint is not None:
        settling.bound = joint.bound
    return joint


def _one_by_one(
    settling: Placing, known: list[Planned] | None, joint: Joint | None, *, enough: float, deadline: float
) -> list[Planned] | None:
    """Plans of one project after another, or those known where they are better."""
    bound, begun = settling.bound, time.monotonic()
    settling.bound = np.inf
    mixture = settling.find_prices(begun + SHARE_FOR_PRICES * (deadline - begun))
    if mixture is None:
        return None
    settling.settle_posts(mixture)
    planned = settling.plan_best(
        settling.master.mix(),
        enough,
        first=begun + SHARE_FOR_PLANS * (deadline - begun),
        deadline=begun + SHARE_FOR_ALL * (deadline - begun),
    )
    settling.bound = min(bound, settling.bound)
    if known is not None and joint is not None and (planned is None or rank_of(known) >= rank_of(planned)):
        return settling.placed(joint)
    return planned


def _apart(programme: Programme, *, deadline: float, tell: Tell | None) -> ProgrammeOutcome:
    """Each project's own best plan, where nothing is shared."""
    projects: tuple[Outcome, ...] = ()
    for project in programme.projects:
        now = time.monotonic()
        until = now + (deadline - now) / (len(programme.projects) - len(projects))
        projects += (solve(project, deadline=until, tell=tell),)
    statuses = {outcome.status for outcome in projects}
    return ProgrammeOutcome(
        programme=programme,
        status="infeasible" if "infeasible" in statuses else "feasible" if "feasible" in statuses else "optimal",
        value=sum((outcome.value for outcome in projects), ZERO),
        bound=sum((outcome.bound for outcome in projects), ZERO),
        cost=sum((outcome.cost for outcome in projects), ZERO),
        projects=projects,
    )


def _none(programme: Programme) -> ProgrammeOutcome:
    return ProgrammeOutcome(
        programme, "infeasible", projects=tuple(infeasible(project) for project in programme.projects)
    )


def _told(settling: Placing, planned: list[Planned]) -> ProgrammeOutcome:
    programme = settling.programme
    paid = settling.accounts(planned)
    value = sum((plan.value for plan in planned), ZERO)
    status: Status = "optimal" if settling.bound <= float(value) else "feasible"
    keys = [*settling.movable, *((-1, number) for number in range(len(programme.money)))]
    projects = tuple(
        outcome_of(
            _with_purses(settling, number, plan, shares), replace(plan.plan, lent=plan.taken_work), status=status
        )
        for (number, plan), shares in zip(enumerate(planned), _shares(planned, paid, keys), strict=True)
    )
    wages = sum(settling.wages().values(), ZERO)
    return ProgrammeOutcome(
        programme=programme,
        status=status,
        value=value,
        bound=max(value, Decimal(repr(float(settling.bound)))),
        cost=sum((outcome.cost for outcome in projects), ZERO) + wages,
        projects=projects,
        staff=tuple(_lent(settling, planned)),
        expired=tuple(
            Expired(money_of(programme, key).name, money_of(programme, key).usable_until, euros)
            for key, euros in zip(keys, paid.left, strict=True)
            if euros > 0 and money_of(programme, key).usable_until <= programme.end
        ),
    )


def _shares(planned: list[Planned], paid: Paid, keys: list[tuple[int, int]]) -> list[dict[tuple[int, int], Decimal]]:
    """What each project gets of each purse of the pot, month by month in file order; wages take the rest."""
    shares: list[dict[tuple[int, int], Decimal]] = [{} for _ in planned]
    asked = [dict(plan.taken_euros) for plan in planned]
    for key, drawn in zip(keys, paid.drawn, strict=True):
        for month, euros in drawn.items():
            left = euros
            for number, due in enumerate(asked):
                part = min(left, due.get(month, ZERO))
                if part > 0:
                    due[month] -= part
                    left -= part
                    shares[number][key] = shares[number].get(key, ZERO) + part
    return shares


def _with_purses(settling: Placing, number: int, plan: Planned, shares: dict[tuple[int, int], Decimal]) -> Project:
    """The project with what it gets of the pot among its money."""
    purses = tuple(replace(settling.named(key, number), decided=euros) for key, euros in shares.items())
    return replace(plan.project, money=(*settling.bidders[number].project.money, *purses))


def _lent(settling: Placing, planned: list[Planned]) -> Iterator[SharedPost]:
    """Who of the shared staff gives which project how much: in file order, each month's work as far as it goes."""
    asked = {(number, month): fte for number, plan in enumerate(planned) for month, fte in plan.taken_work.items()}
    for staff in settling.programme.staff:
        until = settling.lasts[staff.name]
        lent = []
        for month in range(settling.programme.start, until - staff.leave_months + 1):
            free = staff.fte
            for number, plan in enumerate(planned):
                part = min(free, asked.get((number, month), ZERO))
                if part > 0:
                    asked[number, month] -= part
                    free -= part
                    lent.append(Lent(month, plan.project.title, part))
        months = until - settling.programme.start + 1
        yield SharedPost(staff.name, until, staff.monthly_cost * months, tuple(lent))
