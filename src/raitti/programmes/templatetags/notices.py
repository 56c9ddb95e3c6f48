"""The text of a notice as pages show it: written as a letter is, without any marks to learn."""

import re
from dataclasses import dataclass

from django import template

register = template.Library()
_BULLETS = ("- ", "– ", "• ")
_LONGEST_HEADING = 80
# Where to ask is told in a line of its own, and is no heading.
_IS_ADDRESS = re.compile(r"\S@\S|://|\+?\d[\d ]{5,}")
_ENDS_OF_SENTENCES = (".", "!", "?", ":", ",", "…")


@dataclass(frozen=True)
class Block:
    """A part between empty lines: `heading`, `list` or `text`."""

    kind: str
    lines: tuple[str, ...]


@register.filter
def blocks(text: object) -> list[Block]:
    """A text's parts: lines that begin with a dash are a list, a short line of its own over others a heading."""
    parts = [part.strip().splitlines() for part in str(text).replace("\r\n", "\n").split("\n\n") if part.strip()]
    found: list[Block] = []
    for number, raw in enumerate(parts):
        lines = [line.strip() for line in raw if line.strip()]
        if len(lines) == 1 and number < len(parts) - 1 and _is_heading(lines[0]):
            found.append(Block("heading", tuple(lines)))
            continue
        words = [line for line in lines if not line.startswith(_BULLETS)]
        items = [line[2:].strip() for line in lines if line.startswith(_BULLETS)]
        if words:
            found.append(Block("text", tuple(words)))
        if items:
            found.append(Block("list", tuple(items)))
    return found


def _is_heading(line: str) -> bool:
    begins, ends = not line.startswith(_BULLETS), line.endswith(_ENDS_OF_SENTENCES)
    return len(line) <= _LONGEST_HEADING and begins and not ends and not _IS_ADDRESS.search(line)
