"""What the directory hands to the index: one entry for each thing and language it is written in.

`Entry.data` lets a list of results be drawn without another query: `id`, `slugs`, `kind_of` (the
thing's own kind), `municipality` (names, joined), `is_example`, `verified_on` and `next_check_due`
(ISO dates or None), and for services and places `organisation` with `organisation_slugs`; services also
`fee`, `remote`, `accessibility` (facts that are "yes"), `status` and `format`; `is_rough` where distances are
counted from the middle of the municipality. What has ended is left out.
Nothing in it depends on the day it is read.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any, TypeVar

from django.db.models import Model, Prefetch, QuerySet

from raitti.core.languages import CONTENT_CODES, INTERFACE_CODES
from raitti.core.texts import pick, versions
from raitti.directory.lookup import OWN_VOCABULARIES, Lookup
from raitti.directory.models import (
    Channel,
    ChannelKind,
    Location,
    Organisation,
    OrganisationStatus,
    Service,
    ServiceStatus,
    Thing,
    Topic,
)
from raitti.places.models import Area
from raitti.search.entries import Entry, register_source

_CHUNK = 500
Row = TypeVar("Row", bound=Model)


def organisation_entries(organisation: Organisation, lookup: Lookup | None = None) -> list[Entry]:
    """The organisation in each language it is written in; the caller sees to it that it is public."""
    lookup = lookup or Lookup()
    home = organisation.home_municipality
    operating = _in_order(organisation.operating_areas.all())
    locations = _in_order(organisation.locations.all())
    areas = [area for area in (home, *operating, *(place.municipality for place in locations)) if area]
    topics, groups = _in_order(organisation.topics.all()), _in_order(organisation.target_groups.all())
    facets = facets_of(areas, [*topics, *groups], lookup) | {"language": organisation.languages}
    facets["accessibility"] = _accessible(locations)
    spot = _spot(locations, home)
    return [
        Entry(
            kind="organisation",
            object_id=str(organisation.uid),
            language=language,
            title=pick(organisation.name, language).value,
            summary=pick(organisation.summary, language).value,
            body=pick(organisation.description, language).value,
            names=[*_other_names(organisation, language), *organisation.alternative_names],
            keywords=[*topic_words([*topics, *groups], language), *area_words([*filter(None, [home]), *operating])],
            facets=facets,
            data=_data(organisation, spot)
            | {
                "municipality": _names(filter(None, [home]), language),
                "accessibility": facets["accessibility"],
                "status": organisation.status,
                "verified_on": _iso(organisation.verified_on),
                "next_check_due": _iso(organisation.next_check_due),
                "is_example": organisation.is_example,
            },
            source_id=organisation.source_id,
            latitude=spot.latitude if spot else None,
            longitude=spot.longitude if spot else None,
            changed=organisation.changed,
            is_resting=organisation.status != OrganisationStatus.ACTIVE,
        )
        for language in _languages(organisation)
    ]


def service_entries(service: Service, lookup: Lookup | None = None) -> list[Entry]:
    lookup = lookup or Lookup()
    organisation = service.organisation
    channels = list(service.channels.all())
    locations = [channel.location for channel in channels if channel.location]
    where = [place.municipality for place in locations if place.municipality]
    areas = [*where, *_in_order(service.areas.all())]
    if not areas:
        home = organisation.home_municipality
        areas = _in_order(organisation.operating_areas.all()) or [*filter(None, [home])]
    topics, groups = _in_order(service.topics.all()), _in_order(service.target_groups.all())
    is_remote = any(channel.kind in {ChannelKind.ONLINE, ChannelKind.PHONE} for channel in channels)
    facets = facets_of(areas, [*topics, *groups], lookup) | {"language": service.languages}
    facets["accessibility"] = _accessible(locations)
    facets["remote"] = ["yes"] if is_remote else []
    facets["activity"] = [service.kind]
    spot = _spot(locations, next(iter(where), None))
    return [
        Entry(
            kind="service",
            object_id=str(service.uid),
            language=language,
            title=pick(service.name, language).value,
            summary=pick(service.summary, language).value,
            body=_join(pick(service.description, language).value, pick(service.eligibility, language).value),
            names=[*_other_names(service, language), *service.alternative_names],
            keywords=[
                *topic_words([*topics, *groups], language),
                pick(organisation.name, language).value,
                *(pick(place.name, language).value for place in locations),
                *area_words(areas),
            ],
            facets=facets,
            data=_data(service, spot)
            | {
                "format": service.format,
                "organisation": pick(organisation.name, language).value,
                "organisation_slugs": organisation.slugs,
                "municipality": _names(areas, language) if len(areas) < 4 else "",
                "fee": service.fee,
                "remote": is_remote,
                "accessibility": facets["accessibility"],
                "status": service.status,
                "verified_on": _iso(service.verified_on),
                "next_check_due": _iso(service.next_check_due),
                "is_example": organisation.is_example,
            },
            source_id=service.source_id,
            latitude=spot.latitude if spot else None,
            longitude=spot.longitude if spot else None,
            changed=service.changed,
            is_resting=service.status != ServiceStatus.ACTIVE,
        )
        for language in _languages(service)
    ]


def location_entries(location: Location, lookup: Lookup | None = None) -> list[Entry]:
    lookup = lookup or Lookup()
    owner = location.organisation
    areas = [*filter(None, [location.municipality])]
    facets = facets_of(areas, [], lookup) | {"accessibility": _accessible([location])}
    spot = _spot([location], location.municipality)
    address = _join(location.street, f"{location.postal_code} {location.city}".strip(), between=", ")
    return [
        Entry(
            kind="location",
            object_id=str(location.uid),
            language=language,
            title=pick(location.name, language).value,
            summary=address,
            body=_join(pick(location.description, language).value, pick(location.accessibility_note, language).value),
            names=_other_names(location, language),
            keywords=[*([pick(owner.name, language).value] if owner else []), *area_words(areas)],
            facets=facets,
            data=_data(location, spot)
            | {
                "organisation": pick(owner.name, language).value if owner else "",
                "organisation_slugs": owner.slugs if owner else {},
                "municipality": _names(areas, language),
                "address": address,
                "accessibility": facets["accessibility"],
                "verified_on": _iso(location.verified_on),
                "is_example": owner.is_example if owner else False,
            },
            source_id=location.source_id,
            latitude=spot.latitude if spot else None,
            longitude=spot.longitude if spot else None,
            changed=location.changed,
        )
        for language in _languages(location)
    ]


def topic_entries(topic: Topic) -> list[Entry]:
    """One of our own topics, which have pages; imported ones lead people through their words."""
    return [
        Entry(
            kind="topic",
            object_id=topic.notation,
            language=language,
            title=pick(topic.name, language).value,
            names=topic.other_labels.get(language, []),
            keywords=[pick(broader.name, language).value for broader in topic.broader.all()],
            data={"id": topic.notation, "slugs": topic.slugs, "kind_of": topic.vocabulary.role},
            source_id=topic.uri,
        )
        for language in INTERFACE_CODES
    ]


def _in_order(rows: Iterable[Row]) -> list[Row]:
    """Rows in the order they were made: a database gives them in any, and an entry must not change by that."""
    return sorted(rows, key=lambda row: row.pk)


def _languages(thing: Thing) -> list[str]:
    """Languages the thing is written in: those its name, summary or description has a version in."""
    filled = set(versions(thing.name)) | set(versions(thing.description))
    if not isinstance(thing, Location):
        filled |= set(versions(thing.summary))
    return [code for code in CONTENT_CODES if code in filled] or ["fi"]


def _other_names(thing: Thing, language: str) -> list[str]:
    title = pick(thing.name, language).value
    return [name for name in dict.fromkeys(versions(thing.name).values()) if name != title]


def _spot(locations: Iterable[Location], area: Area | None) -> Location | Area | None:
    """From where distances are counted: a place's own point, else roughly the middle of the municipality."""
    known = next((place for place in locations if place.latitude is not None), None)
    return known or area


