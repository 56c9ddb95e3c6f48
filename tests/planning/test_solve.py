"""A plan is the best there is, as the plan file defines best; three real projects come out as history did."""

import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from benchmarks.planning import made
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from raitti.planning.files import read_plan
from raitti.planning.months import month_of
from raitti.planning.outcome import Outcome, Run
from raitti.planning.problem import Activity, Level, Money, Overhead, Project, Staff
from raitti.planning.search import Progress
from raitti.planning.solve import solve
from tests.planning.exhaustive import NEVER, best_rank, payable

Real = Callable[[str], Outcome]

MONTHS = 4
AMOUNTS = st.sampled_from([0, 100, 250]).map(Decimal)
SHARES = st.sampled_from(["0", "0.2", "0.3", "0.5"]).map(Decimal)


@st.composite
def activities(draw: st.DrawFn, number: int) -> Activity:
    begins = draw(st.none() | st.integers(0, MONTHS - 1))
    least = draw(st.integers(1, 3))
    return Activity(
        name=f"activity {number}",
        priority=draw(st.sampled_from(["must", "should", "could"])),
        value=Decimal(draw(st.integers(0, 5))),
        fte=draw(SHARES),
        monthly=draw(AMOUNTS),
        once=draw(st.sampled_from([0, 0, 300]).map(Decimal)),
        begins=begins,
        ends=draw(st.none() | st.integers(begins or 0, MONTHS - 1)),
        min_months=least,
        max_months=draw(st.sampled_from([0, 0, least, least + 1])),
        running=draw(st.booleans()),
        closing=draw(st.sampled_from([False, False, True])),
        needs=(f"activity {draw(st.integers(0, number - 1))}",) if number and draw(st.booleans()) else (),
        levels=(Level("narrow", Decimal("0.5"), Decimal("0.6")),) if draw(st.booleans()) else (),
    )


@st.composite
def projects(draw: st.DrawFn) -> Project:
    def money(number: int) -> Money:
        first = draw(st.integers(0, MONTHS - 1))
        return Money(
            f"money {number}",
            first,
            draw(st.integers(first, MONTHS - 1)),
            decided=Decimal(draw(st.integers(0, 30))) * 100,
        )

    def staff(number: int) -> Staff:
        return Staff(
            f"staff {number}",
            fte=Decimal(draw(st.sampled_from(["0.4", "0.5", "1"]))),
            monthly_cost=Decimal(draw(st.sampled_from([300, 400]))),
            until=draw(st.none() | st.just(MONTHS - 2)),
            leave_months=draw(st.integers(0, 1)),
            notice_months=draw(st.integers(0, 2)),
            keep=draw(st.sampled_from([False, False, True])),
        )

    return Project(
        title="small",
        start=0,
        end=MONTHS - 1,
        closes=draw(st.booleans()),
        money=tuple(money(number) for number in range(draw(st.integers(1, 2)))),
        overhead=(Overhead("rent", Decimal(draw(st.sampled_from([0, 50])))),),
        staff=tuple(staff(number) for number in range(draw(st.integers(0, 2)))),
        activities=tuple(draw(activities(number)) for number in range(draw(st.integers(0, 3)))),
    )


def rank(outcome: Outcome) -> tuple[Decimal, Decimal, Decimal, int, tuple[int, ...]]:
    assert outcome.plan is not None
    runs = outcome.plan.runs
    return (
        sum((a.value for a in outcome.project.activities if a.name in outcome.musts_missed), Decimal(0)),
        -outcome.value,
        outcome.cost,
        outcome.plan.end,
        tuple(runs[a.name].first if a.name in runs else NEVER for a in outcome.project.activities),
    )


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(projects())
def test_no_plan_of_a_small_project_is_better_cheaper_or_earlier(project: Project) -> None:
    outcome, best = solve(project), best_rank(project)

    if best is None:
        assert outcome.status == "infeasible"
    else:
        assert outcome.status == "optimal"
        assert rank(outcome) == best
        assert outcome.bound == outcome.value


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(projects())
def test_a_plans_months_can_be_paid_and_its_people_suffice(project: Project) -> None:
    outcome = solve(project)

    if outcome.plan is None:
        return
    costs = [month.costs for month in outcome.months]
    assert payable(project, costs + [Decimal(0)] * (len(project.months) - len(costs)))
    assert sum(costs) == outcome.cost
    assert all(month.fte_need <= month.fte_at_work for month in outcome.months)
    assert sum(post.cost for post in outcome.posts) + sum(each.cost for each in outcome.activities) <= outcome.cost


@pytest.fixture
def real(shared: Path) -> Callable[[str], Outcome]:
    """The plan of one of the three real projects."""

    def solved(name: str) -> Outcome:
        project = read_plan((shared / "plans" / f"{name}.toml").read_bytes())
        assert isinstance(project, Project)
        return solve(project)

    return solved


