"""`raitti serve`: the production server over a prepared instance."""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import urlopen

from tests.config.conftest import Instance
from tests.postgres import free_port

PATIENCE = 60


@contextmanager
def serving(instance: Instance, *arguments: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    port = free_port()
    command = instance.command("serve", "--port", str(port), "--workers", "2", *arguments)
    with subprocess.Popen(
        command,
        env=instance.environment,
        cwd=instance.data,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as server:
        address = f"http://localhost:{port}"
        try:
            until = time.monotonic() + PATIENCE
            while time.monotonic() < until and server.poll() is None:
                try:
                    urlopen(f"{address}/health/ready", timeout=5).close()
                    break
                except (URLError, OSError):
                    time.sleep(0.2)
            yield address, server
        finally:
            server.kill()


def test_it_answers_and_ends_well_when_asked_to(demo: Instance):
    with serving(demo) as (address, server):
        page = urlopen(f"{address}/fi/", timeout=20)
        assert page.status == 200
        assert "<html" in page.read().decode()

        server.send_signal(signal.SIGTERM)

        assert server.wait(timeout=PATIENCE) == 0
        assert server.stdout is not None
        assert "could not be drawn" not in server.stdout.read(), "the first page is drawn before its first reader"


def test_what_the_workers_are_forked_from_has_read_the_program_and_holds_nothing_of_its_own(demo: Instance):
    """A thread does not live on in a forked process, and a connection cannot be used by two."""
    look = """
import sys, threading
import django
django.setup()
from django.db import connections
from raitti.config.server import share_code
share_code()
assert "raitti.workspace.urls" in sys.modules
assert threading.active_count() == 1, threading.enumerate()
assert all(each.connection is None for each in connections.all())
assert "requests" not in sys.modules, "taken in, though nobody signs in elsewhere"
"""
    environment = demo.environment | {"DJANGO_SETTINGS_MODULE": "raitti.config.settings", "RAITTI_DEMO": "1"}
    done = subprocess.run(
        [sys.executable, "-c", look], env=environment, cwd=demo.data, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_by_itself_it_keeps_no_log_of_who_looked_for_what(demo: Instance):
    with serving(demo) as (address, server):
        for _ in range(3):
            urlopen(f"{address}/fi/haku/?q=velkaneuvonta", timeout=20).close()
        # The log is written beside the answers, a moment after them.
        time.sleep(2)
        server.send_signal(signal.SIGTERM)
        told = server.communicate(timeout=PATIENCE)[0]

    assert "velkaneuvonta" not in told
    assert "/fi/haku/" not in told


def test_an_access_log_holds_neither_address_nor_search_words(demo: Instance):
    with serving(demo, "--access-log") as (address, server):
        urlopen(f"{address}/fi/haku/?q=velkaneuvonta", timeout=20).close()
        # The log is written beside the answers: a server that is told to end at once may leave the line out.
        patience = threading.Timer(PATIENCE, server.kill)
        patience.start()
        lines = []
        while not any("/fi/haku/" in line for line in lines) and (line := server.stdout.readline()):
            lines.append(line)
        patience.cancel()
        server.send_signal(signal.SIGTERM)
        lines += server.communicate(timeout=PATIENCE)[0].splitlines()

    assert any('"GET /fi/haku/" 200' in line for line in lines)
    assert not [line for line in lines if "velkaneuvonta" in line or ("GET" in line and "127.0.0.1" in line)]
