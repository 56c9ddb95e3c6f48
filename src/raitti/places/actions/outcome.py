"""What an import did, in numbers and in words."""

from dataclasses import dataclass, field


@dataclass
class Outcome:
    """How many rows an import created, updated, found unchanged and refused.

    `notes` are sentences for the person who ran it: what was skipped or guessed, and what ended.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0
    notes: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.created} created, {self.updated} updated, {self.unchanged} unchanged, {self.refused} refused"

    def as_changes(self) -> dict[str, list[int]]:
        """The numbers as an audit entry holds them."""
        return {"created": [0, self.created], "updated": [0, self.updated]}
