"""A programme's plans to take along: as a workbook, and as the result the command gives."""

import json
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from raitti.core.texts import pick
from raitti.programmes.models import ProgrammeScenario
from raitti.programmes.programme_telling import ProgrammeTold, part_of, tell_programme
from raitti.programmes.telling import tell
from raitti.render.tables import Column, Table


def programme_json(scenario: ProgrammeScenario, language: str) -> bytes:
    """The result as `raitti plan solve --json` gives it, its reasons in the reader's language."""
    result: dict[str, Any] = dict(scenario.result or {})
    if scenario.choice is not None:
        result["projects"] = [_with_reasons(scenario, place, language) for place in range(len(scenario.choice))]
    return (json.dumps(result, ensure_ascii=False, indent=1) + "\n").encode()


def _with_reasons(scenario: ProgrammeScenario, place: int, language: str) -> dict[str, Any]:
    part = part_of(scenario, place)
    row: dict[str, Any] = dict(part.result or {})
    reasons = {line.key: line.reason for line in tell(part, language).activities}
    row["activities"] = [{**each, "reason": reasons[each["name"]]} for each in row["activities"]]
    return row


def programme_workbook(scenario: ProgrammeScenario, language: str) -> bytes:
    """The plans as a workbook: projects, activities, months, shared staff."""
    # Late, as it takes 35 MB.
    from raitti.render.xlsx import workbook

    title = f"{pick(scenario.programme.name, language).value}: {scenario.name}"
    return workbook(*_tables(tell_programme(scenario, language)), properties={"title": title})


def _tables(told: ProgrammeTold) -> Iterator[Table]:
    yield Table(
        _("Projects"),
        [
            Column(_("Project"), 40),
            Column(_("Last month"), 18),
            Column(_("Costs"), 14),
            Column(_("What becomes of the activities"), 40),
            Column(_("Shared working time, person-months"), 18),
        ],
        [
            [
                line.title,
                line.told.ends,
                line.told.outcome.cost,
                ", ".join(f"{count} {words}" for count, words in line.counts),
                line.lent,
            ]
            for line in told.projects
        ],
    )
    yield Table(
        _("Activities"),
        [
            Column(_("Project"), 40),
            Column(_("Activity"), 44),
            Column(_("What becomes of it"), 18),
            Column(_("When"), 18),
            Column(_("Level"), 18),
            Column(_("Costs"), 14),
            Column(_("Why"), 70),
        ],
        [
            [line.title, each.name, each.decision_words, each.period, each.level, each.cost, each.reason]
            for line in told.projects
            for each in line.told.activities
        ],
    )
    yield Table(
        _("Months"),
        [
            Column(_("Project"), 40),
            Column(_("Month")),
            Column(_("Costs"), 14),
            Column(_("Money left"), 14),
            Column(_("Work needed"), 14),
            Column(_("At work"), 14),
        ],
        [
            [line.title, row.name, row.costs, row.money_left, row.fte_need, row.fte_at_work]
            for line in told.projects
            for row in line.told.months
        ],
    )
    yield Table(
        _("Shared staff"),
        [Column(_("Post"), 40), Column(_("Month")), Column(_("Project"), 40), Column(_("Working time"), 14)],
        [
            [line.post, line.month, project, share]
            for post in told.staff
            for line in post.lines
            for project, share in line.shares
        ],
    )
