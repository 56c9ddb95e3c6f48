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

from tests.kept import own_copy

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Instance:
    """A folder and a migrated database of the kind this test run is about, and the processes started on it."""

    folder: Path
    environment: dict[str, str]
    started: list[subprocess.Popen[str]] = field(default_factory=list)

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
        """Run Python within Django; the value of `answer` it leaves behind."""
        return json.loads(self.django("shell", "--no-imports", "-c", f"import json\n{code}\nprint(json.dumps(answer))"))

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start a process that lives until it is killed or the test ends."""
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            env=self.environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
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
