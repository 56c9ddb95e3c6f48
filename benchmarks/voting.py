"""Everybody votes in the last minute: how long it takes, and whether each has one ballot at the end.

    raitti bench voting [--voters 200] [--postgres postgresql://…] [--workers 2]

Makes an election of so many associations in a folder of its own, starts `raitti serve` as an operator would, and votes
through it by the links of the letters: each voter opens the ballot and looks at it; then all send it in the same
moment, one in ten twice at once. In the end the vote is closed and every receipt is looked for among the ballots. The
clients share the machine with the server.
"""

import argparse
import asyncio
import os
import re
import socket
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from html import unescape
from typing import Any, NamedTuple
from urllib.parse import urlencode
from urllib.request import urlopen

from instance import ROOT, fresh_instance

CANDIDATES, SEATS = 12, 8
# How many clients look at their ballots at the same time, before all send them at once.
BEFORE = 50
TWICE = 10


class Answer(NamedTuple):
    status: int
    text: str
    cookie: str


class Sent(NamedTuple):
    """A ballot sent: the answer's status, the seconds it took, the receipt if it came in, and how often the
    connection was cut before."""

    status: int
    seconds: float
    receipt: str
    again: int


class Client:
    """One voter's browser: one connection, one cookie."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self._port, self._cookie = port, cookie

    async def __aenter__(self) -> "Client":
        self._read, self._write = await asyncio.open_connection("127.0.0.1", self._port, limit=1 << 20)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._write.close()

    async def ask(self, path: str, form: dict[str, str] | None = None) -> Answer:
        body = urlencode(form).encode() if form is not None else b""
        head = [
            f"{'POST' if form is not None else 'GET'} {path} HTTP/1.1",
            f"Host: localhost:{self._port}",
            f"Cookie: {self._cookie}",
            f"Content-Length: {len(body)}",
            "Content-Type: application/x-www-form-urlencoded",
        ]
        self._write.write("\r\n".join([*head, "", ""]).encode() + body)
        await self._write.drain()
        status, headers = await self._head()
        text = (await self._body(headers)).decode()
        if found := re.search(r"csrftoken=([^;]+)", headers.get("set-cookie", "")):
            self._cookie = found[0]
        return Answer(status, text, self._cookie)

    async def _head(self) -> tuple[int, dict[str, str]]:
        lines = (await self._read.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        named = (line.partition(":") for line in lines[1:] if line)
        return int(lines[0].split()[1]), {name.lower(): value.strip() for name, _, value in named}

    async def _body(self, headers: dict[str, str]) -> bytes:
        if "content-length" in headers:
            return await self._read.readexactly(int(headers["content-length"]))
        parts = []
        while length := int(await self._read.readline(), 16):
            parts.append(await self._read.readexactly(length))
            await self._read.readline()
        await self._read.readline()
        return b"".join(parts)


async def vote(
    path: str,
    choices: list[int],
    port: int,
    turn: asyncio.Semaphore,
    start: asyncio.Event,
    times: int,
    ready: list[int],
) -> list[Sent]:
    """Look at a ballot, wait for the others, and send it, so many times at once; what came of each."""
    async with turn, Client(port) as browser:
        page = await browser.ask(path)
        form = {f"choice-{number}": "on" for number in choices} | {"csrfmiddlewaretoken": _hidden(page.text)}
        looked = await browser.ask(path, form | {"look": ""})
        form |= {"send": "", "in_hand": _hidden(looked.text, "in_hand"), "csrfmiddlewaretoken": _hidden(looked.text)}
        found = re.search(r'class="receipt">([^<]+)<', looked.text)
    ready.append(1)
    await start.wait()
    receipt, cookie = found[1] if found else "", looked.cookie
    return list(await asyncio.gather(*(_send(port, cookie, path, form, receipt) for _ in range(times))))


async def _send(port: int, cookie: str, path: str, form: dict[str, str], receipt: str) -> Sent:
    """Send a ballot on a connection of its own; whoever is cut off presses again, as people do."""
    began, again = time.perf_counter(), 0
    while True:
        try:
            async with Client(port, cookie) as browser:
                answer = await browser.ask(path, form)
        except (OSError, asyncio.IncompleteReadError):
            again += 1
            await asyncio.sleep(1)
            continue
        # After a cut a refusal says that the ballot had come in before.
        is_in = answer.status == 200 or (again and answer.status == 409)
        return Sent(answer.status, time.perf_counter() - began, receipt if is_in else "", again)


def _hidden(page: str, name: str = "csrfmiddlewaretoken") -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    if found is None:
        raise SystemExit(f"a page without {name}:\n{page[:2000]}")
    return unescape(found[1])


async def vote_all(paths: list[str], port: int) -> tuple[list[list[Sent]], float]:
    """All voters' answers, and the seconds from the first ballot sent to the last answer."""
    turn, start, ready = asyncio.Semaphore(BEFORE), asyncio.Event(), []
    tasks = [
        asyncio.create_task(
            vote(path, [1 + at % CANDIDATES, 1 + (at * 5 + 3) % CANDIDATES], port, turn, start,
                 2 if at % TWICE == 0 else 1, ready)
        )
        for at, path in enumerate(paths)
    ]  # fmt: skip
    while len(ready) < len(paths):
        await asyncio.sleep(0.1)
        if failed := [task for task in tasks if task.done()]:
            failed[0].result()
    began = time.perf_counter()
    start.set()
    return list(await asyncio.gather(*tasks)), time.perf_counter() - began


