"""`raitti plan`: a plan file in, the best plan and its reasons out, in words or as JSON."""

import json
from pathlib import Path

import pytest

from raitti.config import cli

PLAN = """
title = "Pieni hanke"
start = "2020-01"
end = "2020-06"
closes = true
[[money]]
name = "Avustus"
kind = "grant"
applied = 12000
decided = 8000
usable_from = "2020-01"
usable_until = "2020-06"
[[staff]]
name = "Työntekijä"
fte = 1
monthly_cost = 1500
leave_months = 1
[[activity]]
name = "Neuvottelukunta"
priority = "must"
value = 10
fte = 0.6
running = true
[[activity]]
name = "Koulutukset"
priority = "could"
value = 3
fte = 0.5
monthly = 200
running = true
"""


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.toml"
    path.write_text(PLAN)
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = cli.run(["plan", *map(str, arguments)])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_the_result_has_every_field_the_plan_file_promises(plan_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "solve", plan_file, "--json")

    result = json.loads(out)
    assert code == 0
    assert list(result) == [
        *("status", "value", "bound", "gap", "cost", "end_month", "musts_missed", "staff", "activities", "months"),
        *("expired", "lacks"),
    ]
    assert (result["status"], result["gap"], result["end_month"], result["cost"]) == ("optimal", 0, "2020-05", 7500)
    assert list(result["staff"][0]) == ["name", "until", "last_working_month", "cost"]
    assert result["staff"][0]["last_working_month"] == "2020-04"
    assert list(result["activities"][0]) == [
        *("name", "decision", "from", "until", "level", "cost", "reason", "cost_of_keeping"),
    ]
    assert result["expired"] == [{"money": "Avustus", "month": "2020-06", "euros": 500}]


@pytest.mark.parametrize(
    ("language", "words"),
    [("fi", "Raha ja työaika eivät riitä"), ("sv", "Varken pengarna eller arbetstiden"), ("en", "Neither money nor")],
)
def test_reasons_come_in_the_readers_language(
    plan_file: Path, capsys: pytest.CaptureFixture[str], language: str, words: str
) -> None:
    _, out, _ = run(capsys, "solve", plan_file, "--json", "--lang", language)

    stopped = json.loads(out)["activities"][1]
    assert stopped["decision"] == "stop"
    assert words in stopped["reason"]
    assert stopped["cost_of_keeping"] == {"euros": 500, "fte": 0.5}


def test_people_read_what_becomes_of_each_activity_and_why(plan_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "solve", plan_file)

    assert "Koulutukset: lopetetaan" in out
    assert "Tärkeämmät menevät edelle: Neuvottelukunta." in out
    assert "Päättyy toukokuussa 2020." in out


def test_a_project_that_cannot_pay_its_notices_ends_with_1_and_says_what_lacks(
    plan_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan_file.write_text(PLAN.replace("decided = 8000", "decided = 1000"))

    code, out, err = run(capsys, "solve", plan_file, "--json")

    assert code == 1
    assert json.loads(out)["lacks"] == {"euros": 500, "month": "2020-01"}
    assert "500 €" in err


def test_a_bad_file_ends_with_2_and_names_table_field_and_reason(
    plan_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan_file.write_text(PLAN.replace('end = "2020-06"', 'end = "2020-13"'))
    code, out, err = run(capsys, "solve", plan_file, "--lang", "en")
    assert (code, out) == (2, "")
    assert "end: 2020-13 is no month" in err

    plan_file.write_text(PLAN.replace("value = 3", "value = -3"))
    code, _, err = run(capsys, "solve", plan_file, "--lang", "en")
    assert code == 2
    assert "activity 2, Koulutukset, value: -3 is less than nothing" in err


def test_a_file_that_is_not_there_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "solve", tmp_path / "nothing.toml")

    assert code == 2
    assert "nothing.toml" in err


def test_two_plans_are_compared_activity_by_activity(
    plan_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = tmp_path / "applied.toml"
    whole.write_text(PLAN.replace("decided = 8000", ""))

    code, out, _ = run(capsys, "compare", whole, plan_file, "--lang", "en")
    assert code == 0
    assert "Neuvottelukunta: 2020-01 – 2020-05, then 2020-01 – 2020-04." in out

    _, out, _ = run(capsys, "compare", whole, plan_file, "--json")
    compared = json.loads(out)
    assert [each["name"] for each in compared["differences"]] == ["Neuvottelukunta"]
    assert compared["before"]["cost"] > compared["after"]["cost"]

    _, out, _ = run(capsys, "compare", plan_file, plan_file, "--lang", "en")
    assert "Every activity runs as before." in out
