"""The ballot file: an election and its ballots as JSON or CSV, read back as they were written.

Equal ballots are one row with their number, rows in the order of the alphabet: the file tells nothing of who voted
when. CSV is RFC 4180 with a header and as many cells in every row; a cell that a spreadsheet might take for a formula
has an apostrophe before it, which reading takes away again. docs/voting.md shows both.
"""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from raitti.voting.checking import check_ballots, check_election
from raitti.voting.faults import BadElection, Code, Fault, Field
from raitti.voting.problem import Approval, Ballot, Election, Quota, Ranked

FORMAT = "raitti election 1"
LARGEST_FILE = 50_000_000
MOST = {"candidates": 1_000, "quotas": 200, "ballots": 10_000_000}
COLUMNS = ("what", "value", "at_least", "at_most")
# What a spreadsheet may take for a formula, and the mark that keeps it from doing so.
FORMULA, MARK = ("=", "+", "-", "@", "'"), "'"

Ballots = Iterable[Ballot] | Mapping[Ballot, int]


def write_json(election: Election, ballots: Ballots) -> str:
    """The ballot file as JSON."""
    return json.dumps(
        {
            "format": FORMAT,
            "rule": election.rule,
            "seats": election.seats,
            "seed": election.seed,
            "candidates": list(election.candidates),
            "quotas": [
                {
                    "name": quota.name,
                    "at_least": quota.at_least,
                    "at_most": quota.at_most,
                    "members": sorted(quota.members),
                }
                for quota in election.quotas
            ],
            "ballots": [{"number": number, "choices": list(choices)} for choices, number in _added_up(ballots)],
        },
        ensure_ascii=False,
        indent=1,
    )


def write_csv(election: Election, ballots: Ballots) -> bytes:
    """The ballot file as CSV in UTF-8 with its mark, so that spreadsheets read ä and ö."""
    rows: list[list[object]] = [
        ["format", FORMAT],
        ["rule", election.rule],
        ["seats", election.seats],
        ["seed", election.seed],
    ]
    rows += [["candidate", candidate] for candidate in election.candidates]
    rows += [
        ["quota", quota.name, quota.at_least, "" if quota.at_most is None else quota.at_most, *sorted(quota.members)]
        for quota in election.quotas
    ]
    rows += [["ballots", number, "", "", *choices] for choices, number in _added_up(ballots)]
    width = max(len(COLUMNS), *(len(row) for row in rows))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*COLUMNS, *(f"choice {number}" for number in range(1, width - len(COLUMNS) + 1))])
    for row in rows:
        writer.writerow([_harmless(cell) for cell in row] + [""] * (width - len(row)))
    return text.getvalue().encode("utf-8-sig")


def read_election(given: bytes | str) -> tuple[Election, Counter[Ballot]]:
    """The election and its ballots out of a file in JSON or CSV; `BadElection` where it cannot be counted."""
    if len(given) > LARGEST_FILE:
        raise _bad("file", "too_large", given=len(given), allowed=LARGEST_FILE)
    try:
        text = (given.decode("utf-8-sig") if isinstance(given, bytes) else given).removeprefix("\ufeff")
        table = json.loads(text) if text.lstrip().startswith("{") else _table_of(text)
    except (ValueError, RecursionError, csv.Error) as error:
        if isinstance(error, BadElection):
            raise
        raise _bad("file", "not_readable", given=str(error)[:120]) from None
    return _election_of(table)


def _added_up(ballots: Ballots) -> list[tuple[tuple[str, ...], int]]:
    added = Counter[tuple[str, ...]]()
    for ballot, number in Counter[Ballot](ballots).items():
        added[ballot.choices] += number
    return sorted(added.items())


