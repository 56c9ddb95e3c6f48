"""Keeping the search index in step, inside the transaction of each act."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from django.db.models import Q

from raitti.directory import entries
from raitti.directory.lookup import Lookup
from raitti.directory.models import Location, Organisation, Publication, Service, ServiceStatus
from raitti.places.models import Area
from raitti.search import actions as search

_BATCH = 400


def refresh_organisation(organisation: Organisation, lookup: Lookup) -> None:
    if _is_noted("organisation", [organisation.pk], lookup):
        return
    if organisation.publication == Publication.PUBLISHED:
        search.put(entries.organisation_entries(organisation, lookup))
    else:
        search.drop("organisation", str(organisation.uid))


def refresh_location(location: Location, lookup: Lookup) -> None:
    """The place itself, its organisation that is found where its places are, and the services that happen there."""
    _refresh_location(location, lookup)
    if location.organisation:
        refresh_organisation(location.organisation, lookup)
    for service in Service.objects.filter(channels__location=location).distinct():
        refresh_service(service, lookup)


def _refresh_location(location: Location, lookup: Lookup) -> None:
    if _is_noted("location", [location.pk], lookup):
        return
    owner = location.organisation
    is_public = location.publication == Publication.PUBLISHED
    if is_public and (owner is None or owner.publication == Publication.PUBLISHED):
        search.put(entries.location_entries(location, lookup))
    else:
        search.drop("location", str(location.uid))


def refresh_service(service: Service, lookup: Lookup) -> None:
    if _is_noted("service", [service.pk], lookup):
        return
    is_public = service.publication == service.organisation.publication == Publication.PUBLISHED
    if is_public and service.status != ServiceStatus.DEFUNCT:
        search.put(entries.service_entries(service, lookup))
    else:
        search.drop("service", str(service.uid))


def refresh_parts(organisation: Organisation, lookup: Lookup) -> None:
    """Services and places, after something they show of their organisation changed."""
    for location in organisation.locations.all():
        location.organisation = organisation
        _refresh_location(location, lookup)
    for service in organisation.services.all():
        service.organisation = organisation
        refresh_service(service, lookup)


def refresh_areas(ids: Collection[int]) -> None:
    """Everything in these areas, after what they are part of changed: a portal's borders, a merger."""
    lookup = Lookup(index_later=True)
    codes = [found.pk for area in Area.objects.filter(pk__in=ids) for found in lookup.municipalities(area)]
    at_home, at_work = Q(home_municipality__in=codes), Q(operating_areas__in=[*codes, *ids])
    inside = at_home | at_work | Q(locations__municipality__in=codes)
    organisations = set(Organisation.objects.filter(inside).values_list("pk", flat=True))
    _is_noted("organisation", organisations, lookup)
    for start in range(0, len(organisations), _BATCH):
        some = sorted(organisations)[start : start + _BATCH]
        _is_noted("service", Service.objects.filter(organisation__in=some).values_list("pk", flat=True), lookup)
        _is_noted("location", Location.objects.filter(organisation__in=some).values_list("pk", flat=True), lookup)
    alone = Location.objects.filter(organisation=None, municipality__in=codes)
    _is_noted("location", alone.values_list("pk", flat=True), lookup)
    index_waiting(lookup)


def refresh_tagged(topics: Collection[int]) -> None:
    """Everything described with these topics, after their words or what is broader than they changed."""
    lookup = Lookup(index_later=True)
    for model, kind in ((Organisation, "organisation"), (Service, "service")):
        for some in _batches(topics):
            tagged = Q(topics__in=some) | Q(target_groups__in=some)
            _is_noted(kind, model._default_manager.filter(tagged).values_list("pk", flat=True), lookup)
    index_waiting(lookup)


def _is_noted(kind: str, ids: Iterable[int], lookup: Lookup) -> bool:
    """Note things for the end of the run, when the run wants it so."""
    if lookup.waiting is None:
        return False
    lookup.waiting.setdefault(kind, set()).update(ids)
    return True


def index_waiting(lookup: Lookup) -> None:
    """Index what the acts of a run noted: the public into the index, the others out of it."""
    waiting = lookup.waiting or {}
    for kind, model, listed in (
        ("organisation", Organisation, entries.list_organisations),
        ("location", Location, entries.list_locations),
        ("service", Service, entries.list_services),
    ):
        for some in _batches(waiting.pop(kind, ())):
            shown = {found[0].object_id: found for found in listed(some)}
            search.put(entry for found in shown.values() for entry in found)
            for uid in model._default_manager.filter(pk__in=some).values_list("uid", flat=True):
                if str(uid) not in shown:
                    search.drop(kind, str(uid))


def _batches(ids: Iterable[int]) -> Iterator[list[int]]:
    waiting = iter(sorted(ids))
    while batch := list(islice(waiting, _BATCH)):
        yield batch
