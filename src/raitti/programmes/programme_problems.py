"""The problem a programme's projects are together: whose money may move, and whose staff and money are for all."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import Any, Literal

from raitti.planning.months import month_of, written
from raitti.planning.problem import ZERO, Money, Programme, Staff
from raitti.planning.problem import Project as Problem
from raitti.programmes.models import Project
from raitti.programmes.problems import Names, names_of, problem_of
from raitti.programmes.queries.work import name_of

# How a project takes part: with what is its own, with money that may pay others too, or with staff and money for all.
Part = Literal["own", "movable", "shared"]


@dataclass(frozen=True)
class Together:
    """The programme's problem, and for each of its projects the uid of the one it is about and its names."""

    problem: Programme
    names: list[dict[str, Any]]


def programme_problem(
    title: str, parts: Mapping[Project, Part], *, start: str, end: str, closes: bool, on: date
) -> Together:
    """The rows of projects as one problem, each within its own months, with the money known on a day.

    Of a project whose staff and money are for all, what it does and what it costs every month stays its own.
    Projects that have no month in common with the plan are left out.
    """
    problems, names = [], []
    staff: list[Staff] = []
    money: list[Money] = []
    titles: set[str] = set()
    for project, part in parts.items():
        months = months_in(project, start=start, end=end)
        if months is None:
            continue
        problem = problem_of(project, start=months[0], end=months[1], closes=closes, on=on)
        problem = replace(problem, title=_apart(name_of(project.name), titles))
        titles.add(problem.title)
        if part == "movable":
            problem = replace(problem, money=tuple(replace(each, movable=True) for each in problem.money))
        elif part == "shared":
            staff += (replace(each, name=f"{each.name}, {problem.title}") for each in problem.staff)
            money += (replace(each, name=f"{each.name}, {problem.title}") for each in problem.money)
            problem = replace(problem, staff=(), money=())
        problems.append(problem)
        # What its staff and money are for all, it cannot accept as a plan of its own.
        names.append({"project": None if part == "shared" else str(project.uid), "names": names_of(project)})
    return Together(Programme(title, tuple(problems), tuple(staff), tuple(money)), names)


def months_in(project: Project, *, start: str, end: str) -> tuple[str, str] | None:
    """The months of a plan that a project is there; none where it is not."""
    first = max(start, f"{project.starts:%Y-%m}")
    last = min(end, f"{project.ends:%Y-%m}")
    return (first, last) if first <= last else None


def names_of_file(problem: Programme) -> list[dict[str, Any]]:
    """The rows of names of a plan file that is about no project here."""
    none: Names = {}
    return [{"project": None, "names": none} for _project in problem.projects]


def own_money_first(parts: Sequence[Problem], asked: Sequence[Problem]) -> list[Problem]:
    """The projects' problems as they were solved together, each paid with its own money as far as that goes.

    `asked` are the same as they were asked. Of money that may move the optimiser only sees to it that it suffices:
    with the same months of use it is one whose it is. What still may move in a part is money of another project.
    """
    pots: dict[tuple[int, int], list[tuple[int, Money]]] = {}
    for owner, project in enumerate(asked):
        for money in project.money:
            if money.movable:
                pots.setdefault(_use(money), []).append((owner, money))
    purses = [[money for money in part.money if not money.movable] for part in parts]
    for use, pot in pots.items():
        due = [
            sum((money.amount for money in part.money if money.movable and _use(money) == use), ZERO) for part in parts
        ]
        left = [money.amount for _owner, money in pot]
        for place, number in sorted(product(range(len(pot)), range(len(parts))), key=lambda at: pot[at[0]][0] != at[1]):
            owner, money = pot[place]
            euros = min(left[place], due[number])
            if euros > 0:
                left[place] -= euros
                due[number] -= euros
                name = money.name if owner == number else f"{money.name}, {asked[owner].title}"
                purses[number].append(replace(money, name=name, decided=euros, movable=owner != number))
    return [replace(part, money=tuple(own)) for part, own in zip(parts, purses, strict=True)]


def _use(money: Money) -> tuple[int, int]:
    return money.usable_from, money.usable_until


def with_names_apart(problem: Problem) -> Problem:
    """A project's problem in which no two sums of money have the same name, so that it can be written as a file."""
    known: set[str] = set()
    money = []
    for each in problem.money:
        money.append(replace(each, name=_apart(each.name, known)))
        known.add(money[-1].name)
    return replace(problem, money=tuple(money))


def _apart(name: str, known: Collection[str]) -> str:
    return next(each for each in _numbered(name) if each not in known)


def _numbered(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name} ({number})"
        number += 1


def span_of(projects: Sequence[Project], *, year: int) -> tuple[str, str]:
    """The months a question about projects begins with: a year, as far as one of them is there."""
    first = max(min((f"{each.starts:%Y-%m}" for each in projects), default=""), f"{year}-01")
    last = min(max((f"{each.ends:%Y-%m}" for each in projects), default=f"{year}-12"), f"{year}-12")
    return written(month_of(first)), written(max(month_of(first), month_of(last)))
