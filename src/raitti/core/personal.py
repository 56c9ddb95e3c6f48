"""What is known of a person, wherever it is kept: rooms name it here, so that it can be handed out and erased."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from raitti.core.daily import find_chores


@dataclass(frozen=True)
class Holding:
    """One kind of data about people.

    `show` gives a person's rows as JSON values. `erase` removes or blurs them and gives the sentences that say
    what the law makes us keep, and why; it may raise `Refused`.
    """

    name: str | Promise
    show: Callable[[Any], list[dict[str, Any]]]
    erase: Callable[[Any, datetime], list[str | Promise]]


HOLDINGS: dict[str, Holding] = {}


def register_holding(key: str, holding: Holding) -> None:
    HOLDINGS[key] = holding


def every_holding() -> list[Holding]:
    """All kinds of data about people, what others build on first, those of all rooms."""
    find_chores()
    return list(HOLDINGS.values())
