"""Public ids as they come in from outside."""

from uuid import UUID


def read_uid(text: str) -> UUID | None:
    """The id a text says; `None` when it says none."""
    try:
        return UUID(text)
    except ValueError:
        return None
