"""What comes into open groups: who wants in, what the leader asks, when the group meets."""

from dataclasses import dataclass
from datetime import date, datetime

from raitti.bodies.models import Mail


@dataclass(frozen=True, kw_only=True)
class JoinFacts:
    """Who joins and how they want to hear; `message` is for the leader of a group that takes in on approval."""

    name: str
    language: str = "fi"
    mail: str = Mail.DAILY
    message: str = ""


@dataclass(frozen=True, kw_only=True)
class QuestionFacts:
    """What a leader asks before a meeting; `closes` is the last moment to answer."""

    title: str
    closes: datetime
    text: str = ""
    meeting: str = ""
    meeting_on: date | None = None
    language: str = "fi"


@dataclass(frozen=True, kw_only=True)
class MeetingFacts:
    starts: datetime
    where: str = ""
    link: str = ""
