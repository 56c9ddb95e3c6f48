"""Asking the optimiser for plans of all projects of a programme at once, and giving each project its part."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, get_args
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.core.audit import record
from raitti.core.jobs import job
from raitti.core.verdicts import Refused, Verdict, require
from raitti.planning.faults import BadPlan
from raitti.planning.files import read_plan
from raitti.planning.problem import Programme as Problem
from raitti.planning.programme import ProgrammeOutcome, solve_programme
from raitti.planning.result import programme_result
from raitti.planning.writing import write_plan
from raitti.programmes.actions import checks
from raitti.programmes.actions.scenarios import named, teller
from raitti.programmes.choices import choice_of
from raitti.programmes.models import Programme, ProgrammeScenario, Project, Scenario
from raitti.programmes.programme_problems import (
    Part,
    names_of_file,
    own_money_first,
    programme_problem,
    with_names_apart,
)
from raitti.programmes.rules import may_plan_programme
from raitti.programmes.wording import fault_in_words, reason_in_words

# How long a worker looks for plans that are better still.
SECONDS = 120.0


@dataclass(frozen=True, kw_only=True)
class ProgrammeQuestion:
    """What is asked: the months, the day by which money is known, and how each project takes part, by its uid."""

    name: str
    start: str
    end: str
    on: date
    parts: Mapping[UUID, Part]
    closes: bool = True


def ask_programme(programme: Programme, question: ProgrammeQuestion, *, actor: Any, now: datetime) -> ProgrammeScenario:
    """Ask for the best plans of a programme's projects by their rows. A worker looks for them."""
    require(may_plan_programme(actor, programme, now=now))
    start, end = checks.months(question.start, question.end)
    for part in question.parts.values():
        checks.choice("parts", part, get_args(Part))
    projects = programme.projects.filter(uid__in=question.parts, closed_on=None).order_by("sort_fi", "pk")
    together = programme_problem(
        question.name.strip(),
        {project: question.parts[project.uid] for project in projects},
        start=start,
        end=end,
        closes=question.closes,
        on=question.on,
    )
    if not together.problem.projects:
        checks.refuse("end", end, _("None of the projects chosen is there in these months."), code="nothing")
    return _begin(programme, together.problem, together.names, question.name, actor=actor, now=now)


def ask_programme_file(programme: Programme, data: bytes, *, name: str, actor: Any, now: datetime) -> ProgrammeScenario:
    """Ask for the best plans of a plan file of several projects, which need not be projects here.

    A file that cannot be read is refused with its table, field and reason.
    """
    require(may_plan_programme(actor, programme, now=now))
    problem = _read(data, "file")
    if not isinstance(problem, Problem):
        reason = _("This is a plan file of a single project. Read it in among the project’s own activities.")
        checks.refuse("file", "", reason, code="single")
    return _begin(programme, problem, names_of_file(problem), name or problem.title, actor=actor, now=now)


def _read(data: bytes | str, field: str) -> Any:
    try:
        return read_plan(data)
    except BadPlan as bad:
        raise Refused(Verdict("file", fault_in_words(bad.fault), {"field": field})) from bad


@transaction.atomic
def _begin(
    programme: Programme, problem: Problem, names: list[dict[str, Any]], name: str, *, actor: Any, now: datetime
) -> ProgrammeScenario:
    name, text = named(name), write_plan(problem)
    # What rows lack is said now, by table and field, not by a worker that nobody hears.
    _read(text, "parts")
    scenario = ProgrammeScenario.objects.create(
        programme=programme,
        name=name,
        problem=text,
        names=names,
        made_by=actor if isinstance(actor, Person) else None,
        created=now,
    )
    solve_programme_later.enqueue(str(scenario.uid))
    return scenario


