"""A programme from above: its projects side by side, and what they come to together."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from raitti.programmes.choices import decision_as_told, last_at_work
from raitti.programmes.models import EntryKind, Grant, LedgerEntry, PlanVersion, Programme, Project, Structure
from raitti.programmes.queries.money import ZERO, grants_by_project, in_force, latest, months_covered, usable_of
from raitti.programmes.queries.published import PublicGrant, public_grants, published_plans
from raitti.programmes.queries.steps import Step, Way, newest_plans, ways_of

DECISIONS = ("continue", "narrow", "stop", "not_started")


@dataclass(frozen=True)
class Line:
    """One project. What is `None` is not known, or not for who asks."""

    project: Project
    year: int | None
    applied: Decimal | None
    proposed: Decimal | None
    decided: Decimal | None
    months: int | None
    plan: PlanVersion | None
    activities: Counter[str]
    structures: int
    settled: int
    carried_over: Decimal | None = None
    usable: Decimal | None = None
    next: Step | None = None

    @property
    def ends(self) -> str:
        """The plan's last month: "11/2020"."""
        year, _dash, month = str((self.plan and self.plan.result.get("end_month")) or "").partition("-")
        return f"{int(month)}/{year}" if month else ""


@dataclass(frozen=True)
class RollUp:
    """All lines with their sums; `is_public` where only what the law makes public is told."""

    lines: Sequence[Line]
    is_public: bool

    def total(self, name: str) -> Decimal:
        return sum((getattr(line, name) or ZERO for line in self.lines), ZERO)

    @property
    def totals(self) -> dict[str, Decimal]:
        return {name: self.total(name) for name in ("applied", "proposed", "decided", "carried_over", "usable")}

    @property
    def activities(self) -> Counter[str]:
        return sum((line.activities for line in self.lines), Counter())

    @property
    def structures(self) -> int:
        return sum(line.structures for line in self.lines)

    @property
    def settled(self) -> int:
        return sum(line.settled for line in self.lines)


def roll_up(programme: Programme, *, on: date, is_public: bool) -> RollUp:
    """The projects of a programme on a day; for the funder's readers only the published ones, as everyone sees them."""
    projects = programme.projects.select_related("host").order_by("sort_fi", "pk")
    if is_public:
        projects = projects.filter(publication="published")
    rows = list(projects)
    public = public_grants(rows)
    plans = published_plans(rows) if is_public else newest_plans(rows)
    statuses: dict[int | None, list[bool]] = {}
    for structure in Structure.objects.filter(project__in=rows).only("project", "status", "settled_on"):
        statuses.setdefault(structure.project_id, []).append(not structure.is_unsettled)
    grants = {} if is_public else grants_by_project(rows)
    ways = {} if is_public else ways_of(rows, grants=grants)
    lines = []
    for row in rows:
        line = _line(row, public.get(row.pk, []), plans.get(row.pk), statuses.get(row.pk, []))
        if not is_public:
            line = _with_own(line, grants.get(row.pk, []), ways[row.pk], on=on)
        lines.append(line)
    return RollUp(lines, is_public)


def _line(project: Project, grants: Sequence[PublicGrant], plan: PlanVersion | None, settled: Sequence[bool]) -> Line:
    """What is public of a project."""
    newest = grants[0] if grants else None
    stages = [None if newest is None else getattr(newest, stage) for stage in ("applied", "proposed", "decided")]
    return Line(
        project=project,
        year=None if newest is None else newest.grant.year,
        applied=_amount(stages[0]),
        proposed=_amount(stages[1]),
        decided=_amount(stages[2]),
        months=months_covered(stages[2] or stages[1]),
        plan=plan,
        activities=Counter(_decisions(plan)),
        structures=len(settled),
        settled=sum(settled),
    )


def _with_own(line: Line, grants: Sequence[Grant], way: Way, *, on: date) -> Line:
    """The same with what only those who coordinate see."""
    project = line.project
    return replace(
        line,
        carried_over=_carried_over(grants, on=on),
        usable=usable_of(grants, on=min(on, project.ends)).total,
        next=None if project.closed_on else way.next,
    )


def _decisions(plan: PlanVersion | None) -> Iterator[str]:
    """What becomes of a plan's activities, as people are told it on its own page."""
    result = {} if plan is None else plan.result
    at_work = last_at_work(result.get("months", ()))
    for each in result.get("activities", ()):
        yield decision_as_told(each["decision"], level=each["level"], last=each["until"], at_work=at_work)


def _amount(entry: LedgerEntry | None) -> Decimal | None:
    return None if entry is None else entry.amount


def _carried_over(grants: Sequence[Grant], *, on: date) -> Decimal:
    """What was carried over of earlier years, of each grant what was said last."""
    last = [latest(in_force(grant, on=on), EntryKind.CARRIED_OVER) for grant in grants]
    return sum((entry.amount for entry in last if entry is not None), ZERO)
