"""Running `raitti` as people do: as a program of its own, with a folder of its own."""

import os
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests.dictionaries import share_dictionaries

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


def _environment(data: Path, url: str) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("RAITTI_", "DJANGO_"))}
    return inherited | {"RAITTI_DATA": str(data), "DATABASE_URL": url}


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """What `raitti demo --no-serve` makes, on the database of this test run; only to be read."""
    data = tmp_path_factory.mktemp("demo")
    share_dictionaries(data)
    server = os.environ.get("DATABASE_URL", "").strip()
    if not server:
        yield _made(Instance(data, _environment(data, "")))
        return
    name = f"raitti_demo_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield _made(Instance(data, _environment(data, f"{server.rpartition('/')[0]}/{name}")))
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _made(instance: Instance) -> Instance:
    done = instance.raitti("demo", "--no-serve", "--port", "8765")
    assert done.returncode == 0, done.stdout + done.stderr
    return instance


@pytest.fixture
def empty(tmp_path: Path) -> Instance:
    """A folder in which nothing has been prepared but the dictionaries."""
    share_dictionaries(tmp_path)
    return Instance(tmp_path, _environment(tmp_path, ""))
