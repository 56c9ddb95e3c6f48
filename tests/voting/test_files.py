"""Published ballots read back exactly, whatever names are in them, and anyone can count them again."""

import csv
import io
import json
import os
import subprocess
import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import raitti
from raitti.voting import (
    Approval,
    BadElection,
    Election,
    Quota,
    Ranked,
    count,
    read_election,
    result_of,
    write_csv,
    write_json,
)
from raitti.voting.problem import RULES
from tests.voting.elections import QUIETLY, named, quota, with_quotas

SOURCES = Path(raitti.__file__).parent.parent
# Words that spreadsheets, CSV and JSON have their own ideas about.
AWKWARD = [
    "=1+1",
    "-3",
    "+358",
    "@a",
    "'tis",
    "''",
    'a "b", c',
    "a;b",
    "007",
    "Ä ö",
    "\\",
    "{",
    "what",
    "ballots",
    "1e9",
]


@st.composite
def awkward(draw: st.DrawFn) -> tuple[Election, Counter]:
    """An election with quotas, ids and names of the sort that break files."""
    election, ballots = draw(st.sampled_from(RULES).flatmap(with_quotas))
    names = draw(st.permutations(AWKWARD))
    new = dict(zip(election.candidates, names, strict=False))
    quotas = [
        Quota(name, frozenset(new[member] for member in each.members), each.at_least, each.at_most)
        for each, name in zip(election.quotas, reversed(names), strict=False)
    ]
    renamed = Election(
        tuple(new.values()), election.seats, election.rule, draw(st.sampled_from(AWKWARD)), tuple(quotas)
    )
    kind = tuple if election.ranked else frozenset
    return renamed, Counter(type(ballot)(kind(new[name] for name in ballot.choices)) for ballot in ballots)


@pytest.mark.parametrize("write", [write_csv, write_json])
@QUIETLY
@given(awkward())
def test_what_is_written_reads_back_as_the_same_election_and_ballots(write, given_election):
    election, ballots = given_election

    assert read_election(write(election, ballots)) == (election, ballots)


@QUIETLY
@given(awkward())
def test_the_table_has_as_many_cells_in_every_row_and_no_cell_is_a_formula(given_election):
    text = write_csv(*given_election).decode("utf-8-sig")

    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert len({len(row) for row in rows}) == 1
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert text.count("\r\n") == text.count("\n") == len(rows)


def test_the_file_does_not_tell_in_which_order_ballots_came():
    election = Election(tuple("abc"), 2, "phragmen", "seed")
    ballots = [named("b"), named("a"), named("b"), named("ac")]

    for write in (write_csv, write_json):
        assert write(election, ballots) == write(election, ballots[::-1])


def test_a_table_saved_again_by_a_finnish_spreadsheet_still_reads():
    election = Election(tuple("abc"), 2, "phragmen", "seed", (quota("x", "ab", 1, 1),))
    ballots = Counter([named("b"), named("ab")])
    saved = write_csv(election, ballots).decode("utf-8-sig").replace(",", ";").replace("\r\n", "\n")

    assert read_election(saved.encode()) == (election, ballots)


def changed(**fields: object) -> str:
    """A good file with some fields other than they should be; `None` leaves one out."""
    good = json.loads(write_json(Election(tuple("abc"), 2, "stv", "seed", (quota("x", "a", 1),)), [Ranked(("a", "b"))]))
    return json.dumps({name: value for name, value in (good | fields).items() if value is not None})


