from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from raitti.places.models import Area

pytestmark = pytest.mark.django_db


def run(*arguments):
    """The lines a command writes, and whether it ended well."""
    out = StringIO()
    try:
        call_command(*map(str, arguments), stdout=out, stderr=StringIO())
    except CommandError as error:
        return out.getvalue().splitlines(), error.returncode
    return out.getvalue().splitlines(), 0


def test_the_last_line_is_the_counts(finland, shared):
    assert run("load_places")[0][-1].startswith("0 created, 0 updated, ")
    lines, code = run("import_areas", shared / "fi-admin" / "municipalities-2026.csv")
    assert (lines[-1], code) == ("0 created, 0 updated, 351 unchanged, 0 refused", 0)
    lines, code = run("import_boundaries", shared / "fi-admin" / "maakuntarajat-2024.geojson", "--year", 2024)
    assert (lines[-1], code) == ("19 created, 0 updated, 0 unchanged, 0 refused", 0)


def test_an_ended_municipality_and_its_successor_are_told(finland, register):
    path = register({"005": None})

    lines, code = run("import_areas", path, "--successor", "5=10", "--valid-from", "2027-01-01")

    assert code == 0
    assert "Alajärvi (005) ended on 2027-01-01 and continues in Alavus (010)." in lines
    assert Area.objects.get(kind="municipality", code="005").successors.get().code == "010"


def test_a_dry_run_says_so(finland, register):
    lines, _ = run("import_areas", register({"005": None}), "--dry-run")

    assert "This was a dry run: nothing was changed." in lines
    assert Area.objects.current().filter(code="005").exists()


def test_a_refused_file_tells_its_lines_and_ends_with_an_error(finland, register):
    lines, code = run("import_areas", register({"005": {"kielisuhde_code": ""}, "009": {"kielisuhde_code": ""}}))

    assert code == 1
    assert lines[0].startswith("Line 2: ")
    assert lines[-1] == "0 created, 0 updated, 0 unchanged, 2 refused"


def test_a_successor_that_is_not_a_pair_of_codes_is_refused(finland, register):
    assert run("import_areas", register(), "--successor", "Oulu")[1] == 2