def _data(thing: Thing, spot: Location | Area | None) -> dict[str, Any]:
    rough = {"is_rough": True} if isinstance(spot, Area) else {}
    return {"id": str(thing.uid), "slugs": thing.slugs, "kind_of": getattr(thing, "kind", ""), **rough}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _join(*parts: str, between: str = "\n") -> str:
    return between.join(part for part in parts if part)


def _names(areas: Iterable[Area], language: str) -> str:
    return ", ".join(dict.fromkeys(pick(area.name, language).value for area in areas))


def area_words(areas: Iterable[Area]) -> list[str]:
    """The names of areas in every language, since people search with any of them."""
    return list(dict.fromkeys(name for area in areas for name in versions(area.name).values()))


def topic_words(topics: Iterable[Topic], language: str) -> list[str]:
    """The topics' names; their further words lead here through the search's own knowledge of them."""
    return list(dict.fromkeys(pick(topic.name, language).value for topic in topics))


def _accessible(locations: Iterable[Location]) -> list[str]:
    return sorted({fact for place in locations for fact, answer in place.accessibility.items() if answer == "yes"})


def facets_of(areas: Iterable[Area], topics: Iterable[Topic], lookup: Lookup) -> dict[str, list[str]]:
    """A thing counts for the municipalities of its regions and counties, but not for a whole country's."""
    municipalities = {found.pk: found for area in areas for found in lookup.municipalities(area)}.values()
    codes = {area.code for area in municipalities}
    keys, groups = lookup.browsable(topics)
    return {
        "municipality": sorted(codes),
        "region": sorted({lookup.regions[area.region_id] for area in municipalities if area.region_id}),
        "topic": sorted(keys),
        "target_group": sorted(groups),
        "portal": sorted(key for key, shown in lookup.portal_areas.items() if shown & codes),
    }


