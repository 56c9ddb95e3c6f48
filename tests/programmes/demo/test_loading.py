"""The demo's projects: their rows make the very plan files of the published decisions."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from raitti.core.audit import System
from raitti.planning.files import read_plan
from raitti.planning.problem import Project
from raitti.programmes.demo import load_demo
from raitti.programmes.models import Activity, LedgerEntry
from raitti.programmes.models import Project as ProjectRow
from raitti.programmes.problems import problem_of
from tests.conftest import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
# Which of the demo's projects each published plan file is, by words of its name.
FILES = {
    "jarjestorakenne-2020": "järjestörakenne",
    "yhes-enemman-2020": "Yhes enemmän",
    "jarjestot-muutokseen-2020": "Järjestöt muutokseen",
}


def row(words: str) -> ProjectRow:
    return next(project for project in ProjectRow.objects.all() if words in str(project.name))


def nameless(problem: Project) -> Project:
    """The problem without what its money is called, and that in the order of its amounts."""
    money = sorted(
        (replace(each, name="", proposed=None, applied=None) for each in problem.money), key=lambda m: m.amount
    )
    return replace(problem, title="", money=tuple(money))


@pytest.mark.parametrize("name", FILES)
def test_its_rows_make_the_problem_of_the_published_plan_file(shared: Path, name: str) -> None:
    published = read_plan((shared / "plans" / f"{name}.toml").read_bytes())
    assert isinstance(published, Project)

    known = date(2020, 2, 6)
    made = problem_of(row(FILES[name]), start="2020-01", end="2020-12", on=known)

    if name == "jarjestorakenne-2020":
        # Here the demo waits for somebody to enter the decision, which confirmed the proposal.
        assert made.money[0].decided is None
        made = replace(made, money=(replace(made.money[0], decided=made.money[0].proposed),))
    assert nameless(made) == nameless(published)


def test_loading_it_again_changes_nothing() -> None:
    before = (LedgerEntry.objects.count(), Activity.objects.count())
    load_demo(actor=System("test"), now=NOW)
    assert (LedgerEntry.objects.count(), Activity.objects.count()) == before


def test_the_plans_come_out_as_history_did() -> None:
    enough = {run["name"]: run for run in row("Yhes enemmän").plan_versions.get().result["activities"]}
    assert row("Yhes enemmän").plan_versions.get().result["end_month"] == "2020-12"
    assert max(each["until"] for each in enough.values() if each["until"]) == "2020-11"
    assert enough["Uusi toiminta: järjestömessut"]["decision"] == "not_started"

    lapland = row("Järjestöt muutokseen").plan_versions.get().result
    assert lapland["end_month"] == "2020-12"
    assert not [each for each in lapland["activities"] if each["decision"] in ("stop", "not_started")]
    assert not row("järjestörakenne").plan_versions.exists()
