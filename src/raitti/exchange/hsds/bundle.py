"""HSDS records by id, from whichever form they came in: organisations, places, services with their ways."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from raitti.exchange.rows import Note, Place, Refusal
from raitti.exchange.values import items_of, text_of


@dataclass
class Entry:
    """One record and where it stood. `shallow` when it only stood inside another record."""

    data: dict[str, Any]
    place: Place
    unit: str
    shallow: bool = False


@dataclass
class Bundle:
    """What was gathered. In a service, `organization_id` and `service_at_locations` (each with `location_id`)
    are always filled from wherever they stood; in a place, `organization_id`."""

    organizations: dict[str, Entry] = field(default_factory=dict)
    locations: dict[str, Entry] = field(default_factory=dict)
    services: dict[str, Entry] = field(default_factory=dict)
    remarks: list[Note | Refusal] = field(default_factory=list)
    language: str = "en"
    # Another service may change while its pages are walked, so the same record can come twice.
    may_repeat: bool = False

    def __len__(self) -> int:
        return len(self.organizations) + len(self.locations) + len(self.services)

    def add_document(self, record: Mapping[str, Any], place: Place, unit: str) -> None:
        """Sort one JSON record in, with everything nested in it. Raises `Wrong` for a value of a wrong type."""
        kind = kind_of(record)
        if kind == "organization":
            self._add_organization(record, place, unit, shallow=False)
        elif kind == "service":
            self._add_service(record, place, unit, organization="", shallow=False)
        elif kind == "service_at_location":
            self._add_way(record, place, unit)
        elif kind == "location":
            self._add_location(record, place, unit, organization="", shallow=False)
        else:
            text = _("A record that is no organisation, service or place was passed over.")
            self.remarks.append(Note(text=text, place=place))

    def _keep(self, store: dict[str, Entry], key: str, entry: Entry) -> None:
        known = store.get(key)
        if known is None or known.shallow:
            # A record named in passing gives way to the whole one, but what only it knew stays.
            before = {k: v for k, v in known.data.items() if v not in (None, "", [])} if known else {}
            entry.data = before | {k: v for k, v in entry.data.items() if v not in (None, "", [])}
            store[key] = entry
        elif not entry.shallow and not self.may_repeat:
            where = f"{known.place.file}:{known.place.row}" if known.place.row else known.place.file
            reason = _("The id %(id)s has been seen already, at %(where)s.") % {"id": key, "where": where}
            self.remarks.append(Refusal(unit=entry.unit, place=entry.place, column="id", reason=reason))

    def _add_organization(self, record: Mapping[str, Any], place: Place, unit: str, *, shallow: bool) -> str:
        key = text_of(record.get("id"), "id")
        own = {k: v for k, v in record.items() if k not in {"services", "locations"}}
        self._keep(self.organizations, key, Entry(dict(own), place, unit, shallow))
        for location in items_of(record.get("locations"), "locations"):
            self._add_location(location, place, unit, organization=key, shallow=True)
        for service in items_of(record.get("services"), "services"):
            if service.get("name"):
                self._add_service(service, place, unit, organization=key, shallow=True)
        return key

    def _add_location(
        self, record: Mapping[str, Any], place: Place, unit: str, *, organization: str, shallow: bool
    ) -> str:
        key = text_of(record.get("id"), "id")
        data = dict(record)
        if organization:
            data.setdefault("organization_id", organization)
        self._keep(self.locations, key, Entry(data, place, unit, shallow))
        return key

    def _add_service(
        self, record: Mapping[str, Any], place: Place, unit: str, *, organization: str, shallow: bool
    ) -> str:
        key = text_of(record.get("id"), "id")
        data = {k: v for k, v in record.items() if k != "organization"}
        named = record.get("organization")
        if isinstance(named, Mapping):
            organization = self._add_organization(named, place, unit, shallow=True)
        data["organization_id"] = organization or text_of(record.get("organization_id"), "organization_id")
        ways = items_of(record.get("service_at_locations"), "service_at_locations")
        data["service_at_locations"] = [self._with_location(way, place, unit) for way in ways]
        self._keep(self.services, key, Entry(data, place, unit, shallow))
        return key

    def _with_location(self, way: Mapping[str, Any], place: Place, unit: str) -> dict[str, Any]:
        data = {k: v for k, v in way.items() if k not in {"service", "location"}}
        location = way.get("location")
        if isinstance(location, Mapping) and location:
            data["location_id"] = self._add_location(location, place, unit, organization="", shallow=True)
        return data

    def _add_way(self, record: Mapping[str, Any], place: Place, unit: str) -> None:
        """A service at a location standing by itself: its service gets it among its ways."""
        way = self._with_location(record, place, unit)
        service = record.get("service")
        if not isinstance(service, Mapping) or not service.get("name"):
            text = _("A service at a location without its service was passed over.")
            self.remarks.append(Note(text=text, place=place))
            return
        key = self._add_service(service, place, unit, organization="", shallow=True)
        ways = self.services[key].data.setdefault("service_at_locations", [])
        if way.get("id") not in {each.get("id") for each in ways}:
            ways.append(way)


def kind_of(record: Mapping[str, Any]) -> str:
    """What an HSDS record is, by the fields it has; empty when it is none of those we keep."""
    if "service" in record and ("location" in record or "location_id" in record):
        return "service_at_location"
    if "location_type" in record:
        return "location"
    if {"taxonomy_detail", "term_uri", "parent_id", "version"} & record.keys() and "status" not in record:
        return ""
    if "name" in record and {"status", "organization", "service_at_locations"} & record.keys():
        return "service"
    if "name" in record and "id" in record:
        return "organization"
    return ""
