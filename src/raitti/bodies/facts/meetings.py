"""What comes in about meetings. Texts map a language to its words; days and clock times are local ones."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

Texts = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class MeetingFacts:
    """When and where a body meets. `way` is one of `Meeting.Way`."""

    day: date
    begins: time
    ends: time
    title: Texts = field(default_factory=dict)
    way: str = "in_place"
    place: Texts = field(default_factory=dict)
    remote_url: str = ""
    is_public: bool = True


@dataclass(frozen=True, kw_only=True)
class ItemFacts:
    """A matter of an agenda. `presenter` is the id of one who is called to the meeting, 0 for none."""

    title: Texts
    text: Texts = field(default_factory=dict)
    proposal: Texts = field(default_factory=dict)
    presenter: int = 0
    is_confidential: bool = False


@dataclass(frozen=True, kw_only=True)
class RecordFacts:
    """What became of an item, for the minutes. `outcome` is one of `AgendaItem.Outcome`, empty while there is none."""

    outcome: str = ""
    decision: Texts = field(default_factory=dict)
    record: Texts = field(default_factory=dict)
    votes_for: int | None = None
    votes_against: int | None = None
    votes_blank: int | None = None


@dataclass(frozen=True, kw_only=True)
class TaskFacts:
    text: Texts
    owner: int
    due: date | None = None
