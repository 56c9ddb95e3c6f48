"""Tables before they are drawn: plain rows and how wide their columns are."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True)
class Column:
    """One column: its heading, width in characters, choices if any, and whether people should leave it alone."""

    heading: str
    width: int = 24
    choices: Sequence[str] = ()
    is_quiet: bool = False


@dataclass(frozen=True)
class Table:
    name: str
    columns: Sequence[Column]
    # Numbers only where people read and do not send the table back.
    rows: Sequence[Sequence[str | Decimal]]
    # Sentences on a second sheet, and its name.
    notes: Sequence[str] = field(default_factory=tuple)
    notes_name: str = "i"
