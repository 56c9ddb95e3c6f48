"""The forms our own API answers in. Translated texts are objects `{fi, sv, en, se, smn, sms}` of what there is."""

from datetime import date, datetime
from typing import Generic, TypeVar
from uuid import UUID

from ninja import Schema

Texts = dict[str, str]
T = TypeVar("T")


class PageOf(Schema, Generic[T]):
    """One page of a list. `pages` is 0 when nothing was found."""

    total: int
    page: int
    pages: int
    per_page: int
    results: list[T]


class AreaOut(Schema):
    kind: str
    code: str
    name: Texts


class TopicRef(Schema):
    notation: str
    uri: str
    name: Texts


class ThingRef(Schema):
    id: UUID
    name: Texts


class ContactOut(Schema):
    """Whom to reach. Only contacts that are public are ever given."""

    role: Texts
    name: str
    email: str
    phone: str
    is_association_contact: bool


class ScheduleOut(Schema):
    """`rrule` is RFC 5545 without DTSTART, empty for a single day; times are local (Europe/Helsinki).

    `except_dates` are the days it is closed on; where it is closed on every public holiday or last Tuesday,
    those of the coming 400 days.
    """

    starts_on: date
    opens: str | None
    closes: str | None
    rrule: str
    except_dates: list[str]
    note: Texts


class OrganisationBrief(Schema):
    id: UUID
    kind: str
    name: Texts
    summary: Texts
    status: str
    home_municipality: AreaOut | None
    website: str
    is_example: bool
    source: str
    source_id: str
    changed: datetime
    url: str


class ServiceBrief(Schema):
    id: UUID
    kind: str
    name: Texts
    summary: Texts
    status: str
    organisation: ThingRef
    is_example: bool
    source: str
    source_id: str
    changed: datetime
    url: str


class LocationOut(Schema):
    id: UUID
    name: Texts
    description: Texts
    organisation: ThingRef | None
    street: str
    postal_code: str
    city: str
    municipality: AreaOut | None
    latitude: float | None
    longitude: float | None
    accessibility: dict[str, str]
    accessibility_note: Texts
    directions: Texts
    schedules: list[ScheduleOut]
    contacts: list[ContactOut]
    source: str
    source_id: str
    changed: datetime
    url: str


class OrganisationOut(OrganisationBrief):
    alternative_names: list[str]
    description: Texts
    business_id: str | None
    register_number: str | None
    parent: ThingRef | None
    status_since: date | None
    status_reason: Texts
    founded_year: int | None
    operating_areas: list[AreaOut]
    topics: list[TopicRef]
    target_groups: list[TopicRef]
    languages: list[str]
    email: str
    phone: str
    verified_on: date | None
    next_check_due: date | None
    contacts: list[ContactOut]
    services: list[ServiceBrief]
    locations: list[LocationOut]


class ChannelOut(Schema):
    """One way to a service: `place`, `online` or `phone`."""

    id: UUID
    kind: str
    location: LocationOut | None
    channel_url: str
    phone: str
    note: Texts
    schedules: list[ScheduleOut]


class ServiceOut(ServiceBrief):
    format: str
    alternative_names: list[str]
    description: Texts
    eligibility: Texts
    min_age: int | None
    max_age: int | None
    fee: str
    fee_text: Texts
    languages: list[str]
    areas: list[AreaOut]
    topics: list[TopicRef]
    target_groups: list[TopicRef]
    website: str
    verified_on: date | None
    next_check_due: date | None
    channels: list[ChannelOut]
    contacts: list[ContactOut]


class MunicipalityOut(AreaOut):
    """A municipality as long as it exists; `successors` are codes of what it became part of."""

    languages: list[str]
    region: AreaOut | None
    county: AreaOut | None
    population: int | None
    population_year: int | None
    latitude: float | None
    longitude: float | None
    valid_from: date | None
    valid_until: date | None
    successors: list[str]
    url: str


class TopicOut(TopicRef):
    vocabulary: str
    role: str
    other_labels: dict[str, list[str]]
    broader: list[str]
    same_as: list[str]
    url: str


class PortalOut(Schema):
    key: str
    hostname: str
    name: Texts
    intro: Texts
    languages: list[str]
    areas: list[AreaOut]
    steward: ThingRef
