"""Links that prove by themselves that we gave them: for letters, so that people need not sign in to answer."""

from datetime import timedelta
from typing import Any

from django.core import signing


def sign(purpose: str, value: Any) -> str:
    """A token for one purpose, fit for an address; `value` is any JSON value and can be read by whoever has it."""
    return signing.dumps(value, salt=f"raitti.{purpose}", compress=True)


def read(purpose: str, token: str, *, max_age: timedelta) -> Any:
    """What the token says; `None` when it is not ours, is meant for something else, or is too old."""
    try:
        return signing.loads(token, salt=f"raitti.{purpose}", max_age=max_age)
    except signing.BadSignature:
        return None
