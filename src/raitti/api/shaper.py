"""From rows to the forms our own API answers in (`raitti.api.shapes`)."""

from typing import Any

from django.utils import timezone

from raitti.core.texts import versions
from raitti.directory.models import (
    Channel,
    Contact,
    Location,
    Organisation,
    Portal,
    Publication,
    Schedule,
    Service,
    Topic,
)
from raitti.directory.wording import excepted
from raitti.places.models import Area
from raitti.search.entries import address_of


class Shaper:
    """Writes rows in these forms; addresses lead to the pages in one language."""

    def __init__(self, language: str) -> None:
        self._language = language

    def _url(self, kind: str, slugs: dict[str, str]) -> str:
        return address_of(kind, slugs, self._language)

    def organisation_brief(self, row: Organisation) -> dict[str, Any]:
        return {
            "id": row.uid,
            "kind": row.kind,
            "name": versions(row.name),
            "summary": versions(row.summary),
            "status": row.status,
            "home_municipality": area(row.home_municipality),
            "website": row.website,
            "is_example": row.is_example,
            "source": row.source,
            "source_id": row.source_id,
            "changed": row.changed,
            "url": self._url("organisation", row.slugs),
        }

    def organisation(self, row: Organisation) -> dict[str, Any]:
        return self.organisation_brief(row) | {
            "alternative_names": row.alternative_names,
            "description": versions(row.description),
            "business_id": row.business_id,
            "register_number": row.register_number,
            "parent": reference(row.parent) if row.parent and row.parent.publication == Publication.PUBLISHED else None,
            "status_since": row.status_since,
            "status_reason": versions(row.status_reason),
            "founded_year": row.founded_year,
            "operating_areas": [area(each) for each in row.operating_areas.all()],
            "topics": [topic_reference(each) for each in row.topics.all()],
            "target_groups": [topic_reference(each) for each in row.target_groups.all()],
            "languages": row.languages,
            "email": row.email,
            "phone": row.phone,
            "verified_on": row.verified_on,
            "next_check_due": row.next_check_due,
            "contacts": contacts(row.contacts.all()),
            "services": [self.service_brief(each) for each in row.services.all()],
            "locations": [self.location(each) for each in row.locations.all()],
        }

    def service_brief(self, row: Service) -> dict[str, Any]:
        return {
            "id": row.uid,
            "kind": row.kind,
            "name": versions(row.name),
            "summary": versions(row.summary),
            "status": row.status,
            "organisation": reference(row.organisation),
            "is_example": row.organisation.is_example,
            "source": row.source,
            "source_id": row.source_id,
            "changed": row.changed,
            "url": self._url("service", row.slugs),
        }

    def service(self, row: Service) -> dict[str, Any]:
        return self.service_brief(row) | {
            "format": row.format,
            "alternative_names": row.alternative_names,
            "description": versions(row.description),
            "eligibility": versions(row.eligibility),
            "min_age": row.min_age,
            "max_age": row.max_age,
            "fee": row.fee,
            "fee_text": versions(row.fee_text),
            "languages": row.languages,
            "areas": [area(each) for each in row.areas.all()],
            "topics": [topic_reference(each) for each in row.topics.all()],
            "target_groups": [topic_reference(each) for each in row.target_groups.all()],
            "website": row.website,
            "verified_on": row.verified_on,
            "next_check_due": row.next_check_due,
            "channels": [self.channel(each) for each in row.channels.all()],
            "contacts": contacts(row.contacts.all()),
        }

    def channel(self, row: Channel) -> dict[str, Any]:
        return {
            "id": row.uid,
            "kind": row.kind,
            "location": self.location(row.location) if row.location else None,
            "channel_url": row.url,
            "phone": row.phone,
            "note": versions(row.note),
            "schedules": [schedule(each) for each in row.schedules.all()],
        }

    def location(self, row: Location) -> dict[str, Any]:
        owner = row.organisation
        return {
            "id": row.uid,
            "name": versions(row.name),
            "description": versions(row.description),
            "organisation": reference(owner) if owner and owner.publication == Publication.PUBLISHED else None,
            "street": row.street,
            "postal_code": row.postal_code,
            "city": row.city,
            "municipality": area(row.municipality),
            "latitude": row.latitude,
            "longitude": row.longitude,
            "accessibility": row.accessibility,
            "accessibility_note": versions(row.accessibility_note),
            "directions": versions(row.directions),
            "schedules": [schedule(each) for each in row.schedules.all()],
            "contacts": contacts(row.contacts.all()),
            "source": row.source,
            "source_id": row.source_id,
            "changed": row.changed,
            "url": self._url("location", row.slugs),
        }

    def municipality(self, row: Area) -> dict[str, Any]:
        return {
            "kind": row.kind,
            "code": row.code,
            "name": versions(row.name),
            "languages": row.languages,
            "region": area(row.region),
            "county": area(row.county),
            "population": row.population,
            "population_year": row.population_year,
            "latitude": row.latitude,
            "longitude": row.longitude,
            "valid_from": row.valid_from,
            "valid_until": row.valid_until,
            "successors": [each.code for each in row.successors.all()],
            "url": self._url("municipality", row.slugs),
        }

    def topic(self, row: Topic) -> dict[str, Any]:
        return topic_reference(row) | {
            "vocabulary": row.vocabulary.key,
            "role": row.vocabulary.role,
            "other_labels": row.other_labels,
            "broader": [each.uri for each in row.broader.all()],
            "same_as": row.same_as,
            "url": self._url("topic", row.slugs),
        }

    def portal(self, row: Portal) -> dict[str, Any]:
        return {
            "key": row.key,
            "hostname": row.hostname,
            "name": versions(row.name),
            "intro": versions(row.intro),
            "languages": row.languages,
            "areas": [area(each) for each in row.areas.all()],
            "steward": reference(row.steward),
        }


def area(row: Area | None) -> dict[str, Any] | None:
    return {"kind": row.kind, "code": row.code, "name": versions(row.name)} if row else None


def reference(row: Organisation) -> dict[str, Any]:
    return {"id": row.uid, "name": versions(row.name)}


def topic_reference(row: Topic) -> dict[str, Any]:
    return {"notation": row.notation, "uri": row.uri, "name": versions(row.name)}


def contacts(rows: Any) -> list[dict[str, Any]]:
    return [contact(row) for row in rows if row.is_public]


def contact(row: Contact) -> dict[str, Any]:
    return {
        "role": versions(row.role),
        "name": row.name,
        "email": row.email,
        "phone": row.phone,
        "is_association_contact": row.is_association_contact,
    }


def schedule(row: Schedule) -> dict[str, Any]:
    return {
        "starts_on": row.starts_on,
        "opens": row.opens.strftime("%H:%M") if row.opens else None,
        "closes": row.closes.strftime("%H:%M") if row.closes else None,
        "rrule": row.rrule,
        "except_dates": [day.isoformat() for day in excepted(row, today=timezone.localdate())],
        "note": versions(row.note),
    }
