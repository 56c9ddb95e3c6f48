"""An empty instance of Raitti for a benchmark: its own folder and database, gone afterwards."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "data"


@contextmanager
def fresh_instance(*, postgres: str = "", keep: Path | None = None) -> Iterator[Path]:
    """A migrated, empty instance in SQLite, or in a database of its own beside the one `postgres` names.

    Yields its folder. With `keep` the folder is that one and stays, and so does the database in PostgreSQL, by the
    name `raitti_benchmark`. The word lists are taken from `var/`, or
    from `RAITTI_DATA`, when they are there.
    """
    words = Path(os.environ.get("RAITTI_DATA", ROOT / "var")) / "dictionaries"
    folder = keep or Path(tempfile.mkdtemp(prefix="raitti-benchmark-"))
    folder.mkdir(parents=True, exist_ok=True)
    if words.is_dir() and not (folder / "dictionaries").exists():
        (folder / "dictionaries").symlink_to(words.resolve())
    os.environ.update(
        RAITTI_DEMO="1", RAITTI_DATA=str(folder), DATABASE_URL="", DJANGO_SETTINGS_MODULE="raitti.config.settings"
    )
    name = "raitti_benchmark" if keep else f"raitti_benchmark_{os.getpid()}"
    if postgres:
        if not _run(postgres, f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):
            _run(postgres, f"CREATE DATABASE {name}")
        os.environ["DATABASE_URL"] = urlunsplit(urlsplit(postgres)._replace(path=f"/{name}"))
    sys.path.insert(0, str(ROOT / "src"))
    try:
        import django
        from django.core.management import call_command
        from django.db import connection

        django.setup()
        call_command("prepare_search", verbosity=0)
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
        yield folder
        connection.close()
    finally:
        if postgres and not keep:
            _run(postgres, f"DROP DATABASE {name} WITH (FORCE)")
        if keep is None:
            shutil.rmtree(folder)


def _run(url: str, statement: str) -> bool:
    """Whether the statement gave or changed a row."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        return connection.execute(statement).rowcount > 0
