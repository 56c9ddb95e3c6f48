"""A plan told in months, euros and reasons, everything recomputed in exact decimals from the choice made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from raitti.planning.blocks import spans
from raitti.planning.problem import FULL, ONE, ZERO, Activity, Project
from raitti.planning.purses import Paid, pay

Status = Literal["optimal", "feasible", "infeasible"]
Decision = Literal["continue", "narrow", "stop", "not_started"]
Binding = Literal["", "time", "needs", "money", "staff", "money_and_staff", "worth", "order"]


@dataclass(frozen=True, slots=True)
class Run:
    """An activity's block of months at a level; both ends belong to it."""

    first: int
    last: int
    level: str = FULL

    @property
    def months(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Plan:
    """A choice made: the project's last month, everyone's last month of employment, and what runs when."""

    end: int
    posts: Mapping[str, int]
    runs: Mapping[str, Run]
    # Work that others lend the project, by month.
    lent: Mapping[int, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reason:
    """What binds an activity: the first month and how much lacks there, and who stands before it."""

    binding: Binding = ""
    month: int | None = None
    euros: Decimal = ZERO
    fte: Decimal = ZERO
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Keeping:
    """What keeping an activity in full would take: the least extra money, the largest monthly lack of work."""

    euros: Decimal
    fte: Decimal


@dataclass(frozen=True, slots=True)
class PostOutcome:
    name: str
    until: int
    last_working_month: int | None
    cost: Decimal


@dataclass(frozen=True, slots=True)
class ActivityOutcome:
    name: str
    decision: Decision
    run: Run | None
    cost: Decimal
    reason: Reason
    keeping: Keeping | None


@dataclass(frozen=True, slots=True)
class MonthOutcome:
    """`money_left` is what is left after the month's costs of money usable in that month."""

    month: int
    costs: Decimal
    money_left: Decimal
    fte_need: Decimal
    fte_at_work: Decimal


@dataclass(frozen=True, slots=True)
class Expired:
    money: str
    month: int
    euros: Decimal


@dataclass(frozen=True, slots=True)
class Lack:
    """What lacks, and from which month on, where not even notices, leave and overhead can be paid."""

    euros: Decimal
    month: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """A project's plan, or why there is none. `value` and `bound` are weighted worth."""

    project: Project
    status: Status
    value: Decimal = ZERO
    bound: Decimal = ZERO
    cost: Decimal = ZERO
    plan: Plan | None = None
    musts_missed: tuple[str, ...] = ()
    posts: tuple[PostOutcome, ...] = ()
    activities: tuple[ActivityOutcome, ...] = ()
    months: tuple[MonthOutcome, ...] = ()
    expired: tuple[Expired, ...] = ()
    lacks: Lack | None = None

    @property
    def gap(self) -> Decimal:
        """How much better a plan could be at most, as a share."""
        return gap_between(self.value, self.bound)


def gap_between(value: Decimal, bound: Decimal) -> Decimal:
    """(bound - value) / max(1, value), as the plan file defines it."""
    return max(ZERO, bound - value) / max(ONE, value)


class Ledger:
    """Costs and work of a plan, month by month, exact."""

    def __init__(self, project: Project, plan: Plan) -> None:
        self.project, self.plan = project, plan
        self.months = range(project.start, plan.end + 1)
        self.by_name = {activity.name: activity for activity in project.activities}

    def costs(self, runs: Mapping[str, Run]) -> dict[int, Decimal]:
        """Euros of each month, if these activities run."""
        always = sum((item.monthly for item in self.project.overhead), ZERO)
        costs = dict.fromkeys(self.months, always)
        for staff in self.project.staff:
            for month in range(self.project.start, self.plan.posts[staff.name] + 1):
                costs[month] += staff.monthly_cost
        for name, run in runs.items():
            activity = self.by_name[name]
            costs[run.first] += activity.once
            for month in range(run.first, run.last + 1):
                costs[month] += activity.monthly * share_of(activity, run.level)
        return costs

    def need(self, runs: Mapping[str, Run]) -> dict[int, Decimal]:
        """Work each month asks for, if these activities run."""
        need = dict.fromkeys(self.months, ZERO)
        for name, run in runs.items():
            activity = self.by_name[name]
            for month in range(run.first, run.last + 1):
                need[month] += activity.fte * share_of(activity, run.level)
        return need

    def at_work(self) -> dict[int, Decimal]:
        """Work that those employed and not on their last leave give each month."""
        work = {month: self.plan.lent.get(month, ZERO) for month in self.months}
        for staff in self.project.staff:
            for month in range(self.project.start, self.plan.posts[staff.name] - staff.leave_months + 1):
                work[month] += staff.fte
        return work


def share_of(activity: Activity, level: str) -> Decimal:
    """The share of monthly cost and work a level takes."""
    return next(way.share for way in activity.ways if way.name == level)


def cost_of(activity: Activity, run: Run | None) -> Decimal:
    """Euros an activity's whole run costs."""
    return ZERO if run is None else activity.once + activity.monthly * share_of(activity, run.level) * run.months


def value_of_plan(project: Project, plan: Plan) -> Decimal:
    """Weighted worth of all that runs."""
    total = ZERO
    for activity in project.activities:
        if run := plan.runs.get(activity.name):
            level = next(way for way in activity.ways if way.name == run.level)
            total += activity.weight * activity.value * level.value * run.months
    return total


def outcome_of(project: Project, plan: Plan, *, status: Status, bound: Decimal | None = None) -> Outcome:
    """A plan told in full. `bound` defaults to its own value."""
    ledger = Ledger(project, plan)
    costs, work, need = ledger.costs(plan.runs), ledger.at_work(), ledger.need(plan.runs)
    paid = pay(project.money, costs)
    value = value_of_plan(project, plan)
    return Outcome(
        project=project,
        status=status,
        value=value,
        bound=value if bound is None else max(value, bound),
        cost=sum(costs.values(), ZERO),
        plan=plan,
        musts_missed=tuple(
            activity.name
            for activity in project.activities
            if activity.priority == "must" and activity.name not in plan.runs
        ),
        posts=tuple(_post(project, plan)),
        activities=tuple(
            _activity(ledger, activity, paid=paid, work=work, need=need, costs=costs) for activity in project.activities
        ),
        months=tuple(
            MonthOutcome(month, costs[month], _left(project, paid, month), need[month], work[month])
            for month in ledger.months
        ),
        expired=tuple(
            Expired(money.name, money.usable_until, left)
            for money, left in zip(project.money, paid.left, strict=True)
            if left > 0 and money.usable_until <= project.end
        ),
    )


def infeasible(project: Project) -> Outcome:
    """Why a project has no plan at all: the least that lacks, over every month it might end in."""
    least: Lack | None = None
    for end in project.months if project.closes else (project.end,):
        posts = {}
        for staff in project.staff:
            latest = end if staff.until is None else min(end, staff.until)
            first_free = project.start + staff.least_months - 1
            if first_free > latest:
                break
            posts[staff.name] = latest if staff.keep else first_free
        if len(posts) < len(project.staff):
            continue
        paid = pay(project.money, Ledger(project, Plan(end, posts, {})).costs({}))
        if paid.lacking and (least is None or paid.lack < least.euros):
            least = Lack(paid.lack, min(paid.lacking))
    return Outcome(project=project, status="infeasible", lacks=least)


def _left(project: Project, paid: Paid, month: int) -> Decimal:
    left = ZERO
    for money, drawn in zip(project.money, paid.drawn, strict=True):
        if money.usable_from <= month <= money.usable_until:
            left += money.amount - sum((euros for at, euros in drawn.items() if at <= month), ZERO)
    return left


def _post(project: Project, plan: Plan) -> list[PostOutcome]:
    outcomes = []
    for staff in project.staff:
        until = plan.posts[staff.name]
        last = until - staff.leave_months
        months = until - project.start + 1
        outcomes.append(
            PostOutcome(staff.name, until, last if last >= project.start else None, staff.monthly_cost * months)
        )
    return outcomes


def _activity(
    ledger: Ledger,
    activity: Activity,
    *,
    paid: Paid,
    work: Mapping[int, Decimal],
    need: Mapping[int, Decimal],
    costs: Mapping[int, Decimal],
) -> ActivityOutcome:
    run = ledger.plan.runs.get(activity.name)
    decision = _decision(ledger, activity, run)
    if decision == "continue":
        return ActivityOutcome(activity.name, decision, run, cost_of(activity, run), Reason(), None)
    whole = _longest(ledger, activity)
    keeping, reason = None, Reason("time", month=ledger.plan.end)
    if whole is not None:
        keeping, reason = _keeping(ledger, activity, whole, work)
    waits = tuple(name for name in activity.needs if name not in ledger.plan.runs)
    if run is None and waits:
        reason = Reason("needs", names=waits)
    return ActivityOutcome(activity.name, decision, run, cost_of(activity, run), reason, keeping)


def _decision(ledger: Ledger, activity: Activity, run: Run | None) -> Decision:
    if run is None:
        return "stop" if activity.running else "not_started"
    lasts = [last for first, last in spans(ledger.project, activity, end=ledger.plan.end) if first == run.first]
    return "continue" if run.level == FULL and run.last == max(lasts) else "narrow"


def _longest(ledger: Ledger, activity: Activity) -> Run | None:
    """The activity in full from its earliest allowed month for as long as it may run, others as planned."""
    after = max(
        (run.last + 1 for name in activity.needs if (run := ledger.plan.runs.get(name))), default=ledger.project.start
    )
    allowed = [span for span in spans(ledger.project, activity, end=ledger.plan.end) if span[0] >= after]
    if not allowed:
        return None
    first = min(first for first, _ in allowed)
    return Run(first, max(last for begin, last in allowed if begin == first))


def _keeping(ledger: Ledger, activity: Activity, whole: Run, work: Mapping[int, Decimal]) -> tuple[Keeping, Reason]:
    runs = {**ledger.plan.runs, activity.name: whole}
    paid = pay(ledger.project.money, ledger.costs(runs))
    need = ledger.need(runs)
    lacks = {month: need[month] - work[month] for month in ledger.months if need[month] > work[month]}
    keeping = Keeping(paid.lack, max(lacks.values(), default=ZERO))
    binding: Binding = "order"
    if paid.lacking and lacks:
        binding = "money_and_staff"
    elif paid.lacking:
        binding = "money"
    elif lacks:
        binding = "staff"
    elif not activity.value:
        binding = "worth"
    month = min((*paid.lacking, *lacks), default=None)
    fte = lacks[min(lacks)] if lacks else ZERO
    return keeping, Reason(binding, month, paid.lack, fte, _ahead(ledger, activity, month))


def _ahead(ledger: Ledger, activity: Activity, month: int | None) -> tuple[str, ...]:
    """Activities of a higher priority that run in the month where money or work lacks."""
    if month is None:
        return ()
    return tuple(
        other.name
        for other in ledger.project.activities
        if other.weight > activity.weight
        and (run := ledger.plan.runs.get(other.name))
        and run.first <= month <= run.last
    )
