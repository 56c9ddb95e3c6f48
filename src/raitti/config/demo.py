"""`raitti demo`: an example region on one's own machine; what is there already is not done again."""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from raitti.config import server
from raitti.config.instance import data_folder, read_note, write_note

PACKAGE = Path(__file__).resolve().parent.parent
# What the demo's content grows from: when none of it has changed, neither has the content.
ROOTS = ("core", "text", "search", "places", "accounts", "directory", "bodies", "planning", "programmes")
# How long the letter at hand may take when the demo is stopped.
SECONDS_FOR_A_LETTER = 5
SUFFIXES = {".py", ".tsv", ".csv", ".json", ".toml", ".txt", ".gz"}

EPILOG = """\
examples:
  raitti demo                                http://localhost:8000
  raitti demo --port 8123                    when another program has port 8000
  raitti demo --data /tmp/trial --no-serve   only prepare, in a folder of its own

The first run takes about a minute, later ones seconds. Everything lives in one folder
(RAITTI_DATA, by default var/): remove it to begin anew. Ctrl-C stops the server.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = "Prepare an example of four regions and serve it on this machine only."
    parser.epilog = EPILOG
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--data", metavar="DIR", default=argparse.SUPPRESS, help="the folder to keep it in (var/)")
    parser.add_argument("--port", type=server.port_number, default=8000, help="the port to serve on (8000)")
    parser.add_argument("--no-serve", action="store_true", help="prepare only")


def run(known: argparse.Namespace) -> int:
    """Prepare what is missing, say where everything is, then serve until stopped; the exit code."""
    console = Console(highlight=False, soft_wrap=True)
    host = f"localhost:{known.port}"
    if not known.no_serve and (busy := server.port_trouble("127.0.0.1", known.port)) is not None:
        print(busy, file=sys.stderr)
        return 1
    os.environ["RAITTI_DEMO"] = "1"
    os.environ["RAITTI_HOST"] = host

    import django

    django.setup()
    prepare(console, host)
    _show_addresses(console, host)
    if known.no_serve:
        return 0
    console.print(f"Letters arrive in the post box: http://{host}/fi/posti/   Stop with Ctrl-C.\n")
    with _worker():
        server.serve("127.0.0.1", known.port, workers=min(2, server.cores()))
    return 0


@contextmanager
def _worker() -> Iterator[None]:
    """Have letters written and the day's chores done beside the server, by a process that ends with it."""
    command = [sys.executable, "-m", "raitti", "worker", "--with-parent"]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)  # noqa: S603 - our own
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(SECONDS_FOR_A_LETTER)
        except subprocess.TimeoutExpired:
            process.kill()


def prepare(console: Console, host: str) -> None:
    """Bring database, dictionary, example content and static files up to this version of Raitti."""
    from django.conf import settings
    from django.core.management import CommandError, call_command
    from django.db import connection
    from django.utils import timezone

    from raitti.bodies import demo as bodies
    from raitti.core.audit import System
    from raitti.directory import demo as directory
    from raitti.directory.models import Organisation, Portal
    from raitti.places.actions import load_facts
    from raitti.programmes import demo as programmes
    from raitti.search.actions import is_stale

    note = read_note()
    content, static = _fingerprint(ROOTS, host, str(settings.DATABASES)), _fingerprint(("static",), "")
    tables = connection.introspection.table_names()
    real = bool(os.environ.get("RAITTI_SECRET_KEY")) and not note
    if real and Organisation._meta.db_table in tables and Organisation.objects.exists():
        raise CommandError(
            "This database belongs to a real instance (RAITTI_SECRET_KEY is set and it has organisations). "
            "The demo would add invented ones: give it a folder of its own with --data, without DATABASE_URL."
        )
    ready = note.get("content") == content and Portal._meta.db_table in tables and Portal.objects.exists()
    if not ready:
        actor, now = System("demo"), timezone.now()
        with _step(console, "Preparing the database"):
            call_command("migrate", interactive=False, verbosity=0)
        with _step(console, "Building the search dictionary"):
            call_command("prepare_search", verbosity=0, stdout=StringIO())
        with _step(console, "Loading municipalities, regions and postal codes"):
            load_facts(actor=actor, now=now)
        with _step(console, "Loading four regions with their associations"), _bar(console) as progress:
            directory.load_demo(actor=actor, now=now, progress=progress)
        with _step(console, "Loading boards and groups"):
            bodies.load_demo(actor=actor, now=now)
        with _step(console, "Loading a programme with its projects"):
            programmes.load_demo(actor=actor, now=now)
    if is_stale():
        with _step(console, "Reading all texts anew with the present analyser"):
            call_command("rebuild_search", verbosity=0, stdout=StringIO())
    if note.get("static") != static or not Path(settings.STATIC_ROOT).is_dir():
        with _step(console, "Gathering styles and pictures"):
            call_command("collectstatic", interactive=False, verbosity=0)
    write_note({"host": host, "content": content, "static": static})


def _fingerprint(roots: tuple[str, ...], *more: str) -> str:
    """Changes whenever a file under one of the package's folders does."""
    found = blake2b("|".join(more).encode(), digest_size=16)
    for root in roots:
        for path in sorted((PACKAGE / root).rglob("*")):
            if path.is_file() and (root == "static" or path.suffix in SUFFIXES):
                state = path.stat()
                found.update(f"{path.relative_to(PACKAGE)} {state.st_size} {state.st_mtime_ns}\n".encode())
    return found.hexdigest()


@contextmanager
def _step(console: Console, text: str) -> Iterator[None]:
    """Say what is being done and, when it is, how long it took."""
    began = time.monotonic()
    console.print(f"{text} ...")
    yield
    console.print(f"  done in {time.monotonic() - began:.0f} s", style="dim")


@contextmanager
def _bar(console: Console) -> Iterator[Callable[[int, int], None]]:
    columns = (BarColumn(), TextColumn("{task.completed}/{task.total}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=None)

        def show(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total)

        yield show


def _show_addresses(console: Console, host: str) -> None:
    from django.utils import translation

    from raitti.directory.demo import demo_accounts
    from raitti.directory.models import Portal

    console.print(f"\nRaitti is at [bold]http://{host}/fi/[/bold]  (also /sv/ and /en/)\n")
    for portal in Portal.objects.order_by("position", "pk"):
        hostname = portal.hostname if ":" in portal.hostname else f"{portal.hostname}:{host.partition(':')[2]}"
        own, shared = f"http://{hostname}/fi/", f"http://{host}/fi/alueet/{portal.slug_in('fi')}/"
        console.print(f"  {portal.name_in('en').value:22} {own:45} or {shared}")
    console.print()
    console.print("To sign in:")
    with translation.override("en"):
        for account in demo_accounts():
            console.print(f"  {account}", markup=False)
    console.print(f"\nEverything is in {data_folder()}; remove it to begin anew.")