def _in_chunks(rows: QuerySet[Any], *related: str | Prefetch[Any]) -> Iterator[Any]:
    return rows.prefetch_related(*related).order_by("pk").iterator(chunk_size=_CHUNK)


def _among(rows: QuerySet[Any], ids: Collection[int] | None) -> QuerySet[Any]:
    return rows if ids is None else rows.filter(pk__in=ids)


_PLACES = "locations__municipality"
_THEMES = ("topics", "target_groups")


def list_organisations(ids: Collection[int] | None = None) -> Iterator[list[Entry]]:
    """The entries of each public organisation, or of those among `ids`; likewise below."""
    lookup = Lookup()
    rows = _among(Organisation.objects.visible_to(None), ids).select_related("home_municipality")
    for organisation in _in_chunks(rows, "operating_areas", _PLACES, *_THEMES):
        yield organisation_entries(organisation, lookup)


def list_services(ids: Collection[int] | None = None) -> Iterator[list[Entry]]:
    lookup = Lookup()
    running = Service.objects.visible_to(None).exclude(status=ServiceStatus.DEFUNCT)
    rows = _among(running, ids).select_related("organisation__home_municipality")
    channels = Prefetch("channels", Channel.objects.select_related("location__municipality"))
    for service in _in_chunks(rows, channels, "areas", "organisation__operating_areas", *_THEMES):
        yield service_entries(service, lookup)


def list_locations(ids: Collection[int] | None = None) -> Iterator[list[Entry]]:
    lookup = Lookup()
    rows = _among(Location.objects.visible_to(None), ids).select_related("organisation", "municipality")
    for location in _in_chunks(rows):
        yield location_entries(location, lookup)


def list_topics() -> Iterator[list[Entry]]:
    rows = Topic.objects.filter(vocabulary__key__in=OWN_VOCABULARIES).select_related("vocabulary")
    for topic in _in_chunks(rows, "broader"):
        yield topic_entries(topic)


def register() -> None:
    register_source("organisation", list_organisations)
    register_source("service", list_services)
    register_source("location", list_locations)
    register_source("topic", list_topics)
