"""Projects that share staff and money are planned together: nothing is used twice, and the bound is a bound."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from raitti.planning.problem import Activity, Level, Money, Overhead, Programme, Project, Staff
from raitti.planning.programme import ProgrammeOutcome, solve_programme
from raitti.planning.solve import solve
from tests.planning.exhaustive import best_together

SPECIALIST = Staff("Specialist", fte=Decimal(1), monthly_cost=Decimal(1000), leave_months=1, notice_months=1)
COMMON = Money("Coordination", 0, 7, decided=Decimal(12000))


def project(number: int, *, decided: int, movable: bool = False) -> Project:
    return Project(
        title=f"Project {number}",
        start=0,
        end=7,
        closes=True,
        money=(Money("Grant", 0, 7, decided=Decimal(decided), movable=movable),),
        overhead=(Overhead("Rent", Decimal(50)),),
        staff=(Staff("Worker", fte=Decimal("0.5"), monthly_cost=Decimal(600), leave_months=1, notice_months=1),),
        activities=(
            Activity("Boards", "must", Decimal(8), fte=Decimal("0.4"), monthly=Decimal(30), min_months=3, running=True),
            Activity("Service", "must", Decimal(6), fte=Decimal("0.3"), monthly=Decimal(40), min_months=2, begins=1),
            Activity(
                "Trainings",
                "should",
                Decimal(5 + number),
                fte=Decimal("0.4"),
                monthly=Decimal(100),
                levels=(Level("narrow", Decimal("0.5"), Decimal("0.6")),),
            ),
            Activity("Fair", "could", Decimal(9), fte=Decimal("0.2"), monthly=Decimal(60), once=Decimal(500)),
            Activity("Report", "must", Decimal(5), fte=Decimal("0.1"), max_months=2, closing=True, needs=("Boards",)),
        ),
    )


PROGRAMME = Programme(
    "Three",
    projects=(project(1, decided=7000), project(2, decided=9000, movable=True), project(3, decided=5500)),
    staff=(SPECIALIST,),
    money=(COMMON,),
)


def lent(outcome: ProgrammeOutcome, title: str, month: int) -> Decimal:
    return sum(
        (part.fte for post in outcome.staff for part in post.lent if (part.project, part.month) == (title, month)),
        Decimal(0),
    )


def test_shared_staff_gives_no_month_twice_and_every_project_has_the_work_it_needs() -> None:
    outcome = solve_programme(PROGRAMME)

    for post in outcome.staff:
        for month in range(8):
            given = sum((part.fte for part in post.lent if part.month == month), Decimal(0))
            assert given <= (SPECIALIST.fte if month <= post.until - SPECIALIST.leave_months else 0)
    for plan in outcome.projects:
        own = {post.name: post for post in plan.posts}["Worker"]
        for row in plan.months:
            working = own.last_working_month is not None and row.month <= own.last_working_month
            mine = Decimal("0.5") if working else Decimal(0)
            assert row.fte_need <= mine + lent(outcome, plan.project.title, row.month)


def test_no_euro_is_spent_twice() -> None:
    outcome = solve_programme(PROGRAMME)

    everything = sum(
        (money.amount for each in PROGRAMME.projects for money in each.money), sum((COMMON.amount,), Decimal(0))
    )
    assert outcome.cost <= everything
    for plan, each in zip(outcome.projects, PROGRAMME.projects, strict=True):
        own = sum((money.amount for money in each.money if not money.movable), Decimal(0))
        taken = sum((money.amount for money in plan.project.money), Decimal(0)) - own
        assert plan.cost <= own + taken
    wages = sum((post.cost for post in outcome.staff), Decimal(0))
    assert wages <= COMMON.amount


def test_the_plans_are_near_a_bound_that_none_exceeds() -> None:
    outcome = solve_programme(PROGRAMME)

    assert outcome.value == sum((plan.value for plan in outcome.projects), Decimal(0))
    assert outcome.value <= outcome.bound
    assert outcome.gap <= Decimal("0.03")


def test_sharing_reaches_more_than_each_project_alone() -> None:
    alone = sum((solve(each).value for each in PROGRAMME.projects), Decimal(0))

    assert solve_programme(PROGRAMME).value > alone


TENS = st.integers(0, 5).map(lambda tenths: Decimal(tenths) / 10)


@st.composite
def small_programmes(draw: st.DrawFn) -> Programme:
    def activity(number: int) -> Activity:
        return Activity(
            f"activity {number}",
            draw(st.sampled_from(["must", "should", "could"])),
            value=Decimal(draw(st.integers(1, 5))),
            fte=draw(TENS),
            monthly=Decimal(draw(st.sampled_from([0, 100, 250]))),
            once=Decimal(draw(st.sampled_from([0, 300]))),
            begins=draw(st.none() | st.just(1)),
            min_months=draw(st.integers(1, 2)),
            running=draw(st.booleans()),
            closing=draw(st.sampled_from([False, False, True])),
            needs=("activity 0",) if number and draw(st.booleans()) else (),
            levels=(Level("narrow", Decimal("0.5"), Decimal("0.6")),) if draw(st.booleans()) else (),
        )

    def one(number: int) -> Project:
        return Project(
            title=f"project {number}",
            start=0,
            end=2,
            closes=draw(st.booleans()),
            money=(Money("own", 0, 2, decided=Decimal(draw(st.integers(0, 10)) * 100), movable=draw(st.booleans())),),
            overhead=(Overhead("rent", Decimal(draw(st.sampled_from([0, 50])))),),
            staff=tuple(
                Staff("worker", draw(TENS), Decimal(300), keep=draw(st.booleans()), until=draw(st.none() | st.just(1)))
                for _ in range(draw(st.integers(0, 1)))
            ),
            activities=tuple(activity(number) for number in range(draw(st.integers(0, 2)))),
        )

    return Programme(
        "small",
        projects=(one(1), one(2)),
        staff=tuple(
            Staff("shared", draw(TENS), Decimal(200), leave_months=draw(st.integers(0, 1)))
            for _ in range(draw(st.integers(0, 1)))
        ),
        money=(Money("all", 0, 2, decided=Decimal(draw(st.integers(0, 12)) * 100)),),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(small_programmes())
def test_no_plans_of_a_small_programme_are_better_or_cheaper(programme: Programme) -> None:
    # Money that may move is as good as the programme's own where no wages of its staff are paid of it.
    moved = programme.staff and any(money.movable for each in programme.projects for money in each.money)
    assume(not moved)
    own = tuple(money for each in programme.projects for money in each.money if money.movable)
    plain = tuple(
        replace(each, money=tuple(money for money in each.money if not money.movable)) for each in programme.projects
    )
    best = best_together(replace(programme, projects=plain, money=(*programme.money, *own)))
    outcome = solve_programme(programme)

    if best is None:
        assert outcome.status == "infeasible"
        return
    assert outcome.status == "optimal"
    missed = sum(
        (
            activity.value
            for plan, each in zip(outcome.projects, programme.projects, strict=True)
            for activity in each.activities
            if activity.priority == "must" and activity.name in plan.musts_missed
        ),
        Decimal(0),
    )
    assert (missed, -outcome.value, outcome.cost) == best


def test_where_nothing_is_shared_each_projects_best_plan_is_reached() -> None:
    apart = Programme("Apart", projects=tuple(project(number, decided=6000) for number in (1, 2)))

    outcome = solve_programme(apart)

    assert outcome.value == sum((solve(each).value for each in apart.projects), Decimal(0))


def test_a_programme_with_a_project_that_cannot_pay_its_notices_has_no_plan() -> None:
    broke = replace(PROGRAMME, projects=(project(1, decided=100),), money=(), staff=())

    outcome = solve_programme(broke)

    assert outcome.status == "infeasible"
    assert outcome.projects[0].lacks is not None
