"""The lot that settles ties: one order of all candidates, which anyone can draw again from the published seed."""

import hashlib
from collections.abc import Iterable


def lot_order(seed: str, candidates: Iterable[str]) -> tuple[str, ...]:
    """All candidates in the order of the lot; the earlier of two who are equal fares better.

    The order is that of SHA-256 of `seed:candidate` in UTF-8, written in hexadecimal, the smallest first. By hand:
    `printf %s 'SEED:CANDIDATE' | sha256sum` for each candidate, then `sort`.
    """
    return tuple(sorted(candidates, key=lambda candidate: _digest(f"{seed}:{candidate}")))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
