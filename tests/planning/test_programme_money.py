"""What a programme's projects pay from common money can be paid, however the months of that money lie."""

from dataclasses import replace
from decimal import Decimal

from raitti.planning.problem import Activity, Level, Money, Programme, Project
from raitti.planning.programme import solve_programme

# Five pairs of months with 100 euros for each pair and a month without between them.
PAIRS = tuple(Money(f"Pair {number}", 3 * number, 3 * number + 1, decided=Decimal(100)) for number in range(5))
TOUR = Activity(
    "Tour",
    "must",
    Decimal(10),
    monthly=Decimal(100),
    min_months=2,
    max_months=2,
    levels=(Level("narrow", Decimal("0.5"), Decimal("0.4")),),
)


def touring(title: str) -> Project:
    return Project(title, start=0, end=13, activities=(TOUR,))


def test_a_project_that_cannot_be_paid_as_wished_goes_on_narrower() -> None:
    outcome = solve_programme(Programme("Tours", projects=(touring("One"),), money=PAIRS))

    assert outcome.status != "infeasible"
    run = outcome.projects[0].activities[0].run
    assert run is not None
    assert run.level == "narrow"
    assert outcome.cost == Decimal(100)


def test_projects_that_pay_from_the_same_months_leave_each_other_enough() -> None:
    projects = tuple(touring(f"Project {number}") for number in range(6))

    outcome = solve_programme(Programme("Tours", projects=projects, money=PAIRS))

    # Five pairs of months pay five narrow tours; who comes last misses its must, and all the others keep theirs.
    assert outcome.status != "infeasible"
    assert sorted(len(plan.musts_missed) for plan in outcome.projects) == [0, 0, 0, 0, 0, 1]


def test_what_one_project_can_do_without_goes_to_the_one_that_cannot() -> None:
    greedy = replace(touring("Greedy"), activities=(replace(TOUR, priority="should", value=Decimal(99)),))
    needy = replace(touring("Needy"), activities=(replace(TOUR, levels=()),))
    whole = Money("Common", 0, 1, decided=Decimal(200))

    outcome = solve_programme(Programme("Two", projects=(greedy, needy), money=(whole,)))

    assert [len(plan.musts_missed) for plan in outcome.projects] == [0, 0]
