"""A plan's choice as JSON and back: its last month, everyone's last month, and what runs when at which level."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, cast

from raitti.planning.files import read_plan
from raitti.planning.months import month_of, written
from raitti.planning.outcome import Decision, Outcome, Plan, Run, outcome_of
from raitti.planning.problem import FULL, Project
from raitti.planning.result import result_of
from raitti.programmes.models import PlanVersion, Scenario
from raitti.programmes.wording import reason_in_words


def choice_of(plan: Plan) -> dict[str, Any]:
    """The choice as JSON; `told` tells it in full again."""
    lent = {written(month): str(fte) for month, fte in plan.lent.items()}
    return ({"lent": lent} if lent else {}) | {
        "end": written(plan.end),
        "posts": {name: written(month) for name, month in plan.posts.items()},
        "runs": {
            name: {"from": written(run.first), "until": written(run.last), "level": run.level}
            for name, run in plan.runs.items()
        },
    }


def plan_from(choice: Mapping[str, Any]) -> Plan:
    """The plan a choice is."""
    return Plan(
        month_of(choice["end"]),
        {name: month_of(month) for name, month in choice["posts"].items()},
        {
            name: Run(month_of(run["from"]), month_of(run["until"]), run["level"])
            for name, run in choice["runs"].items()
        },
        {month_of(month): Decimal(fte) for month, fte in choice.get("lent", {}).items()},
    )


def project_from(problem: str) -> Project:
    """The problem of a stored plan file."""
    project = read_plan(problem.encode())
    if not isinstance(project, Project):
        raise TypeError("a project's scenario holds a project")
    return project


def told(plan: Scenario | PlanVersion) -> Outcome:
    """A solved scenario, or a version, in full, every figure computed anew in exact decimals."""
    result = plan.result or {}
    return outcome_of(
        project_from(plan.problem),
        plan_from(plan.choice or {}),
        status=result.get("status", "feasible"),
        bound=Decimal(str(result.get("bound", 0))),
    )


def decision_as_told(decision: str, *, level: str | None, last: str | None, at_work: str | None) -> Decision:
    """What people are told becomes of an activity: what runs in full as long as anybody is at work goes on.

    By the plan file it narrows, where leave is all that is left at the end. Months are written as there: "2020-11".
    """
    goes_on = decision == "narrow" and level == FULL and bool(last and at_work and last >= at_work)
    return cast("Decision", "continue" if goes_on else decision)


def last_at_work(rows: Iterable[Mapping[str, Any]]) -> str | None:
    """The last month in which anybody works, of the months of a result."""
    return max((row["month"] for row in rows if row["fte_at_work"]), default=None)


def rows_of(outcome: Outcome) -> dict[str, Any]:
    """An outcome as the rows of a result, its reasons in the language in use."""
    return result_of(outcome, reason_in_words)
