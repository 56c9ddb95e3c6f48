"""What is asked again and again while one page is drawn, read once: nothing changes while somebody only looks.

Outside `reading_once()` every question goes to the database, so that actions always see what is true now.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar, cast

Answer = TypeVar("Answer")
_answers: ContextVar[dict[Hashable, Any] | None] = ContextVar("answers", default=None)


@contextmanager
def reading_once() -> Iterator[None]:
    """Remember the answers of `once` within the block: for one request that changes nothing."""
    before = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(before)


def once(question: Hashable, answer: Callable[[], Answer]) -> Answer:
    """The answer to a question, found only the first time within `reading_once()`."""
    known = _answers.get()
    if known is None:
        return answer()
    if question not in known:
        known[question] = answer()
    return cast("Answer", known[question])
