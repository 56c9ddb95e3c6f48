"""What comes in about statements, representatives and initiatives: frozen rows. Texts map a language to its words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

Texts = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class StatementFacts:
    """What a statement is to be about. `asked_by` is the id of an organisation here, `asked_by_name` names another;
    with neither it is given unasked."""

    title: Texts
    question: Texts = field(default_factory=dict)
    asked_by: int | None = None
    asked_by_name: str = ""
    asked_on: date | None = None
    due: date | None = None
    is_example: bool = False


@dataclass(frozen=True, kw_only=True)
class TextFacts:
    """The words of a draft, and the number of the saved text they were written on."""

    title: Texts
    text: Texts
    based_on: int


@dataclass(frozen=True, kw_only=True)
class CommentFacts:
    """A word on one line, as it was read: its number, its words, the saved text they stood in."""

    language: str
    line: int
    quote: str
    version: int
    text: str


@dataclass(frozen=True, kw_only=True)
class SendingFacts:
    """Where a statement goes, in which language its letter is, and until when an answer is awaited."""

    receiver: int | None = None
    receiver_name: str = ""
    email: str = ""
    language: str = "fi"
    answer_due: date | None = None


@dataclass(frozen=True, kw_only=True)
class AnswerFacts:
    on: date
    answer: Texts = field(default_factory=dict)
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class NamedFacts:
    """Somebody to represent: a holder known here by id, or a name with the address to ask at."""

    holder: int | None = None
    name: str = ""
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class RepresentationFacts:
    """Where a body is represented: at a seat by its id, or in a group outside by its name."""

    member: NamedFacts
    deputy: NamedFacts | None = None
    seat: int | None = None
    outside: Texts = field(default_factory=dict)
    outside_url: str = ""
    since: date
    until: date | None = None
    is_example: bool = False


@dataclass(frozen=True, kw_only=True)
class InitiativeFacts:
    title: str
    text: str
    language: str = "fi"
    is_example: bool = False
