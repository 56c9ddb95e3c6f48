"""What the public may see, as questions to be narrowed further."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from raitti.core.kept import kept
from raitti.directory.models import (
    Channel,
    Contact,
    Organisation,
    OrganisationStatus,
    Portal,
    Publication,
    Service,
    ServiceStatus,
    Topic,
)
from raitti.directory.queries.portals import areas_of
from raitti.places.models import Area
from raitti.places.queries import with_predecessors

_PUBLISHED = Q(publication=Publication.PUBLISHED)


def organisations(portal: Portal | None = None) -> QuerySet[Organisation]:
    """Published organisations at home or at work in a portal's areas."""
    found = Organisation.objects.filter(_PUBLISHED)
    if portal is None:
        return found
    municipalities = kept(
        f"municipalities of {portal.key}",
        lambda: list(with_predecessors(areas_of(portal)).values_list("pk", flat=True)),
    )
    areas = [*municipalities, *(area.pk for area in portal.areas.all())]
    works_here = Organisation.operating_areas.through.objects.filter(area_id__in=areas, organisation=OuterRef("pk"))
    return found.filter(Q(home_municipality_id__in=municipalities) | Exists(works_here))


def services(portal: Portal | None = None) -> QuerySet[Service]:
    """Published services of a portal's organisations, without those that have ended."""
    found = Service.objects.visible_to(None).exclude(status=ServiceStatus.DEFUNCT)
    return found if portal is None else found.filter(organisation__in=organisations(portal))


def in_municipalities(found: QuerySet[Organisation], areas: Iterable[Area]) -> QuerySet[Organisation]:
    """Organisations at home or at work in any of the municipalities."""
    ids = [area.pk for area in areas]
    works_here = Organisation.operating_areas.through.objects.filter(area_id__in=ids, organisation=OuterRef("pk"))
    return found.filter(Q(home_municipality_id__in=ids) | Exists(works_here))


def here(area: Area) -> QuerySet[Organisation]:
    """Active organisations that are at home or at work in a municipality, or in one that was merged into it."""
    gone = [area, *area.predecessors.all()]
    return (
        in_municipalities(organisations(), gone)
        .exclude(kind="municipality")
        .exclude(status=OrganisationStatus.DISSOLVED)
    )


def services_in(area: Area) -> QuerySet[Service]:
    """Published services with a place in the municipality."""
    own = with_predecessors(Area.objects.filter(pk=area.pk))
    there = Channel.objects.filter(service=OuterRef("pk"), location__municipality__in=own.values("pk"))
    return services().filter(Exists(there))


def municipality_organisation(area: Area) -> Organisation | None:
    """The municipality itself as an organisation, with its public contacts."""
    return (
        Organisation.objects.filter(_PUBLISHED, kind="municipality", home_municipality=area)
        .prefetch_related(Prefetch("contacts", Contact.objects.filter(is_public=True)))
        .first()
    )


def topic_and_narrower(topic: Topic) -> list[int]:
    """The ids of a topic and of everything below it."""
    found = level = [topic.pk]
    while level:
        level = list(Topic.objects.filter(broader__in=level).exclude(pk__in=found).values_list("pk", flat=True))
        found = [*found, *level]
    return found


def services_about(topic: Topic, portal: Portal | None) -> QuerySet[Service]:
    """Services described with the topic or a narrower one."""
    about = Service.topics.through.objects.filter(topic_id__in=topic_and_narrower(topic), service=OuterRef("pk"))
    return services(portal).filter(Exists(about))


def organisations_about(topic: Topic, portal: Portal | None) -> QuerySet[Organisation]:
    """Organisations described with the topic or a narrower one."""
    about = Organisation.topics.through.objects.filter(
        topic_id__in=topic_and_narrower(topic), organisation=OuterRef("pk")
    )
    return organisations(portal).filter(Exists(about))
