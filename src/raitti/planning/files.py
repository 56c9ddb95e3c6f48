"""The plan file read: TOML in, a `Project` or `Programme` out.

Everything is checked on the way in: unknown keys, wrong types, months that do not exist, amounts nobody is given,
needs that go round. The first fault found is raised as `BadPlan`.
"""

import tomllib
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from raitti.planning.faults import BadPlan, Code, Fault
from raitti.planning.months import month_of, written
from raitti.planning.problem import (
    FULL,
    WEIGHTS,
    ZERO,
    Activity,
    Level,
    Money,
    Overhead,
    Programme,
    Project,
    Staff,
)

LARGEST_FILE = 4_000_000
MOST_MONTHS = 120
MOST_ROWS = {"money": 60, "overhead": 60, "staff": 100, "activity": 400, "project": 60, "levels": 6, "needs": 30}
LARGEST_AMOUNT = Decimal(100_000_000)
LARGEST_VALUE = Decimal(10_000)
LARGEST_FTE = Decimal(1_000)
LONGEST_NAME = 300

Read = Callable[["Row", str, Any], Any]
Made = TypeVar("Made")


class Row:
    """One table of the file while it is read: knows its name for refusals and which keys were asked for."""

    def __init__(self, table: str, given: Mapping[str, Any]) -> None:
        self.table = table
        self.given = given
        self.asked: set[str] = set()

    def refuse(self, field: str, code: Code, given: object = "", allowed: object = "") -> BadPlan:
        return BadPlan(Fault(self.table, field, code, _shown(given), str(allowed)))

    def take(self, field: str, read: Read, *, absent: Any) -> Any:
        self.asked.add(field)
        return read(self, field, self.given[field]) if field in self.given else absent

    def need(self, field: str, read: Read) -> Any:
        self.asked.add(field)
        if field not in self.given:
            raise self.refuse(field, "missing")
        return read(self, field, self.given[field])

    def end(self) -> None:
        for field in self.given:
            if field not in self.asked:
                raise self.refuse(field, "unknown_field", field, ", ".join(sorted(self.asked)))


def _shown(given: object) -> str:
    text = str(given)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _text(row: Row, field: str, given: Any) -> str:
    if not isinstance(given, str) or not given.strip():
        raise row.refuse(field, "not_text", given)
    if len(given) > LONGEST_NAME:
        raise row.refuse(field, "too_long", given, LONGEST_NAME)
    return given.strip()


def _month(row: Row, field: str, given: Any) -> int:
    if not isinstance(given, str):
        raise row.refuse(field, "not_month", given)
    try:
        return month_of(given)
    except ValueError:
        raise row.refuse(field, "not_month", given) from None


def _flag(row: Row, field: str, given: Any) -> bool:
    if not isinstance(given, bool):
        raise row.refuse(field, "not_flag", given)
    return given


def _number(row: Row, field: str, given: Any, *, most: Decimal, places: int) -> Decimal:
    if isinstance(given, bool) or not isinstance(given, int | Decimal):
        raise row.refuse(field, "not_number", given)
    number = Decimal(given)
    if not number.is_finite():
        raise row.refuse(field, "not_number", given)
    if number < 0:
        raise row.refuse(field, "negative", given)
    if number > most:
        raise row.refuse(field, "too_much", given, most)
    exponent = number.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > places:
        raise row.refuse(field, "too_precise", given, places)
    return number


def _amount(row: Row, field: str, given: Any) -> Decimal:
    return _number(row, field, given, most=LARGEST_AMOUNT, places=2)


def _value(row: Row, field: str, given: Any) -> Decimal:
    return _number(row, field, given, most=LARGEST_VALUE, places=4)


def _fte(row: Row, field: str, given: Any) -> Decimal:
    return _number(row, field, given, most=LARGEST_FTE, places=4)


def _share(row: Row, field: str, given: Any) -> Decimal:
    return _number(row, field, given, most=Decimal(1), places=4)


