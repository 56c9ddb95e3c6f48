"""Journeys through a real demo, served as a newcomer would serve it, in the machine's own Chromium."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.chromium import find_chromium
from tests.config.conftest import demo_copy
from tests.postgres import free_port

PATIENCE = 120
# Playwright leaves an event loop running in the process; the tests that follow there are not asynchronous for that.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@dataclass(frozen=True)
class DemoSite:
    """A running demo. Its portals have hosts of their own, as in `site.url("/fi/", portal="lappi")`."""

    port: int
    data: Path

    def url(self, path: str = "/fi/", portal: str = "") -> str:
        return f"http://{portal}{'.' if portal else ''}localhost:{self.port}{path}"


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark what needs a browser; without Chromium it is skipped."""
    item.add_marker(pytest.mark.browser)
    if find_chromium() is None:
        item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoSite]:
    """`raitti demo` with a folder and port of its own, for all journeys together."""
    with running_demo(tmp_path_factory.mktemp("demo")) as site:
        yield site


@contextmanager
def running_demo(data: Path, **more: str) -> Iterator[DemoSite]:
    """`raitti demo` while the block lasts; `more` is added to its environment."""
    site = DemoSite(port=free_port(), data=data)
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("RAITTI_") and k != "DATABASE_URL"}
    log = site.data / "server.log"
    command = [sys.executable, "-m", "raitti", "demo", "--data", str(site.data), "--port", str(site.port)]
    with (
        demo_copy(site.data, server=""),
        log.open("wb") as out,
        subprocess.Popen(command, env=inherited | more, stdout=out, stderr=out) as server,
    ):
        try:
            _wait_for(site.url("/health/ready"), server, log)
            yield site
        finally:
            server.terminate()


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if server.poll() is not None:
            pytest.fail(f"the demo ended with code {server.returncode}:\n{log.read_text(errors='replace')}")
        try:
            urlopen(url, timeout=5).close()
        except (URLError, OSError):
            time.sleep(0.3)
        else:
            return
    pytest.fail(f"the demo did not answer in {PATIENCE} s:\n{log.read_text(errors='replace')}")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    arguments = ["--disable-dev-shm-usage", "--disable-background-networking", "--disable-quic"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    return {"executable_path": find_chromium(), "args": arguments}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, object]) -> dict[str, object]:
    return {**browser_context_args, "locale": "fi-FI", "viewport": {"width": 1280, "height": 900}}
