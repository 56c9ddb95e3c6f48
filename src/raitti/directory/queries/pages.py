"""Everything one page shows, in a fixed number of questions to the database."""

from django.db.models import Prefetch, Q, QuerySet

from raitti.directory.models import Channel, Contact, Location, Organisation, Publication, Service, ServiceStatus, Topic
from raitti.places.models import Area

_PUBLISHED = Q(publication=Publication.PUBLISHED)


def organisation_page(pk: int) -> Organisation | None:
    """A published organisation with everything its own page shows."""
    return (
        Organisation.objects.visible_to(None)
        .filter(pk=pk)
        .select_related("home_municipality", "parent", "picture")
        .prefetch_related(
            Prefetch("operating_areas", Area.objects.only("name", "slugs")),
            Prefetch("topics", Topic.objects.only("name", "slugs")),
            Prefetch("contacts", Contact.objects.filter(is_public=True)),
            Prefetch("services", services_with_ways().exclude(status=ServiceStatus.DEFUNCT).order_by("sort_fi")),
        )
        .first()
    )


def services_with_ways() -> QuerySet[Service]:
    """Published services with the places, addresses and times they are reached at."""
    shown = (
        "name",
        "slugs",
        "street",
        "postal_code",
        "city",
        "accessibility",
        "municipality__name",
        "latitude",
        "longitude",
    )
    ways = (
        Channel.objects.select_related("location", "location__municipality")
        .only(
            "service",
            "kind",
            "url",
            "phone",
            "note",
            "position",
            *(f"location__{field}" for field in (*shown, "municipality__name")),
        )
        .prefetch_related("schedules")
    )
    return Service.objects.filter(_PUBLISHED).select_related("picture").prefetch_related(Prefetch("channels", ways))


def service_page(pk: int) -> Service | None:
    """A published service with everything its own page shows."""
    return (
        services_with_ways()
        .filter(pk=pk, organisation__publication=Publication.PUBLISHED)
        .select_related("organisation", "organisation__home_municipality")
        .prefetch_related(
            Prefetch("topics", Topic.objects.only("name", "slugs")),
            Prefetch("target_groups", Topic.objects.only("name")),
            Prefetch("areas", Area.objects.only("name")),
            Prefetch("contacts", Contact.objects.filter(is_public=True)),
        )
        .first()
    )


def location_page(pk: int) -> Location | None:
    """A published place with the services found there."""
    here = (
        Channel.objects.filter(
            service__publication=Publication.PUBLISHED, service__organisation__publication=Publication.PUBLISHED
        )
        .select_related("service", "service__organisation")
        .prefetch_related("schedules")
    )
    return (
        Location.objects.visible_to(None)
        .filter(pk=pk)
        .select_related("municipality", "organisation", "picture")
        .prefetch_related(
            "schedules", Prefetch("contacts", Contact.objects.filter(is_public=True)), Prefetch("channels", here)
        )
        .first()
    )


def topic_page(pk: int) -> Topic | None:
    """A topic with what is broader and narrower, for its page."""
    return Topic.objects.prefetch_related("broader", "narrower").filter(pk=pk).first()
