"""What everyone can see has changed: rooms below tell it, rooms above listen, in one and the same transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class Change:
    """One entry changed, came or went. `owner` is the uid of the organisation it belongs or belonged to, itself for
    an organisation. `was_public` and `is_public`: whether everyone could see it before, and can now."""

    kind: str
    uid: UUID
    owner: UUID | None
    was_public: bool
    is_public: bool
    at: datetime


Listener = Callable[[Change], None]
_listeners: list[Listener] = []


def listen(listener: Listener) -> Listener:
    """Have a function told of every change within the change's own transaction; it must be quick."""
    if listener not in _listeners:
        _listeners.append(listener)
    return listener


def tell(change: Change) -> None:
    """Say that an entry changed; one that nobody could or can see is no news."""
    if change.was_public or change.is_public:
        for listener in _listeners:
            listener(change)
