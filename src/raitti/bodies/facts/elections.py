"""An election, its candidates and quotas as they come in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from raitti.bodies.models import Candidate, Holder
from raitti.directory.models import Organisation, Topic
from raitti.places.models import Area


@dataclass(frozen=True)
class ElectionFacts:
    name: Mapping[str, str]
    rule: str
    roll: str
    seats: int = 1
    text: Mapping[str, str] = field(default_factory=dict)
    closes: datetime | None = None
    areas: tuple[Area, ...] = ()
    topics: tuple[Topic, ...] = ()
    is_example: bool = False


@dataclass(frozen=True)
class CandidateFacts:
    """`holder` and `nominee` say where a candidate comes from that sits already or was nominated in a call."""

    name: str
    organisation: Organisation | None = None
    text: Mapping[str, str] = field(default_factory=dict)
    holder: Holder | None = None
    nominee: Candidate | None = None


@dataclass(frozen=True)
class QuotaFacts:
    """`numbers` are those of the candidates it is about."""

    name: Mapping[str, str]
    numbers: tuple[int, ...]
    at_least: int = 0
    at_most: int | None = None
