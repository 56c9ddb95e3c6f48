"""`raitti demo`: from nothing to four regions, and quickly again."""

import socket
from pathlib import Path

from raitti.config import cli
from tests.config.conftest import Instance


def _listing(folder: Path) -> dict[str, int]:
    return {str(path.relative_to(folder)): path.stat().st_mtime_ns for path in (folder / "static").rglob("*")}


def test_it_tells_where_everything_is_and_who_can_sign_in(demo: Instance):
    told = demo.raitti("demo", "--no-serve", "--port", "8765").stdout

    assert "http://localhost:8765/fi/" in told
    for region in ("pohjois-pohjanmaa", "kymenlaakso", "etela-karjala", "lappi"):
        assert f"/fi/alueet/{region}/" in told
    assert "@" in told


def test_a_second_run_does_nothing_twice(demo: Instance):
    before = _listing(demo.data)

    done = demo.raitti("demo", "--no-serve", "--port", "8765")

    assert done.returncode == cli.DONE
    assert "Loading" not in done.stdout
    assert _listing(demo.data) == before


def test_it_leaves_a_real_instance_alone(demo: Instance):
    note = demo.data / "demo.json"
    text = note.read_text()
    note.unlink()
    try:
        done = demo.raitti("demo", "--no-serve", RAITTI_SECRET_KEY="a real secret of a real instance" * 2)
    finally:
        note.write_text(text)

    assert done.returncode == cli.FAILED
    assert "real instance" in done.stderr


def test_a_taken_port_is_told_before_any_work(empty: Instance):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = empty.raitti("demo", "--port", str(port))

    assert done.returncode == cli.FAILED
    assert f"Port {port}" in done.stderr
    assert not (empty.data / "raitti.sqlite3").exists()
