"""Files nobody should have sent: too large, torn, lying, or cut off by a killed process."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from raitti.directory.models import Organisation
from tests.dictionaries import share_dictionaries
from tests.exchange.conftest import Import
from tests.kept import own_copy

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
KINDS = ("ptv", "hsds", "organisations")


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_over_the_limit_is_refused_before_it_is_read(kind: str, tmp_path: Path, import_from: Import) -> None:
    path = tmp_path / ("big.csv" if kind == "organisations" else "big.json")
    with path.open("wb") as file:
        file.truncate(500 * 1024 * 1024)

    lines, code = import_from(kind, path)

    assert code == 1
    assert "The file is 500 MB; at most 64 MB is read. --max-mb raises the limit." in "\n".join(lines)
    assert lines[-1] == "0 created, 0 updated, 0 unchanged, 1 refused"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"   \n",
        b"\x00" * 100,
        b"\xff\xfe\xff\xff\xff",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        b'{"a": ' * 5000,
        b"[" * 100_000,
        b'{"id": NaN}',
        b"null",
        b"[]",
        b'"text"',
        "Nimi;Kunta\n".encode("cp1252") + b"\xe4\x81\x8d;\xff\n",
        b'Nimi\n"never closed',
        b"Nimi\n" + b"x" * 2_000_000,
        "Nimi\n\u202eesrever\u202c 🎉 <script>alert(1)</script> {{ 7*7 }} ' OR 1=1 --\n".encode(),
    ],
)
def test_nonsense_is_answered_in_words(kind: str, content: bytes, tmp_path: Path, import_from: Import) -> None:
    path = tmp_path / ("odd.csv" if kind == "organisations" else "odd.json")
    path.write_bytes(content)

    lines, code = import_from(kind, path)

    assert code in {0, 1}
    assert lines[-1].endswith(" refused")
    assert code == (0 if lines[-1].endswith(" 0 refused") else 1)


def test_a_text_in_another_encoding_is_refused_with_its_line(tmp_path: Path, import_from: Import) -> None:
    path = tmp_path / "latin.json"
    path.write_bytes('[\n{"name":\n"Äänekoski"}]'.encode("latin-1"))

    lines, _ = import_from("hsds", path)

    assert "refused  latin.json, row 3: Line 3 is not UTF-8 text. Save the file as UTF-8 and try again." in lines


@pytest.mark.parametrize("name", ["text.xlsx", "bomb.xlsx", "empty.xlsx"])
def test_a_workbook_that_is_none_is_refused(tmp_path: Path, import_from: Import, name: str) -> None:
    path = tmp_path / name
    if name == "bomb.xlsx":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/worksheets/sheet1.xml", b" " * (200 * 1024 * 1024))
    elif name == "empty.xlsx":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("x", "y")
    else:
        path.write_text("this is not a workbook")

    lines, code = import_from("organisations", path)

    assert (code, lines[-1]) == (1, "0 created, 0 updated, 0 unchanged, 1 refused")


def test_a_table_torn_in_the_middle_leaves_nothing_behind(towns: None, tmp_path: Path, import_from: Import) -> None:
    path = tmp_path / "torn.csv"
    path.write_text("Nimi;Kunta\n" + "".join(f"Yhdistys {n} ry;Oulu\n" for n in range(20)) + '"' + "x" * 2_000_000)

    lines, code = import_from("organisations", path, partial=True)

    assert (code, Organisation.objects.count()) == (1, 0)
    assert any("Line 22 cannot be read as a table" in line for line in lines)


def test_null_characters_inside_values_do_no_harm(towns: None, tmp_path: Path, import_from: Import) -> None:
    path = tmp_path / "null.json"
    path.write_text(json.dumps({"id": "o\x00", "name": "Koe\x00ilu\u200b ry", "description": "x"}))

    _, code = import_from("hsds", path, text_lang="fi")

    assert (code, str(Organisation.objects.get())) == (0, "Koeilu ry")


def is_being_written(database: Path) -> bool:
    """Whether another process is inside a writing transaction."""
    connection = sqlite3.connect(database, timeout=0, isolation_level=None)
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
    except sqlite3.OperationalError:
        return True
    finally:
        connection.close()
    return False


def test_a_killed_import_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    table = tmp_path / "many.csv"
    table.write_text("Nimi;Kuvaus\n" + "".join(f"Yhdistys {n} ry;Kuvaus numero {n}\n" for n in range(5000)))
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    environment |= {"RAITTI_DEMO": "1", "RAITTI_DATA": str(tmp_path / "data")}
    manage = [sys.executable, str(ROOT / "manage.py")]

    def migrate(data: Path, _url: str) -> None:
        there = environment | {"RAITTI_DATA": str(data)}
        subprocess.run([*manage, "migrate", "-v0"], env=there, check=True, cwd=tmp_path)

    # On SQLite whatever the others run on, as it is looked into from outside.
    with own_copy("migrated", tmp_path / "data", migrate, server=""):
        share_dictionaries(tmp_path / "data")
    one = tmp_path / "one.csv"
    one.write_text("Nimi\nEnsimmäinen ry\n", encoding="utf-8")
    subprocess.run([*manage, "import_organisations", str(one)], env=environment, check=True, cwd=tmp_path)
    database = tmp_path / "data" / "raitti.sqlite3"

    process = subprocess.Popen([*manage, "import_organisations", str(table)], env=environment, cwd=tmp_path)
    try:
        deadline = time.monotonic() + 60
        while not is_being_written(database) and time.monotonic() < deadline:
            time.sleep(0.05)
        # Thousands of rows take much longer than this: it dies in the middle of them.
        time.sleep(1)
        assert process.poll() is None, "the import ended before it could be killed"
        assert is_being_written(database)
        process.send_signal(signal.SIGKILL)
    finally:
        process.kill()
        process.wait()

    with sqlite3.connect(database) as connection:
        names = connection.execute("SELECT count(*) FROM directory_organisation").fetchone()
        found = connection.execute("SELECT count(*) FROM search_searchdocument").fetchone()
        audit = connection.execute("SELECT count(*) FROM core_auditentry").fetchone()
    assert (names, found, audit) == ((1,), (1,), (1,))
    subprocess.run([*manage, "import_organisations", str(one)], env=environment, check=True, cwd=tmp_path)