def runs_until(outcome: Outcome, begins: str) -> str | None:
    """The last month of the activity whose name begins so."""
    activity = next(each for each in outcome.activities if each.name.startswith(begins))
    return None if activity.run is None else f"{activity.run.last % 12 + 1}/{activity.run.last // 12}"


def test_nine_months_of_money_carry_work_to_november_and_leave_in_december(real: Real) -> None:
    outcome = real("yhes-enemman-2020")

    assert outcome.plan is not None
    assert outcome.plan.end == month_of("2020-12")
    assert {post.last_working_month for post in outcome.posts} == {month_of("2020-11")}
    assert {post.until for post in outcome.posts} == {month_of("2020-12")}
    assert runs_until(outcome, "Uusi toiminta") is None
    assert runs_until(outcome, "Järjestöjen neuvottelukuntien") == "11/2020"


def test_trainings_stop_at_once_and_what_was_agreed_is_brought_to_its_end(real: Real) -> None:
    outcome = real("jarjestorakenne-2020")
    decisions = {each.name.split()[0]: each.decision for each in outcome.activities}

    assert decisions["Palvelumuotoilun"] == "stop"
    assert runs_until(outcome, "Sovitut") == "11/2020"
    assert runs_until(outcome, "Osallistuminen") == "11/2020"
    assert runs_until(outcome, "Yhdistysagentti") == "8/2020"
    assert runs_until(outcome, "Koulutus ihimiset") == "7/2020"
    assert outcome.plan is not None
    mapping = next(name for name in outcome.plan.runs if name.startswith("Kartoitus"))
    assert outcome.plan.runs[mapping] == Run(month_of("2020-09"), month_of("2020-11"))


def test_what_was_carried_over_carries_the_whole_year(real: Real) -> None:
    outcome = real("jarjestot-muutokseen-2020")

    assert outcome.status == "optimal"
    assert outcome.musts_missed == ()
    assert {post.last_working_month for post in outcome.posts} == {month_of("2020-11")}
    assert all(each.run is not None for each in outcome.activities)


def test_what_a_narrowed_activity_lacks_would_suffice_to_keep_it(real: Real) -> None:
    outcome = real("jarjestorakenne-2020")
    stopped = next(each for each in outcome.activities if each.decision == "stop")

    assert stopped.keeping is not None
    assert stopped.reason.binding == "money_and_staff"
    assert stopped.keeping.euros == Decimal(19500)
    assert stopped.keeping.fte == Decimal("0.7")


def test_a_project_that_cannot_pay_its_notices_says_how_much_it_lacks_and_when() -> None:
    project = Project(
        title="broke",
        start=0,
        end=5,
        closes=True,
        money=(Money("grant", 0, 5, decided=Decimal(500)),),
        overhead=(Overhead("rent", Decimal(100)),),
        staff=(Staff("worker", fte=Decimal(1), monthly_cost=Decimal(300), notice_months=2),),
    )

    outcome = solve(project)

    assert outcome.status == "infeasible"
    assert outcome.plan is None
    assert outcome.lacks is not None
    assert (outcome.lacks.euros, outcome.lacks.month) == (Decimal(300), 1)


@pytest.mark.parametrize(("overhead", "status"), [(0, "optimal"), (50, "infeasible")])
def test_a_project_without_people_and_activities_has_the_plan_of_doing_nothing(overhead: int, status: str) -> None:
    project = Project(title="empty", start=0, end=3, overhead=(Overhead("rent", Decimal(overhead)),))
    assert solve(project).status == status


def test_a_plan_paid_from_very_many_purses_is_as_good_as_from_one() -> None:
    project = made(12, 12)
    first, second = project.money
    parts = tuple(replace(first, name=f"Part {n}", decided=first.amount / 10) for n in range(10))
    assert solve(replace(project, money=(*parts, second))).value == solve(project).value


@pytest.mark.parametrize("name", ["yhes-enemman-2020", "jarjestorakenne-2020"])
def test_the_same_file_gives_the_same_plan_every_time(real: Real, name: str) -> None:
    assert real(name) == real(name)


@pytest.mark.parametrize("name", ["yhes-enemman-2020", "jarjestorakenne-2020", "jarjestot-muutokseen-2020"])
def test_when_time_is_up_there_is_still_a_plan_that_misses_no_must_it_could_keep(shared: Path, name: str) -> None:
    project = read_plan((shared / "plans" / f"{name}.toml").read_bytes())
    assert isinstance(project, Project)

    outcome = solve(project, deadline=time.monotonic() - 1)

    assert outcome.status == "feasible"
    assert outcome.musts_missed == ()
    assert outcome.value <= outcome.bound


def test_whoever_hears_how_far_the_search_is_can_say_that_it_is_good_enough() -> None:
    project = made(60, 36)
    heard = list[Progress]()

    def tell(progress: Progress) -> bool:
        heard.append(progress)
        return progress.value < 0

    outcome = solve(project, tell=tell)

    assert outcome.status == "feasible"
    assert outcome.plan is not None
    assert heard[-1].value > 0
    assert outcome.value <= outcome.bound