def _harmless(cell: object) -> object:
    return f"{MARK}{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def _table_of(text: str) -> dict[str, Any]:
    """The rows of a CSV file as the table a JSON file would hold. Semicolons will do too: spreadsheets write them."""
    separator = ";" if text.startswith(f"{COLUMNS[0]};") else ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    header = next(rows, [])
    if tuple(header[: len(COLUMNS)]) != COLUMNS:
        raise _bad("file", "missing", name=", ".join(COLUMNS), given=", ".join(header)[:120])
    table: dict[str, Any] = {"candidates": [], "quotas": [], "ballots": []}
    for number, row in enumerate(rows, start=2):
        cells = [cell.removeprefix(MARK) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        what, value, least, most, *choices = cells + [""] * (len(COLUMNS) - len(cells))
        name = f"row {number}"
        if what == "candidate":
            table["candidates"].append(value)
        elif what == "quota":
            quota: dict[str, Any] = {"name": value, "members": choices}
            quota["at_least"] = _whole_of(least, name) if least else 0
            quota["at_most"] = _whole_of(most, name) if most else None
            table["quotas"].append(quota)
        elif what == "ballots":
            table["ballots"].append({"number": _whole_of(value, name), "choices": choices})
        elif what in ("format", "rule", "seats", "seed") and what not in table:
            table[what] = _whole_of(value, name) if what == "seats" else value
        else:
            raise _bad("file", "unknown_field", name=name, given=what)
    return table


def _whole_of(cell: str, name: str) -> int:
    if not (cell.removeprefix("-").isdecimal() and cell.isascii() and len(cell) < 12):
        raise _bad("file", "not_whole", name=name, given=cell[:60])
    return int(cell)


def _election_of(table: object) -> tuple[Election, Counter[Ballot]]:
    top = _known(
        table, "file", ("format", "rule", "seats", "seed", "candidates", "ballots"), optional=("quotas",), name=""
    )
    if top["format"] != FORMAT:
        raise _bad("file", "not_readable", name="format", given=top["format"], allowed=FORMAT)
    quotas = [
        _known(quota, "quotas", ("name", "members"), optional=("at_least", "at_most"), name=str(number))
        for number, quota in enumerate(_list(top.get("quotas", []), "quotas"), start=1)
    ]
    election = Election(
        candidates=tuple(_texts(top["candidates"], "candidates")),
        seats=_whole(top["seats"], "seats"),
        rule=_text(top["rule"], "rule"),  # type: ignore[arg-type]  # checked below
        seed=_text(top["seed"], "seed"),
        quotas=tuple(_quota(quota) for quota in quotas),
    )
    check_election(election)
    ballots = Counter[Ballot]()
    for at, row in enumerate(_list(top["ballots"], "ballots"), start=1):
        known = _known(row, "ballots", ("number", "choices"), name=str(at))
        number = _whole(known["number"], "ballots", name=str(at))
        if number < 1 or ballots.total() + number > MOST["ballots"]:
            raise _bad("ballots", "negative" if number < 1 else "too_many", name=str(at), given=number)
        ballot = _ballot(election, _texts(known["choices"], "ballots", name=str(at)), name=str(at))
        ballots[ballot] += number
    check_ballots(election, ballots)
    return election, ballots


def _quota(known: Mapping[str, Any]) -> Quota:
    name = _text(known["name"], "quotas")
    members = _texts(known["members"], "quotas", name=name)
    most = known.get("at_most")
    return Quota(
        name=name,
        members=frozenset(members),
        at_least=_whole(known.get("at_least", 0), "quotas", name=name),
        at_most=None if most is None else _whole(most, "quotas", name=name),
    )


def _ballot(election: Election, choices: list[str], *, name: str) -> Ballot:
    if len(set(choices)) < len(choices):
        twice = next(choice for choice in choices if choices.count(choice) > 1)
        raise _bad("ballots", "candidate_twice", name=name, given=twice)
    return Ranked(tuple(choices)) if election.ranked else Approval(frozenset(choices))


def _known(
    given: object, field: Field, needed: tuple[str, ...], *, name: str, optional: tuple[str, ...] = ()
) -> Mapping[str, Any]:
    """A table that has what it must and nothing unknown."""
    if not isinstance(given, dict):
        raise _bad(field, "not_table", name=name, given=given)
    for key in needed:
        if key not in given:
            raise _bad(field, "missing", name=name or key, given=key)
    for key in given:
        if key not in (*needed, *optional):
            raise _bad(field, "unknown_field", name=name, given=key)
    return given


def _list(given: object, field: Field, *, name: str = "") -> list[Any]:
    if not isinstance(given, list):
        raise _bad(field, "not_list", name=name, given=given)
    if len(given) > MOST[field]:
        raise _bad(field, "too_many", name=name, given=len(given), allowed=MOST[field])
    return given


def _texts(given: object, field: Field, *, name: str = "") -> list[str]:
    return [_text(text, field, name=name) for text in _list(given, field, name=name)]


def _text(given: object, field: Field, *, name: str = "") -> str:
    if not isinstance(given, str):
        raise _bad(field, "not_text", name=name, given=given)
    return given


def _whole(given: object, field: Field, *, name: str = "") -> int:
    if not isinstance(given, int) or isinstance(given, bool):
        raise _bad(field, "not_whole", name=name, given=given)
    return given


def _bad(field: Field, code: Code, *, name: str = "", given: object = "", allowed: object = "") -> BadElection:
    return BadElection(Fault(field, code, name=name, given=str(given)[:120], allowed=str(allowed)))
