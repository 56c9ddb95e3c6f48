"""How fast pages are: finished ones from the shelf, drawn ones at sixteen readers, and what memory that takes.

    raitti bench pages [--data FOLDER] [--seconds 10]

Makes the demo region in a folder of its own (or takes the one given), starts `raitti serve` with two
workers as an operator would, and asks with wrk (Debian: `apt install wrk`). The client shares the
machine with the server, so a server alone on its machine does better.
"""

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
READERS = 16
WORKERS = 2
# Addresses that every demo region has; one of each of KINDS comes from the site's own map.
PAGES = {
    "national front page": "/fi/",
    "region's front page": "/fi/alueet/lappi/",
    "search": "/fi/haku/?q=vertaistuki",
    "search with a filter": "/fi/haku/?q=liikunta&kunta=564",
    "municipalities": "/fi/kunnat/",
    "organisations": "/fi/jarjestot/",
    "topics": "/fi/aiheet/",
}
KINDS = {
    "organisation": "/fi/jarjestot/",
    "service": "/fi/palvelut/",
    "municipality": "/fi/kunnat/",
    "topic": "/fi/aiheet/",
}


class Figures(NamedTuple):
    """Pages a second, 50th and 95th percentile in ms, the server's CPU time a page in ms, bytes, and errors."""

    rate: float
    half: float
    most: float
    cpu: float
    size: int
    bad: int


