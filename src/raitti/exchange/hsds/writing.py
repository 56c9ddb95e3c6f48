"""The directory in the words of HSDS 3.0: plain records, ready for JSON, without anything that is not public."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from raitti.core.addresses import on_one_host
from raitti.core.languages import CONTENT_LANGUAGES, INTERFACE_CODES
from raitti.core.texts import pick
from raitti.directory.models import (
    ACCESSIBILITY_FACTS,
    Channel,
    Contact,
    Location,
    Organisation,
    Publication,
    Service,
    Topic,
    Vocabulary,
)
from raitti.exchange.hsds.details import (
    FORMER,
    PTV,
    PTV_ID,
    PTV_SOURCE,
    area_codes,
    attributes,
    child_id,
    in_lines,
    without_empty,
)
from raitti.exchange.hsds.pieces import UNKNOWN
from raitti.exchange.hsds.times import schedule_records

Record = dict[str, Any]
Former = Mapping[str, Mapping[int, Mapping[str, Sequence[str]]]]
_LANGUAGE_NAMES = dict(CONTENT_LANGUAGES)
_STATUS = {"temporarily_closed": "temporarily closed"}
# The Finnish Patent and Registration Office in the list of org-id.guide.
_FINNISH_SCHEME = "FI-PRO"


def taxonomy_id(vocabulary: Vocabulary) -> str:
    """A lasting id for a vocabulary, made of its key."""
    return str(uuid5(NAMESPACE_URL, f"urn:raitti:vocabulary:{vocabulary.key}"))


def term_id(topic: Topic) -> str:
    """A lasting id for a topic, made of its URI."""
    return str(uuid5(NAMESPACE_URL, topic.uri))


def ptv_id(found: Organisation | Service | Location) -> str:
    """The thing's id in the national service data (PTV), by which it can be sent there."""
    return found.source_id if found.source == PTV_SOURCE else ""


def _logo(found: Organisation) -> str:
    picture = getattr(found, "picture", None)
    return on_one_host(reverse("picture", args=[picture.uid])) if picture is not None else ""


