"""An outcome as the plan file's result: plain rows for JSON."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from raitti.planning.months import written
from raitti.planning.outcome import ActivityOutcome, Outcome
from raitti.planning.programme import ProgrammeOutcome

Words = Callable[[Outcome, ActivityOutcome], str]


def result_of(outcome: Outcome, words: Words) -> dict[str, Any]:
    """A project's result; `words` makes the sentence of a reason."""
    return {
        **_figures(outcome),
        "end_month": None if outcome.plan is None else written(outcome.plan.end),
        "musts_missed": list(outcome.musts_missed),
        "staff": [
            {
                "name": post.name,
                "until": written(post.until),
                "last_working_month": None if post.last_working_month is None else written(post.last_working_month),
                "cost": _number(post.cost),
            }
            for post in outcome.posts
        ],
        "activities": [_activity(outcome, activity, words) for activity in outcome.activities],
        "months": [
            {
                "month": written(month.month),
                "costs": _number(month.costs),
                "money_left": _number(month.money_left),
                "fte_need": _number(month.fte_need),
                "fte_at_work": _number(month.fte_at_work),
            }
            for month in outcome.months
        ],
        "expired": [
            {"money": item.money, "month": written(item.month), "euros": _number(item.euros)}
            for item in outcome.expired
        ],
        "lacks": None
        if outcome.lacks is None
        else {"euros": _number(outcome.lacks.euros), "month": written(outcome.lacks.month)},
    }


def programme_result(outcome: ProgrammeOutcome, words: Words) -> dict[str, Any]:
    """A programme's result: its projects' and who of the shared staff works where."""
    return {
        **_figures(outcome),
        "projects": [{"title": plan.project.title, **result_of(plan, words)} for plan in outcome.projects],
        "shared_staff": [
            {
                "name": post.name,
                "until": written(post.until),
                "months": [
                    {"month": written(part.month), "project": part.project, "fte": _number(part.fte)}
                    for part in post.lent
                ],
            }
            for post in outcome.staff
        ],
    }


def _figures(outcome: Outcome | ProgrammeOutcome) -> dict[str, Any]:
    figures = {name: _number(getattr(outcome, name)) for name in ("value", "bound", "gap", "cost")}
    return {"status": outcome.status, **figures}


def _activity(outcome: Outcome, activity: ActivityOutcome, words: Words) -> dict[str, Any]:
    run, keeping = activity.run, activity.keeping
    return {
        "name": activity.name,
        "decision": activity.decision,
        "from": None if run is None else written(run.first),
        "until": None if run is None else written(run.last),
        "level": None if run is None else run.level,
        "cost": _number(activity.cost),
        "reason": words(outcome, activity),
        "cost_of_keeping": None if keeping is None else {"euros": _number(keeping.euros), "fte": _number(keeping.fte)},
    }


def _number(amount: Decimal) -> int | float:
    """A number JSON can hold; amounts of euros and cents print as they are, having far fewer than 15 digits."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)
