"""Pages that take files: how much more than others they may be sent."""

from collections.abc import Callable
from typing import Any, TypeVar

MEGABYTE = 1024 * 1024
View = TypeVar("View", bound=Callable[..., Any])


def takes_files(megabytes: int) -> Callable[[View], View]:
    """Let a view be sent files of so many megabytes together; the rest of its form stays within the common limit.

    Only requests that carry a session are let through, so that the room is not open to everyone.
    """

    def mark(view: View) -> View:
        view.most_bytes = megabytes * MEGABYTE  # type: ignore[attr-defined]
        return view

    return mark


def most_bytes(view: Any, otherwise: int) -> int:
    """What a view may be sent."""
    return int(getattr(view, "most_bytes", otherwise))