def prepare(number: int) -> Any:
    """An open vote of so many associations."""
    from django.utils import timezone

    from raitti.bodies.actions.elections import open_election
    from raitti.bodies.models import Body, Election, ElectionCandidate
    from raitti.core.audit import System
    from raitti.core.texts import translated
    from raitti.directory.models import Organisation

    now = timezone.now()

    def organisation(name: str, **fields: Any) -> Organisation:
        return Organisation(name=translated(fi=name), slugs={"fi": name}, created=now, changed=now, **fields)

    town = organisation("kaupunki", kind="municipality")
    town.save()
    Organisation.objects.bulk_create([organisation(f"yhdistys-{at}") for at in range(number)])
    body = Body.objects.create(
        name=translated(fi="Neuvosto"), kind="network", setter=town, steward=town, created=now, changed=now
    )
    election = Election.objects.create(
        body=body, number=1, name=translated(fi="Valiokunta"), rule="equal_shares", seats=SEATS, roll="associations",
        closes=now + timedelta(days=1), created=now,
    )  # fmt: skip
    for at in range(1, CANDIDATES + 1):
        ElectionCandidate.objects.create(election=election, number=at, name=f"Esimerkki {at}")
    return open_election(election, actor=System("benchmark"), now=now)


@contextmanager
def serving(port: int, workers: int) -> Any:
    environment = os.environ | {"RAITTI_HOST": f"localhost:{port}", "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-m", "raitti", "serve", "--port", str(port), "--workers", str(workers)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as server:
        try:
            for _ in range(300):
                try:
                    urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=5).close()
                    break
                except OSError:
                    time.sleep(0.2)
            yield server
        finally:
            server.terminate()


def tell(election: Any, answers: list[list[Sent]], whole: float) -> None:
    """Close the vote, compare, and print."""
    from datetime import timedelta as span

    from raitti.bodies.actions.closing import close_election, count_election
    from raitti.bodies.models import Ballot
    from raitti.core.audit import System

    flat = [one for voter in answers for one in voter]
    taken = sorted(one.seconds for one in flat)
    receipts = {one.receipt for one in flat if one.receipt}
    voted = election.voters.filter(voted=True).count()
    sealed = election.sealed_ballots.count()
    later = election.closes + span(hours=1)
    began = time.perf_counter()
    election = close_election(election, actor=System("benchmark"), now=later)
    closing = time.perf_counter() - began
    began = time.perf_counter()
    count_election(election, actor=System("benchmark"), now=later)
    counting = time.perf_counter() - began
    counted = set(Ballot.objects.values_list("receipt", flat=True))
    print(
        f"ballots sent             {len(flat)} by {len(answers)} voters, answers {dict(Counter(one.status for one in flat))}"
    )
    print(f"ballots a second         {len(flat) / whole:.0f} ({whole:.1f} s for all)")
    print(
        f"seconds to the answer    p50 {taken[len(taken) // 2]:.2f}  p95 {taken[len(taken) * 95 // 100]:.2f}  most {taken[-1]:.2f}"
    )
    print(f"cut off, pressed again   {sum(one.again for one in flat)}")
    print(f"marked as having voted   {voted}")
    print(f"sealed ballots           {sealed}")
    print(f"receipts given           {len(receipts)}, of these counted {len(counted & receipts)}")
    print(f"lost                     {len(receipts - counted) + len(answers) - voted}")
    print(f"doubled                  {sealed - voted}")
    print(f"closing                  {closing:.2f} s, counting {counting:.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--voters", type=int, default=200)
    parser.add_argument("--postgres", default="")
    parser.add_argument("--workers", type=int, default=2)
    known = parser.parse_args()
    with fresh_instance(postgres=known.postgres):
        from django.db import connection

        from raitti.bodies.ballot_papers import ballot_link
        from raitti.core.addresses import address

        election = prepare(known.voters)
        voters = election.voters.order_by("pk")[: known.voters]
        paths = [address("ballot_link", "fi", token=ballot_link(voter)) for voter in voters]
        connection.close()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        print(f"{connection.vendor}, {len(paths)} voters, load before {os.getloadavg()[0]:.1f}")
        with serving(port, known.workers):
            answers, whole = asyncio.run(vote_all(paths, port))
        tell(election, answers, whole)


if __name__ == "__main__":
    main()
