"""Saving locations and services, with their channels, schedules and contacts."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from raitti.directory.actions import checks, indexing, saving
from raitti.directory.actions.saving import Saved
from raitti.directory.facts import ChannelFacts, LocationFacts, ServiceFacts
from raitti.directory.lookup import Lookup
from raitti.directory.models import (
    Channel,
    ChannelKind,
    FeeKind,
    Location,
    Organisation,
    Service,
    ServiceFormat,
    ServiceKind,
    ServiceStatus,
)


def _organisation(facts: LocationFacts | ServiceFacts, lookup: Lookup) -> Organisation:
    found = lookup.organisation(facts.source, facts.organisation)
    if found is None:
        checks.refuse("organisation", facts.organisation, _("The organisation is not here."), code="parent")
    return found


@transaction.atomic
def save_location(
    facts: LocationFacts,
    *,
    actor: Any,
    now: datetime,
    on_behalf_of: Organisation | None = None,
    lookup: Lookup | None = None,
) -> Saved:
    """Make a place what the facts say; as `save_organisation` otherwise."""
    lookup = lookup or Lookup()
    found = saving.find(Location, facts)
    before = saving.kept_before(found)
    location = found or Location(**({"uid": facts.uid} if facts.uid else {}))
    latitude, longitude = checks.coordinates(facts.latitude, facts.longitude)
    fields = saving.common_fields(facts, location) | {
        "organisation": _organisation(facts, lookup) if facts.organisation else None,
        "description": checks.texts("description", facts.description),
        "street": checks.text("street", facts.street),
        "postal_code": checks.text("postal_code", facts.postal_code),
        "city": checks.text("city", facts.city),
        "municipality": checks.area("municipality", facts.municipality, lookup),
        "latitude": latitude,
        "longitude": longitude,
        "accessibility": checks.accessibility(facts.accessibility),
        "accessibility_note": checks.texts("accessibility_note", facts.accessibility_note),
        "directions": checks.texts("directions", facts.directions),
    }
    owner = fields["organisation"]
    fields |= saving.next_check(fields, owner.home_municipality_id if owner else None, lookup)
    changes = saving.write(location, fields, now=now)
    if saving.write_schedules(location, facts.schedules, is_new=found is None):
        changes["schedules"] = ["…", len(facts.schedules)]
    if saving.write_contacts(location, facts.contacts, is_new=found is None, only_public=facts.only_public_contacts):
        changes["contacts"] = ["…", len(facts.contacts)]
    saved = saving.finish(location, changes, actor=actor, now=now, before=before, on_behalf_of=on_behalf_of)
    lookup.remember(location, facts.source, facts.source_id)
    if saved.outcome != "unchanged":
        indexing.refresh_location(location, lookup)
    return saved


@transaction.atomic
def save_service(
    facts: ServiceFacts,
    *,
    actor: Any,
    now: datetime,
    on_behalf_of: Organisation | None = None,
    lookup: Lookup | None = None,
) -> Saved:
    """Make a service and its channels what the facts say; as `save_organisation` otherwise."""
    lookup = lookup or Lookup()
    found = saving.find(Service, facts)
    before = saving.kept_before(found)
    service = found or Service(**({"uid": facts.uid} if facts.uid else {}))
    lowest, highest = checks.ages(facts.min_age, facts.max_age)
    fields = saving.common_fields(facts, service) | {
        "organisation": _organisation(facts, lookup),
        "kind": checks.choice("kind", facts.kind, ServiceKind.values),
        "format": checks.choice("format", facts.format, ["", *ServiceFormat.values]),
        "alternative_names": checks.words("alternative_names", facts.alternative_names),
        "summary": checks.texts("summary", facts.summary),
        "description": checks.texts("description", facts.description),
        "eligibility": checks.texts("eligibility", facts.eligibility),
        "min_age": lowest,
        "max_age": highest,
        "fee": checks.choice("fee", facts.fee, FeeKind.values),
        "fee_text": checks.texts("fee_text", facts.fee_text),
        "languages": checks.languages(facts.languages),
        "website": checks.url(facts.website),
        "status": checks.choice("status", facts.status, ServiceStatus.values),
    }
    fields |= saving.next_check(fields, fields["organisation"].home_municipality_id, lookup)
    relations = {
        "areas": checks.areas("areas", facts.areas, lookup),
        "topics": [topic.pk for topic in checks.topics("topics", facts.topics, lookup)],
        "target_groups": [topic.pk for topic in checks.topics("target_groups", facts.target_groups, lookup)],
    }
    changes = saving.write(service, fields, now=now, relations=relations)
    if _write_channels(service, facts, lookup=lookup, is_new=found is None):
        changes["channels"] = ["…", len(facts.channels)]
    if saving.write_contacts(service, facts.contacts, is_new=found is None, only_public=facts.only_public_contacts):
        changes["contacts"] = ["…", len(facts.contacts)]
    saved = saving.finish(service, changes, actor=actor, now=now, before=before, on_behalf_of=on_behalf_of)
    if saved.outcome != "unchanged":
        indexing.refresh_service(service, lookup)
    return saved


def _write_channels(service: Service, facts: ServiceFacts, *, lookup: Lookup, is_new: bool) -> bool:
    """Make the channels what is wanted, keeping the row of each that is still there; whether anything differed."""
    left = [] if is_new else list(service.channels.all())
    differed = False
    for position, wanted in enumerate(facts.channels):
        fields = _channel_fields(wanted, facts.source, lookup) | {"position": position}
        row = next((row for row in left if _is_same(row, wanted, fields)), None)
        created = row is None
        if row is None:
            row = Channel(service=service, **({"uid": wanted.uid} if wanted.uid else {}))
        else:
            left.remove(row)
            # The id it came with stays, as things keep theirs.
            fields["source_id"] = row.source_id
        if created or saving.differences(row, fields):
            saving.set_fields(row, fields)
            row.save()
            differed = True
        differed |= saving.write_schedules(row, wanted.schedules, is_new=created)
    for row in left:
        row.delete()
    return differed or bool(left)


def _is_same(row: Channel, wanted: ChannelFacts, fields: dict[str, Any]) -> bool:
    if wanted.uid and row.uid == wanted.uid:
        return True
    if wanted.source_id or row.source_id:
        return row.source_id == wanted.source_id
    if wanted.uid:
        return False
    return all(getattr(row, name) == fields[name] for name in ("kind", "location", "url", "phone"))


def _channel_fields(facts: ChannelFacts, source: str, lookup: Lookup) -> dict[str, Any]:
    kind = checks.choice("channel", facts.kind, ChannelKind.values)
    location = lookup.location(source, facts.location) if facts.location else None
    if location is None and (facts.location or kind == ChannelKind.PLACE):
        checks.refuse("location", facts.location, _("The place is not here."), code="parent")
    fields = {
        "kind": kind,
        "location": location,
        "url": checks.url(facts.url, "channel_url"),
        "phone": checks.phone(facts.phone),
        "note": checks.texts("note", facts.note),
        "source_id": checks.text("source_id", facts.source_id),
    }
    return checks.short(Channel, fields)
