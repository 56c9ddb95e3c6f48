"""A plan file is read exactly, or refused with the table, the field and the reason."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from raitti.planning.faults import BadPlan, Fault
from raitti.planning.files import read_plan
from raitti.planning.problem import Programme, Project
from raitti.planning.writing import write_plan
from tests.planning.test_solve import projects

TOP = 'title = "Hanke"\nstart = "2020-01"\nend = "2020-12"\n'


def activity(lines: str, name: str = "Koulutus") -> str:
    return f'[[activity]]\nname = "{name}"\npriority = "must"\n{lines}\n'


def fault_of(source: str | bytes) -> Fault:
    with pytest.raises(BadPlan) as refused:
        read_plan(source)
    return refused.value.fault


@pytest.mark.parametrize(
    ("lines", "field", "code"),
    [
        ('fte = "yksi"', "fte", "not_number"),
        ("fte = true", "fte", "not_number"),
        ("fte = nan", "fte", "not_number"),
        ("monthly = -1", "monthly", "negative"),
        ("monthly = 1_000_000_000", "monthly", "too_much"),
        ("monthly = 0.001", "monthly", "too_precise"),
        ("min_months = 1.5", "min_months", "not_whole"),
        ('from = "2020-13"', "from", "not_month"),
        ('from = "2020-1"', "from", "not_month"),
        ("from = 2020-01-01", "from", "not_month"),
        ('from = "2020-05"\nuntil = "2020-04"', "until", "backwards"),
        ("min_months = 4\nmax_months = 3", "max_months", "backwards"),
        ('running = "yes"', "running", "not_flag"),
        ("colour = 1", "colour", "unknown_field"),
        ('needs = "Muu"', "needs", "not_list"),
        ('needs = ["Muu"]', "needs", "unknown_name"),
        ('needs = ["Koulutus"]', "needs", "circular"),
        ('levels = [{ name = "suppea", share = 2, value = 1 }]', "share", "too_much"),
        ('levels = [{ name = "full", share = 1, value = 1 }]', "name", "twice"),
    ],
)
def test_an_activity_that_cannot_be_is_refused_where_it_is_wrong(lines: str, field: str, code: str) -> None:
    fault = fault_of(TOP + activity(lines))

    assert fault.table.startswith("activity 1, Koulutus")
    assert (fault.field, fault.code) == (field, code)


@pytest.mark.parametrize(
    ("source", "field", "code"),
    [
        ("title = ", "file", "not_toml"),
        (b"\xff\xfe", "file", "not_toml"),
        ("a = " + "[" * 5000, "file", "not_toml"),
        ("#" * 5_000_000, "file", "too_large"),
        ('title = "Hanke"', "start", "missing"),
        ('title = "Hanke"\nstart = "2020-12"\nend = "2020-01"', "end", "backwards"),
        ('title = "Hanke"\nstart = "2020-01"\nend = "2040-01"', "end", "too_far"),
        (TOP + "staff = 3", "staff", "not_table"),
        (TOP + "colour = 1", "colour", "unknown_field"),
        (TOP + activity("") + "[[project]]\n" + TOP, "activity", "mixed"),
        (TOP + "".join(activity("", f"Toiminta {number}") for number in range(10_000)), "activity", "too_many"),
        (
            TOP + '[[money]]\nname = "Avustus"\nusable_from = "2020-05"\nusable_until = "2020-01"\n',
            "usable_until",
            "backwards",
        ),
        (TOP + '[[money]]\nname = "Avustus"\n', "usable_from", "missing"),
    ],
)
def test_a_file_that_cannot_be_planned_is_refused_where_it_is_wrong(source: str | bytes, field: str, code: str) -> None:
    fault = fault_of(source)

    assert (fault.field, fault.code) == (field, code)


def test_two_activities_of_one_name_are_refused() -> None:
    fault = fault_of(TOP + activity("") + activity(""))

    assert (fault.table, fault.code) == ("activity 2, Koulutus", "twice")


def test_needs_that_go_round_are_told_as_the_round_they_make() -> None:
    fault = fault_of(TOP + activity('needs = ["B"]', "A") + activity('needs = ["A"]', "B"))

    assert fault.code == "circular"
    assert fault.given == "A → B → A"


def test_the_furthest_known_amount_counts() -> None:
    money = '[[money]]\nname = "Avustus"\nusable_from = "2020-01"\nusable_until = "2020-12"\napplied = 210000\n'

    for line, amount in (("", 210000), ("proposed = 9000", 9000), ("proposed = 9000\ndecided = 0", 0)):
        plan = read_plan(f"{TOP}{money}{line}\n")
        assert isinstance(plan, Project)
        assert plan.money[0].amount == Decimal(amount)


@given(projects())
def test_a_plan_written_is_read_back_as_it_was(project: Project) -> None:
    dated = Project(
        **{name: getattr(project, name) for name in ("title", "closes", "overhead")},
        start=project.start + 24240,
        end=project.end + 24240,
    )

    assert read_plan(write_plan(dated)) == dated


@pytest.mark.parametrize("name", ["yhes-enemman-2020", "project-60x36x8", "programme-23"])
def test_the_real_files_are_read_back_as_they_were(shared: Path, name: str) -> None:
    plan = read_plan((shared / "plans" / f"{name}.toml").read_bytes())

    assert read_plan(write_plan(plan)) == plan
    assert isinstance(plan, Programme) == (name == "programme-23")


@given(st.text() | st.binary())
def test_anything_at_all_is_read_or_refused(source: str | bytes) -> None:
    assert fault_of(source).code
