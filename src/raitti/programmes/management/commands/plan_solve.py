"""The best plan of a plan file."""

import json
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from raitti.planning.faults import BadPlan
from raitti.planning.files import read_plan
from raitti.planning.months import written
from raitti.planning.outcome import Outcome
from raitti.planning.problem import FULL, Programme, Project
from raitti.planning.programme import ProgrammeOutcome, solve_programme
from raitti.planning.result import programme_result, result_of
from raitti.planning.solve import solve
from raitti.programmes import wording

INFEASIBLE, BAD_FILE = 1, 2
SECONDS = {Project: 120.0, Programme: 50.0}


def read_file(path: Path) -> Project | Programme:
    """The plan of a file; a `CommandError` says in words what is wrong with it."""
    try:
        return read_plan(path.read_bytes())
    except BadPlan as bad:
        raise CommandError(f"{path.name}: {wording.fault_in_words(bad.fault)}", returncode=BAD_FILE) from None
    except OSError as error:
        sentence = _("%(file)s cannot be read: %(reason)s.") % {"file": path, "reason": error.strerror}
        raise CommandError(sentence, returncode=BAD_FILE) from None


def planned(plan: Project | Programme, *, seconds: float | None) -> Outcome | ProgrammeOutcome:
    """The plan, searched for at most so many seconds."""
    deadline = time.monotonic() + (SECONDS[type(plan)] if seconds is None else seconds)
    if isinstance(plan, Project):
        return solve(plan, deadline=deadline)
    return solve_programme(plan, deadline=deadline)


class Command(BaseCommand):
    # A plan file needs nothing of the instance: looking it over would take longer than most plans.
    requires_system_checks = ()
    help = (
        "Find the best plan of a project, or of a programme whose projects share staff and money, and say why each"
        " activity goes on, narrows or stops. Exit code 0 with a plan, 1 when not even notices and leaves can be paid,"
        " 2 for a file that cannot be read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a plan file (TOML)")
        parser.add_argument("--json", action="store_true", help="everything, as JSON")
        parser.add_argument("--lang", default="fi", choices=("fi", "sv", "en"), help="language of the reasons (fi)")
        parser.add_argument("--seconds", type=float, help="search at most so long; the best plan met so far is given")

    def handle(self, *, file: Path, lang: str, seconds: float | None, **options: Any) -> None:
        with translation.override(lang):
            outcome = planned(read_file(file), seconds=seconds)
            if options["json"]:
                self.stdout.write(json.dumps(as_rows(outcome), ensure_ascii=False, indent=1))
            elif isinstance(outcome, ProgrammeOutcome):
                for project in outcome.projects:
                    self._show(project)
                self.stdout.write(_summary(outcome))
            else:
                self._show(outcome)
            if outcome.status == "infeasible":
                raise CommandError(_sorry(outcome), returncode=INFEASIBLE)

    def _show(self, outcome: Outcome) -> None:
        if outcome.plan is None:
            return
        self.stdout.write(outcome.project.title)
        for activity in outcome.activities:
            run = activity.run
            parts = [wording.decision_in_words(activity.decision)]
            if run:
                level = "" if run.level == FULL else f" ({run.level})"
                parts += [f"{written(run.first)} – {written(run.last)}{level}", wording.euros_in_words(activity.cost)]
            self.stdout.write(f"  {activity.name}: {', '.join(parts)}")
            if reason := wording.reason_in_words(outcome, activity):
                self.stdout.write(f"      {reason}")
        self.stdout.write(_summary(outcome))


def as_rows(outcome: Outcome | ProgrammeOutcome) -> dict[str, Any]:
    """The result of either kind as rows for JSON."""
    if isinstance(outcome, ProgrammeOutcome):
        return programme_result(outcome, wording.reason_in_words)
    return result_of(outcome, wording.reason_in_words)


def _summary(outcome: Outcome | ProgrammeOutcome) -> str:
    values = {
        "cost": wording.euros_in_words(outcome.cost),
        "value": wording.euros_in_words(outcome.value).removesuffix(" €"),
        "gap": f"{float(outcome.gap):.2%}",
    }
    if isinstance(outcome, Outcome) and outcome.plan is not None:
        ends = _("Ends %(when)s.") % {"when": wording.within_month_in_words(outcome.plan.end)} + " "
    else:
        ends = ""
    if outcome.status == "optimal":
        return ends + _("Costs %(cost)s, worth %(value)s: no plan is better.") % values
    return ends + _("Costs %(cost)s, worth %(value)s; no plan is better by more than %(gap)s.") % values


def _sorry(outcome: Outcome | ProgrammeOutcome) -> str:
    lacks = outcome.lacks if isinstance(outcome, Outcome) else None
    if lacks is None:
        return _("There is no plan: not even notices, leaves and overhead can be paid.")
    return _(
        "There is no plan: for notices, leaves and overhead %(euros)s are missing, the first of them %(when)s."
    ) % {
        "euros": wording.euros_in_words(lacks.euros),
        "when": wording.within_month_in_words(lacks.month),
    }
