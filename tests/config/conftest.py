"""Running `raitti` as people do: as a program of its own, with a folder of its own."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.dictionaries import share_dictionaries
from tests.kept import own_copy

Run = Callable[..., subprocess.CompletedProcess[str]]


@dataclass(frozen=True)
class Instance:
    """A folder, a database of the kind this test run is about, and the environment that leads there."""

    data: Path
    environment: dict[str, str]

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "raitti", *arguments]

    def raitti(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run one command to its end, without a terminal."""
        return subprocess.run(
            self.command(*arguments),
            env=self.environment | more,
            cwd=self.data,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )


def demo_copy(data: Path, *, server: str) -> AbstractContextManager[str]:
    """A folder and a database filled with what `raitti demo` makes; see `own_copy`."""
    return own_copy("demo", data, _make_demo, server=server)


def _make_demo(data: Path, url: str) -> None:
    share_dictionaries(data)
    done = Instance(data, _environment(data, url)).raitti("demo", "--no-serve", "--port", "8765")
    assert done.returncode == 0, done.stdout + done.stderr


def _environment(data: Path, url: str) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("RAITTI_", "DJANGO_"))}
    return inherited | {"RAITTI_DATA": str(data), "DATABASE_URL": url}


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """What `raitti demo --no-serve` makes, on the database of this test run; only to be read."""
    data = tmp_path_factory.mktemp("demo")
    with demo_copy(data, server=os.environ.get("DATABASE_URL", "").strip()) as url:
        yield Instance(data, _environment(data, url))


@pytest.fixture
def empty(tmp_path: Path) -> Instance:
    """A folder in which nothing has been prepared but the dictionaries."""
    share_dictionaries(tmp_path)
    return Instance(tmp_path, _environment(tmp_path, ""))
