"""Letters that came back: reading delivery reports (RFC 3464) and marking the addresses they tell of."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default
from email.utils import parseaddr

from raitti.core.addressees import about_address, mark_bounced
from raitti.core.mail import was_sent_by_us

_BETWEEN_LETTERS = re.compile(rb"^From .+\r?\n", re.MULTILINE)


@dataclass(frozen=True)
class Returned:
    """What a report says of one receiver. `ours` when the report brings back a letter we sent to that address."""

    address: str
    action: str
    status: str
    said: str
    ours: bool

    @property
    def is_final(self) -> bool:
        """Whether the address is no good, and not only full, slow or suspicious of us."""
        return self.action == "failed" and self.status.startswith("5") and about_address(self.status)


def split_mailbox(data: bytes) -> Iterator[bytes]:
    """The letters of a file in mbox form, or the one letter that a file is."""
    if not data.startswith(b"From "):
        yield data
        return
    yield from (part for part in _BETWEEN_LETTERS.split(data) if part.strip())


def read_report(data: bytes) -> list[Returned]:
    """What a letter reports of its receivers; empty when it is no delivery report."""
    letter = message_from_bytes(data, policy=default)
    if not isinstance(letter, EmailMessage):
        return []
    names = list(_names_of_returned(letter))
    found: list[Returned] = []
    for part in letter.walk():
        if part.get_content_type() not in {"message/delivery-status", "message/global-delivery-status"}:
            continue
        blocks = part.get_payload()
        # The first block tells of the message, each further one of a receiver.
        for block in blocks[1:] if isinstance(blocks, list) else []:
            if isinstance(block, Message):
                found += _receivers(block, names)
    return found


def _receivers(block: Message, names: list[str]) -> Iterator[Returned]:
    addresses = [_address(str(block.get(field, ""))) for field in ("Original-Recipient", "Final-Recipient")]
    addresses = [each for each in dict.fromkeys(addresses) if each]
    if not addresses:
        return
    # A forwarded letter comes back from where it was forwarded to; it is our receiver who must know.
    own = next((each for each in addresses if any(was_sent_by_us(name, each) for name in names)), "")
    status = str(block.get("Status", "")).split("(")[0].strip()
    said = str(block.get("Diagnostic-Code", "")).partition(";")[2].strip() or status
    action = str(block.get("Action", "")).strip().lower()
    yield Returned(own or addresses[0], action, status, " ".join(said.split()), bool(own))


def _address(field: str) -> str:
    """The address of `rfc822; anna@example.org`; empty when it holds none."""
    kind, _semicolon, address = field.partition(";")
    found = parseaddr(address.strip() or kind.strip())[1]
    return found.lower() if "@" in found else ""


def _names_of_returned(letter: Message) -> Iterator[str]:
    """The Message-IDs of the letters brought back, whole or as headers only."""
    for part in letter.walk():
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload()
            if isinstance(inner, list) and inner and isinstance(inner[0], Message):
                yield str(inner[0].get("Message-ID", ""))
        elif part.get_content_type() in {"text/rfc822-headers", "message/rfc822-headers"}:
            text = part.get_payload(decode=True)
            if isinstance(text, bytes):
                yield str(message_from_bytes(text, policy=default).get("Message-ID", ""))


def take_reports(letters: Iterable[bytes], *, now: datetime) -> dict[str, int]:
    """Mark the addresses that reports say are no good; how many were `marked`, `passing`, `foreign`, `other`.

    Passing troubles (a full mailbox, a slow server) and reports on letters we never sent mark nothing: else anybody
    could silence an address by writing a report.
    """
    counts = dict.fromkeys(("marked", "passing", "foreign", "other"), 0)
    for data in letters:
        returned = read_report(data)
        if not returned:
            counts["other"] += 1
        for each in returned:
            outcome = "foreign" if not each.ours else "marked" if each.is_final else "passing"
            counts[outcome] += 1
            if outcome == "marked":
                mark_bounced(each.address, f"{each.status} {each.said}", now=now)
    return counts
