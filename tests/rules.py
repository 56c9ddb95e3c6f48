"""docs/rules.md, written by calling the rules: write it (`--write`), or say that it is stale."""

import inspect
import os
import sys
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "rules.md"
BEGINNING = """\
# Who may do what

Written by calling the rules (`make rules`); a test fails when it is stale. What is wanted is written by hand in
`tests/<room>/rules/`, and every rule is held against it for every role in every state.

A rule lives in the `rules/` of its room, begins with `may_` and answers with a verdict: yes, or no
with a reason in the reader's language. Those who may are on the left, how things stand is on top, ● is a yes. The page
in question is that of an association in Oulu; of a project, that association is the host, the coordinator's
organisation coordinates its programme and the reader's funds it. Roles that reach beyond one's own association (all but
owner and editor) count only for people who sign in with a second step, where `RAITTI_SECOND_FACTOR` is on.

Who they are:

- *owner*, *other owner*, *editor* and *its agent* have a mandate of the association itself; *former owner*, *run-out
  editor* and *closed account* had one
- *municipality's agent* and *contact officer* work for Oulu, *county officer* for its wellbeing services county,
  *steward* for the association that looks after the region's pages
- *coordinator* works for the whole country, *reader* for a funder
- those *elsewhere* have the same roles in Utsjoki, another region; its federation works in Oulu too
- *anyone* has signed in and has no mandate, *nobody* has not, *the program* is a daily chore or an import
"""


def document(now: datetime) -> str:
    """The whole page. Needs an empty database, and leaves it so."""
    from django.db import transaction

    from raitti.directory.rules import RULES
    from tests.bodies.rules.test_table import CASES as BODIES
    from tests.directory.rules.test_table import CASES as DIRECTORY
    from tests.directory.world import build_world
    from tests.programmes.rules.test_table import CASES as PROGRAMMES

    with transaction.atomic():
        world = build_world(now)
        everyone = list(world.people)
        answers: dict[str, dict[str, set[str]]] = {}
        for case in (*DIRECTORY, *BODIES, *PROGRAMMES):
            answers.setdefault(case.rule, {})[case.state] = _ask(case, world)
        transaction.set_rollback(True)
    parts = [BEGINNING]
    by_subject = sorted(RULES, key=lambda name: RULES[name].__module__)
    for module, names in groupby(by_subject, key=lambda name: RULES[name].__module__):
        about = (sys.modules[module].__doc__ or "").partition(":")
        parts.append(f"## {about[0].strip().removesuffix('.')}\n")
        for name in names:
            sentence = " ".join((inspect.getdoc(RULES[name]) or "").split())
            parts.append(f"### {name}\n\n{sentence}\n")
            if name in answers:
                parts.append("\n".join(_table(answers[name], everyone)) + "\n")
    return "\n".join(parts)


def _ask(case: object, world: object) -> set[str]:
    """The answers of one case, with what it needs taken back afterwards."""
    from copy import deepcopy

    from django.db import transaction

    from tests.directory.rules.cases import may

    with transaction.atomic():
        found = may(deepcopy(world), case)
        transaction.set_rollback(True)
    return found


def _table(answers: dict[str, set[str]], everyone: list[str]) -> Iterator[str]:
    """People with the same answers share a row; those who never may have none."""
    rows: dict[tuple[bool, ...], list[str]] = {}
    for person in everyone:
        rows.setdefault(tuple(person in may for may in answers.values()), []).append(person)
    yield f"| | {' | '.join(answers)} |"
    yield f"|---|{'---|' * len(answers)}"
    for row, people in rows.items():
        if any(row):
            names = "everyone" if len(people) == len(everyone) else ", ".join(people)
            yield f"| {names} | {' | '.join('●' if yes else '' for yes in row)} |"


def main(arguments: list[str]) -> int:
    """Write the page, or check it; the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "raitti.config.settings")
    os.environ["RAITTI_DEMO"] = "1"
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases

    from tests.conftest import NOW

    old = setup_databases(verbosity=0, interactive=False)
    try:
        found = document(NOW)
    finally:
        teardown_databases(old, verbosity=0)
        connection.close()
    if "--write" in arguments:
        PAGE.write_text(found, encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == found:
        return 0
    print("docs/rules.md does not say what the rules say: run make rules")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