@pytest.mark.parametrize(
    ("text", "field", "code"),
    [
        ("", "file", "missing"),
        ("{", "file", "not_readable"),
        ("{" * 100_000, "file", "not_readable"),
        ('{"a": ' + "[" * 100_000, "file", "not_readable"),
        (b"\xff\xfe{", "file", "not_readable"),
        ("[]", "file", "missing"),
        ("name,votes\r\na,3\r\n", "file", "missing"),
        ('what,value,at_least,at_most\r\n"seed,1', "file", "not_readable"),
        ("what,value,at_least,at_most\r\ncolour,1,,\r\n", "file", "unknown_field"),
        ("what,value,at_least,at_most\r\nseed,1,,\r\nseed,2,,\r\n", "file", "unknown_field"),
        ("what,value,at_least,at_most\r\nseats,two,,\r\n", "file", "not_whole"),
        ("what,value,at_least,at_most\r\nseats,²,,\r\n", "file", "not_whole"),
        ("what,value,at_least,at_most\r\nballots,,,,a\r\n", "file", "not_whole"),
        (changed(format=None), "file", "missing"),
        (changed(format="another 7"), "file", "not_readable"),
        (changed(colour="red"), "file", "unknown_field"),
        (changed(rule=["stv"]), "rule", "not_text"),
        (changed(rule="loudest"), "rule", "unknown_rule"),
        (changed(seats="2"), "seats", "not_whole"),
        (changed(seats=True), "seats", "not_whole"),
        (changed(candidates="abc"), "candidates", "not_list"),
        (changed(candidates=[1, 2, 3]), "candidates", "not_text"),
        (changed(candidates=["a", "a", "b"]), "candidates", "candidate_twice"),
        (changed(candidates=[str(number) for number in range(2000)]), "candidates", "too_many"),
        (changed(quotas=["x"]), "quotas", "not_table"),
        (changed(quotas=[{"name": "x"}]), "quotas", "missing"),
        (changed(quotas=[{"name": "x", "members": ["a"], "at_least": "1"}]), "quotas", "not_whole"),
        (changed(quotas=[{"name": "x", "members": ["z"], "at_least": 1}]), "quotas", "unknown_candidate"),
        (changed(ballots={"a": 1}), "ballots", "not_list"),
        (changed(ballots=[["a"]]), "ballots", "not_table"),
        (changed(ballots=[{"number": 1}]), "ballots", "missing"),
        (changed(ballots=[{"number": 0, "choices": []}]), "ballots", "negative"),
        (changed(ballots=[{"number": 10**9, "choices": []}]), "ballots", "too_many"),
        (changed(ballots=[{"number": 1, "choices": ["a", "a"]}]), "ballots", "candidate_twice"),
        (changed(ballots=[{"number": 1, "choices": ["z"]}]), "ballots", "unknown_candidate"),
        (" " * 60_000_000, "file", "too_large"),
    ],
)
def test_a_file_that_cannot_be_counted_is_refused_with_the_place_and_the_reason(text, field, code):
    with pytest.raises(BadElection) as refused:
        read_election(text)

    assert (refused.value.fault.field, refused.value.fault.code) == (field, code)


@QUIETLY
@given(st.text(max_size=300) | st.binary(max_size=300))
def test_whatever_is_in_a_file_it_is_read_or_refused(given_text):
    with suppress(BadElection):
        read_election(given_text)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """`python -m raitti.voting` as a program of its own, in which Django cannot be found."""
    code = (
        "import sys; sys.modules['django'] = None; import runpy; runpy.run_module('raitti.voting', run_name='__main__')"
    )
    environment = os.environ | {"PYTHONPATH": str(SOURCES), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False, env=environment
    )


def test_anyone_counts_a_published_file_again_without_the_framework(tmp_path):
    election = Election(("Ärjä", "Bo", "Cé"), 2, "equal_shares", "sää", (quota("x", ["Cé"], 1),))
    ballots = [Approval(frozenset(["Ärjä", "Bo"]))] * 3
    (tmp_path / "ballots.csv").write_bytes(write_csv(election, ballots))
    (tmp_path / "ballots.json").write_text(write_json(election, ballots), "utf-8")

    for name in ("ballots.csv", "ballots.json"):
        exact, told = run(str(tmp_path / name), "--json"), run(str(tmp_path / name))
        assert json.loads(exact.stdout) == result_of(count(election, ballots)), exact.stderr
        assert f"Elected: {', '.join(count(election, ballots).elected)}" in told.stdout
        assert "barred" in told.stdout
        assert (exact.returncode, told.returncode) == (0, 0)


def test_a_file_that_cannot_be_counted_ends_the_command_with_one_sentence(tmp_path):
    (tmp_path / "ballots.json").write_text("{}")

    for name in ("ballots.json", "none.json"):
        done = run(str(tmp_path / name))
        assert done.returncode == 1
        assert not done.stdout
        assert len(done.stderr.splitlines()) == 1


def test_the_lines_of_a_ranked_count_tell_every_stage(tmp_path):
    election = Election(tuple("abcd"), 2, "stv", "seed", (quota("coast", "ab", 0, 1),))
    ballots = [Ranked(tuple("abc"))] * 8 + [Ranked(tuple("bac"))] * 7 + [Ranked(("c",))] * 2
    (tmp_path / "ballots.json").write_text(write_json(election, ballots))

    told = run(str(tmp_path / "ballots.json")).stdout

    assert "6 votes suffice to be elected" in told
    assert "barred: b (coast)" in told
    assert "Elected: a, c" in told
