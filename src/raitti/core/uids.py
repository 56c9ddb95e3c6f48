"""Ids as they come in from outside."""

from uuid import UUID


def read_uid(text: str) -> UUID | None:
    """The public id a text says; `None` when it says none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def read_number(text: str) -> int:
    """The number of a row that a text says; 0, which no row has, when it says none or one too long to be any."""
    return int(text) if text.isdecimal() and len(text) < 19 else 0
