"""What comes into the directory, as plain frozen rows: every importer and form speaks these.

Translated texts are `{language: text}`. Areas are official municipality codes, or `"region:14"`,
`"county:16"`, `"country:FI"`; topics and target groups are URIs. Dates and times are local (Europe/Helsinki).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from uuid import UUID

Texts = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class ContactFacts:
    role: Texts = field(default_factory=dict)
    name: str = ""
    email: str = ""
    phone: str = ""
    is_public: bool = False
    is_association_contact: bool = False
    source_id: str = ""
    consent_on: date | None = None
    consent_text: str = ""
    keep_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class ScheduleFacts:
    starts_on: date
    opens: time | None = None
    closes: time | None = None
    rrule: str = ""
    except_dates: tuple[date, ...] = ()
    # Left out for good: feasts by name ("christmas", "holidays") or rules ("FREQ=MONTHLY;BYDAY=-1TU").
    leaves_out: tuple[str, ...] = ()
    note: Texts = field(default_factory=dict)
    source_id: str = ""


@dataclass(frozen=True, kw_only=True)
class ChannelFacts:
    """`location` is the source id of a location saved before from the same source."""

    kind: str
    location: str = ""
    url: str = ""
    phone: str = ""
    note: Texts = field(default_factory=dict)
    schedules: tuple[ScheduleFacts, ...] = ()
    source_id: str = ""
    uid: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class OrganisationFacts:
    """`parent` is the source id of an organisation saved before from the same source."""

    source: str
    source_id: str
    name: Texts
    kind: str = "association"
    alternative_names: tuple[str, ...] = ()
    summary: Texts = field(default_factory=dict)
    description: Texts = field(default_factory=dict)
    business_id: str = ""
    register_number: str = ""
    parent: str = ""
    status: str = "active"
    status_since: date | None = None
    status_reason: Texts = field(default_factory=dict)
    founded_year: int | None = None
    home_municipality: str = ""
    operating_areas: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    website: str = ""
    email: str = ""
    phone: str = ""
    contacts: tuple[ContactFacts, ...] = ()
    # Whoever says this knows public contacts only, and says nothing of the others.
    only_public_contacts: bool = False
    publication: str = "published"
    verified_on: date | None = None
    verified_by: str = ""
    is_example: bool = False
    uid: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class LocationFacts:
    """`organisation` is the source id of an organisation saved before from the same source, or empty."""

    source: str
    source_id: str
    name: Texts
    organisation: str = ""
    description: Texts = field(default_factory=dict)
    street: str = ""
    postal_code: str = ""
    city: str = ""
    municipality: str = ""
    latitude: float | None = None
    longitude: float | None = None
    accessibility: Mapping[str, str] = field(default_factory=dict)
    accessibility_note: Texts = field(default_factory=dict)
    directions: Texts = field(default_factory=dict)
    schedules: tuple[ScheduleFacts, ...] = ()
    contacts: tuple[ContactFacts, ...] = ()
    # Whoever says this knows public contacts only, and says nothing of the others.
    only_public_contacts: bool = False
    publication: str = "published"
    verified_on: date | None = None
    verified_by: str = ""
    uid: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ServiceFacts:
    """`organisation` is the source id of an organisation saved before from the same source."""

    source: str
    source_id: str
    organisation: str
    name: Texts
    kind: str = "other"
    format: str = ""
    alternative_names: tuple[str, ...] = ()
    summary: Texts = field(default_factory=dict)
    description: Texts = field(default_factory=dict)
    eligibility: Texts = field(default_factory=dict)
    min_age: int | None = None
    max_age: int | None = None
    fee: str = "unknown"
    fee_text: Texts = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    website: str = ""
    status: str = "active"
    channels: tuple[ChannelFacts, ...] = ()
    contacts: tuple[ContactFacts, ...] = ()
    # Whoever says this knows public contacts only, and says nothing of the others.
    only_public_contacts: bool = False
    publication: str = "published"
    verified_on: date | None = None
    verified_by: str = ""
    uid: UUID | None = None


ThingFacts = OrganisationFacts | LocationFacts | ServiceFacts


@dataclass(frozen=True, kw_only=True)
class PortalFacts:
    """A region's public face. `key` identifies it; `areas` are codes as everywhere."""

    key: str
    hostname: str
    name: Texts
    areas: tuple[str, ...]
    languages: tuple[str, ...] = ("fi", "sv", "en")
    name_of: Texts = field(default_factory=dict)
    name_in_region: Texts = field(default_factory=dict)
    intro: Texts = field(default_factory=dict)
    about: Texts = field(default_factory=dict)
    theme: Mapping[str, str] = field(default_factory=dict)
    contact_email: str = ""
    contact_phone: str = ""
    check_months: int = 12
    looks_first: bool = True
    hide_after_months: int | None = 12
    position: int = 0


@dataclass(frozen=True, kw_only=True)
class TopicFacts:
    """One concept of a vocabulary. `other` are further words for it by language; `broader` and `same_as` URIs."""

    uri: str
    name: Texts
    notation: str = ""
    other: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    broader: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class VocabularyFacts:
    """Whose list of concepts it is: `role` is `theme`, `target_group` or `life_event`."""

    key: str
    name: str
    role: str = "theme"
    source: str = ""
    licence: str = ""