class Writer:
    """Writes things as HSDS records. Texts are in `language`, or in the first language a text has.

    `former` are the address words things once had, by kind, id and language.
    """

    def __init__(self, language: str = "fi", *, former: Former | None = None) -> None:
        self._language, self._former = language, former or {}

    def _text(self, text: Any) -> str:
        return pick(text, self._language).value

    def _former_words(self, found: Organisation | Service | Location) -> dict[str, str]:
        return in_lines(self._former.get(found._meta.model_name or "", {}).get(found.pk, {}))

    def organization(self, found: Organisation, *, parts: bool = False, services: str = "") -> Record:
        """An organisation; `parts` adds what belongs to it, `services` ("names" or "full") what it does."""
        description = self._text(found.description) or self._text(found.summary) or self._text(found.name)
        if found.is_example:
            description = f"[{self._example()}] {description}"
        parent = found.parent if found.parent and found.parent.publication == Publication.PUBLISHED else None
        record: Record = {
            "id": str(found.uid),
            "name": self._text(found.name),
            "alternate_name": next(iter(found.alternative_names), ""),
            "description": description,
            "email": found.email,
            "website": found.website,
            "year_incorporated": found.founded_year,
            "legal_status": found.kind,
            "logo": _logo(found),
            "parent_organization_id": str(parent.uid) if parent else "",
        }
        if parts:
            record |= self._organization_parts(found)
        if services:
            written = (self.service(s, full=services == "full", nested=True) for s in found.services.all())
            record["services"] = list(written)
        return without_empty(record)

    def _organization_parts(self, found: Organisation) -> Record:
        uid = found.uid
        home = found.home_municipality
        identifiers: list[dict[str, Any]] = [
            {"identifier_scheme": _FINNISH_SCHEME, "identifier_type": "business ID", "identifier": found.business_id},
            {"identifier_type": "association register number", "identifier": found.register_number},
            {"identifier_type": PTV, "identifier": ptv_id(found)},
        ]
        return {
            "phones": [{"id": child_id(uid, "phone"), "number": found.phone}] if found.phone else [],
            "contacts": self._contacts(found.contacts.all(), uid),
            "locations": [self.location(location) for location in found.locations.all()],
            "organization_identifiers": [
                {"id": child_id(uid, "identifier", each["identifier_type"])} | each
                for each in identifiers
                if each["identifier"]
            ],
            "attributes": [
                *self._terms(uid, "organization", found),
                *attributes(
                    uid,
                    "organization",
                    {
                        "name": found.name,
                        "summary": found.summary,
                        "description": found.description,
                        "alternative_names": found.alternative_names,
                        "status": found.status,
                        "status_since": found.status_since,
                        "home_municipality": home.code if home else "",
                        "operating_areas": area_codes(found.operating_areas.all()),
                        "languages": found.languages,
                        "verified_on": found.verified_on,
                        "status_reason": found.status_reason,
                        "is_example": found.is_example,
                        FORMER: self._former_words(found),
                    },
                ),
            ],
        }

    def _example(self) -> str:
        with override(self._language if self._language in INTERFACE_CODES else "en"):
            return _("invented example")

    def service(self, found: Service, *, full: bool = False, nested: bool = False) -> Record:
        """A service; `full` adds what belongs to it. `nested` inside its organisation, which is then left out."""
        description = self._text(found.description) or self._text(found.summary)
        record: Record = {
            "id": str(found.uid),
            "organization_id": str(found.organisation.uid) if full else "",
            "name": self._text(found.name),
            "alternate_name": next(iter(found.alternative_names), ""),
            "description": description,
            "url": found.website,
            "status": _STATUS.get(found.status, found.status),
            "fees_description": self._text(found.fee_text) or {"free": _free(self._language)}.get(found.fee, ""),
            "eligibility_description": self._text(found.eligibility),
            "minimum_age": found.min_age,
            "maximum_age": found.max_age,
            "assured_date": found.verified_on.isoformat() if found.verified_on else "",
            "alert": self._example() if found.organisation.is_example else "",
            "last_modified": moment(found.changed),
        }
        if not nested:
            record["organization"] = self.organization(found.organisation)
        if full:
            record |= self._service_parts(found)
        return without_empty(record)

    def _service_parts(self, found: Service) -> Record:
        uid = found.uid
        channels = list(found.channels.all())
        return {
            "phones": [phone for channel in channels for phone in self._channel_phones(channel)],
            "service_areas": [
                {
                    "id": child_id(uid, "area", f"{area.kind}:{area.code}"),
                    "name": self._text(area.name),
                    "extent": f"{area.kind}:{area.code}",
                    "extent_type": "other",
                }
                for area in found.areas.all()
            ],
            "service_at_locations": [self.way(channel) for channel in channels],
            "languages": [
                without_empty({"id": child_id(uid, "language", code), "name": _LANGUAGE_NAMES.get(code), "code": code})
                for code in found.languages
            ],
            "contacts": self._contacts(found.contacts.all(), uid),
            "attributes": [
                *self._terms(uid, "service", found),
                *attributes(
                    uid,
                    "service",
                    {
                        "name": found.name,
                        "summary": found.summary,
                        "description": found.description,
                        "eligibility": found.eligibility,
                        "fee": found.fee,
                        "fee_text": found.fee_text,
                        "kind": found.kind,
                        "format": found.format,
                        "alternative_names": found.alternative_names,
                        "areas": area_codes(found.areas.all()),
                        PTV_ID: ptv_id(found),
                        FORMER: self._former_words(found),
                    },
                ),
            ],
        }

    def way(self, found: Channel, *, full: bool = True, with_service: bool = False) -> Record:
        """A channel as a service at a location; what is online or by phone is at a virtual one.

        `with_service` nests the service, `full` whatever belongs to both.
        """
        where = self.location(found.location, full=full) if found.location else self._virtual(found)
        record: Record = {"id": str(found.uid), "description": self._text(found.note), "location": where}
        if full:
            outer = found.source_id if found.service.source == PTV_SOURCE else ""
            details = {"kind": found.kind, "note": found.note, PTV_ID: outer}
            record |= {
                "phones": self._channel_phones(found),
                "schedules": schedule_records(found.schedules.all(), found.uid),
                "attributes": attributes(found.uid, "service_at_location", details),
            }
        if with_service:
            record["service"] = self.service(found.service, full=full)
        return without_empty(record)

    def _virtual(self, found: Channel) -> Record:
        name = self._text(found.note) or found.url or found.phone or found.kind
        return without_empty(
            {"id": child_id(found.uid, "location"), "location_type": "virtual", "name": name, "url": found.url}
        )

    def _channel_phones(self, found: Channel) -> list[Record]:
        if not found.phone:
            return []
        said = self._text(found.note)
        return [without_empty({"id": child_id(found.uid, "phone"), "number": found.phone, "description": said})]

    def location(self, found: Location, *, full: bool = True) -> Record:
        """A place; `full` adds its address, times, contacts and accessibility."""
        owner = found.organisation
        record = {
            "id": str(found.uid),
            "location_type": "physical",
            "organization_id": str(owner.uid) if owner and owner.publication == Publication.PUBLISHED else "",
            "name": self._text(found.name),
            "description": self._text(found.description),
            "transportation": self._text(found.directions),
            "latitude": found.latitude,
            "longitude": found.longitude,
        }
        if outer := ptv_id(found):
            record |= {"external_identifier": outer, "external_identifier_type": PTV}
        return without_empty(record | self._location_parts(found) if full else record)

    def _location_parts(self, found: Location) -> Record:
        uid = found.uid
        details = {
            "name": found.name,
            "description": found.description,
            "directions": found.directions,
            "accessibility_note": found.accessibility_note,
            "municipality": found.municipality.code if found.municipality else "",
            FORMER: self._former_words(found),
        }
        return {
            "addresses": self._addresses(found),
            "contacts": self._contacts(found.contacts.all(), uid),
            "accessibility": self._accessibility(found),
            "schedules": schedule_records(found.schedules.all(), uid),
            "attributes": attributes(uid, "location", details),
        }

    def _accessibility(self, found: Location) -> list[Record]:
        written = [
            {
                "id": child_id(found.uid, "accessibility", fact),
                "description": f"{self._fact(fact)}: {answer}",
                "details": f"{fact}={answer}",
            }
            for fact, answer in sorted(found.accessibility.items())
            if fact in ACCESSIBILITY_FACTS
        ]
        note = self._text(found.accessibility_note)
        if note:
            written.append({"id": child_id(found.uid, "accessibility", "note"), "description": note})
        return written

    def _fact(self, fact: str) -> str:
        with override(self._language if self._language in INTERFACE_CODES else "en"):
            return str(ACCESSIBILITY_FACTS[fact])

    def _addresses(self, found: Location) -> list[Record]:
        """The address in HSDS's form, whose every part is required: what is not known is a dash."""
        if not (found.street or found.postal_code or found.city):
            return []
        municipality = found.municipality
        region = municipality.region if municipality else None
        city, state, country = found.city, self._text(region.name) if region else "", "FI"
        if municipality is None and city.count(", ") >= 2:
            # Abroad the town carries its state and country, as the importer leaves it.
            city, state, country = city.rsplit(", ", 2)
        return [
            {
                "id": child_id(found.uid, "address"),
                "address_1": found.street or UNKNOWN,
                "city": city or (self._text(municipality.name) if municipality else "") or UNKNOWN,
                "state_province": state or UNKNOWN,
                "postal_code": found.postal_code or UNKNOWN,
                "country": country,
                "address_type": "physical",
            }
        ]

    def _contacts(self, found: Iterable[Contact], owner: Any) -> list[Record]:
        written = []
        for number, contact in enumerate(found):
            key = child_id(owner, "contact", number)
            phones = [{"id": child_id(key, "phone"), "number": contact.phone}] if contact.phone else []
            details = {
                "is_public": True,
                "role": contact.role,
                "is_association_contact": contact.is_association_contact,
            }
            record = {
                "id": key,
                "name": contact.name,
                "title": self._text(contact.role),
                "email": contact.email,
                "phones": phones,
                "attributes": attributes(key, "contact", details),
            }
            written.append(without_empty(record))
        return written

    def _terms(self, owner: Any, entity: str, found: Organisation | Service) -> list[Record]:
        groups = (("topic", found.topics.all()), ("target_group", found.target_groups.all()))
        return [
            {
                "id": child_id(owner, role, topic.uri),
                "link_id": str(owner),
                "link_type": role,
                "link_entity": entity,
                "value": topic.notation or self._text(topic.name),
                "taxonomy_term": self.term(topic),
            }
            for role, topics in groups
            for topic in sorted(topics, key=lambda topic: topic.uri)
        ]

    def term(self, found: Topic, *, detail: bool = False, parent: Topic | None = None) -> Record:
        """A topic as a taxonomy term; `detail` adds its taxonomy."""
        record: Record = {
            "id": term_id(found),
            "code": found.notation,
            "name": self._text(found.name),
            "description": self._text(found.name),
            "parent_id": term_id(parent) if parent else "",
            "taxonomy": found.vocabulary.name,
            "taxonomy_id": taxonomy_id(found.vocabulary),
            "language": found.name_in(self._language).language,
            "term_uri": found.uri,
        }
        if detail:
            record["taxonomy_detail"] = self.taxonomy(found.vocabulary)
        return without_empty(record)

    def taxonomy(self, found: Vocabulary) -> Record:
        source = found.source if "://" in found.source else ""
        return without_empty(
            {
                "id": taxonomy_id(found),
                "name": found.name,
                "description": " ".join(filter(None, (found.name, found.source, found.licence))),
                "uri": source.split()[0] if source else "",
            }
        )


def moment(value: Any) -> str:
    """A moment in UTC as RFC 3339 writes it."""
    return str(value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"))


def _free(language: str) -> str:
    with override(language if language in INTERFACE_CODES else "en"):
        return _("free of charge")
