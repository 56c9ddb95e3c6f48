"""Every plan of a small project, one after another: slow, plain, and independent of the solver."""

import itertools
from collections.abc import Iterator
from decimal import Decimal

from raitti.planning.problem import Activity, Level, Programme, Project, Staff

Block = tuple[Level, int, int]
Rank = tuple[Decimal, Decimal, Decimal, int, tuple[int, ...]]
# Months later than any: what does not run begins never.
NEVER = 10**6


def payable(project: Project, costs: list[Decimal]) -> bool:
    """Whether each month can be paid: of what can be used then, what ends first goes first."""
    left = [money.amount for money in project.money]
    order = sorted(range(len(left)), key=lambda at: project.money[at].usable_until)
    for month, due in zip(project.months, costs, strict=True):
        for at in order:
            money = project.money[at]
            if money.usable_from <= month <= money.usable_until:
                part = min(due, left[at])
                left[at] -= part
                due -= part
        if due > 0:
            return False
    return True


def blocks(project: Project, activity: Activity, end: int) -> Iterator[Block | None]:
    """Nothing, and every block in which the activity may run if the project ends in a month."""
    yield None
    first, last = project.window(activity)
    for way in activity.ways:
        for begin in (first,) if activity.running else range(first, last + 1):
            for until in range(begin + activity.min_months - 1, min(last, end) + 1):
                too_long = activity.max_months and until - begin + 1 > activity.max_months
                if not too_long and not (activity.closing and until < end - 2):
                    yield way, begin, until


def lasts(project: Project, staff: Staff, end: int) -> list[int]:
    """Every last month of employment."""
    latest = min(end, project.end if staff.until is None else staff.until)
    all_of_them = list(range(project.start + staff.least_months - 1, latest + 1))
    return all_of_them[-1:] if staff.keep else all_of_them


def best_rank(project: Project) -> Rank | None:
    """Missed musts, negative value, cost, end and beginnings of the best plan; `None` where there is none."""
    ranks = [rank for rank, costs, free in all_plans(project) if min(free) >= 0 and payable(project, costs)]
    return min(ranks, default=None)


def best_together(programme: Programme) -> tuple[Decimal, Decimal, Decimal] | None:
    """Missed musts, negative value and cost of the best plans of projects whose money all months can use."""
    options = []
    for project in programme.projects:
        own = sum((money.amount for money in project.money), Decimal(0))
        best: dict[tuple[Decimal, tuple[Decimal, ...]], Rank] = {}
        for rank, costs, free in all_plans(project):
            asked = max(Decimal(0), sum(costs) - own), tuple(max(Decimal(0), -left) for left in free)
            best[asked] = min(rank, best.get(asked, rank))
        options.append(best)
    everything = sum((money.amount for money in programme.money), Decimal(0))
    months, found = range(programme.start, programme.end + 1), []
    for ends in itertools.product(*(_shared_lasts(staff, programme) for staff in programme.staff)):
        posts = list(zip(programme.staff, ends, strict=True))
        wages = sum((staff.monthly_cost * (last - programme.start + 1) for staff, last in posts), Decimal(0))
        supply = [
            sum((staff.fte for staff, last in posts if month <= last - staff.leave_months), Decimal(0))
            for month in months
        ]
        for chosen in itertools.product(*(option.items() for option in options)):
            euros = wages + sum((asked for (asked, _), _ in chosen), Decimal(0))
            work = [sum(each) for each in zip(*(lacking for (_, lacking), _ in chosen), strict=True)]
            if euros <= everything and all(need <= given for need, given in zip(work, supply, strict=True)):
                ranks = [rank for _, rank in chosen]
                found.append((sum(r[0] for r in ranks), sum(r[1] for r in ranks), wages + sum(r[2] for r in ranks)))
    return min(found, default=None)


def _shared_lasts(staff: Staff, programme: Programme) -> list[int]:
    latest = programme.end if staff.until is None else min(programme.end, staff.until)
    all_of_them = list(range(programme.start + staff.least_months - 1, latest + 1))
    return all_of_them[-1:] if staff.keep else all_of_them


def all_plans(project: Project) -> Iterator[tuple[Rank, list[Decimal], list[Decimal]]]:
    """Every plan, payable or not: its rank, the euros of each month, and the work left over (lacking: below zero)."""
    for end in project.months if project.closes else (project.end,):
        for ends in itertools.product(*(lasts(project, staff, end) for staff in project.staff)):
            yield from _plans(project, end, ends)


def _plans(project: Project, end: int, ends: tuple[int, ...]) -> Iterator[tuple[Rank, list[Decimal], list[Decimal]]]:
    posts = list(zip(project.staff, ends, strict=True))
    base = [
        sum((item.monthly for item in project.overhead if month <= end), Decimal(0))
        + sum((staff.monthly_cost for staff, last in posts if month <= last), Decimal(0))
        for month in project.months
    ]
    work = [
        sum((staff.fte for staff, last in posts if month <= last - staff.leave_months), Decimal(0))
        for month in project.months
    ]
    for choice in itertools.product(*(blocks(project, activity, end) for activity in project.activities)):
        runs = dict(zip((activity.name for activity in project.activities), choice, strict=True))
        costs, free = list(base), list(work)
        for activity, run in zip(project.activities, choice, strict=True):
            if run:
                way, begin, until = run
                costs[begin - project.start] += activity.once
                for month in range(begin, until + 1):
                    costs[month - project.start] += activity.monthly * way.share
                    free[month - project.start] -= activity.fte * way.share
        if not _in_order(project, runs):
            continue
        rank = (
            sum((a.value for a in project.activities if a.priority == "must" and not runs[a.name]), Decimal(0)),
            -sum(
                (
                    a.weight * a.value * run[0].value * (run[2] - run[1] + 1)
                    for a in project.activities
                    if (run := runs[a.name])
                ),
                Decimal(0),
            ),
            sum(costs, Decimal(0)),
            end,
            tuple(run[1] if (run := runs[a.name]) else NEVER for a in project.activities),
        )
        yield rank, costs, free


def _in_order(project: Project, runs: dict[str, Block | None]) -> bool:
    for activity in project.activities:
        run = runs[activity.name]
        for needed in activity.needs if run else ():
            before = runs[needed]
            if not before or not run or before[2] >= run[1]:
                return False
    return True