# wrk's own report leaves out the 95th percentile; %s is a list of Lua strings.
SCRIPT = """
local paths = {%s}
local turn = 0
request = function()
  turn = turn %% #paths + 1
  return wrk.format("GET", paths[turn], {["Host"] = "%s", ["Accept-Encoding"] = "%s"})
end
done = function(summary, latency, requests)
  local bad = summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout
  io.write(string.format("FIGURES %%f %%f %%f %%d %%d\\n",
    summary.requests / summary.duration * 1e6, latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    summary.bytes / summary.requests, bad))
end
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """`raitti serve` on the demo region."""

    def __init__(self, data: Path, port: int, **settings: str) -> None:
        self.host = f"localhost:{port}"
        self.address = f"http://127.0.0.1:{port}"
        self._environment = {
            **os.environ,
            "RAITTI_DEMO": "1",
            "RAITTI_DATA": str(data),
            "RAITTI_HOST": self.host,
            "RAITTI_LOG_LEVEL": "ERROR",
            **settings,
        }
        command = [sys.executable, "-m", "raitti", "serve", "--port", str(port), "--workers", str(WORKERS)]
        self._process = subprocess.Popen(command, env=self._environment, cwd=ROOT, start_new_session=True)

    def wait_until_ready(self) -> None:
        for _ in range(300):
            try:
                self.read("/health/ready")
            except OSError:
                time.sleep(0.2)
            else:
                return
        raise SystemExit("The server did not become ready within a minute.")

    def read(self, path: str) -> bytes:
        asked = urllib.request.Request(self.address + path, headers={"Host": self.host})
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return answer.read()

    def memory(self) -> float:
        """Megabytes of all processes of the server; what they share is counted once."""
        total = 0
        for folder in self._processes():
            lines = (folder / "smaps_rollup").read_text().splitlines()
            total += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        return total / 1024

    def cpu_seconds(self) -> float:
        """Processor time all processes of the server have used; unlike a clock it minds no neighbours."""
        ticks = 0
        for folder in self._processes():
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def _processes(self) -> list[Path]:
        return [folder for folder in Path("/proc").iterdir() if folder.name.isdigit() and self._is_ours(folder)]

    def _is_ours(self, folder: Path) -> bool:
        try:
            return os.getpgid(int(folder.name)) == self._process.pid
        except ProcessLookupError:
            return False

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(30)


@contextmanager
def serving(data: Path, **settings: str) -> Iterator[Server]:
    server = Server(data, free_port(), **settings)
    try:
        server.wait_until_ready()
        yield server
    finally:
        server.stop()


def measure(server: Server, paths: list[str], *, seconds: int, encoding: str, readers: int = READERS) -> Figures:
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SCRIPT % (", ".join(f'"{path}"' for path in paths), server.host, encoding))
        script.flush()
        command = ["wrk", f"-t{min(2, readers)}", f"-c{readers}", f"-d{seconds}s", "--timeout", "10s"]
        worked = server.cpu_seconds()
        written = subprocess.run(
            [*command, "-s", script.name, server.address], capture_output=True, text=True, check=True
        ).stdout
        worked = server.cpu_seconds() - worked
    figures = next(line for line in written.splitlines() if line.startswith("FIGURES")).split()[1:]
    rate, half, most = (float(figure) for figure in figures[:3])
    return Figures(rate, half, most, worked * 1000 / (rate * seconds), int(figures[3]), int(figures[4]))


def show(name: str, found: Figures) -> None:
    trouble = f"  ({found.bad} answers were errors)" if found.bad else ""
    numbers = f"{found.rate:9.0f} {found.half:9.1f} {found.most:9.1f} {found.cpu:9.2f} {found.size / 1024:9.1f}"
    print(f"{name:28} {numbers}{trouble}", flush=True)


def all_paths(server: Server) -> list[str]:
    """Every Finnish page of the site's own map."""
    found = ElementTree.fromstring(server.read("/sitemap.xml"))
    addresses = [element.text or "" for element in found.iter() if element.tag.endswith("}loc")]
    if addresses and all(address.endswith(".xml") for address in addresses):
        maps = [ElementTree.fromstring(server.read("/" + address.split("/", 3)[3])) for address in addresses]
        addresses = [e.text or "" for one in maps for e in one.iter() if e.tag.endswith("}loc")]
    return ["/" + address.split("/", 3)[3] for address in addresses if "/fi/" in address]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="a folder that holds a demo region already")
    parser.add_argument("--seconds", type=int, default=10, help="how long to ask for each figure (10)")
    known = parser.parse_args()
    if shutil.which("wrk") is None:
        raise SystemExit("This needs wrk (Debian, Ubuntu: apt install wrk).")
    with tempfile.TemporaryDirectory(prefix="raitti-pages-") as folder:
        data = known.data or Path(folder)
        if known.data is None:
            command = [sys.executable, "-m", "raitti", "demo", "--no-serve", "--data", str(data)]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
        print(f"{WORKERS} workers, {os.cpu_count()} cores, {READERS} readers, {known.seconds} s each")
        print(f"{'':28} {'pages/s':>9} {'p50 ms':>9} {'p95 ms':>9} {'cpu ms':>9} {'kB':>9}")
        with serving(data, RAITTI_SHELF_SECONDS="3600") as server:
            paths = all_paths(server)
            kinds = {n: next((p for p in paths if p.startswith(s) and p != s), "") for n, s in KINDS.items()}
            pages = PAGES | {name: path for name, path in kinds.items() if path}
            print("From the shelf")
            for encoding, name in [("br", "front page, brotli"), ("gzip", "front page, gzip"), ("identity", "plain")]:
                show(name, measure(server, ["/fi/"], seconds=known.seconds, encoding=encoding))
            some = paths[:200]
            for path in some * (3 * WORKERS):
                server.read(path)
            show(f"{len(some)} pages in turn, brotli", measure(server, some, seconds=known.seconds, encoding="br"))
            for path in paths:
                server.read(path)
            print(f"memory of all processes, {len(paths)} pages read: {server.memory():.0f} MB")
        with serving(data, RAITTI_SHELF_BYTES="0") as server:
            print("Drawn anew each time (the shelf switched off)")
            for name, path in pages.items():
                show(name, measure(server, [path], seconds=known.seconds, encoding="gzip"))
            show("all of these in turn", measure(server, list(pages.values()), seconds=known.seconds, encoding="gzip"))
            one = measure(server, list(pages.values()), seconds=known.seconds, encoding="gzip", readers=1)
            show("the same for one reader", one)
            print(f"memory of all processes: {server.memory():.0f} MB")


if __name__ == "__main__":
    main()
