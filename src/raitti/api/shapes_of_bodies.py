"""The forms our own API answers in about bodies. A person's name and id are there only where they have consented."""

from datetime import date, datetime
from uuid import UUID

from ninja import Schema

from raitti.api.shapes import AreaOut, Texts, ThingRef, TopicRef


class PersonOut(Schema):
    """Somebody who has agreed to be named."""

    id: UUID
    name: str


class HoldingOut(Schema):
    """Who holds, or held, a place of a seat. `person` is null without consent; `nominated_by` is always told."""

    place: str
    person: PersonOut | None
    nominated_by: ThingRef | None
    since: date
    until: date | None


class PastHoldingOut(HoldingOut):
    seat: ThingRef


class SeatOut(Schema):
    """A seat on a day. `belongs` says whose it is: `topic`, `area`, `organisation_kind` or `organisation` names it."""

    id: UUID
    name: Texts
    belongs: str
    topic: TopicRef | None
    area: AreaOut | None
    organisation_kind: str
    organisation: ThingRef | None
    rights: str
    has_deputy: bool
    member: HoldingOut | None
    deputy: HoldingOut | None


class OfficeOut(Schema):
    """An office; `seat` is the seat its holder has, if any."""

    task: str
    person: PersonOut | None
    seat: UUID | None
    since: date
    until: date | None


class TermOut(Schema):
    starts: date
    ends: date | None


class BodyBrief(Schema):
    """A body as lists have it. A support group stands `behind` a seat of the body `behind_body`."""

    id: UUID
    kind: str
    stage: str
    joining: str
    name: Texts
    summary: Texts
    setter: ThingRef
    steward: ThingRef
    parent: UUID | None
    behind: UUID | None
    behind_body: UUID | None
    areas: list[AreaOut]
    topics: list[TopicRef]
    languages: list[str]
    is_example: bool
    changed: datetime
    url: str


class BodyOut(BodyBrief):
    """A body on a day, `on`: its seats with whoever held them, its offices; texts and rules are today's."""

    purpose: Texts
    how_to_get_in: Texts
    mandate_name: Texts
    mandate_url: str
    mandated_on: date | None
    term_rule: str
    term_years: int | None
    most_terms: int | None
    most_organisation_terms: int | None
    meetings_a_year: int | None
    notice_days: int
    quorum: float
    is_gender_balanced: bool
    email: str
    ended_on: date | None
    end_reason: Texts
    terms: list[TermOut]
    on: date
    seats: list[SeatOut]
    offices: list[OfficeOut]
    parts: list[ThingRef]
    groups: list[ThingRef]
