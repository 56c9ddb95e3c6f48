"""How long it takes to plan a project anew, how sure the plan is, and how both grow with the project.

    raitti bench planning                            the growing projects, made here
    raitti bench planning ../shared/data/plans/*.toml plan files

Prints one row a plan: blocks of months to choose from, seconds (of the clock and of processors), value, gap.
"""

import argparse
import random
import time
from decimal import Decimal
from pathlib import Path

from rich.console import Console
from rich.table import Table

from raitti.planning.blocks import blocks_of
from raitti.planning.files import read_plan
from raitti.planning.outcome import Outcome
from raitti.planning.problem import Activity, Level, Money, Overhead, Programme, Project, Staff
from raitti.planning.programme import ProgrammeOutcome, solve_programme
from raitti.planning.solve import solve

SIZES = ((10, 12), (20, 24), (40, 24), (60, 36), (100, 36), (100, 60), (200, 60))


def made(activities: int, months: int, *, seed: int = 1) -> Project:
    """A project of a given size: a third of it musts, half of it running, money for about two thirds."""
    chance = random.Random(seed)
    people = max(2, activities // 8)
    staff = tuple(
        Staff(
            f"Worker {number}",
            fte=Decimal(chance.choice([5, 8, 10])) / 10,
            monthly_cost=Decimal(chance.randrange(3600, 5600, 50)),
            leave_months=chance.choice([0, 1]),
            notice_months=chance.choice([1, 2, 3]),
        )
        for number in range(1, people + 1)
    )

    def activity(number: int) -> Activity:
        running = chance.random() < 0.5
        begins = None if running else chance.randrange(months * 2 // 3)
        least = chance.randrange(1, 6)
        return Activity(
            f"Activity {number}",
            chance.choice(["must", "should", "could"]),
            value=Decimal(chance.randrange(1, 13)),
            fte=Decimal(chance.choice([0, 1, 2, 3, 4])) / 10,
            monthly=Decimal(chance.randrange(0, 1500, 50)),
            once=Decimal(chance.choice([0, 0, chance.randrange(1000, 9000, 250)])),
            begins=begins,
            min_months=least,
            max_months=0 if running or chance.random() < 0.5 else least + chance.randrange(6),
            running=running,
            levels=(Level("narrow", Decimal("0.5"), Decimal("0.6")),) if chance.random() < 0.3 else (),
        )

    all_of_them = tuple(activity(number) for number in range(1, activities + 1))
    wages = sum((each.monthly_cost for each in staff), Decimal(0)) * months
    running_costs = sum((each.monthly for each in all_of_them), Decimal(0)) * months / 3
    whole = (wages + running_costs) * 2 / 3
    return Project(
        title=f"{activities} activities, {months} months",
        start=0,
        end=months - 1,
        closes=True,
        money=(
            Money("First", 0, months // 3, decided=(whole / 2).quantize(Decimal(1))),
            Money("Second", months // 6, months - 1, decided=(whole / 2).quantize(Decimal(1))),
        ),
        overhead=(Overhead("Premises", Decimal(1100)),),
        staff=staff,
        activities=all_of_them,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="plan files; without them projects of growing size")
    parser.add_argument("--seconds", type=float, default=60.0, help="the longest for each plan")
    known = parser.parse_args()
    plans = [read_plan(path.read_bytes()) for path in known.files] or [made(*size) for size in SIZES]
    table = Table("plan", "blocks", "seconds", "of processors", "status", "value", "gap", show_edge=False)
    for plan in plans:
        begun, spent = time.monotonic(), time.process_time()
        deadline = begun + known.seconds
        outcome: Outcome | ProgrammeOutcome
        if isinstance(plan, Programme):
            outcome = solve_programme(plan, deadline=deadline)
        else:
            outcome = solve(plan, deadline=deadline)
        projects = plan.projects if isinstance(plan, Programme) else (plan,)
        table.add_row(
            plan.title,
            str(sum(len(blocks_of(project)) for project in projects)),
            f"{time.monotonic() - begun:.2f}",
            f"{time.process_time() - spent:.2f}",
            outcome.status,
            f"{outcome.value:,.1f}",
            f"{float(outcome.gap):.3%}",
        )
    Console(width=140).print(table)


if __name__ == "__main__":
    main()
