"""Saving what a project does, who works in it and what it costs every month: the rows its plans are made from."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from raitti.core.audit import record
from raitti.core.texts import pick
from raitti.core.verdicts import Refused, Verdict, require
from raitti.planning.faults import BadPlan
from raitti.planning.files import LARGEST_FTE, LARGEST_VALUE, MOST_ROWS, read_plan
from raitti.planning.problem import Project as Problem
from raitti.programmes.actions import checks
from raitti.programmes.facts import ActivityFacts, LevelFacts, OverheadFacts, PostFacts, Texts, WorkFacts
from raitti.programmes.models import Activity, Overhead, Post, Priority, Project
from raitti.programmes.problems import work_from
from raitti.programmes.queries.work import work_of
from raitti.programmes.rules import may_edit_project
from raitti.programmes.wording import fault_in_words

Kind = Literal["posts", "overheads", "activities"]
RowFacts = PostFacts | OverheadFacts | ActivityFacts
CHANGED = Verdict(
    "changed", _("Someone has changed this row meanwhile. Open it again, so that nothing of theirs is lost.")
)


@transaction.atomic
def save_row(
    project: Project,
    kind: Kind,
    number: int | None,
    facts: RowFacts,
    *,
    seen: RowFacts | None,
    actor: Any,
    now: datetime,
) -> bool:
    """Change one row of a project's work, or add one at the end (`number` none); whether anything differed.

    `seen` is the row as whoever changes it saw it: when somebody else has changed it meanwhile, they are told.
    """
    project = Project.objects.select_for_update().get(pk=project.pk)
    work = work_of(project)
    rows: list[Any] = list(getattr(work, kind))
    if number is None:
        rows.append(facts)
    else:
        if number >= len(rows) or rows[number] != seen:
            raise Refused(CHANGED)
        work = _renamed(work, kind, rows[number], facts)
        rows = list(getattr(work, kind))
        rows[number] = facts
    return save_work(project, replace(work, **{kind: tuple(rows)}), actor=actor, now=now)


@transaction.atomic
def remove_row(project: Project, kind: Kind, number: int, *, seen: RowFacts, actor: Any, now: datetime) -> None:
    """Take one row out of a project's work; activities that needed it need it no more."""
    project = Project.objects.select_for_update().get(pk=project.pk)
    work = work_of(project)
    rows: list[Any] = list(getattr(work, kind))
    if number >= len(rows) or rows[number] != seen:
        raise Refused(CHANGED)
    work = _renamed(work, kind, rows[number], None)
    rows = list(getattr(work, kind))
    del rows[number]
    save_work(project, replace(work, **{kind: tuple(rows)}), actor=actor, now=now)


@transaction.atomic
def move_row(project: Project, kind: Kind, number: int, *, by: int, actor: Any, now: datetime) -> None:
    """Move one row up (`by` -1) or down: plans settle what is left equal in this order."""
    project = Project.objects.select_for_update().get(pk=project.pk)
    work = work_of(project)
    rows: list[Any] = list(getattr(work, kind))
    place = number + by
    if 0 <= number < len(rows) and 0 <= place < len(rows):
        rows[number], rows[place] = rows[place], rows[number]
        save_work(project, replace(work, **{kind: tuple(rows)}), actor=actor, now=now)


@transaction.atomic
def read_work(project: Project, data: bytes, *, actor: Any, now: datetime) -> WorkFacts:
    """Make a project's work what a plan file says; its money and months stay the project's own.

    A file that cannot be read is refused with its table, field and reason.
    """
    project = Project.objects.select_for_update().get(pk=project.pk)
    require(may_edit_project(actor, project, now=now))
    try:
        problem = read_plan(data)
    except BadPlan as bad:
        raise Refused(Verdict("file", fault_in_words(bad.fault), {"field": "file"})) from bad
    if not isinstance(problem, Problem):
        checks.refuse("file", "", _("This is a plan file of a whole programme. Choose one of a single project."))
    facts = work_from(problem, work_of(project))
    save_work(project, facts, actor=actor, now=now)
    return facts


def _renamed(work: WorkFacts, kind: Kind, before: Any, after: Any) -> WorkFacts:
    """The work where those that need an activity need it by its new name, or no more."""
    if kind != "activities":
        return work
    old = pick(dict(before.name), "fi").value
    new = () if after is None else (pick(dict(after.name), "fi").value,)

    def needs(activity: ActivityFacts) -> tuple[str, ...]:
        return tuple(name for need in activity.needs for name in (new if need == old else (need,)))

    return replace(work, activities=tuple(replace(activity, needs=needs(activity)) for activity in work.activities))


@transaction.atomic
def save_work(project: Project, facts: WorkFacts, *, actor: Any, now: datetime) -> bool:
    """Make a project's posts, overheads and activities what the facts say, in their order; whether they differed."""
    project = Project.objects.select_for_update().get(pk=project.pk)
    require(may_edit_project(actor, project, now=now))
    posts = [_post(post) for post in _at_most("staff", facts.posts)]
    overheads = [_overhead(item) for item in _at_most("overhead", facts.overheads)]
    activities = [_activity(activity) for activity in _at_most("activity", facts.activities)]
    _names_once("title", [post.title for post in facts.posts])
    _names_once("name", [activity.name for activity in facts.activities])
    changed = [
        _replace(project, Post, posts),
        _replace(project, Overhead, overheads),
        _replace(project, Activity, activities),
    ]
    needs_changed = _set_needs(project, facts.activities)
    if not any(changed) and not needs_changed:
        return False
    project.changed = now
    project.save(update_fields=["changed"])
    # Costs are the project's own: the trail says that they changed, not what they are.
    record(actor, "changed work", project, now=now, changes={"rows": [None, len(posts) + len(activities)]})
    return True


