"""`raitti demo`: from nothing to four regions, and quickly again."""

import signal
import socket
import subprocess
import sys
from pathlib import Path

from raitti.config import cli
from tests.config.conftest import Instance
from tests.core.conftest import wait_for


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


def test_letters_arrive_while_it_runs_and_its_worker_ends_with_it(demo: Instance):
    port = _free_port()
    running = subprocess.Popen(
        demo.command("demo", "--port", str(port)), env=demo.environment, cwd=demo.data, stdout=subprocess.DEVNULL
    )
    write = "from raitti.core.mail import send_mail_later; send_mail_later('a@example.org', 'Hei', 'Terve')"
    settings = {"DJANGO_SETTINGS_MODULE": "raitti.config.settings", "RAITTI_DEMO": "1"}
    try:
        command = [sys.executable, "-m", "django", "shell", "--no-imports", "-c", write]
        subprocess.run(command, env=demo.environment | settings, cwd=demo.data, check=True, capture_output=True)
        mailbox = demo.data / "mail"
        wait_for(lambda: any("Hei" in letter.read_text() for letter in mailbox.glob("*.log")), seconds=120)
        workers = _children(running.pid, "worker")
        assert workers
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(60)
    wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers))


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def _children(parent: int, word: str) -> list[int]:
    """The processes started by one whose command line has a word."""
    listed = subprocess.run(["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True).stdout
    rows = [line.split(maxsplit=2) for line in listed.splitlines()[1:]]
    return [int(pid) for pid, ppid, args in rows if int(ppid) == parent and word in args.split()]
