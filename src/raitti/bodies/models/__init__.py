"""Bodies, and what they do: seats and who holds them, getting in, meetings, statements, open groups."""

from raitti.bodies.models.bodies import (
    Body,
    BodyKind,
    FoundingStep,
    Gender,
    Holder,
    Holding,
    Joining,
    Office,
    Rights,
    Seat,
    Stage,
    Term,
    TermRule,
)
from raitti.bodies.models.calls import MOST_CANDIDATES, Call, Candidate, Nomination
from raitti.bodies.models.warnings import Told

__all__ = [
    "MOST_CANDIDATES",
    "Body",
    "BodyKind",
    "Call",
    "Candidate",
    "FoundingStep",
    "Gender",
    "Holder",
    "Holding",
    "Joining",
    "Nomination",
    "Office",
    "Rights",
    "Seat",
    "Stage",
    "Term",
    "TermRule",
    "Told",
]
