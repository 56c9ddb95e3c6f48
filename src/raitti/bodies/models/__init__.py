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
from raitti.bodies.models.initiatives import Initiative
from raitti.bodies.models.representation import ReportBack, Representation, Representative
from raitti.bodies.models.statements import DraftVersion, LineComment, Signature, Statement, StatementCorrection

__all__ = [
    "Body",
    "BodyKind",
    "DraftVersion",
    "FoundingStep",
    "Gender",
    "Holder",
    "Holding",
    "Initiative",
    "Joining",
    "LineComment",
    "Office",
    "ReportBack",
    "Representation",
    "Representative",
    "Rights",
    "Seat",
    "Signature",
    "Stage",
    "Statement",
    "StatementCorrection",
    "Term",
    "TermRule",
]
