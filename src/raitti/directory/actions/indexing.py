"""Keeping the search index in step, inside the transaction of each act."""

from raitti.directory import entries
from raitti.directory.lookup import Lookup
from raitti.directory.models import Location, Organisation, Publication, Service
from raitti.search import actions as search


def refresh_organisation(organisation: Organisation, lookup: Lookup) -> None:
    if organisation.publication == Publication.PUBLISHED:
        search.put(entries.organisation_entries(organisation, lookup))
    else:
        search.drop("organisation", str(organisation.uid))


def refresh_location(location: Location, lookup: Lookup) -> None:
    """The place itself, and the services that happen there and carry its name."""
    _refresh_location(location, lookup)
    for service in Service.objects.filter(channels__location=location).distinct():
        refresh_service(service, lookup)


def _refresh_location(location: Location, lookup: Lookup) -> None:
    owner = location.organisation
    if location.publication == Publication.PUBLISHED and (owner is None or owner.publication == Publication.PUBLISHED):
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
