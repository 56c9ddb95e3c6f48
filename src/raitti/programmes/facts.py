"""What comes into the room of programmes, from a form or a file: frozen rows.

Texts map a language to its words, months are written "YYYY-MM", amounts are euros.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

Texts = Mapping[str, str]
ZERO = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class ProgrammeFacts:
    """What a programme says of itself."""

    name: Texts
    summary: Texts = field(default_factory=dict)
    description: Texts = field(default_factory=dict)
    framework: Texts = field(default_factory=dict)
    aims: Texts = field(default_factory=dict)
    shape: str = "regional"
    starts: date
    ends: date
    is_example: bool = False


@dataclass(frozen=True, kw_only=True)
class FocusFacts:
    year: int
    text: Texts


@dataclass(frozen=True, kw_only=True)
class ProjectFacts:
    """What a project says of itself. `areas` are ids of areas, `partners` of organisations."""

    name: Texts
    kind: str = "regional"
    summary: Texts = field(default_factory=dict)
    description: Texts = field(default_factory=dict)
    aims: Texts = field(default_factory=dict)
    target_groups: Texts = field(default_factory=dict)
    starts: date
    ends: date
    areas: tuple[int, ...] = ()
    partners: tuple[int, ...] = ()
    focuses: tuple[FocusFacts, ...] = ()
    website: str = ""
    email: str = ""
    phone: str = ""
    is_example: bool = False


@dataclass(frozen=True, kw_only=True)
class PostFacts:
    """See `planning.problem.Staff`."""

    title: Texts
    fte: Decimal
    monthly_cost: Decimal
    until: str = ""
    leave_months: int = 0
    notice_months: int = 0
    keep: bool = False


@dataclass(frozen=True, kw_only=True)
class OverheadFacts:
    name: Texts
    monthly: Decimal


@dataclass(frozen=True, kw_only=True)
class LevelFacts:
    name: Texts
    share: Decimal
    value: Decimal


@dataclass(frozen=True, kw_only=True)
class ActivityFacts:
    """See `planning.problem.Activity`. `needs` are Finnish names of activities of the same project."""

    name: Texts
    priority: str = "should"
    value: Decimal = ZERO
    fte: Decimal = ZERO
    monthly: Decimal = ZERO
    once: Decimal = ZERO
    begins: str = ""
    ends: str = ""
    min_months: int = 1
    max_months: int = 0
    running: bool = False
    closing: bool = False
    needs: tuple[str, ...] = ()
    levels: tuple[LevelFacts, ...] = ()


@dataclass(frozen=True, kw_only=True)
class WorkFacts:
    """Everything a plan is made from, but the money."""

    posts: tuple[PostFacts, ...] = ()
    overheads: tuple[OverheadFacts, ...] = ()
    activities: tuple[ActivityFacts, ...] = ()


@dataclass(frozen=True, kw_only=True)
class GrantFacts:
    """One year's grant, without its amounts: those are entered into its ledger."""

    year: int
    name: str
    kind: str = "C"
    target_code: str = ""
    reference: str = ""
    purpose: Texts = field(default_factory=dict)
    conditions: Texts = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class EntryFacts:
    """One line of a grant's ledger; see `models.grants.LedgerEntry`."""

    kind: str
    amount: Decimal
    on: date
    covers_from: str = ""
    covers_until: str = ""
    usable_from: date | None = None
    usable_until: date | None = None
    for_pay: Decimal | None = None
    for_overhead: Decimal | None = None
    for_activities: Decimal | None = None
    note: str = ""
    document_name: str = ""
    document_url: str = ""


@dataclass(frozen=True, kw_only=True)
class StructureFacts:
    """What lives on. `thing` names what it is in Raitti itself, as `portal:<uuid>` or `organisation:<uuid>`."""

    kind: str
    name: Texts
    description: Texts = field(default_factory=dict)
    url: str = ""
    new_url: str = ""
    due: date | None = None
    thing: str = ""
    is_example: bool = False


@dataclass(frozen=True, kw_only=True)
class PleaFacts:
    """What somebody said between proposal and decision; see `models.grants.Plea`."""

    kind: str
    grant_year: int
    on: date
    given_by: str
    title: Texts
    text: Texts = field(default_factory=dict)
    effect: Texts = field(default_factory=dict)
    url: str = ""
    is_public: bool = True


@dataclass(frozen=True, kw_only=True)
class CampaignFacts:
    """A campaign that gathers support; see `models.campaigns.Campaign`."""

    name: Texts
    text: Texts = field(default_factory=dict)
    opens: date
    closes: date
    is_published: bool = False
    is_example: bool = False


@dataclass(frozen=True, kw_only=True)
class SupportFacts:
    """An organisation's support statement, as it comes in."""

    name: str
    position: str = ""
    text: str
    language: str = "fi"
    email: str = ""
