"""What is done once a day: rooms name it here, the worker sees to it.

    @daily("remove outdated contacts")
    def remove_outdated(now: datetime) -> None: ...
"""

from collections.abc import Callable
from datetime import datetime

Chore = Callable[[datetime], None]
CHORES: dict[str, Chore] = {}


def daily(name: str) -> Callable[[Chore], Chore]:
    """Have a function called once a day with the moment; it must do no harm when called twice."""

    def register(chore: Chore) -> Chore:
        CHORES[name] = chore
        return chore

    return register
