"""The problem a project's rows are: what the optimiser is asked, and what its names are in other languages."""

from collections.abc import Iterator
from datetime import date

from raitti.planning.months import month_of, written
from raitti.planning.problem import Activity, Level, Overhead, Project, Staff
from raitti.programmes.facts import ActivityFacts, LevelFacts, OverheadFacts, PostFacts, Texts, WorkFacts
from raitti.programmes.models import Project as ProjectRow
from raitti.programmes.queries.money import money_for_plan
from raitti.programmes.queries.work import name_of, work_of

Names = dict[str, dict[str, str]]


def problem_of(project: ProjectRow, *, start: str, end: str, closes: bool = True, on: date) -> Project:
    """The project's rows as a problem from one month to another ("YYYY-MM"), with the money known on a day."""
    work = work_of(project)
    return Project(
        title=f"{name_of(project.name)}, {start[:4]}" if start[:4] == end[:4] else name_of(project.name),
        start=month_of(start),
        end=month_of(end),
        closes=closes,
        money=money_for_plan(project, start=start, end=end, on=on),
        overhead=tuple(Overhead(_name(item.name), item.monthly) for item in work.overheads),
        staff=tuple(
            Staff(
                _name(post.title),
                fte=post.fte,
                monthly_cost=post.monthly_cost,
                until=_month(post.until),
                leave_months=post.leave_months,
                notice_months=post.notice_months,
                keep=post.keep,
            )
            for post in work.posts
        ),
        activities=tuple(_activity(activity) for activity in work.activities),
    )


def names_of(project: ProjectRow) -> Names:
    """What posts, overheads, activities and levels are called in each language, by the name the problem uses."""
    return {name_of(texts): texts for texts in map(dict, _texts_of(work_of(project)))}


def _texts_of(work: WorkFacts) -> Iterator[Texts]:
    yield from (post.title for post in work.posts)
    yield from (item.name for item in work.overheads)
    yield from (activity.name for activity in work.activities)
    yield from (level.name for activity in work.activities for level in activity.levels)


def _name(texts: Texts) -> str:
    return name_of(dict(texts))


def _activity(facts: ActivityFacts) -> Activity:
    return Activity(
        name=_name(facts.name),
        priority=facts.priority,  # type: ignore[arg-type]
        value=facts.value,
        fte=facts.fte,
        monthly=facts.monthly,
        once=facts.once,
        begins=_month(facts.begins),
        ends=_month(facts.ends),
        min_months=facts.min_months,
        max_months=facts.max_months,
        running=facts.running,
        closing=facts.closing,
        needs=facts.needs,
        levels=tuple(Level(_name(level.name), level.share, level.value) for level in facts.levels),
    )


def _month(text: str) -> int | None:
    return month_of(text) if text else None


def work_from(problem: Project, known: WorkFacts) -> WorkFacts:
    """What a plan file says of work, as facts: what is known by the same name keeps its names in other languages."""
    names = {_name(texts): texts for texts in _texts_of(known)}

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
