"""A programme from above: its projects side by side, and what they come to together."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from raitti.programmes.choices import decision_as_told, last_at_work
from raitti.programmes.models import EntryKind, LedgerEntry, PlanVersion, Programme, Project, Structure
from raitti.programmes.queries.money import ZERO, latest, months_covered, uncorrected, usable_money
from raitti.programmes.queries.published import PublicGrant, public_grants, published_plan
from raitti.programmes.queries.steps import Step, way_of

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
    carried_over: Decimal | None
    usable: Decimal | None
    plan: PlanVersion | None
    activities: Counter[str]
    structures: int
    settled: int
    next: Step | None

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
    grants = public_grants(rows)
    return RollUp([_line(row, grants.get(row.pk, []), on=on, is_public=is_public) for row in rows], is_public)


def _line(project: Project, grants: Sequence[PublicGrant], *, on: date, is_public: bool) -> Line:
    newest = grants[0] if grants else None
    stages = [None if newest is None else getattr(newest, stage) for stage in ("applied", "proposed", "decided")]
    plan = published_plan(project) if is_public else project.plan_versions.first()
    structures = list(Structure.objects.filter(project=project).values_list("status", flat=True))
    unsettled = {Structure.Status.LIVING, Structure.Status.OFFERED}
    return Line(
        project=project,
        year=None if newest is None else newest.grant.year,
        applied=_amount(stages[0]),
        proposed=_amount(stages[1]),
        decided=_amount(stages[2]),
        months=months_covered(stages[2] or stages[1]),
        carried_over=None if is_public else _carried_over(project, on=on),
        usable=None if is_public else usable_money(project, on=min(on, project.ends)).total,
        plan=plan,
        activities=Counter(_decisions(plan)),
        structures=len(structures),
        settled=sum(1 for status in structures if status not in unsettled),
        next=None if is_public or project.closed_on else way_of(project, on=on).next,
    )


def _decisions(plan: PlanVersion | None) -> Iterator[str]:
    """What becomes of a plan's activities, as people are told it on its own page."""
    result = {} if plan is None else plan.result
    at_work = last_at_work(result.get("months", ()))
    for each in result.get("activities", ()):
        yield decision_as_told(each["decision"], level=each["level"], last=each["until"], at_work=at_work)


def _amount(entry: LedgerEntry | None) -> Decimal | None:
    return None if entry is None else entry.amount


def _carried_over(project: Project, *, on: date) -> Decimal:
    """What was carried over of earlier years, of each grant what was said last."""
    ledgers = [uncorrected(grant.entries.all(), on=on) for grant in project.grants.prefetch_related("entries")]
    last = [latest(entries, EntryKind.CARRIED_OVER) for entries in ledgers]
    return sum((entry.amount for entry in last if entry is not None), ZERO)
