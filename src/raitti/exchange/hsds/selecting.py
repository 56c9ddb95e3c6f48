"""What of the directory is given to everyone, fetched with all its parts in a fixed number of queries."""

from django.db.models import Prefetch, Q, QuerySet

from raitti.directory.models import Channel, Contact, Location, Organisation, Publication, Service, Topic

_CONTACTS = Prefetch("contacts", Contact.objects.filter(is_public=True))
_TOPICS = Topic.objects.select_related("vocabulary")
_THEMES = (Prefetch("topics", _TOPICS), Prefetch("target_groups", _TOPICS))


def locations() -> QuerySet[Location]:
    """Published places with their address, times and public contacts."""
    found = Location.objects.visible_to(None).select_related("organisation", "municipality__region")
    return found.prefetch_related("schedules", _CONTACTS)


def ways() -> QuerySet[Channel]:
    """Channels of published services; a channel at a place only when the place is published."""
    shown = Q(location=None) | Q(location__publication=Publication.PUBLISHED)
    owned = Q(location__organisation=None) | Q(location__organisation__publication=Publication.PUBLISHED)
    found = Channel.objects.filter(shown & (Q(location=None) | owned), service__in=Service.objects.visible_to(None))
    return found.select_related("location__organisation", "location__municipality__region").prefetch_related(
        "schedules", "location__schedules", Prefetch("location__contacts", Contact.objects.filter(is_public=True))
    )


def ways_with_services() -> QuerySet[Channel]:
    return ways().select_related("service__organisation__parent", "service__organisation__picture")


def plain_services() -> QuerySet[Service]:
    return Service.objects.visible_to(None).select_related("organisation__parent", "organisation__picture")


def services() -> QuerySet[Service]:
    """Published services with everything that belongs to them."""
    return plain_services().prefetch_related("areas", _CONTACTS, *_THEMES, Prefetch("channels", ways()))


def plain_organizations() -> QuerySet[Organisation]:
    return Organisation.objects.visible_to(None).select_related("parent", "home_municipality", "picture")


def organizations(*, full_services: bool = False) -> QuerySet[Organisation]:
    """Published organisations with everything that belongs to them."""
    chosen = services() if full_services else Service.objects.visible_to(None)
    return plain_organizations().prefetch_related(
        "operating_areas",
        _CONTACTS,
        *_THEMES,
        Prefetch("locations", locations()),
        Prefetch("services", chosen.order_by("id")),
    )


def full_ways() -> QuerySet[Channel]:
    return ways().prefetch_related(Prefetch("service", services()))
