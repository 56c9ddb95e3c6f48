"""What is said of a body, its terms and its seats."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from raitti.bodies.models import Joining, Rights, TermRule
from raitti.directory.facts import Texts
from raitti.directory.models import Organisation


@dataclass(frozen=True, kw_only=True)
class BodyFacts:
    """What a body says of itself, and the rules it sits by. `areas` are codes as the directory's facts write them,
    `topics` URIs. `setter` none is whoever looks after it; `is_at_work` is of one that
    need not be founded any more, `first_meeting` the day a founding aims at."""

    name: Texts
    kind: str = "advisory_board"
    publication: str = "published"
    summary: Texts = field(default_factory=dict)
    purpose: Texts = field(default_factory=dict)
    how_to_get_in: Texts = field(default_factory=dict)
    setter: Organisation | None = None
    areas: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    mandate_name: Texts = field(default_factory=dict)
    mandate_url: str = ""
    mandated_on: date | None = None
    term_rule: str = TermRule.NONE
    term_years: int | None = None
    most_terms: int | None = None
    most_organisation_terms: int | None = None
    meetings_a_year: int | None = None
    most_meetings_a_year: int | None = None
    notice_days: int = 7
    quorum: Decimal = Decimal("0.5")
    is_gender_balanced: bool = False
    fills_vacancies: bool = False
    joining: str = Joining.BY_SEAT
    email: str = ""
    is_at_work: bool = False
    first_meeting: date | None = None
    is_example: bool = False


@dataclass(frozen=True, kw_only=True)
class SeatFacts:
    """A seat and to what it belongs: only what goes with `belongs` is given, where it is known by now."""

    name: Texts
    belongs: str = "expert"
    topic: str = ""
    area: str = ""
    organisation_kind: str = ""
    organisation: Organisation | None = None
    rights: str = Rights.FULL
    has_deputy: bool = True
