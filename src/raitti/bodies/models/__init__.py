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
from raitti.bodies.models.elections import (
    GRACE,
    Ballot,
    Candidate,
    Election,
    ElectionQuota,
    SealedBallot,
    Voter,
)

__all__ = [
    "GRACE",
    "Ballot",
    "Body",
    "BodyKind",
    "Candidate",
    "Election",
    "ElectionQuota",
    "FoundingStep",
    "Gender",
    "Holder",
    "Holding",
    "Joining",
    "Office",
    "Rights",
    "SealedBallot",
    "Seat",
    "Stage",
    "Term",
    "TermRule",
    "Voter",
]
