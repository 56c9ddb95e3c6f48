"""PTV's open API, versions 7 to 11: texts by language and type, codes and URIs, hours and addresses as objects."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from raitti.directory.facts import (
    ChannelFacts,
    ContactFacts,
    LocationFacts,
    OrganisationFacts,
    ServiceFacts,
)
from raitti.exchange.known import Known, in_order_of_parents
from raitti.exchange.people import sort_address
from raitti.exchange.ptv import parts
from raitti.exchange.ptv.gathering import CHANNEL, ORGANISATION, SERVICE, Record
from raitti.exchange.ptv.kinds import kind_by_name
from raitti.exchange.ptv.parts import SOURCE
from raitti.exchange.rows import Item, Place, Refusal, Row, Wrong
from raitti.exchange.values import business_id_of, items_of, list_of, mapping_of, phone_of, text_of, url_of

_PUBLICATION = {
    "draft": "draft",
    "modified": "draft",
    "deleted": "hidden",
    "oldpublished": "hidden",
    "removed": "hidden",
}
_COLUMNS = {
    "organisation": {
        "source_id": "id",
        "name": "organizationNames",
        "business_id": "businessCode",
        "website": "webPages",
    },
    "location": {"source_id": "id", "name": "serviceChannelNames", "municipality": "addresses"},
    "service": {
        "source_id": "id",
        "name": "serviceNames",
        "organisation": "organizations",
        "channels": "serviceChannels",
    },
}
_FEES = {"freeofcharge": "free", "free": "free", "chargeable": "paid", "charged": "paid"}


class OpenReader:
    """Turns the gathered records of the open API into rows: organisations, then places, then services."""

    def __init__(self, records: Mapping[str, list[Record]], known: Known) -> None:
        self._records = records
        self._known = known
        self._organisations = {str(r.data.get("id")): r for r in records.get(ORGANISATION, [])}
        self._channels = {str(r.data.get("id")): r.data for r in records.get(CHANNEL, [])}
        self._notes: list[str] = []

    def rows(self) -> Iterator[Item]:
        records = self._records.get(ORGANISATION, [])
        parents = {key: _parent_of(record.data) for key, record in self._organisations.items()}
        order, circular = in_order_of_parents(parents, self._organisations)
        position = {key: number for number, key in enumerate(order)}
        yield from self._unlisted()
        for record in sorted(records, key=lambda r: position[str(r.data.get("id"))]):
            alone = str(record.data.get("id")) in circular
            yield from self._row(record, lambda data, alone=alone: self._organisation(data, alone=alone), self._offices)
        for record in self._records.get(CHANNEL, []):
            if _is_place(record.data):
                yield from self._row(record, self._location)
        for record in self._records.get(SERVICE, []):
            yield from self._row(record, self._service)

    def _unlisted(self) -> Iterator[Item]:
        """Organisations that services name but the material does not hold: what is known of them is their name."""
        seen: set[str] = set()
        for record in self._records.get(SERVICE, []):
            for role in _roles(record.data):
                named = role.get("organization")
                key = str(named.get("id") or "") if isinstance(named, Mapping) else ""
                name = named.get("name") if isinstance(named, Mapping) else None
                if not key or key in seen or not isinstance(name, str) or self._has_organisation(key):
                    continue
                seen.add(key)
                facts = OrganisationFacts(
                    source=SOURCE, source_id=key, name={"fi": name}, kind=kind_by_name(name, ""), uid=_uid(key)
                )
                note = _("%s is not in the material; only its name is known, from the services it answers for.") % name
                unit = f"{record.unit}#{key}"
                yield Row(unit=unit, place=Place(file=record.unit), facts=facts, notes=(note,))

    def _row(self, record: Record, make: Any, make_parts: Any = None) -> Iterator[Item]:
        self._notes = []
        try:
            facts = make(record.data)
            parts = tuple(make_parts(record.data)) if make_parts else ()
        except Wrong as wrong:
            yield Refusal(unit=record.unit, place=record.place, column=wrong.column, reason=wrong.reason)
            return
        kind = {OrganisationFacts: "organisation", LocationFacts: "location"}.get(type(facts), "service")
        notes, columns = tuple(self._notes), _COLUMNS[kind]
        yield Row(unit=record.unit, place=record.place, facts=facts, parts=parts, columns=columns, notes=notes)

    def _note(self, text: str) -> None:
        self._notes.append(text)

    def _has_organisation(self, key: str) -> bool:
        return key in self._organisations or self._known.has_organisation(SOURCE, key)

    def _organisation(self, data: Mapping[str, Any], *, alone: bool) -> OrganisationFacts:
        key = _id_of(data)
        names, others = parts.names_of(data.get("organizationNames"), "organizationNames")
        parent = _parent_of(data)
        if parent and (alone or not self._has_organisation(parent)):
            self._note(_("The parent organisation %s is not in the material; it was left out.") % parent)
            parent = ""
        contacts = list(self._contacts(data, emails="emails", phones="phoneNumbers"))
        email = next((c.email for c in contacts if c.email and c.is_public), "")
        phone = next((c.phone for c in contacts if c.phone), "")
        municipality = mapping_of(data.get("municipality"), "municipality")
        home = self._known.municipality(text_of(municipality.get("code")))
        if not home:
            home = parts.address_of(next(parts.addresses(data), {}), self._known).get("municipality", "")
        code = text_of(data.get("businessCode"), "businessCode")
        business_id = business_id_of(code) if code else ""
        if business_id is None:
            self._note(_("The check digit of the business ID %s is not right; it was left out.") % code)
        return OrganisationFacts(
            source=SOURCE,
            source_id=key,
            name=names,
            kind=kind_by_name(
                next(iter(names.values()), ""), text_of(data.get("organizationType"), "organizationType")
            ),
            alternative_names=others,
            summary=parts.texts_of(data.get("organizationDescriptions"), "Summary", "ShortDescription"),
            description=parts.texts_of(data.get("organizationDescriptions"), "Description"),
            business_id=business_id or "",
            parent=parent,
            home_municipality=home,
            operating_areas=parts.areas_of(data, self._known, self._note),
            website=self._website(data.get("webPages")),
            email=email,
            phone=phone,
            contacts=tuple(c for c in contacts if (c.email or c.phone) not in {email, phone} or c.role),
            publication=_publication_of(data),
            uid=_uid(key),
        )

    def _offices(self, data: Mapping[str, Any]) -> Iterator[LocationFacts]:
        """The first of an organisation's own visiting addresses that has a street, as a place."""
        names, _others = parts.names_of(data.get("organizationNames"), "organizationNames")
        for address in parts.addresses(data):
            place = parts.address_of(address, self._known)
            if place.get("street"):
                key = _id_of(data)
                yield LocationFacts(
                    source=SOURCE,
                    source_id=f"{key}/visiting",
                    name=names,
                    organisation=key,
                    publication=_publication_of(data),
                    **place,
                )
                return

    def _location(self, data: Mapping[str, Any]) -> LocationFacts:
        key = _id_of(data)
        names, _others = parts.names_of(data.get("serviceChannelNames"), "serviceChannelNames")
        organisation = text_of(data.get("organizationId"), "organizationId")
        if organisation and not self._has_organisation(organisation):
            self._note(_("The organisation %s is not in the material; the place is kept without it.") % organisation)
            organisation = ""
        found = list(parts.addresses(data))
        if len(found) > 1:
            self._note(_("The place has %d addresses; the first was kept.") % len(found))
        return LocationFacts(
            source=SOURCE,
            source_id=key,
            name=names,
            organisation=organisation,
            description=parts.texts_of(data.get("serviceChannelDescriptions"), "Description"),
            schedules=parts.schedules_of(data.get("serviceHours"), self._note),
            contacts=tuple(self._contacts(data, emails="emails", phones="phoneNumbers")),
            publication=_publication_of(data),
            uid=_uid(key),
            **(parts.address_of(found[0], self._known) if found else {}),
        )

    def _contacts(self, data: Mapping[str, Any], *, emails: str, phones: str) -> Iterator[ContactFacts]:
        seen: set[str] = set()
        for each in items_of(data.get(phones), phones):
            number = phone_of(f"{text_of(each.get('prefixNumber'), phones)} {text_of(each.get('number'), phones)}")
            if number and number not in seen:
                seen.add(number)
                role = parts.in_language(each.get("additionalInformation"), each.get("language"))
                yield ContactFacts(role=role, phone=number, is_public=True)
        for each in items_of(data.get(emails), emails):
            public, private = sort_address(text_of(each.get("value"), emails))
            if (public or private) and (public or private) not in seen:
                seen.add(public or private)
                role = parts.in_language(each.get("description"), each.get("language"))
                yield ContactFacts(role=role, email=public or private, is_public=bool(public))

    def _website(self, pages: Any) -> str:
        for page in items_of(pages, "webPages"):
            # Version 7 calls it url, later ones too, with the page's name in `value`.
            text = text_of(page.get("url"), "webPages")
            url = url_of(text) if text else None
            if url:
                return url
            if text:
                self._note(_("“%s” is not a web address; it was left out.") % text[:80])
        return ""

    def _service(self, data: Mapping[str, Any]) -> ServiceFacts:
        key = _id_of(data)
        names, others = parts.names_of(data.get("serviceNames"), "serviceNames")
        described = data.get("serviceDescriptions")
        fee_text = parts.texts_of(described, "ChargeTypeAdditionalInfo")
        charge = text_of(data.get("serviceChargeType"), "serviceChargeType").casefold()
        conditions = parts.plain_texts(data.get("requirements"), "requirements")
        return ServiceFacts(
            source=SOURCE,
            source_id=key,
            organisation=self._responsible(data),
            name=names,
            kind="public_service",
            alternative_names=others,
            summary=parts.texts_of(described, "Summary", "ShortDescription"),
            description=parts.texts_of(described, "Description"),
            eligibility=parts.joined(
                conditions, parts.texts_of(described, "UserInstruction", "ServiceUserInstruction")
            ),
            fee=_FEES.get(charge, "paid" if fee_text and not charge else "unknown"),
            fee_text=fee_text,
            languages=tuple(text_of(code).casefold() for code in list_of(data.get("languages"), "languages") if code),
            areas=parts.areas_of(data, self._known, self._note),
            topics=(
                *self._topics(data, "serviceClasses"),
                *self._topics(data, "lifeEvents"),
                *self._topics(data, "ontologyTerms", quietly=True),
            ),
            target_groups=self._topics(data, "targetGroups"),
            channels=tuple(self._service_channels(data)),
            publication=_publication_of(data),
            uid=_uid(key),
        )

    def _responsible(self, data: Mapping[str, Any]) -> str:
        """The organisation that answers for a service, else the one that provides it."""
        found: dict[str, list[str]] = {}
        for role in _roles(data):
            named = role.get("organization")
            key = named.get("id") if isinstance(named, Mapping) else role.get("organizationId")
            if key:
                found.setdefault(text_of(role.get("roleType")), []).append(str(key))
        main = text_of(data.get("mainResponsibleOrganization") or data.get("organizationId"))
        wanted = [
            *([main] if main else []),
            *found.get("Responsible", []),
            *(k for keys in found.values() for k in keys),
        ]
        if not wanted:
            raise Wrong("organizations", _("No organisation answers for this service."))
        return wanted[0]

    def _topics(self, data: Mapping[str, Any], column: str, *, quietly: bool = False) -> tuple[str, ...]:
        """URIs we know. Ontology terms outnumber any list of ours, so an unknown one is no news."""
        found: dict[str, None] = {}
        for each in items_of(data.get(column), column):
            labels = parts.plain_texts(each.get("name"), column)
            code, uri = text_of(each.get("code"), column), text_of(each.get("uri"), column)
            known = self._known.topic(code, uri) or (self._known.topic(*labels.values()) if not quietly else "")
            if known:
                found[known] = None
            elif not quietly and self._known.has_ptv_topics:
                label = code or uri or next(iter(labels.values()), "?")
                self._note(_("No topic or target group of ours is %s; it was left out.") % label)
        return tuple(found)

    def _service_channels(self, data: Mapping[str, Any]) -> Iterator[ChannelFacts]:
        for each in items_of(data.get("serviceChannels"), "serviceChannels"):
            named = mapping_of(each.get("serviceChannel"), "serviceChannels")
            key = text_of(named.get("id") or each.get("serviceChannelId"), "serviceChannels")
            if key in self._channels:
                yield from self._channel(key, self._channels[key])
            elif key and self._known.has_location(SOURCE, key):
                yield ChannelFacts(kind="place", location=key, source_id=key)
            elif key:
                name = text_of(named.get("name")) or key
                self._note(_("The channel “%s” of this service is not in the material.") % name)

    def _channel(self, key: str, data: Mapping[str, Any]) -> Iterator[ChannelFacts]:
        names, _others = parts.names_of(data.get("serviceChannelNames"), "serviceChannelNames")
        schedules = parts.schedules_of(data.get("serviceHours"), self._note)
        if _is_place(data):
            yield ChannelFacts(kind="place", location=key, source_id=key)
            return
        if text_of(data.get("serviceChannelType")) == "Phone":
            for number, contact in enumerate(self._contacts(data, emails="", phones="phoneNumbers")):
                own = key if not number else f"{key}/{number}"
                yield ChannelFacts(
                    kind="phone", phone=contact.phone, note=contact.role or names, schedules=schedules, source_id=own
                )
            return
        links = [*items_of(data.get("webPages"), "webPages"), *items_of(data.get("channelUrls"), "channelUrls")]
        url = self._website([{"url": link.get("url") or link.get("value")} for link in links])
        if url:
            yield ChannelFacts(kind="online", url=url, note=names, schedules=schedules, source_id=key)


def _id_of(data: Mapping[str, Any]) -> str:
    key = text_of(data.get("id"), "id")
    if not key:
        raise Wrong("id", _("This is missing."))
    return key


def _uid(key: str) -> UUID | None:
    try:
        return UUID(key)
    except ValueError:
        return None


def _parent_of(data: Mapping[str, Any]) -> str:
    parent = data.get("parentOrganizationId") or data.get("parentOrganization")
    if isinstance(parent, Mapping):
        parent = parent.get("id")
    return str(parent or "")


def _roles(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    roles = data.get("organizations")
    return [role for role in roles if isinstance(role, Mapping)] if isinstance(roles, list) else []


def _is_place(data: Mapping[str, Any]) -> bool:
    return data.get("serviceChannelType") == "ServiceLocation"


def _publication_of(data: Mapping[str, Any]) -> str:
    return _PUBLICATION.get(text_of(data.get("publishingStatus"), "publishingStatus").casefold(), "published")
