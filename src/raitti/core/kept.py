"""Costly parts of public pages, kept in this process until what public pages show changes.

What the shelf is to whole pages, this is to the parts many pages share: a region's municipalities,
its map, its topics. Only what is public may be kept, and what is kept is never changed.
"""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock, local
from typing import Any, TypeVar, cast

from django.core.signals import request_finished, request_started
from django.db import connection

Kept = TypeVar("Kept")

_MOST_PARTS = 500


class _Parts:
    """Parts made under one generation; those asked for longest ago make room for new ones."""

    def __init__(self) -> None:
        self._generation = -1
        self._parts: OrderedDict[str, object] = OrderedDict()
        self._changing = Lock()

    def get(self, key: str, generation: int) -> tuple[bool, object]:
        with self._changing:
            if generation != self._generation:
                self._parts.clear()
                self._generation = generation
            if key not in self._parts:
                return False, None
            self._parts.move_to_end(key)
            return True, self._parts[key]

    def put(self, key: str, generation: int, part: object) -> None:
        with self._changing:
            # Made from old rows while they changed: good for this one answer only.
            if generation != self._generation:
                return
            self._parts[key] = part
            while len(self._parts) > _MOST_PARTS:
                self._parts.popitem(last=False)

    def clear(self) -> None:
        with self._changing:
            self._parts.clear()


_parts = _Parts()


def kept(key: str, make: Callable[[], Kept]) -> Kept:
    """The part under `key`, made by `make` when it is not there or public content has changed since."""
    generation = _generation_now()
    found, part = _parts.get(key, generation)
    if not found:
        part = make()
        _parts.put(key, generation, part)
    return cast("Kept", part)


def forget_kept() -> None:
    """Let everything be made anew."""
    _parts.clear()


class _Request(local):
    """What a request knows: one look at the generation serves all its parts."""

    is_open = False
    generation: int | None = None


_request = _Request()


def _begin(**_: Any) -> None:
    _request.is_open, _request.generation = True, None


def _end(**_: Any) -> None:
    _request.is_open, _request.generation = False, None


request_started.connect(_begin, dispatch_uid="raitti.core.kept")
request_finished.connect(_end, dispatch_uid="raitti.core.kept")


def read_generation() -> int:
    """How often public content has changed; one plain question, for it is asked on the quickest paths."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM core_shelfgeneration WHERE id = 1")
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def _generation_now() -> int:
    if _request.generation is not None:
        return _request.generation
    number = read_generation()
    if _request.is_open:
        _request.generation = number
    return number
