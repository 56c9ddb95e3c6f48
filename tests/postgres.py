"""A real PostgreSQL for the tests: the one in DATABASE_URL, else one of our own for a moment.

Our own runs from installed binaries (or from `pgserver` of PyPI, which carries some) in a temporary
folder, on a free port of 127.0.0.1 with a password of its own, and is gone when the tests end.
"""

import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 60
# Nothing here outlives the tests, so nothing needs to reach the disk.
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "unix_socket_directories": "",
    "listen_addresses": "127.0.0.1",
    "log_min_messages": "fatal",
}


class NoPostgres(Exception):
    """There is no PostgreSQL to be had on this machine; says why."""


@contextmanager
def postgres() -> Iterator[str]:
    """The address of a running PostgreSQL, as in DATABASE_URL; raises `NoPostgres`."""
    if given := os.environ.get("DATABASE_URL", "").strip():
        yield given
        return
    binaries = installed_binaries() or carried_binaries()
    if binaries is None:
        raise NoPostgres("no server binaries (Debian, Ubuntu: apt install postgresql) and pgserver has no wheel here.")
    with cluster(binaries) as url:
        yield url


def installed_binaries() -> Path | None:
    """The folder of the newest installed `initdb` and `postgres`."""
    folders = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/opt/homebrew/opt").glob("postgresql*/bin")]
    newest_first = sorted(folders, key=lambda path: float(path.parent.name.rpartition("@")[2] or 0), reverse=True)
    on_path = shutil.which("initdb")
    for folder in [*newest_first, *([Path(on_path).resolve().parent] if on_path else [])]:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    return None


def carried_binaries() -> Path | None:
    """The binaries inside the package `pgserver`, installed now if the lock file has a wheel for this machine."""
    if importlib.util.find_spec("pgserver") is None:
        uv = Path(sys.executable).parent / "uv"
        command = [uv, "sync", "--quiet", "--locked", "--inexact", "--group", "postgres"]
        environment = os.environ | {"UV_PROJECT_ENVIRONMENT": sys.prefix, "UV_PYTHON_DOWNLOADS": "never"}
        if not uv.exists() or subprocess.run(command, env=environment, check=False, capture_output=True).returncode:
            return None
        importlib.invalidate_caches()
    spec = importlib.util.find_spec("pgserver")
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent / "pginstall" / "bin"
    return folder if (folder / "initdb").exists() else None


@contextmanager
def cluster(binaries: Path) -> Iterator[str]:
    """A server of our own for as long as the block lasts; its address."""
    # Asked to end, Python must still come to the `finally` below.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    owner = unprivileged() if os.geteuid() == 0 else {}
    folder = Path(tempfile.mkdtemp(prefix="raitti-postgres-"))
    try:
        password, port = secrets.token_urlsafe(18), free_port()
        (folder / "password").write_text(password)
        if owner:
            for path in (folder, folder / "password"):
                shutil.chown(path, owner["user"], owner["group"])
        initdb = [binaries / "initdb", "-D", folder / "data", "-U", "raitti", "-A", "scram-sha-256", "--no-sync"]
        initdb += ["--pwfile", folder / "password", "-E", "UTF8", "--locale", "C"]
        made = subprocess.run(initdb, cwd=folder, capture_output=True, text=True, check=False, **owner)
        if made.returncode:
            raise NoPostgres(f"initdb refused: {made.stderr.strip().splitlines()[-1]}")
        options = [part for name, value in FAST.items() for part in ("-c", f"{name}={value}")]
        command = [binaries / "postgres", "-D", folder / "data", "-p", str(port), *options]
        server = subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL, **owner)
        try:
            url = f"postgresql://raitti:{password}@127.0.0.1:{port}/postgres"
            wait_for(url, server)
            yield url
        finally:
            server.send_signal(signal.SIGQUIT)
            server.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def unprivileged() -> dict[str, object]:
    """Another user for the server, which refuses to run as root."""
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise NoPostgres("as root it needs another user to run as, and there is neither postgres nor nobody.")


def free_port() -> int:
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        return int(attempt.getsockname()[1])


def wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    """Return when the server answers."""
    import psycopg

    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if server.poll() is not None:
            raise NoPostgres(f"the server ended at once with code {server.returncode}.")
        try:
            psycopg.connect(url, connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise NoPostgres(f"the server did not answer in {PATIENCE} s.")
