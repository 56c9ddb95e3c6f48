"""What comes in about getting in: a call, a nomination with its candidates, a choice among them."""

from dataclasses import dataclass, field
from datetime import datetime

from raitti.directory.facts import Texts


@dataclass(frozen=True, kw_only=True)
class CallFacts:
    """A call; `seats` and `term` are the ids of rows of its body."""

    name: Texts
    text: Texts = field(default_factory=dict)
    criteria: Texts = field(default_factory=dict)
    seats: tuple[int, ...]
    term: int | None = None
    opens: datetime
    closes: datetime
    candidates_each: int = 2
    wants_deputies: bool = True
    is_example: bool = False


@dataclass(frozen=True, kw_only=True)
class CandidateFacts:
    """Somebody put forward, with the personal deputy where one is; `wished` is the id of a seat of the call."""

    name: str
    email: str
    wished: int | None = None
    deputy_name: str = ""
    deputy_email: str = ""

    @property
    def is_empty(self) -> bool:
        return not any((self.name, self.email, self.deputy_name, self.deputy_email))


@dataclass(frozen=True, kw_only=True)
class NominationFacts:
    candidates: tuple[CandidateFacts, ...]
    motivation: str = ""
    # In which the candidates are written to.
    language: str = "fi"


@dataclass(frozen=True)
class Choice:
    """Who is to hold a seat: ids of a seat and of candidates."""

    seat: int
    member: int | None = None
    deputy: int | None = None
