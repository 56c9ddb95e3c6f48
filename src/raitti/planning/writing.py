"""The plan file written: what `read_plan` reads back as the same plan."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import tomli_w

from raitti.planning.months import written
from raitti.planning.problem import Activity, Level, Money, Programme, Project, Staff


def write_plan(plan: Project | Programme) -> str:
    """The plan file that `read_plan` reads back as the same plan."""
    return tomli_w.dumps(_top(plan))


def _top(plan: Project | Programme) -> dict[str, Any]:
    if isinstance(plan, Project):
        return _project_out(plan)
    return _set(
        title=plan.title,
        money=[_money_out(money) for money in plan.money],
        staff=[_staff_out(staff) for staff in plan.staff],
        project=[_project_out(project) for project in plan.projects],
    )


def _set(**fields: Any) -> dict[str, Any]:
    """The fields that say something: an absent one reads back as its zero."""
    return {name: value for name, value in fields.items() if value is not None and value != "" and value != []}


def _project_out(project: Project) -> dict[str, Any]:
    return _set(
        title=project.title,
        start=written(project.start),
        end=written(project.end),
        closes=project.closes or None,
        money=[_money_out(money) for money in project.money],
        overhead=[_set(name=item.name, monthly=_plain(item.monthly)) for item in project.overhead],
        staff=[_staff_out(staff) for staff in project.staff],
        activity=[_activity_out(activity) for activity in project.activities],
    )


def _plain(number: Decimal | None) -> int | Decimal | None:
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else number


def _money_out(money: Money) -> dict[str, Any]:
    return _set(
        name=money.name,
        kind=money.kind,
        applied=_plain(money.applied),
        proposed=_plain(money.proposed),
        decided=_plain(money.decided),
        usable_from=written(money.usable_from),
        usable_until=written(money.usable_until),
        movable=money.movable or None,
    )


def _staff_out(staff: Staff) -> dict[str, Any]:
    return _set(
        name=staff.name,
        fte=_plain(staff.fte),
        monthly_cost=_plain(staff.monthly_cost),
        until=None if staff.until is None else written(staff.until),
        leave_months=staff.leave_months or None,
        notice_months=staff.notice_months or None,
        keep=staff.keep or None,
    )


def _activity_out(activity: Activity) -> dict[str, Any]:
    fields: dict[str, Any] = {"name": activity.name, "priority": activity.priority}
    fields |= {
        name: _plain(number)
        for name, number in (
            ("value", activity.value),
            ("fte", activity.fte),
            ("monthly", activity.monthly),
            ("once", activity.once),
        )
        if number
    }
    if activity.begins is not None:
        fields["from"] = written(activity.begins)
    if activity.ends is not None:
        fields["until"] = written(activity.ends)
    return fields | _set(
        min_months=activity.min_months if activity.min_months > 1 else None,
        max_months=activity.max_months or None,
        running=activity.running or None,
        closing=activity.closing or None,
        needs=list(activity.needs),
        levels=_levels_out(activity.levels),
    )


def _levels_out(levels: Sequence[Level]) -> list[dict[str, Any]]:
    return [{"name": level.name, "share": _plain(level.share), "value": _plain(level.value)} for level in levels]