def _count(row: Row, field: str, given: Any) -> int:
    if isinstance(given, bool) or not isinstance(given, int):
        raise row.refuse(field, "not_whole", given)
    if given < 0:
        raise row.refuse(field, "negative", given)
    if given > MOST_MONTHS:
        raise row.refuse(field, "too_much", given, MOST_MONTHS)
    return given


def _one_of(*choices: str) -> Read:
    def read(row: Row, field: str, given: Any) -> str:
        if given not in choices:
            raise row.refuse(field, "not_choice", given, ", ".join(choices))
        return str(given)

    return read


def _names(row: Row, field: str, given: Any) -> tuple[str, ...]:
    if not isinstance(given, list):
        raise row.refuse(field, "not_list", given)
    if len(given) > MOST_ROWS[field]:
        raise row.refuse(field, "too_many", len(given), MOST_ROWS[field])
    return tuple(dict.fromkeys(_text(row, field, name) for name in given))


def _rows(parent: Row, field: str, make: Callable[[Row], Made]) -> tuple[Made, ...]:
    """The tables under one name, each read by `make`, their names told apart."""
    parent.asked.add(field)
    given = parent.given.get(field, [])
    if not isinstance(given, list) or not all(isinstance(row, dict) for row in given):
        raise parent.refuse(field, "not_table", given)
    if len(given) > MOST_ROWS[field]:
        raise parent.refuse(field, "too_many", len(given), MOST_ROWS[field])
    made, seen = [], set[str]()
    within = "" if parent.table == "plan" else f"{parent.table} · "
    for number, row in enumerate(given, start=1):
        name = row.get("name", row.get("title", ""))
        label = f"{within}{field} {number}" + (f", {_shown(name)}" if isinstance(name, str) and name else "")
        reading = Row(label, row)
        made.append(make(reading))
        reading.end()
        if isinstance(name, str) and name.strip() in seen:
            raise reading.refuse("title" if field == "project" else "name", "twice", name)
        seen.add(str(name).strip())
    return tuple(made)


def _money(row: Row) -> Money:
    usable_from = row.need("usable_from", _month)
    usable_until = row.need("usable_until", _month)
    if usable_until < usable_from:
        raise row.refuse("usable_until", "backwards", written(usable_until), written(usable_from))
    return Money(
        name=row.need("name", _text),
        usable_from=usable_from,
        usable_until=usable_until,
        kind=row.take("kind", _one_of("grant", "carry_over", "other"), absent="grant"),
        applied=row.take("applied", _amount, absent=None),
        proposed=row.take("proposed", _amount, absent=None),
        decided=row.take("decided", _amount, absent=None),
        movable=row.take("movable", _flag, absent=False),
    )


def _overhead(row: Row) -> Overhead:
    return Overhead(name=row.need("name", _text), monthly=row.take("monthly", _amount, absent=ZERO))


def _staff(row: Row) -> Staff:
    return Staff(
        name=row.need("name", _text),
        fte=row.take("fte", _fte, absent=ZERO),
        monthly_cost=row.take("monthly_cost", _amount, absent=ZERO),
        until=row.take("until", _month, absent=None),
        leave_months=row.take("leave_months", _count, absent=0),
        notice_months=row.take("notice_months", _count, absent=0),
        keep=row.take("keep", _flag, absent=False),
    )


def _level(row: Row) -> Level:
    name = row.need("name", _text)
    if name == FULL:
        raise row.refuse("name", "twice", name)
    return Level(name=name, share=row.take("share", _share, absent=ZERO), value=row.take("value", _share, absent=ZERO))


