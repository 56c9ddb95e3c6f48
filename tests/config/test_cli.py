"""The `raitti` command."""

import json
import subprocess
import sys

import pytest
from django.core.management import get_commands

from raitti.config import cli
from raitti.voting import Approval, Election, count, write_json
from tests.config.conftest import Instance


def handed() -> list[str]:
    return [
        one.command
        for table in (cli.IMPORTS, cli.EXPORTS, cli.PLANS, cli.HANDOVERS, cli.SINGLE)
        for one in table.values()
    ]


@pytest.mark.parametrize("command", handed())
def test_every_command_people_are_told_of_exists(command):
    assert command in get_commands()


def test_alone_it_lists_what_it_can_do(capsys):
    code = cli.run([])

    told = capsys.readouterr().out
    assert code == cli.DONE
    assert all(word in told for word in ("demo", "serve", "import", "export", "search", "worker", "bench", "examples:"))


@pytest.mark.parametrize("arguments", [["tour"], ["demo", "--port", "0"], ["demo", "--port", "x"], ["serve", "now"]])
def test_what_it_does_not_understand_ends_with_two(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)

    assert ended.value.code == cli.MISUSED
    assert "usage: raitti" in capsys.readouterr().err


def test_an_unknown_import_names_those_there_are(capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["import", "tea"])

    said = capsys.readouterr().err
    assert ended.value.code == cli.MISUSED
    assert "tea" in said
    assert "ptv" in said


@pytest.mark.parametrize("what", cli.IMPORTS)
def test_each_import_explains_itself_under_its_own_name(what, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["import", what, "--help"])

    told = capsys.readouterr().out
    assert ended.value.code == cli.DONE
    assert f"raitti import {what}" in told
    assert "--pythonpath" not in told


def test_a_database_that_is_not_there_is_told_in_one_sentence(empty: Instance):
    done = empty.raitti("search", "vertaistuki")

    assert done.returncode == cli.FAILED
    assert "raitti demo" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_missing_file_is_told_by_name(demo: Instance):
    done = demo.raitti("import", "organisations", "nowhere.csv")

    assert done.returncode == cli.FAILED
    assert "nowhere.csv" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


PLAN = """
title = "Kokeilu"
start = "2027-01"
end = "2027-06"

[[money]]
name = "Avustus"
decided = 6000
usable_from = "2027-01"
usable_until = "2027-06"

[[activity]]
name = "Yhdistysillat"
priority = "must"
value = 10
monthly = 1000
max_months = 6
"""


def test_a_plan_file_is_solved_without_anything_of_the_instance(empty: Instance):
    (empty.data / "plan.toml").write_text(PLAN, encoding="utf-8")
    done = empty.raitti("plan", "solve", "plan.toml", "--lang", "sv", DATABASE_URL="postgres://nobody@127.0.0.1:9/none")
    assert done.returncode == cli.DONE, done.stderr
    assert "Yhdistysillat: fortsätter, 2027-01 – 2027-06" in done.stdout
    # The rooms are most of what it takes to begin, and no plan file needs them.
    code = "import sys; from raitti.config.cli import run; run(sys.argv[1:]); print('raitti.directory' in sys.modules)"
    alone = subprocess.run(
        [sys.executable, "-c", code, "plan", "solve", "plan.toml"],
        env=empty.environment,
        cwd=empty.data,
        capture_output=True,
        text=True,
        check=True,
    )
    assert alone.stdout.splitlines()[-1] == "False"


def test_published_ballots_are_counted_again_without_anything_of_the_instance(empty: Instance):
    election = Election(("1", "2", "3"), 2, "equal_shares", "arpa")
    ballots = [Approval(frozenset({"1", "2"}))] * 3 + [Approval(frozenset({"3"}))] * 2
    (empty.data / "ballots.json").write_text(write_json(election, ballots), encoding="utf-8")

    done = empty.raitti("count", "ballots.json", "--json", DATABASE_URL="postgres://nobody@127.0.0.1:9/none")

    assert done.returncode == cli.DONE, done.stderr
    assert json.loads(done.stdout)["elected"] == list(count(election, ballots).elected)


def test_what_are_no_ballots_is_said_in_a_sentence(empty: Instance):
    (empty.data / "plan.toml").write_text(PLAN, encoding="utf-8")

    done = empty.raitti("count", "plan.toml")

    assert done.returncode == cli.FAILED
    assert "plan.toml cannot be counted" in done.stderr


def test_serving_needs_a_secret(empty: Instance):
    done = empty.raitti("serve")

    assert done.returncode == cli.FAILED
    assert "RAITTI_SECRET_KEY" in done.stderr
    assert "Traceback" not in done.stderr


def test_serving_an_unprepared_database_says_what_to_do(empty: Instance):
    done = empty.raitti("serve", "--port", "8766", RAITTI_SECRET_KEY="x" * 60, RAITTI_HOST="raitti.example.org")

    assert done.returncode == cli.FAILED
    assert "raitti migrate" in done.stderr


def test_after_the_demo_other_commands_know_where_they_are(demo: Instance):
    done = demo.raitti("search", "järjestö", "--lang", "fi", "--limit", "3", "--json")

    assert done.returncode == cli.DONE, done.stderr
    assert set(json.loads(done.stdout)) >= {"total", "results", "facets"}


def test_the_data_folder_can_be_named_for_any_command(demo: Instance):
    done = demo.raitti("--data", str(demo.data), "search", "yhdistys", "--json", RAITTI_DATA="/nowhere")

    assert done.returncode == cli.DONE, done.stderr


def test_benchmarks_can_be_listed(capsys):
    assert cli.run(["bench"]) == cli.DONE
    assert capsys.readouterr().out.split()
