"""Splitting compounds by dictionary look-ups alone: kaupunginteatteri is kaupunki and teatteri."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

LONGEST_COMPOUND = 45
MOST_PARTS = 4

Base = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Part:
    """A part as it is written and its base form."""

    form: str
    base: str


class Splitter:
    """Finds the parts of a compound.

    `head` gives the base form of an inflected form that can end a compound, `modifier` that of a form
    that can stand before another (`kaupungin`, `kansalais`); both answer `None` for anything else.
    """

    def __init__(self, head: Base, modifier: Base) -> None:
        self._head = head
        self._modifier = modifier
        self.split = lru_cache(maxsize=20_000)(self._split)

    def _split(self, form: str, *, is_base: bool = False) -> tuple[Part, ...]:
        """The parts, the head last; empty when the form does not come apart.

        `is_base` says that the form is a base form already, so its head must be one. Fewest parts
        win; among equals the one with the longest head.
        """
        if not 6 <= len(form) <= LONGEST_COMPOUND:
            return ()
        heads = []
        for at in range(2, len(form) - 2):
            base = self._head(form[at:])
            if base is not None and (not is_base or base == form[at:]):
                heads.append((at, Part(form[at:], base)))
        for most in range(1, MOST_PARTS):
            for at, head in heads:
                for before in self._modifiers(form[:at], most):
                    return (*before, head)
        return ()

    def _modifiers(self, form: str, exactly: int) -> Iterator[tuple[Part, ...]]:
        if exactly == 1:
            base = self._modifier(form)
            if base is not None:
                yield (Part(form, base),)
            return
        for at in range(2, len(form) - 1):
            base = self._modifier(form[at:])
            if base is not None:
                for before in self._modifiers(form[:at], exactly - 1):
                    yield (*before, Part(form[at:], base))


def read_parts(parts: Sequence[Part], smallest: Sequence[Part], is_known: Callable[[str], bool]) -> tuple[str, ...]:
    """The base forms of the parts and of the smallest parts, and of neighbours that make a known word together."""
    found = [part.base for part in (*parts, *smallest)]
    for first in range(len(smallest)):
        for last in range(first + 1, len(smallest)):
            if last - first + 1 < len(smallest):
                joined = "".join(part.form for part in smallest[first:last]) + smallest[last].base
                if is_known(joined):
                    found.append(joined)
    return tuple(dict.fromkeys(found))
