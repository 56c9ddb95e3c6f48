"""What differs between the plans of two plan files."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from raitti.planning.difference import Difference, differences
from raitti.planning.months import written
from raitti.planning.outcome import Outcome, Run
from raitti.planning.problem import FULL, Project
from raitti.programmes import wording
from raitti.programmes.management.commands.plan_solve import BAD_FILE, INFEASIBLE, as_rows, planned, read_file


class Command(BaseCommand):
    # A plan file needs nothing of the instance: looking it over would take longer than most plans.
    requires_system_checks = ()
    help = (
        "Solve two plan files of one project, as before and after a decision, and tell what becomes different."
        " Exit code 0, 1 when one of them has no plan, 2 for a file that cannot be read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("before", type=Path, help="a plan file (TOML)")
        parser.add_argument("after", type=Path, help="another one")
        parser.add_argument("--json", action="store_true", help="both results and their differences, as JSON")
        parser.add_argument("--lang", default="fi", choices=("fi", "sv", "en"), help="language of the reasons (fi)")
        parser.add_argument("--seconds", type=float, help="search for each plan at most so long")

    def handle(self, *, before: Path, after: Path, lang: str, seconds: float | None, **options: Any) -> None:
        with translation.override(lang):
            outcomes = []
            for path in (before, after):
                plan = read_file(path)
                if not isinstance(plan, Project):
                    sentence = _("%(file)s is a whole programme; single projects are compared.") % {"file": path.name}
                    raise CommandError(sentence, returncode=BAD_FILE)
                outcome = planned(plan, seconds=seconds)
                assert isinstance(outcome, Outcome)  # noqa: S101 - for the type checker
                if outcome.plan is None:
                    sentence = _("%(file)s has no plan: not even notices, leaves and overhead can be paid.")
                    raise CommandError(sentence % {"file": path.name}, returncode=INFEASIBLE)
                outcomes.append(outcome)
            first, second = outcomes
            found = differences(first, second)
            if options["json"]:
                rows = {
                    "before": as_rows(first),
                    "after": as_rows(second),
                    "differences": [_row(each) for each in found],
                }
                self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
                return
            for line in _lines(first, second, found):
                self.stdout.write(line)


def _lines(before: Outcome, after: Outcome, found: tuple[Difference, ...]) -> Iterator[str]:
    assert before.plan  # noqa: S101 - for the type checker
    assert after.plan  # noqa: S101
    yield _("Costs: %(before)s, then %(after)s.") % {
        "before": wording.euros_in_words(before.cost),
        "after": wording.euros_in_words(after.cost),
    }
    yield _("Ends in: %(before)s, then %(after)s.") % {
        "before": wording.month_in_words(before.plan.end),
        "after": wording.month_in_words(after.plan.end),
    }
    if not found:
        yield _("Every activity runs as before.")
    for each in found:
        yield _("%(name)s: %(before)s, then %(after)s.") % {
            "name": each.name,
            "before": _run(each.before),
            "after": _run(each.after),
        }


def _run(run: Run | None) -> str:
    if run is None:
        return _("does not run")
    months = f"{written(run.first)} – {written(run.last)}"
    return months if run.level == FULL else f"{months} ({run.level})"


def _row(each: Difference) -> dict[str, Any]:
    return {
        "name": each.name,
        **{
            key: None if run is None else {"from": written(run.first), "until": written(run.last), "level": run.level}
            for key, run in (("before", each.before), ("after", each.after))
        },
    }
