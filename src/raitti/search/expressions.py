"""What is asked of the index, before a database's own syntax."""

from collections.abc import Sequence
from dataclasses import dataclass

# Columns of the index, and which of them a word may stand in.
COLUMNS = ("words_name", "words_keys", "words_body", "words_parts", "filters")
ANYWHERE = ("words_name", "words_keys", "words_body", "words_parts")
FRONT = ("words_name", "words_keys")


@dataclass(frozen=True)
class Token:
    """A single word of the index; `columns` empty means anywhere."""

    word: str
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class All:
    """Every one of the parts."""

    parts: tuple["Node", ...]


@dataclass(frozen=True)
class Any:
    """At least one of the parts."""

    parts: tuple["Node", ...]


Node = Token | All | Any


def every(nodes: Sequence[Node]) -> Node | None:
    """All of the nodes together; `None` for none, the node itself for one."""
    return nodes[0] if len(nodes) == 1 else All(tuple(nodes)) if nodes else None


def either(nodes: Sequence[Node]) -> Node | None:
    """At least one of the nodes; `None` for none, the node itself for one."""
    return nodes[0] if len(nodes) == 1 else Any(tuple(nodes)) if nodes else None
