"""The problem a project's rows are: what the optimiser is asked, and what its names are in other languages."""

from datetime import date
from decimal import Decimal
from typing import Any

from raitti.core.texts import pick, versions
from raitti.planning.months import month_of, written
from raitti.planning.problem import Activity, Level, Overhead, Project, Staff
from raitti.programmes.facts import ActivityFacts, LevelFacts, OverheadFacts, PostFacts, Texts, WorkFacts
from raitti.programmes.models import Activity as ActivityRow
from raitti.programmes.models import Project as ProjectRow
from raitti.programmes.queries.money import money_for_plan

Names = dict[str, dict[str, str]]


def problem_of(project: ProjectRow, *, start: str, end: str, closes: bool = True, on: date) -> Project:
    """The project's rows as a problem from one month to another ("YYYY-MM"), with the money known on a day."""
    return Project(
        title=f"{name_of(project.name)}, {start[:4]}" if start[:4] == end[:4] else name_of(project.name),
        start=month_of(start),
        end=month_of(end),
        closes=closes,
        money=money_for_plan(project, start=start, end=end, on=on),
        overhead=tuple(Overhead(name_of(row.name), plain(row.monthly)) for row in project.overheads.all()),
        staff=tuple(
            Staff(
                name_of(row.title),
                fte=plain(row.fte),
                monthly_cost=plain(row.monthly_cost),
                until=_month(row.until),
                leave_months=row.leave_months,
                notice_months=row.notice_months,
                keep=row.keep,
            )
            for row in project.posts.all()
        ),
        activities=tuple(_activity(row) for row in project.activities.prefetch_related("needs")),
    )


def names_of(project: ProjectRow) -> Names:
    """What posts, overheads, activities and levels are called in each language, by the name the problem uses."""
    rows = [
        *(row.title for row in project.posts.all()),
        *(row.name for row in project.overheads.all()),
        *(row.name for row in project.activities.all()),
        *(level["name"] for row in project.activities.all() for level in row.levels),
    ]
    return {name_of(name): versions(name) for name in rows}


def name_of(name: Any) -> str:
    """The name a problem uses: Finnish, else the first language it is written in."""
    return pick(name, "fi").value


def _activity(row: ActivityRow) -> Activity:
    return Activity(
        name=name_of(row.name),
        priority=row.priority,  # type: ignore[arg-type]
        value=plain(row.value),
        fte=plain(row.fte),
        monthly=plain(row.monthly),
        once=plain(row.once),
        begins=_month(row.begins),
        ends=_month(row.ends),
        min_months=row.min_months,
        max_months=row.max_months,
        running=row.running,
        closing=row.closing,
        needs=tuple(name_of(need.name) for need in row.needs.all()),
        levels=tuple(
            Level(name_of(level["name"]), Decimal(level["share"]), Decimal(level["value"])) for level in row.levels
        ),
    )


def _month(text: str) -> int | None:
    return month_of(text) if text else None


def plain(number: Decimal) -> Decimal:
    """The number without the zeros its column adds."""
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def work_from(problem: Project, known: WorkFacts) -> WorkFacts:
    """What a plan file says of work, as facts: what is known by the same name keeps its names in other languages."""
    names: dict[str, Texts] = {}
    for texts in (
        *(post.title for post in known.posts),
        *(item.name for item in known.overheads),
        *(activity.name for activity in known.activities),
        *(level.name for activity in known.activities for level in activity.levels),
    ):
        names[name_of(dict(texts))] = texts

    def named(name: str) -> Texts:
        return names.get(name, {"fi": name})

    return WorkFacts(
        posts=tuple(
            PostFacts(
                title=named(staff.name),
                fte=staff.fte,
                monthly_cost=staff.monthly_cost,
                until=_written(staff.until),
                leave_months=staff.leave_months,
                notice_months=staff.notice_months,
                keep=staff.keep,
            )
            for staff in problem.staff
        ),
        overheads=tuple(OverheadFacts(name=named(item.name), monthly=item.monthly) for item in problem.overhead),
        activities=tuple(
            ActivityFacts(
                name=named(activity.name),
                priority=activity.priority,
                value=activity.value,
                fte=activity.fte,
                monthly=activity.monthly,
                once=activity.once,
                begins=_written(activity.begins),
                ends=_written(activity.ends),
                min_months=activity.min_months,
                max_months=activity.max_months,
                running=activity.running,
                closing=activity.closing,
                needs=activity.needs,
                levels=tuple(
                    LevelFacts(name=named(level.name), share=level.share, value=level.value)
                    for level in activity.levels
                ),
            )
            for activity in problem.activities
        ),
    )


def _written(month: int | None) -> str:
    return "" if month is None else written(month)
