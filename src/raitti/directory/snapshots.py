"""A thing as it stands, as the facts that would make it so: for forms, copies, history and undoing."""

from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import Manager
from pydantic import TypeAdapter

from raitti.core.texts import versions
from raitti.directory.facts import (
    ChannelFacts,
    ContactFacts,
    LocationFacts,
    OrganisationFacts,
    ScheduleFacts,
    ServiceFacts,
    ThingFacts,
)
from raitti.directory.lookup import UID
from raitti.directory.models import Channel, Contact, Location, Organisation, Schedule, Service, Thing
from raitti.places.models import Area, AreaKind

_FACTS: dict[str, type[ThingFacts]] = {
    "organisation": OrganisationFacts,
    "service": ServiceFacts,
    "location": LocationFacts,
}

# What an organisation's facts are gathered from besides its own row: to be read for many of them at once.
FACTS_FROM = ("parent", "home_municipality", "operating_areas", "topics", "target_groups", "contacts")


def facts_of(thing: Thing) -> ThingFacts:
    """The facts that would make the thing what it is; other things are named by uid: `uid:6f1c…`."""
    if isinstance(thing, Organisation):
        return organisation_facts(thing)
    return service_facts(thing) if isinstance(thing, Service) else location_facts(thing)


def blank_facts(kind: str, uid: UUID, organisation: UUID) -> ThingFacts:
    """The facts of a thing that is yet to be written, of an organisation that may be so too."""
    common: dict[str, Any] = {"source": "", "source_id": "", "uid": uid, "name": {}}
    if kind == "organisation":
        return OrganisationFacts(**common)
    common["organisation"] = f"{UID}{organisation}"
    return ServiceFacts(**common) if kind == "service" else LocationFacts(**common)


def kind_of(facts: ThingFacts) -> str:
    """`organisation`, `service` or `location`."""
    return next(kind for kind, made in _FACTS.items() if isinstance(facts, made))


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    return TypeAdapter(_FACTS[kind])


def to_json(facts: ThingFacts) -> dict[str, Any]:
    """Facts as JSON values, to be kept."""
    return dict(_adapter(kind_of(facts)).dump_python(facts, mode="json"))


def from_json(kind: str, kept: dict[str, Any]) -> ThingFacts:
    """Facts kept as JSON; `kind` is `organisation`, `service` or `location`. Raises `ValidationError` (pydantic)."""
    facts: ThingFacts = _adapter(kind).validate_python(kept)
    return facts


def organisation_facts(organisation: Organisation) -> OrganisationFacts:
    parent, home = organisation.parent, organisation.home_municipality
    return OrganisationFacts(
        **_common(organisation),
        kind=organisation.kind,
        alternative_names=tuple(organisation.alternative_names),
        summary=versions(organisation.summary),
        description=versions(organisation.description),
        business_id=organisation.business_id or "",
        register_number=organisation.register_number or "",
        parent=_reference(parent),
        status=organisation.status,
        status_since=organisation.status_since,
        status_reason=versions(organisation.status_reason),
        founded_year=organisation.founded_year,
        home_municipality=home.code if home else "",
        operating_areas=_areas(organisation.operating_areas),
        topics=_uris(organisation.topics),
        target_groups=_uris(organisation.target_groups),
        languages=tuple(organisation.languages),
        website=organisation.website,
        email=organisation.email,
        phone=organisation.phone,
        contacts=_contacts(organisation),
        is_example=organisation.is_example,
    )


def location_facts(location: Location) -> LocationFacts:
    municipality = location.municipality
    return LocationFacts(
        **_common(location),
        organisation=_reference(location.organisation),
        description=versions(location.description),
        street=location.street,
        postal_code=location.postal_code,
        city=location.city,
        municipality=municipality.code if municipality else "",
        latitude=location.latitude,
        longitude=location.longitude,
        accessibility=dict(location.accessibility),
        accessibility_note=versions(location.accessibility_note),
        directions=versions(location.directions),
        schedules=tuple(schedule_facts(each) for each in location.schedules.all()),
        contacts=_contacts(location),
    )


def service_facts(service: Service) -> ServiceFacts:
    return ServiceFacts(
        **_common(service),
        organisation=_reference(service.organisation),
        kind=service.kind,
        format=service.format,
        alternative_names=tuple(service.alternative_names),
        summary=versions(service.summary),
        description=versions(service.description),
        eligibility=versions(service.eligibility),
        min_age=service.min_age,
        max_age=service.max_age,
        fee=service.fee,
        fee_text=versions(service.fee_text),
        languages=tuple(service.languages),
        areas=_areas(service.areas),
        topics=_uris(service.topics),
        target_groups=_uris(service.target_groups),
        website=service.website,
        status=service.status,
        channels=tuple(_channel_facts(each) for each in service.channels.all()),
        contacts=_contacts(service),
    )


def schedule_facts(schedule: Schedule) -> ScheduleFacts:
    return TypeAdapter(ScheduleFacts).validate_python(
        {
            "starts_on": schedule.starts_on,
            "opens": schedule.opens,
            "closes": schedule.closes,
            "rrule": schedule.rrule,
            "except_dates": schedule.except_dates,
            "leaves_out": schedule.leaves_out,
            "note": versions(schedule.note),
            "source_id": schedule.source_id,
        }
    )


def _channel_facts(channel: Channel) -> ChannelFacts:
    return ChannelFacts(
        kind=channel.kind,
        location=_reference(channel.location),
        url=channel.url,
        phone=channel.phone,
        note=versions(channel.note),
        schedules=tuple(schedule_facts(each) for each in channel.schedules.all()),
        source_id=channel.source_id,
        uid=channel.uid,
    )


def _contacts(thing: Thing) -> tuple[ContactFacts, ...]:
    return tuple(_contact_facts(each) for each in thing.contacts.all())


def _contact_facts(contact: Contact) -> ContactFacts:
    return ContactFacts(
        role=versions(contact.role),
        name=contact.name,
        email=contact.email,
        phone=contact.phone,
        is_public=contact.is_public,
        is_association_contact=contact.is_association_contact,
        source_id=contact.source_id,
        consent_on=contact.consent_on,
        consent_text=contact.consent_text,
        keep_until=contact.keep_until,
    )


def _common(thing: Thing) -> dict[str, Any]:
    return {
        "source": thing.source,
        "source_id": thing.source_id,
        "uid": thing.uid,
        "name": versions(thing.name),
        "publication": thing.publication,
        "verified_on": thing.verified_on,
        "verified_by": thing.verified_by,
    }


def _reference(thing: Organisation | Location | None) -> str:
    return f"{UID}{thing.uid}" if thing is not None else ""


def _areas(areas: "Manager[Area]") -> tuple[str, ...]:
    found = sorted(areas.all(), key=lambda area: (area.kind, area.code))
    return tuple(area.code if area.kind == AreaKind.MUNICIPALITY else f"{area.kind}:{area.code}" for area in found)


def _uris(topics: "Manager[Any]") -> tuple[str, ...]:
    return tuple(sorted(topic.uri for topic in topics.all()))
