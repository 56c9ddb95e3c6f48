"""`raitti serve`: the production server, Granian's WSGI side, with defaults measured in `docs/decisions.md`."""

import argparse
import gc
import os
import socket
import sys

from raitti.config.instance import use_data_folder

APPLICATION = "raitti.config.wsgi:ready"
THREADS = 2
# Open connections of one worker. Granian counts idle ones too, so a small number would let a few
# browsers that keep theirs open shut everybody else out; further ones wait in the kernel's queue.
CONNECTIONS = 1024
SECONDS_TO_FINISH = 20
# No address and no query string: a log of what people searched for would be personal data.
ACCESS_LINE = '[%(time)s] "%(method)s %(path)s" %(status)d %(dt_ms).0f ms'

EPILOG = """\
examples:
  raitti serve                                   http://127.0.0.1:8000, for a proxy on the same machine
  raitti serve --host 0.0.0.0 --port 80          open to the network
  RAITTI_BEHIND_PROXY=1 raitti serve             believe the proxy's X-Forwarded-For and -Proto

Needs RAITTI_SECRET_KEY and RAITTI_HOST; docs/operating.md has the whole list and an nginx example.
SIGTERM lets running requests finish (at most 20 s); SIGHUP renews the workers one by one.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = "Run the production server."
    parser.epilog = EPILOG
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=port_number, default=8000, help="the port to listen on (8000)")
    parser.add_argument("--workers", type=int, default=cores(), help="processes (one for each processor core)")
    parser.add_argument("--threads", type=int, default=THREADS, help=f"threads in each process ({THREADS})")
    parser.add_argument(
        "--access-log", action="store_true", help="log each request's time, path and status; off because of privacy"
    )


def run(known: argparse.Namespace) -> int:
    """Check that this instance can serve, then serve until told to stop; the exit code."""
    use_data_folder()
    if (busy := port_trouble(known.host, known.port)) is not None:
        print(busy, file=sys.stderr)
        return 1

    import django

    django.setup()
    make_ready()
    print(f"Serving at http://{known.host}:{known.port}, {known.workers} workers; Ctrl-C or SIGTERM stops.", flush=True)
    serve(known.host, known.port, workers=known.workers, threads=known.threads, access_log=known.access_log)
    return 0


def make_ready() -> None:
    """Refuse to serve a database of another version; gather the static files of this one."""
    from django.core.management import CommandError, call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError("The database is not at this version yet: run “raitti migrate” first.")
    call_command("collectstatic", interactive=False, verbosity=0)


def serve(host: str, port: int, *, workers: int, threads: int = THREADS, access_log: bool = False) -> None:
    """Serve until SIGTERM or SIGINT. Workers are forked, so no open connection may be handed down."""
    from django.db import connections
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    share_code()
    connections.close_all()
    Granian(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        factory=True,
        workers=max(1, workers),
        blocking_threads=max(1, threads),
        backlog=CONNECTIONS,
        backpressure=CONNECTIONS,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_FINISH,
        # Its warnings tell of killing workers that in truth have ended by themselves.
        log_level=LogLevels.error,
        log_access=access_log,
        log_access_format=ACCESS_LINE,
    ).serve()


def share_code() -> None:
    """Take in what every worker needs before they are forked, so that the machine holds it once."""
    from django.urls import get_resolver

    from raitti.config.wsgi import application  # noqa: F401 - taken in for the workers

    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()


def cores() -> int:
    """Processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def port_number(text: str) -> int:
    """A port as typed; refused outside 1 to 65535."""
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"a port is a number from 1 to 65535, not “{text}”")
    return int(text)


def port_trouble(host: str, port: int) -> str | None:
    """A sentence on why nothing can listen there; `None` when it can."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((host, port))
            attempt.listen(1)
        except PermissionError:
            return f"Port {port} needs more rights than you have; choose one above 1023 with --port."
        except OSError as error:
            if isinstance(error, socket.gaierror):
                return f"{host} is not an address of this machine."
            return f"Port {port} of {host} is taken by another program; choose another with --port {port + 1}."
    return None
