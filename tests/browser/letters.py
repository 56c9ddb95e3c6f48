"""What a running demo has sent, read from the files its post box is made of."""

import re
import time
from email import message_from_string, policy
from email.message import EmailMessage

from tests.browser.conftest import DemoSite

_LINE = "-" * 79


def letters_to(site: DemoSite, address: str) -> list[EmailMessage]:
    """Every letter to an address, newest last."""
    files = sorted((site.data / "mail").glob("*"), key=lambda file: file.stat().st_mtime_ns)
    parts = [part.strip() for file in files for part in file.read_text(errors="replace").split(_LINE)]
    found = [message_from_string(part, policy=policy.default) for part in parts if part]
    return [letter for letter in found if address in str(letter["To"])]


def await_letter(site: DemoSite, address: str, *, after: int = 0, about: tuple[str, ...] = ()) -> EmailMessage:
    """The newest letter to an address with these words in its subject, when there are more than `after` of them."""
    for _ in range(120):
        letters = letters_to(site, address)
        known = [letter for letter in letters if all(word in str(letter["Subject"]) for word in about)]
        if len(known) > after:
            return known[-1]
        time.sleep(0.25)
    raise AssertionError(f"no letter {' '.join(about)} came to {address}")


def code_in(letter: EmailMessage) -> str:
    """The code of a letter."""
    body = letter.get_body(("plain",))
    assert body is not None
    found = re.search(r"^ +([\d-]+)$", body.get_content(), re.MULTILINE)
    assert found, body.get_content()
    return found[1]
