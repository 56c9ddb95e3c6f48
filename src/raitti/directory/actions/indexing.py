"""Keeping the search index in step, inside the transaction of each act."""

from collections.abc import Collection

from django.db.models import Q

from raitti.directory import entries
from raitti.directory.lookup import Lookup
from raitti.directory.models import Location, Organisation, Publication, Service
from raitti.places.models import Area
from raitti.search import actions as search


def refresh_organisation(organisation: Organisation, lookup: Lookup) -> None:
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
    owner = location.organisation
    is_public = location.publication == Publication.PUBLISHED
    if is_public and (owner is None or owner.publication == Publication.PUBLISHED):
        search.put(entries.location_entries(location, lookup))
    else:
        search.drop("location", str(location.uid))


def refresh_service(service: Service, lookup: Lookup) -> None:
    if service.publication == service.organisation.publication == Publication.PUBLISHED:
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
    lookup = Lookup()
    codes = [found.pk for area in Area.objects.filter(pk__in=ids) for found in lookup.municipalities(area)]
    inside = (
        Q(home_municipality__in=codes) | Q(operating_areas__in=[*codes, *ids]) | Q(locations__municipality__in=codes)
    )
    for organisation in Organisation.objects.filter(inside).distinct().order_by("pk").iterator(chunk_size=500):
        refresh_organisation(organisation, lookup)
        refresh_parts(organisation, lookup)
    here = Q(organisation=None, municipality__in=codes)
    for location in Location.objects.filter(here).order_by("pk").iterator(chunk_size=500):
        _refresh_location(location, lookup)