def _at_most(table: str, rows: Sequence[Any]) -> Sequence[Any]:
    if len(rows) > MOST_ROWS[table]:
        checks.refuse(table, len(rows), _("There are too many rows: at most %d fit.") % MOST_ROWS[table], code="many")
    return rows


def _names_once(field: str, names: Sequence[Texts]) -> None:
    """Plans know rows by their names in Finnish, or the language they are written in."""
    seen: set[str] = set()
    for name in names:
        words = pick(dict(name), "fi").value.strip()
        if words in seen:
            checks.refuse(field, words, _("Two rows have the same name: %s.") % words, code="twice")
        seen.add(words)


def _post(facts: PostFacts) -> dict[str, Any]:
    return {
        "title": checks.name(facts.title),
        "fte": _number("fte", facts.fte, most=LARGEST_FTE),
        "monthly_cost": checks.amount("monthly_cost", facts.monthly_cost),
        "until": checks.month("until", facts.until),
        "leave_months": facts.leave_months,
        "notice_months": facts.notice_months,
        "keep": facts.keep,
    }


def _overhead(facts: OverheadFacts) -> dict[str, Any]:
    return {"name": checks.name(facts.name), "monthly": checks.amount("monthly", facts.monthly)}


def _activity(facts: ActivityFacts) -> dict[str, Any]:
    if facts.max_months and facts.max_months < facts.min_months:
        checks.refuse("max_months", facts.max_months, _("The most months are fewer than the least."), code="order")
    begins, ends = checks.month("begins", facts.begins), checks.month("ends", facts.ends)
    if begins and ends and ends < begins:
        checks.refuse("ends", ends, _("The last month comes before the first."), code="order")
    return {
        "name": checks.name(facts.name),
        "priority": checks.choice("priority", facts.priority, Priority.values),
        "value": _number("value", facts.value, most=LARGEST_VALUE),
        "fte": _number("fte", facts.fte, most=LARGEST_FTE),
        "monthly": checks.amount("monthly", facts.monthly),
        "once": checks.amount("once", facts.once),
        "begins": begins,
        "ends": ends,
        "min_months": facts.min_months,
        "max_months": facts.max_months,
        "running": facts.running,
        "closing": facts.closing,
        "levels": [_level(level) for level in _at_most("levels", facts.levels)],
    }


def _level(facts: LevelFacts) -> dict[str, Any]:
    for field, number in (("share", facts.share), ("value", facts.value)):
        if not 0 <= number <= 1:
            checks.refuse(field, number, _("A share lies between 0 and 1."), code="share")
    return {"name": checks.name(facts.name), "share": str(facts.share), "value": str(facts.value)}


def _number(field: str, number: Decimal, *, most: Decimal) -> Decimal:
    if not number.is_finite() or not 0 <= number <= most:
        checks.refuse(field, number, _("This number lies outside what can be planned: 0 to %s.") % most, code="number")
    return number


def _replace(project: Project, model: Any, wanted: list[dict[str, Any]]) -> bool:
    """Make a project's rows of one kind what is wanted, place for place; whether anything differed."""
    rows = list(model.objects.filter(project=project))
    differed = len(rows) != len(wanted)
    for position, fields in enumerate(wanted):
        row = rows[position] if position < len(rows) else model(project=project)
        if row.pk is not None and row.position == position and _is(row, fields):
            continue
        for field, value in fields.items():
            setattr(row, field, value)
        row.position = position
        row.save()
        differed = True
    for row in rows[len(wanted) :]:
        row.delete()
    return differed


def _is(row: Any, fields: dict[str, Any]) -> bool:
    def plain(value: Any) -> Any:
        return getattr(value, "data", value)

    return all(plain(getattr(row, field)) == value for field, value in fields.items())


def _set_needs(project: Project, wanted: Sequence[ActivityFacts]) -> bool:
    """What each activity waits for; a circle is refused."""
    rows = list(project.activities.all())
    by_name = {pick(row.name, "fi").value: row for row in rows}
    changed = False
    for row, facts in zip(rows, wanted, strict=True):
        unknown = [name for name in facts.needs if name not in by_name]
        if unknown:
            checks.refuse("needs", unknown[0], _("There is no activity called %s.") % unknown[0], code="unknown")
        before = set(row.needs.values_list("pk", flat=True))
        after = {by_name[name].pk for name in facts.needs}
        if before != after:
            row.needs.set(after)
            changed = True
    _refuse_circles(rows)
    return changed


def _refuse_circles(rows: Sequence[Activity]) -> None:
    waits = {row.pk: {need.pk for need in row.needs.all()} for row in rows}
    names = {row.pk: pick(row.name, "fi").value for row in rows}
    settled: set[int] = set()
    while free := {pk for pk, needs in waits.items() if pk not in settled and needs <= settled}:
        settled |= free
    if left := [names[pk] for pk in waits if pk not in settled]:
        checks.refuse("needs", left[0], _("These wait for each other: %s.") % ", ".join(left), code="circular")
