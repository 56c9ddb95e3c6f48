"""What a project does, who works in it and what it costs, as facts: to be shown, changed and saved again."""

from decimal import Decimal
from typing import Any

from raitti.core.texts import pick, versions
from raitti.programmes.facts import ActivityFacts, LevelFacts, OverheadFacts, PostFacts, WorkFacts
from raitti.programmes.models import Activity, Overhead, Post, Project


def name_of(name: Any) -> str:
    """The name plans know a row by: Finnish, else the first language it is written in."""
    return pick(name, "fi").value


def plain(number: Decimal) -> Decimal:
    """The number without the zeros its column adds."""
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def work_of(project: Project) -> WorkFacts:
    """All of a project's work, in its order."""
    return WorkFacts(
        posts=tuple(post_facts(row) for row in project.posts.all()),
        overheads=tuple(overhead_facts(row) for row in project.overheads.all()),
        activities=tuple(activity_facts(row) for row in project.activities.prefetch_related("needs")),
    )


def post_facts(row: Post) -> PostFacts:
    return PostFacts(
        title=versions(row.title),
        fte=plain(row.fte),
        monthly_cost=plain(row.monthly_cost),
        until=row.until,
        leave_months=row.leave_months,
        notice_months=row.notice_months,
        keep=row.keep,
    )


def overhead_facts(row: Overhead) -> OverheadFacts:
    return OverheadFacts(name=versions(row.name), monthly=plain(row.monthly))


def activity_facts(row: Activity) -> ActivityFacts:
    return ActivityFacts(
        name=versions(row.name),
        priority=row.priority,
        value=plain(row.value),
        fte=plain(row.fte),
        monthly=plain(row.monthly),
        once=plain(row.once),
        begins=row.begins,
        ends=row.ends,
        min_months=row.min_months,
        max_months=row.max_months,
        running=row.running,
        closing=row.closing,
        needs=tuple(name_of(need.name) for need in row.needs.all()),
        levels=tuple(_level(level) for level in row.levels),
    )


def _level(level: dict[str, Any]) -> LevelFacts:
    return LevelFacts(name=level["name"], share=Decimal(level["share"]), value=Decimal(level["value"]))