@job
def solve_programme_later(uid: str) -> None:
    """Solve a programme's scenario, telling how far it is; a second time does nothing."""
    scenario = ProgrammeScenario.objects.filter(uid=UUID(uid)).exclude(state=ProgrammeScenario.State.SOLVED).first()
    if scenario is None:
        return
    ProgrammeScenario.objects.filter(pk=scenario.pk).update(state=ProgrammeScenario.State.SOLVING)
    try:
        problem = read_plan(scenario.problem)
        assert isinstance(problem, Problem)  # noqa: S101 - it was when the question was asked
        outcome = solve_programme(problem, deadline=time.monotonic() + SECONDS, tell=teller(scenario))
    except Exception:
        # The job is tried again later and written down for the operator; whoever waits is told now.
        ProgrammeScenario.objects.filter(pk=scenario.pk).update(state=ProgrammeScenario.State.FAILED)
        raise
    _settle(scenario, outcome, now=timezone.now())


@transaction.atomic
def _settle(scenario: ProgrammeScenario, outcome: ProgrammeOutcome, *, now: datetime) -> None:
    """Write the answer down, once. Its sentences are in Finnish, as the record keeps them: pages make their own."""
    held = ProgrammeScenario.objects.select_for_update().filter(pk=scenario.pk).first()
    if held is None or held.state == ProgrammeScenario.State.SOLVED:
        return
    with translation.override("fi"):
        held.result = programme_result(outcome, reason_in_words)
    parts = own_money_first([each.project for each in outcome.projects], outcome.programme.projects)
    plans = [each.plan for each in outcome.projects]
    if all(plan is not None for plan in plans):
        held.choice = [
            {"problem": write_plan(with_names_apart(part)), "choice": choice_of(plan)}
            for part, plan in zip(parts, plans, strict=True)
            if plan is not None
        ]
    held.state, held.solved = ProgrammeScenario.State.SOLVED, now
    held.save(update_fields=["result", "choice", "state", "solved"])


def stop(scenario: ProgrammeScenario, *, actor: Any, now: datetime) -> None:
    """Say that the best plans met so far are good enough: the worker ends its search as soon as it can."""
    require(may_plan_programme(actor, scenario.programme, now=now))
    ProgrammeScenario.objects.filter(pk=scenario.pk).update(stop_asked=True)


@transaction.atomic
def remove(scenario: ProgrammeScenario, *, actor: Any, now: datetime) -> None:
    """Throw it away; what projects were given of it stays with them."""
    require(may_plan_programme(actor, scenario.programme, now=now))
    record(actor, "removed scenario", scenario.programme, now=now, changes={"name": [scenario.name, None]})
    scenario.delete()


@transaction.atomic
def propose(scenario: ProgrammeScenario, *, actor: Any, now: datetime) -> list[Scenario]:
    """Give every project its part among its own plans, where whoever answers for it at its host may accept it."""
    held = ProgrammeScenario.objects.select_for_update().select_related("programme").get(pk=scenario.pk)
    require(may_plan_programme(actor, held.programme, now=now))
    if held.choice is None:
        raise Refused(Verdict("unsolved", _("There are no plans yet that the projects could be given.")))
    if held.proposed is not None:
        raise Refused(Verdict("twice", _("The projects have been given their parts already.")))
    asked = [UUID(row["project"]) for row in held.names if row["project"]]
    running = {each.uid: each for each in Project.objects.filter(uid__in=asked, closed_on=None)}
    made = [
        Scenario.objects.create(
            project=running[UUID(row["project"])],
            part_of=held,
            name=held.name,
            problem=part["problem"],
            names=row["names"],
            choice=part["choice"],
            result=result,
            state=Scenario.State.SOLVED,
            made_by=actor if isinstance(actor, Person) else None,
            created=now,
            solved=held.solved,
        )
        for row, part, result in zip(held.names, held.choice, (held.result or {})["projects"], strict=True)
        if row["project"] and UUID(row["project"]) in running
    ]
    if not made:
        raise Refused(Verdict("nobody", _("None of these projects is here, or all of them have been closed.")))
    held.proposed = now
    held.save(update_fields=["proposed"])
    record(actor, "proposed plans", held.programme, now=now, changes={"projects": [None, len(made)]})
    return made
