"""Asking the optimiser, and what becomes of its answer: kept, thrown away, or accepted as the plan."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from math import isfinite
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.core.audit import record
from raitti.core.jobs import job
from raitti.core.shelf import content_changed
from raitti.core.verdicts import Refused, Verdict, require
from raitti.planning.outcome import Outcome
from raitti.planning.problem import Project as Problem
from raitti.planning.search import Progress, Tell
from raitti.planning.solve import solve
from raitti.planning.what_if import WhatIf, changed
from raitti.planning.writing import write_plan
from raitti.programmes.actions import checks
from raitti.programmes.actions.permission import begin_if_needed
from raitti.programmes.choices import choice_of, project_from, rows_of, told
from raitti.programmes.models import Asked, PlanVersion, Project, Scenario
from raitti.programmes.problems import Names, names_of, problem_of
from raitti.programmes.rules import may_accept_plan, may_plan

# A small question is answered while the page waits, so long; a longer one by a worker, at most so long.
SECONDS_AT_ONCE, SECONDS_IN_ALL = 1.5, 300.0
_BEFORE_A_WORKER = timedelta(seconds=20)
_TELL_EVERY = 0.5
_NAME_LENGTH = 120


@dataclass(frozen=True, kw_only=True)
class Question:
    """What the optimiser is asked: the months, the day by which money is known, and what would be otherwise."""

    name: str
    start: str
    end: str
    on: date
    closes: bool = True
    what_if: WhatIf = field(default_factory=WhatIf)


def ask(project: Project, question: Question, *, actor: Any, now: datetime, keep: bool = True) -> Scenario:
    """Ask for the best plan of a project's rows. A small one is solved at once, others by a worker."""
    require(may_plan(actor, project, now=now))
    start, end = checks.months(question.start, question.end)
    problem = problem_of(project, start=start, end=end, closes=question.closes, on=question.on)
    return _begin(project, changed(problem, question.what_if), question.name, actor=actor, now=now, keep=keep)


def ask_again(
    scenario: Scenario, what_if: WhatIf, *, name: str, actor: Any, now: datetime, keep: bool = True
) -> Scenario:
    """Ask a scenario's question with something otherwise; the scenario itself stays."""
    require(may_plan(actor, scenario.project, now=now))
    problem = changed(project_from(scenario.problem), what_if)
    # A trial of a trial is one of what that began with: the next trial takes its place.
    start = scenario if scenario.is_kept else scenario.based_on
    return _begin(
        scenario.project, problem, name, actor=actor, now=now, keep=keep, based_on=start, names=scenario.names
    )


def _begin(
    project: Project,
    problem: Problem,
    name: str,
    *,
    actor: Any,
    now: datetime,
    keep: bool,
    based_on: Scenario | None = None,
    names: Names | None = None,
) -> Scenario:
    name = named(name)
    maker = actor if isinstance(actor, Person) else None
    with transaction.atomic():
        if not keep and maker is not None:
            # What is only tried out is replaced by the next trial.
            Scenario.objects.filter(project=project, made_by=maker, is_kept=False).delete()
        scenario = Scenario.objects.create(
            project=project,
            name=name,
            based_on=based_on,
            problem=write_plan(problem),
            names=names_of(project) if names is None else names,
            is_kept=keep,
            made_by=maker,
            created=now,
        )
        # So that it is solved also when this process ends before its answer is written.
        solve_later.using(run_after=timezone.now() + _BEFORE_A_WORKER).enqueue(str(scenario.uid))
    # Outside: whoever else writes does not wait for the optimiser.
    outcome = solve(problem, deadline=time.monotonic() + SECONDS_AT_ONCE)
    if outcome.status == "feasible":
        solve_later.enqueue(str(scenario.uid))
        return scenario
    return _settle(scenario, outcome, now=now) or scenario


def named(name: str) -> str:
    """What a plan that is asked for is called."""
    name = checks.text("name", name)[:_NAME_LENGTH]
    if not name:
        checks.refuse("name", "", _("Give the plan a name by which you know it."), code="missing")
    return name


@job
def solve_later(uid: str) -> None:
    """Solve a scenario, telling how far it is; a second time does nothing."""
    scenario = Scenario.objects.filter(uid=UUID(uid)).exclude(state=Scenario.State.SOLVED).first()
    if scenario is None:
        return
    Scenario.objects.filter(pk=scenario.pk).update(state=Scenario.State.SOLVING)
    problem = project_from(scenario.problem)
    outcome = solve(problem, deadline=time.monotonic() + SECONDS_IN_ALL, tell=teller(scenario))
    _settle(scenario, outcome, now=timezone.now())


