"""Who is to sit, and where."""

from dataclasses import dataclass
from datetime import date

from raitti.bodies.models import Holding
from raitti.directory.models import Organisation


@dataclass(frozen=True, kw_only=True)
class HolderFacts:
    """Somebody who is to sit. `name_is_public` is what they said themselves when they were asked."""

    name: str
    email: str = ""
    language: str = "fi"
    gender: str = ""
    name_is_public: bool = False


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """As what somebody sits, from when until when (the last day; None is the end of the term, if there is one),
    and on whose nomination."""

    since: date
    until: date | None = None
    place: str = Holding.Place.MEMBER
    nominated_by: Organisation | None = None