def _activity(row: Row) -> Activity:
    activity = Activity(
        name=row.need("name", _text),
        priority=row.need("priority", _one_of(*WEIGHTS)),
        value=row.take("value", _value, absent=ZERO),
        fte=row.take("fte", _fte, absent=ZERO),
        monthly=row.take("monthly", _amount, absent=ZERO),
        once=row.take("once", _amount, absent=ZERO),
        begins=row.take("from", _month, absent=None),
        ends=row.take("until", _month, absent=None),
        min_months=max(1, row.take("min_months", _count, absent=1)),
        max_months=row.take("max_months", _count, absent=0),
        running=row.take("running", _flag, absent=False),
        closing=row.take("closing", _flag, absent=False),
        needs=row.take("needs", _names, absent=()),
        levels=_rows(row, "levels", _level),
    )
    if activity.begins is not None and activity.ends is not None and activity.ends < activity.begins:
        raise row.refuse("until", "backwards", written(activity.ends), written(activity.begins))
    if activity.max_months and activity.max_months < activity.min_months:
        raise row.refuse("max_months", "backwards", activity.max_months, activity.min_months)
    return activity


def _project(row: Row) -> Project:
    start, end = row.need("start", _month), row.need("end", _month)
    if end < start:
        raise row.refuse("end", "backwards", written(end), written(start))
    if end - start + 1 > MOST_MONTHS:
        raise row.refuse("end", "too_far", written(end), MOST_MONTHS)
    project = Project(
        title=row.need("title", _text),
        start=start,
        end=end,
        closes=row.take("closes", _flag, absent=False),
        money=_rows(row, "money", _money),
        overhead=_rows(row, "overhead", _overhead),
        staff=_rows(row, "staff", _staff),
        activities=_rows(row, "activity", _activity),
    )
    _check_needs(row, project)
    return project


def _check_needs(row: Row, project: Project) -> None:
    """Every needed name exists and no activity needs, through others, itself."""
    by_name = {activity.name: activity for activity in project.activities}
    within = "" if row.table == "plan" else f"{row.table} · "
    tables = {
        activity.name: f"{within}activity {number}, {_shown(activity.name)}"
        for number, activity in enumerate(project.activities, start=1)
    }
    for activity in project.activities:
        for name in activity.needs:
            if name not in by_name:
                raise BadPlan(Fault(tables[activity.name], "needs", "unknown_name", _shown(name)))
    settled: set[str] = set()
    for activity in project.activities:
        path: list[str] = []
        stack = [(activity.name, False)]
        while stack:
            name, leaving = stack.pop()
            if leaving:
                settled.add(path.pop())
            elif name in path:
                ring = " → ".join((*path[path.index(name) :], name))
                raise BadPlan(Fault(tables[name], "needs", "circular", _shown(ring)))
            elif name not in settled:
                path.append(name)
                stack.append((name, True))
                stack.extend((needed, False) for needed in by_name[name].needs)


def read_plan(source: bytes | str) -> Project | Programme:
    """The project or programme a plan file describes; `BadPlan` says what is wrong with it."""
    top = Row("plan", _parsed(source))
    if "project" not in top.given:
        project = _project(top)
        top.end()
        return project
    for field in ("activity", "overhead", "start", "end", "closes"):
        if field in top.given:
            raise top.refuse(field, "mixed", field)
    programme = Programme(
        title=top.take("title", _text, absent=""),
        projects=_rows(top, "project", _project),
        staff=_rows(top, "staff", _staff),
        money=_rows(top, "money", _money),
    )
    top.end()
    if not programme.projects:
        raise top.refuse("project", "nothing")
    if programme.end - programme.start + 1 > MOST_MONTHS:
        raise top.refuse("project", "too_far", written(programme.end), MOST_MONTHS)
    return programme


def _parsed(source: bytes | str) -> dict[str, Any]:
    whole = Row("plan", {})
    if len(source) > LARGEST_FILE:
        raise whole.refuse("file", "too_large", len(source), LARGEST_FILE)
    try:
        text = source.decode("utf-8-sig") if isinstance(source, bytes) else source
        return tomllib.loads(text, parse_float=Decimal)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError, ValueError, ArithmeticError) as error:
        raise whole.refuse("file", "not_toml", error) from None
