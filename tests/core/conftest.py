"""Real processes on a real database: what happens when one of them is killed cannot be tried within one."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.dictionaries import share_dictionaries
from tests.kept import own_copy

ROOT = Path(__file__).resolve().parents[2]
# A process that runs the Python it is handed, a line of JSON each: Django takes more than a second to start.
HELPER = """
import json, sys, traceback
import django
django.setup()
from django.db import connections
for line in sys.stdin:
    names = {"json": json}
    try:
        exec(json.loads(line), names)
        told = {"answer": names["answer"]}
    except Exception:
        told = {"trouble": traceback.format_exc()}
    connections.close_all()
    print(json.dumps(told), flush=True)
"""


@dataclass
class Instance:
    """A folder and a migrated database of the kind this test run is about, and the processes started on it."""

    folder: Path
    environment: dict[str, str]
    started: list[subprocess.Popen[str]] = field(default_factory=list)
    helper: subprocess.Popen[str] | None = None

    def django(self, *arguments: str) -> str:
        """Run one management command to its end; what it wrote."""
        done = subprocess.run(
            [sys.executable, "-m", "django", *arguments],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def evaluate(self, code: str) -> object:
        """Run Python within Django, in a process beside the others; the value of `answer` it leaves behind."""
        if self.helper is None:
            self.helper = self._begin("-c", HELPER, stdin=subprocess.PIPE, stderr=None)
        assert self.helper.stdin is not None
        assert self.helper.stdout is not None
        self.helper.stdin.write(json.dumps(code) + "\n")
        self.helper.stdin.flush()
        told = json.loads(self.helper.stdout.readline())
        assert "answer" in told, told["trouble"]
        return told["answer"]

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start a process that lives until it is killed or the test ends."""
        return self._begin("-m", *arguments, stdin=None, stderr=subprocess.STDOUT)

    def _begin(self, *arguments: str, stdin: int | None, stderr: int | None) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, *arguments],
            env=self.environment,
            cwd=ROOT,
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
            start_new_session=True,
        )
        self.started.append(process)
        return process


def wait_for(what: Callable[[], object], *, seconds: float = 30) -> object:
    """Ask again and again until the answer is true; the answer."""
    latest = time.monotonic() + seconds
    while not (answer := what()):
        assert time.monotonic() < latest, "it did not happen in time"
        time.sleep(0.05)
    return answer


@pytest.fixture
def instance(tmp_path: Path) -> Iterator[Instance]:
    with new_instance(tmp_path) as made:
        yield made


@contextmanager
def new_instance(folder: Path) -> Iterator[Instance]:
    """An instance of its own within the block; its processes end with it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("RAITTI_", "DJANGO_"))}
    environment = kept | {
        "RAITTI_DEMO": "1",
        "RAITTI_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "tests.core.settings_of_processes",
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
    }
    made = Instance(folder, environment)

    def migrate(data: Path, url: str) -> None:
        share_dictionaries(data)
        Instance(data, environment | {"RAITTI_DATA": str(data), "DATABASE_URL": url}).django("migrate", "--verbosity=0")

    server = os.environ.get("DATABASE_URL", "").strip()
    with own_copy("migrated", folder, migrate, server=server) as url:
        environment["DATABASE_URL"] = url
        try:
            yield made
        finally:
            for process in made.started:
                # A server's workers outlive it when it is killed alone.
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.communicate()
