"""A post office for tests: takes letters over real SMTP, refuses some, and can hold its answer back."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from tests.serving import serving


class PostOffice(socketserver.ThreadingTCPServer):
    """`letters` are those taken; addresses in `unknown` get the reply there; `answers` is cleared
    to hold the last word.
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Counter)
        self.letters: list[EmailMessage] = []
        self.unknown: dict[str, str] = {}
        self.final = "250 2.0.0 taken"
        self.answers = threading.Event()
        self.answers.set()

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class _Counter(socketserver.StreamRequestHandler):
    server: PostOffice

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        self.say("220 post office")
        for raw in self.rfile:
            line = raw.decode().strip()
            verb = line.split(":")[0].split(" ")[0].upper()
            if verb == "QUIT":
                self.say("221 bye")
                return
            if verb == "DATA":
                self.say("354 go on")
                self.take()
            elif verb == "RCPT":
                address = line.partition("<")[2].partition(">")[0]
                self.say(self.server.unknown.get(address, "250 2.1.5 ok"))
            else:
                self.say("250 ok")

    def take(self) -> None:
        lines = []
        for raw in self.rfile:
            if raw == b".\r\n":
                break
            lines.append(raw.removeprefix(b".") if raw.startswith(b"..") else raw)
        if self.server.final.startswith("250"):
            self.server.letters.append(message_from_bytes(b"".join(lines), policy=default))
        self.server.answers.wait(60)
        self.say(self.server.final)


@contextmanager
def post_office() -> Iterator[PostOffice]:
    """A post office that is open within the block."""
    with serving(PostOffice()) as office:
        try:
            yield office
        finally:
            office.answers.set()
