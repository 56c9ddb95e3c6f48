"""Databases made once in a test run: a copy takes a moment where making one takes seconds.

Real processes need a database of their own. What is made for the first of them is kept until the run ends,
and the others start from a copy of it.
"""

import fcntl
import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

RUN = "RAITTI_TEST_RUN"


@contextmanager
def own_copy(what: str, data: Path, make: Callable[[Path, str], None], *, server: str) -> Iterator[str]:
    """Fill the folder `data`, and a database on `server`, with a copy of what `make(folder, url)` makes.

    Gives the address of the database, or nothing where no server is named and SQLite lies in the folder.
    """
    kept = _folder() / (f"{what}-on-server" if server else what)
    with _one_at_a_time(kept):
        if not kept.is_dir():
            making = kept.with_suffix(".making")
            making.mkdir()
            make(making, _create(server, _name(what)))
            making.rename(kept)
        shutil.copytree(kept, data, symlinks=True, dirs_exist_ok=True)
        name = f"{_name(what)}_{secrets.token_hex(4)}"
        url = _create(server, name, like=_name(what))
    try:
        yield url
    finally:
        if server:
            _order(server, "DROP DATABASE {} WITH (FORCE)", name)


def begin_run() -> bool:
    """Give the run a name that its processes inherit; whether this process began it, and so ends it."""
    if RUN in os.environ:
        return False
    os.environ[RUN] = secrets.token_hex(4)
    _folder().mkdir()
    return True


def end_run() -> None:
    """Throw away what was kept."""
    if server := os.environ.get("DATABASE_URL", "").strip():
        with psycopg.connect(server, autocommit=True) as connection:
            ours = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{_name('')}%"])
            for (name,) in ours.fetchall():
                connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
    shutil.rmtree(_folder(), ignore_errors=True)
    del os.environ[RUN]


def _folder() -> Path:
    return Path(tempfile.gettempdir()) / f"raitti-kept-{os.environ[RUN]}"


def _name(what: str) -> str:
    return f"raitti_kept_{os.environ[RUN]}_{what}"


@contextmanager
def _one_at_a_time(kept: Path) -> Iterator[None]:
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _create(server: str, name: str, *, like: str = "template1") -> str:
    """Make a database; its address. Without a server there is nothing to make."""
    if not server:
        return ""
    _order(server, "CREATE DATABASE {} TEMPLATE {}", name, like)
    return f"{server.rpartition('/')[0]}/{name}"


def _order(server: str, order: str, *names: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL(order).format(*map(sql.Identifier, names)))