def teller(asked: Asked) -> Tell:
    """Writes down how far the search is, now and then; ends it once someone said that it is good enough."""
    told, rows = 0.0, type(asked)._default_manager.filter(pk=asked.pk)

    def tell(progress: Progress) -> bool | None:
        nonlocal told
        if time.monotonic() - told < _TELL_EVERY:
            return None
        told = time.monotonic()
        # Before there is any plan its value is less than any number, which JSON cannot hold.
        figures = {"value": progress.value, "bound": progress.bound, "gap": progress.gap}
        rows.update(progress={name: number for name, number in figures.items() if isfinite(number)})
        return not rows.filter(stop_asked=True).exists()

    return tell


@transaction.atomic
def _settle(scenario: Scenario, outcome: Outcome, *, now: datetime) -> Scenario | None:
    """Write an answer down, once; `None` where the scenario was a trial that another took the place of.

    Its sentences are in Finnish, as the record keeps them: pages make their own.
    """
    held = Scenario.objects.select_for_update().filter(pk=scenario.pk).first()
    if held is None or held.state == Scenario.State.SOLVED:
        return held
    with translation.override("fi"):
        held.result = rows_of(outcome)
    held.choice = None if outcome.plan is None else choice_of(outcome.plan)
    held.state, held.solved = Scenario.State.SOLVED, now
    held.save(update_fields=["result", "choice", "state", "solved"])
    return held


@transaction.atomic
def keep(scenario: Scenario, *, name: str, actor: Any, now: datetime) -> Scenario:
    """Keep what was tried out, under a name."""
    require(may_plan(actor, scenario.project, now=now))
    scenario.name = checks.text("name", name)[:_NAME_LENGTH] or scenario.name
    scenario.is_kept = True
    scenario.save(update_fields=["name", "is_kept"])
    return scenario


def stop(scenario: Scenario, *, actor: Any, now: datetime) -> None:
    """Say that the best plan met so far is good enough: the worker ends its search with it."""
    require(may_plan(actor, scenario.project, now=now))
    Scenario.objects.filter(pk=scenario.pk).update(stop_asked=True)


@transaction.atomic
def remove(scenario: Scenario, *, actor: Any, now: datetime) -> None:
    """Throw a scenario away; plans accepted from it stay whole."""
    require(may_plan(actor, scenario.project, now=now))
    record(actor, "removed scenario", scenario.project, now=now, changes={"name": [scenario.name, None]})
    scenario.delete()


@transaction.atomic
def accept(
    scenario: Scenario,
    *,
    reason: str,
    seen: int,
    actor: Any,
    now: datetime,
    changed: Sequence[str] = (),
    explanation: str = "",
) -> PlanVersion:
    """Make a scenario's answer the project's plan; where it needs the funder's permission, that is to be had first.

    `changed` are codes of `permission.SAID` of what is no longer as it was decided, with its `explanation`.

    `seen` is the number of the plan in force that whoever accepts has seen, 0 for none: where another came meanwhile,
    they are told instead. The costs are computed anew and must be what was shown, to the cent.
    """
    project = Project.objects.select_for_update().get(pk=scenario.project_id)
    scenario.refresh_from_db()
    require(may_accept_plan(actor, scenario, now=now))
    current = PlanVersion.objects.filter(project=project).first()
    if current is not None and current.number != seen:
        told_so = _("Meanwhile %(person)s accepted another plan, on %(day)s. Look at it first, then decide anew.")
        words = {"person": current.accepted_by, "day": date_format(timezone.localtime(current.accepted), "j.n.Y H.i")}
        raise Refused(Verdict("overtaken", told_so % words, {"number": current.number}))
    reason = checks.text("reason", reason)
    if not reason:
        checks.refuse("reason", "", _("Say why this plan: others will read it later."), code="missing")
    outcome = told(scenario)
    shown = Decimal(str((scenario.result or {}).get("cost", 0)))
    if outcome.cost.quantize(Decimal("0.01")) != shown.quantize(Decimal("0.01")):
        raise Refused(Verdict("differs", _("The plan’s costs no longer add up to what was shown. Solve it again.")))
    number = (PlanVersion.objects.filter(project=project).aggregate(most=Max("number"))["most"] or 0) + 1
    version = PlanVersion.objects.create(
        project=project,
        number=number,
        scenario=scenario,
        problem=scenario.problem,
        names=scenario.names,
        choice=scenario.choice,
        result=scenario.result,
        cost=outcome.cost,
        reason=reason,
        accepted_by=str(actor)[:200],
        accepted=now,
    )
    Scenario.objects.filter(pk=scenario.pk).update(is_kept=True)
    begin_if_needed(version, changed=changed, explanation=checks.text("explanation", explanation), now=now)
    record(actor, "accepted plan", project, now=now, changes={"version": [seen or None, number]})
    content_changed()
    return version
