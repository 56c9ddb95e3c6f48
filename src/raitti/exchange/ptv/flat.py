"""PTV's older flat form: numbers as ids, Finnish text alone, names of municipalities and classes instead of codes."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from raitti.directory.facts import (
    ChannelFacts,
    ContactFacts,
    LocationFacts,
    OrganisationFacts,
    ScheduleFacts,
    ServiceFacts,
)
from raitti.exchange.known import Known, in_order_of_parents
from raitti.exchange.people import sort_address
from raitti.exchange.ptv.gathering import CHANNEL, GENERAL, LOCATION, ORGANISATION, SERVICE, Record
from raitti.exchange.ptv.kinds import kind_by_name
from raitti.exchange.rows import Item, Note, Refusal, Row, Wrong
from raitti.exchange.values import (
    ALWAYS,
    WEEKDAYS,
    business_id_of,
    day_of,
    days_since,
    degrees_of,
    items_of,
    list_of,
    mapping_of,
    phone_of,
    text_of,
    time_of,
    url_of,
    weekly,
)

SOURCE = "ptv"
_DAY_NUMBERS = frozenset("1234567")
_COLUMNS = {
    "organisation": {
        "source_id": "id",
        "business_id": "businessID",
        "website": "webPages",
        "parent": "subOrganization",
    },
    "location": {"source_id": "id", "municipality": "visitAddress"},
    "service": {"source_id": "id", "organisation": "serviceToOrganization", "channels": "serviceToServiceChannel"},
}


class FlatReader:
    """Turns the gathered flat records into rows: organisations, then places, then services."""

    def __init__(self, records: Mapping[str, list[Record]], known: Known) -> None:
        self._records = records
        self._known = known
        self._organisations = {str(r.data.get("id")): r for r in records.get(ORGANISATION, [])}
        self._channels = {str(r.data.get("id")): r.data for r in records.get(CHANNEL, [])}
        self._locations = {str(r.data.get("id")): r.data for r in records.get(LOCATION, [])}
        self._general = {str(r.data.get("id")): r.data for r in records.get(GENERAL, [])}
        self._notes: list[str] = []

    def rows(self) -> Iterator[Item]:
        parents = self._parents()
        order, circular = in_order_of_parents(parents, self._organisations)
        records = self._records.get(ORGANISATION, [])
        # Two records may have one id: each goes to the runner, which refuses the later one.
        position = {key: number for number, key in enumerate(order)}
        for record in sorted(records, key=lambda r: position[str(r.data.get("id"))]):
            key = str(record.data.get("id"))
            parent = "" if key in circular else parents.get(key, "")
            yield from self._row(record, lambda data, parent=parent: self._organisation(data, parent), self._offices)
        for record in self._records.get(LOCATION, []):
            yield from self._row(record, self._location)
        for record in self._records.get(SERVICE, []):
            yield from self._row(record, self._service)

    def _row(self, record: Record, make: Any, make_parts: Any = None) -> Iterator[Item]:
        self._notes = []
        try:
            facts = make(record.data)
            parts = tuple(make_parts(record.data)) if make_parts else ()
        except Wrong as wrong:
            yield Refusal(unit=record.unit, place=record.place, column=wrong.column, reason=wrong.reason)
            return
        notes = tuple(self._notes)
        if facts is None:
            yield from (Note(text=text, place=record.place) for text in notes)
            return
        kind = {OrganisationFacts: "organisation", LocationFacts: "location"}.get(type(facts), "service")
        columns = _COLUMNS[kind]
        yield Row(unit=record.unit, place=record.place, facts=facts, parts=parts, columns=columns, notes=notes)

    def _note(self, text: str) -> None:
        self._notes.append(text)

    def _parents(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for key, record in self._organisations.items():
            children = record.data.get("subOrganization")
            for child in children if isinstance(children, list) else []:
                if str(child) in self._organisations:
                    found.setdefault(str(child), key)
        return found

    def _organisation(self, data: Mapping[str, Any], parent: str) -> OrganisationFacts:
        name = _required(data, "name")
        for child in list_of(data.get("subOrganization"), "subOrganization"):
            if str(child) not in self._organisations:
                self._note(_("The part %s of this organisation is not in the material.") % child)
        address = next(iter(items_of(data.get("visitAddress"), "visitAddress")), {})
        pages = [*items_of(data.get("webpages"), "webpages"), *items_of(data.get("webPages"), "webPages")]
        email, private = self._address(text_of(data.get("email"), "email"))
        return OrganisationFacts(
            source=SOURCE,
            source_id=_required(data, "id"),
            name={"fi": name},
            kind=kind_by_name(name, text_of(data.get("organizationType"), "organizationType")),
            alternative_names=_filled(text_of(data.get("alternateName"), "alternateName")),
            description=_finnish(text_of(data.get("description"), "description")),
            business_id=self._business_id(text_of(data.get("businessID"), "businessID")),
            parent=parent,
            home_municipality=self._known.municipality(
                text_of(data.get("municipalityCode")) or _town(address),
                postal_code=text_of(address.get("postalCode"), "visitAddress"),
            ),
            website=self._website(page.get("url") for page in pages),
            email=email,
            phone=self._phone(text_of(data.get("phone"), "phone")),
            contacts=(ContactFacts(email=private, is_public=False),) if private else (),
        )

    def _offices(self, data: Mapping[str, Any]) -> Iterator[LocationFacts]:
        """An organisation's own visiting addresses as places."""
        seen: set[str] = set()
        for number, address in enumerate(items_of(data.get("visitAddress"), "visitAddress"), 1):
            street = _street(address)
            if street and street not in seen:
                seen.add(street)
                yield self._office(data, address, number)

    def _office(self, data: Mapping[str, Any], address: Mapping[str, Any], number: int) -> LocationFacts:
        key = _required(data, "id")
        return LocationFacts(
            source=SOURCE,
            source_id=f"{key}/visitAddress/{number}",
            name=_finnish(_required(data, "name")),
            organisation=key,
            directions=_finnish(text_of(address.get("addressQualifier"), "visitAddress")),
            **self._place(address),
        )

    def _place(self, address: Mapping[str, Any]) -> dict[str, Any]:
        postal_code = text_of(address.get("postalCode"), "visitAddress")
        return {
            "street": _street(address),
            "postal_code": postal_code[:10],
            "city": re.sub(r"^\d{3}\s+", "", text_of(address.get("postalDistrict"), "visitAddress"))[:100],
            "municipality": self._known.municipality(_town(address), postal_code=postal_code),
        }

    def _location(self, data: Mapping[str, Any]) -> LocationFacts:
        address = next(iter(items_of(data.get("visitAddress"), "visitAddress")), {})
        organisation = text_of(data.get("organization"), "organization")
        if organisation and not self._has_organisation(organisation):
            self._note(_("The organisation %s is not in the material; the place is kept without it.") % organisation)
            organisation = ""
        north, east = text_of(data.get("latitude"), "latitude"), text_of(data.get("longitude"), "longitude")
        degrees = degrees_of(north, east) if north and east else None
        if north and degrees is None:
            self._note(_("The coordinates %(north)s, %(east)s are not in Finland.") % {"north": north, "east": east})
        return LocationFacts(
            source=SOURCE,
            source_id=_required(data, "id"),
            name={"fi": _required(data, "name")},
            organisation=organisation,
            description=_finnish(text_of(data.get("description"), "description")),
            directions=_finnish(text_of(address.get("addressQualifier"), "visitAddress")),
            latitude=degrees[0] if degrees else None,
            longitude=degrees[1] if degrees else None,
            schedules=self._schedules(data),
            contacts=tuple(self._contacts(data)),
            **self._place(address),
        )

    def _contacts(self, data: Mapping[str, Any]) -> Iterator[ContactFacts]:
        for each in items_of(data.get("phone"), "phone"):
            number = self._phone(text_of(each.get("phone"), "phone"))
            if number:
                role = _finnish(text_of(each.get("phoneNumberDescription"), "phone"))
                yield ContactFacts(role=role, phone=number, is_public=True)
        for each in items_of(data.get("email"), "email"):
            public, private = self._address(text_of(each.get("address"), "email"))
            if public or private:
                role = _finnish(text_of(each.get("description"), "email"))
                yield ContactFacts(role=role, email=public or private, is_public=bool(public))

    def _service(self, data: Mapping[str, Any]) -> ServiceFacts | None:
        key = _required(data, "id")
        organisation = self._responsible(data, key)
        if not organisation:
            self._note(_("No organisation of the material answers for this service; it was left out."))
            return None
        general = self._general.get(text_of(data.get("generalDescription"), "generalDescription"), {})
        both = (data, general)
        charge = text_of(data.get("serviceCharge"), "serviceCharge")
        price = " ".join(
            text_of(each) for each in list_of(data.get("serviceChargeDescription"), "serviceChargeDescription")
        )
        needed = (text_of(data.get("requirements"), "requirements"), text_of(data.get("serviceUserInstructions")))
        return ServiceFacts(
            source=SOURCE,
            source_id=key,
            organisation=organisation,
            name={"fi": _required(data, "name")},
            kind="public_service",
            alternative_names=tuple(text_of(n) for n in list_of(data.get("alternateName"), "alternateName") if n),
            summary=_finnish(text_of(data.get("shortDescription"), "shortDescription")),
            description=_finnish(text_of(data.get("description"), "description")),
            eligibility=_finnish("\n\n".join(filter(None, needed))),
            fee={"free": "free", "chargeable": "paid"}.get(charge, "paid" if price else "unknown"),
            fee_text=_finnish(price),
            languages=tuple(dict.fromkeys(text_of(code) for code in list_of(data.get("language"), "language"))),
            areas=self._areas(data),
            topics=self._topics(both, "serviceClass", _("topic")),
            target_groups=self._topics(both, "targetGroup", _("target group")),
            channels=tuple(self._service_channels(data, key)),
        )

    def _has_organisation(self, key: str) -> bool:
        return key in self._organisations or self._known.has_organisation(SOURCE, key)

    def _responsible(self, data: Mapping[str, Any], key: str) -> str:
        """Who answers for a service: named by it, else its producer, else whoever lists it as its own."""
        named = mapping_of(data.get("serviceToOrganization"), "serviceToOrganization")
        found = []
        for role in ("responsibleOrganization", "producerOrganization"):
            for each in list_of(named.get(role), "serviceToOrganization"):
                if self._has_organisation(str(each)):
                    found.append(str(each))
                else:
                    self._note(_("The organisation %s is not in the material.") % each)
        if not found:
            found = [owner for role in ("responsible", "producing") for owner in self._listed_by(role).get(key, [])]
        others = len(set(found)) - 1
        if others > 0:
            self._note(_("%d more organisations provide the same; the first was kept.") % others)
        return found[0] if found else ""

    def _listed_by(self, role: str) -> dict[str, list[str]]:
        listed: dict[str, list[str]] = {}
        for owner, record in self._organisations.items():
            services = record.data.get("services")
            for service in (services.get(role) or []) if isinstance(services, Mapping) else []:
                listed.setdefault(str(service), []).append(owner)
        return listed

    def _areas(self, data: Mapping[str, Any]) -> tuple[str, ...]:
        codes: dict[str, None] = {}
        for each in list_of(data.get("municipality"), "municipality"):
            code = self._known.municipality(text_of(each, "municipality"))
            if code:
                codes[code] = None
            else:
                self._note(_("There is no municipality “%s”.") % each)
        if not codes and data.get("serviceCoverage") == "nationwide":
            return ("country:FI",)
        return tuple(codes)

    def _topics(self, both: tuple[Mapping[str, Any], ...], column: str, word: str) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for data in both:
            for each in list_of(data.get(column), column):
                label = text_of(each, column)
                uri = self._known.topic(label)
                if uri:
                    found[uri] = None
                elif label and self._known.has_ptv_topics:
                    self._note(
                        _("No %(kind)s of ours is called “%(label)s”; it was left out.")
                        % {"kind": word, "label": label}
                    )
        return tuple(found)

    def _service_channels(self, data: Mapping[str, Any], key: str) -> Iterator[ChannelFacts]:
        wanted = mapping_of(data.get("serviceToServiceChannel"), "serviceToServiceChannel")
        named = {str(each): None for ids in wanted.values() for each in list_of(ids, "serviceToServiceChannel")}
        # A place may name its services without being named by them.
        backwards = {k: None for k, place in self._locations.items() if key in map(str, place.get("services") or [])}
        for each in {**named, **backwards}:
            if each in self._locations:
                yield ChannelFacts(kind="place", location=each, source_id=each)
            elif each in self._channels:
                yield from self._channel(each, self._channels[each])
            elif self._known.has_location(SOURCE, each):
                yield ChannelFacts(kind="place", location=each, source_id=each)
            else:
                self._note(_("The channel %s of this service is not in the material.") % each)

    def _channel(self, key: str, data: Mapping[str, Any]) -> Iterator[ChannelFacts]:
        note = _finnish(text_of(data.get("name"), "name"))
        if "phoneServiceChannelType" in data:
            number = self._phone(text_of(data.get("phone"), "phone"))
            if number:
                yield ChannelFacts(
                    kind="phone", phone=number, note=note, schedules=self._schedules(data), source_id=key
                )
            return
        links = items_of(data.get("links"), "links")
        url = self._website([data.get("URL"), *(link.get("URL") for link in links)])
        if url:
            yield ChannelFacts(kind="online", url=url, note=note, source_id=key)

    def _schedules(self, data: Mapping[str, Any]) -> tuple[ScheduleFacts, ...]:
        found = []
        for each in items_of(data.get("openingTimes"), "openingTimes"):
            opens, closes = (time_of(text_of(each.get(name), "openingTimes")) for name in ("opens", "closes"))
            days = [WEEKDAYS[int(d) - 1] for d in map(str, each.get("dayOfWeek") or []) if d in _DAY_NUMBERS]
            if opens is None or closes is None or opens == closes or not days:
                said = text_of(each.get("opens"), "openingTimes")
                self._note(_("The opening time “%s” could not be read.") % said)
                continue
            since = day_of(text_of(each.get("validFrom"), "openingTimes")) or ALWAYS
            until = day_of(text_of(each.get("validThrough"), "openingTimes"))
            note = _finnish(text_of(each.get("openingHoursException"), "openingTimes"))
            rule = weekly(days, until=until)
            found.append(
                ScheduleFacts(starts_on=days_since(since, days), opens=opens, closes=closes, rrule=rule, note=note)
            )
        return tuple(found)

    def _business_id(self, text: str) -> str:
        found = business_id_of(text) if text else ""
        if found is None:
            self._note(_("The check digit of the business ID %s is not right; it was left out.") % text)
        return found or ""

    def _website(self, urls: Any) -> str:
        for each in urls:
            text = text_of(each, "url")
            url = url_of(text) if text else None
            if url:
                return url
            if text:
                self._note(_("“%s” is not a web address; it was left out.") % text[:80])
        return ""

    def _phone(self, text: str) -> str:
        number = phone_of(text) if text else ""
        if number is None:
            self._note(_("“%s” is not a telephone number; it was left out.") % text[:80])
        return number or ""

    def _address(self, text: str) -> tuple[str, str]:
        public, private = sort_address(text)
        if text and not public and not private:
            self._note(_("An e-mail address that is none was left out."))
        return public, private


def _required(data: Mapping[str, Any], column: str) -> str:
    value = text_of(data.get(column), column)
    if not value:
        raise Wrong(column, _("This is missing."))
    return value


def _finnish(text: str) -> dict[str, str]:
    return {"fi": text} if text else {}


def _filled(*texts: str) -> tuple[str, ...]:
    return tuple(filter(None, texts))


def _town(address: Mapping[str, Any]) -> str:
    return text_of(address.get("municipality"), "visitAddress") or text_of(
        address.get("postalDistrict"), "visitAddress"
    )


def _street(address: Mapping[str, Any]) -> str:
    parts = ("streetAddress", "buildingNumber", "apartmentIDLetter", "apartmentIDNumber", "apartmentIDSuffix")
    street = " ".join(filter(None, (text_of(address.get(part), "visitAddress") for part in parts)))
    return street[:200]
