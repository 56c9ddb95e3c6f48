"""From HSDS records to facts: organisations, then places, then services."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from raitti.directory.facts import (
    ChannelFacts,
    ContactFacts,
    LocationFacts,
    OrganisationFacts,
    ServiceFacts,
    ThingFacts,
)
from raitti.directory.models import ACCESSIBILITY_FACTS, OrganisationKind, ServiceStatus
from raitti.exchange.hsds.bundle import Bundle, Entry
from raitti.exchange.hsds.details import FORMER, PTV, PTV_ID, PTV_SOURCE, Details
from raitti.exchange.hsds.pieces import Pieces
from raitti.exchange.hsds.times import schedules_from
from raitti.exchange.known import Known, in_order_of_parents
from raitti.exchange.ptv.kinds import kind_by_name
from raitti.exchange.rows import Item, Refusal, Row, Wrong
from raitti.exchange.values import day_of, degrees_of, items_of, number_of, text_of

SOURCE = "hsds"
_FREE = re.compile(
    r"\s*(none|free|no (fee|cost|charge)s?|free of charge|maksuton|ilmainen|avgiftsfri)\W*", re.IGNORECASE
)
# What only a whole record of an organisation has.
_HAS_PARTS = {"phones", "contacts", "attributes", "organization_identifiers"}
_COLUMNS = {
    "organisation": {"source_id": "id", "founded_year": "year_incorporated", "parent": "parent_organization_id"},
    "location": {"source_id": "id", "organisation": "organization_id", "accessibility": "accessibility"},
    "service": {
        "source_id": "id",
        "organisation": "organization_id",
        "website": "url",
        "min_age": "minimum_age",
        "max_age": "maximum_age",
        "channels": "service_at_locations",
        "fee_text": "fees_description",
    },
}


class HsdsReader:
    """Turns a bundle into rows. Texts are taken to be in `language` unless the record says otherwise.

    Things go by their ids in the bundle, or, with `keeps_ptv_ids`, by those of the national service data where told.
    """

    def __init__(
        self,
        bundle: Bundle,
        known: Known,
        *,
        source: str = SOURCE,
        language: str = "",
        keeps_ptv_ids: bool = False,
    ) -> None:
        self._bundle = bundle
        self._known = known
        self._source = source
        self._keeps_ptv_ids = keeps_ptv_ids
        self._language = language or bundle.language
        self._notes: list[str] = []
        self._pieces = Pieces(known, self._notes.append)

    def rows(self) -> Iterator[Item]:
        yield from self._bundle.remarks
        organizations = self._bundle.organizations
        parents = {key: str(entry.data.get("parent_organization_id") or "") for key, entry in organizations.items()}
        order, circular = in_order_of_parents(parents, organizations)
        for key in order:
            entry = organizations[key]
            in_passing = entry.shallow and not _HAS_PARTS & entry.data.keys()
            if in_passing and self._known.has_organisation(self._source, key):
                # Named in passing by a service: that says nothing new of an organisation that is here.
                continue
            yield from self._row(entry, partial(self._organisation, alone=key in circular))
        for key, entry in self._bundle.locations.items():
            if entry.shallow and "addresses" not in entry.data and self._known.has_location(self._source, key):
                continue
            if not _is_virtual(entry.data):
                yield from self._row(entry, self._location)
        for entry in self._bundle.services.values():
            yield from self._row(entry, self._service)

    def _row(self, entry: Entry, make: Callable[[Mapping[str, Any]], Any]) -> Iterator[Item]:
        self._notes.clear()
        try:
            facts = make(entry.data)
        except Wrong as wrong:
            yield Refusal(unit=entry.unit, place=entry.place, column=wrong.column, reason=wrong.reason)
            return
        kind = {OrganisationFacts: "organisation", LocationFacts: "location"}.get(type(facts), "service")
        notes = tuple(self._notes)
        known_as = self._other_names(facts, str(entry.data.get("id") or ""))
        columns = _COLUMNS[kind]
        yield Row(
            unit=entry.unit,
            place=entry.place,
            facts=facts,
            columns=columns,
            notes=notes,
            known_as=known_as,
            former_words=Details(items_of(entry.data.get("attributes"), "attributes")).lists(FORMER),
        )

    def _source_of(self, key: str, ptv_id: str) -> dict[str, str]:
        if ptv_id and self._keeps_ptv_ids:
            return {"source": PTV_SOURCE, "source_id": ptv_id}
        return {"source": self._source, "source_id": key}

    def _other_names(self, facts: ThingFacts, key: str) -> tuple[tuple[str, str], ...]:
        """Things kept under either source name others by the bundle's ids."""
        if not self._keeps_ptv_ids or isinstance(facts, ServiceFacts):
            return ()
        return tuple((source, key) for source in dict.fromkeys((self._source, PTV_SOURCE)))

    def _words(self, details: Details) -> Callable[[str, str], dict[str, str]]:
        """A function giving a field's text by language: as the details keep it, else the plain text."""
        language = details.text("language") or self._language

        def texts(field: str, plain: str) -> dict[str, str]:
            if details:
                return details.texts(field)
            return {language: plain} if plain else {}

        return texts

    def _organisation(self, data: Mapping[str, Any], *, alone: bool) -> OrganisationFacts:
        key = _id_of(data)
        name = _name_of(data)
        details = Details(items_of(data.get("attributes"), "attributes"))
        texts = self._words(details)
        email, private = self._pieces.address(text_of(data.get("email"), "email"))
        phone, contacts = self._pieces.contacts(data, self._language, first_is_own=True)
        if private:
            contacts = (ContactFacts(email=private, is_public=False), *contacts)
        business_id, register_number, ptv_id = self._pieces.identifiers(data)
        parent = text_of(data.get("parent_organization_id"), "parent_organization_id")
        if parent and (alone or not self._has_organisation(parent)):
            self._notes.append(_("The parent organisation %s is not in the material; it was left out.") % parent)
            parent = ""
        legal = text_of(data.get("legal_status"), "legal_status")
        return OrganisationFacts(
            **self._source_of(key, ptv_id),
            name=texts("name", name) or {self._language: name},
            kind=legal if legal in OrganisationKind.values else kind_by_name(name, "järjestö"),
            alternative_names=_alternatives(data, details),
            summary=texts("summary", ""),
            description=texts("description", text_of(data.get("description"), "description")),
            business_id=business_id,
            register_number=register_number,
            parent=parent,
            status=details.text("status") or "active",
            status_since=day_of(details.text("status_since")),
            status_reason=texts("status_reason", ""),
            founded_year=self._pieces.year(data.get("year_incorporated") or data.get("date_incorporated")),
            home_municipality=details.text("home_municipality"),
            operating_areas=details.items("operating_areas"),
            topics=self._pieces.topics(data, "topic"),
            target_groups=self._pieces.topics(data, "target_group"),
            languages=details.items("languages"),
            website=self._pieces.url(text_of(data.get("website"), "website")),
            email=email,
            phone=phone,
            contacts=contacts,
            only_public_contacts=True,
            verified_on=day_of(details.text("verified_on")),
            is_example=details.text("is_example") == "yes",
            uid=_uid(key),
        )

    def _location(self, data: Mapping[str, Any]) -> LocationFacts:
        key = _id_of(data)
        details = Details(items_of(data.get("attributes"), "attributes"))
        texts = self._words(details)
        organisation = text_of(data.get("organization_id"), "organization_id")
        if organisation and not self._has_organisation(organisation):
            self._notes.append(
                _("The organisation %s is not in the material; the place is kept without it.") % organisation
            )
            organisation = ""
        outer = text_of(data.get("external_identifier"), "external_identifier")
        ptv_id = outer if text_of(data.get("external_identifier_type"), "external_identifier_type") == PTV else ""
        address: dict[str, Any] = self._pieces.address_fields(data, municipality=details.text("municipality"))
        origin: dict[str, Any] = self._source_of(key, ptv_id)
        name = text_of(data.get("name"), "name") or address["street"]
        if not name:
            raise Wrong("name", _("The place has neither a name nor an address."))
        latitude, longitude = text_of(data.get("latitude"), "latitude"), text_of(data.get("longitude"), "longitude")
        degrees = degrees_of(latitude, longitude) if latitude and longitude else None
        if latitude and degrees is None:
            self._notes.append(_("The coordinates %(lat)s, %(lon)s are nowhere.") % {"lat": latitude, "lon": longitude})
        facts, said = self._pieces.accessibility(data)
        _phone, contacts = self._pieces.contacts(data, self._language, first_is_own=False)
        return LocationFacts(
            **origin,
            name=texts("name", name) or {self._language: name},
            organisation=organisation,
            description=texts("description", text_of(data.get("description"), "description")),
            latitude=degrees[0] if degrees else None,
            longitude=degrees[1] if degrees else None,
            accessibility={fact: answer for fact, answer in facts.items() if fact in ACCESSIBILITY_FACTS},
            accessibility_note=texts("accessibility_note", said),
            directions=texts("directions", text_of(data.get("transportation"), "transportation")),
            schedules=schedules_from(data.get("schedules"), self._language, self._notes.append),
            contacts=contacts,
            only_public_contacts=True,
            uid=_uid(key),
            **address,
        )

    def _service(self, data: Mapping[str, Any]) -> ServiceFacts:
        key = _id_of(data)
        name = _name_of(data)
        details = Details(items_of(data.get("attributes"), "attributes"))
        texts = self._words(details)
        organisation = text_of(data.get("organization_id"), "organization_id")
        if not organisation or not self._has_organisation(organisation):
            reason = _("The organisation %s is not in the material.") % organisation
            raise Wrong("organization_id", reason if organisation else _("This is missing."))
        status = text_of(data.get("status"), "status").replace(" ", "_")
        ptv_id = details.text(PTV_ID)
        price = " ".join(
            filter(
                None,
                (text_of(data.get(c), c) for c in ("fees_description", "fees") if data.get(c) != "fees_description"),
            )
        )
        is_free = bool(_FREE.fullmatch(price))
        return ServiceFacts(
            **self._source_of(key, ptv_id),
            organisation=organisation,
            name=texts("name", name) or {self._language: name},
            kind=details.text("kind") or "other",
            format=details.text("format"),
            alternative_names=_alternatives(data, details),
            summary=texts("summary", ""),
            description=texts("description", text_of(data.get("description"), "description")),
            eligibility=texts("eligibility", text_of(data.get("eligibility_description") or data.get("eligibility"))),
            min_age=_age(data, "minimum_age"),
            max_age=_age(data, "maximum_age"),
            fee=details.text("fee") or ("free" if is_free else "paid" if price else "unknown"),
            fee_text=texts("fee_text", "" if is_free else price),
            languages=self._pieces.languages(data),
            areas=details.items("areas") or self._pieces.areas(data),
            topics=self._pieces.topics(data, "topic"),
            target_groups=self._pieces.topics(data, "target_group"),
            website=self._pieces.url(text_of(data.get("url") or data.get("website"), "url")),
            status=status if status in ServiceStatus.values else "active",
            channels=tuple(self._channels(data)),
            contacts=self._pieces.contacts(data, self._language, first_is_own=False, phones=False)[1],
            only_public_contacts=True,
            verified_on=day_of(text_of(data.get("assured_date"), "assured_date")),
            uid=_uid(key),
        )

    def _has_organisation(self, key: str) -> bool:
        return key in self._bundle.organizations or self._known.has_organisation(self._source, key)

    def _channels(self, data: Mapping[str, Any]) -> Iterator[ChannelFacts]:
        """Ways to a service: its places, what is online, its telephones."""
        loose = schedules_from(data.get("schedules"), self._language, self._notes.append)
        ways = items_of(data.get("service_at_locations"), "service_at_locations")
        numbers: set[str] = set()
        found: list[ChannelFacts] = []
        for way in ways:
            numbers |= {phone for phone, _role in self._pieces.phones(way)}
            channel = self._way(way)
            if channel is not None:
                found.append(channel)
        for number, role in self._pieces.phones(data):
            if number not in numbers:
                numbers.add(number)
                found.append(ChannelFacts(kind="phone", phone=number, note={self._language: role} if role else {}))
        if loose and found and not found[0].schedules:
            first = found[0]
            found[0] = ChannelFacts(
                kind=first.kind,
                location=first.location,
                url=first.url,
                phone=first.phone,
                note=first.note,
                schedules=loose,
                source_id=first.source_id,
                uid=first.uid,
            )
        elif loose:
            self._notes.append(_("Opening times of a service without a place or number were left out."))
        yield from found

    def _way(self, way: Mapping[str, Any]) -> ChannelFacts | None:
        key = text_of(way.get("id"), "service_at_locations")
        location = text_of(way.get("location_id"), "service_at_locations")
        details = Details(items_of(way.get("attributes"), "attributes"))
        note = self._words(details)("note", text_of(way.get("description"), "description"))
        schedules = schedules_from(way.get("schedules"), self._language, self._notes.append)
        entry = self._bundle.locations.get(location)
        common: dict[str, Any] = {"note": note, "schedules": schedules, "uid": _uid(key)}
        common["source_id"] = self._source_of(key, details.text(PTV_ID))["source_id"]
        if entry is not None and _is_virtual(entry.data):
            phone = next((number for number, _role in self._pieces.phones(way)), "")
            if details.text("kind") == "phone":
                return ChannelFacts(kind="phone", phone=phone, **common)
            url = self._pieces.url(text_of(entry.data.get("url") or entry.data.get("website"), "url"))
            return ChannelFacts(kind="online", url=url, phone=phone, **common)
        if entry is None and not self._known.has_location(self._source, location):
            self._notes.append(
                _("The place %s is not in the material; that way to the service was left out.") % location
            )
            return None
        return ChannelFacts(kind="place", location=location, **common)


def _is_virtual(data: Mapping[str, Any]) -> bool:
    return data.get("location_type") == "virtual" or str(data.get("virtual", "")).casefold() == "true"


def _id_of(data: Mapping[str, Any]) -> str:
    key = text_of(data.get("id"), "id")
    if not key:
        raise Wrong("id", _("This is missing."))
    return key


def _name_of(data: Mapping[str, Any]) -> str:
    name = text_of(data.get("name"), "name")
    if not name:
        raise Wrong("name", _("The name is missing."))
    return name


def _uid(key: str) -> UUID | None:
    try:
        return UUID(key)
    except ValueError:
        return None


def _age(data: Mapping[str, Any], column: str) -> int | None:
    return number_of(data.get(column), column)


def _alternatives(data: Mapping[str, Any], details: Details) -> tuple[str, ...]:
    if details:
        return details.items("alternative_names")
    name = text_of(data.get("alternate_name"), "alternate_name")
    return (name,) if name else ()
