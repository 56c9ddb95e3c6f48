"""What the directory can list, count and find."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from i18nfield.strings import LazyI18nString

from raitti.core.kept import kept
from raitti.core.recurrence import next_dates
from raitti.directory.models import (
    Channel,
    ChannelKind,
    Contact,
    Location,
    Organisation,
    OrganisationKind,
    OrganisationStatus,
    Portal,
    Publication,
    Schedule,
    Service,
    ServiceKind,
    ServiceStatus,
    Topic,
)
from raitti.places.models import Area
from raitti.places.queries import with_predecessors

_PUBLISHED = Q(publication=Publication.PUBLISHED)
Row = TypeVar("Row", Organisation, Service)


def portals() -> QuerySet[Portal]:
    """All portals in the order they are shown, with their areas and steward."""
    return Portal.objects.select_related("steward").prefetch_related("areas").order_by("position", "key")


def portals_shown() -> list[Portal]:
    """The same, read once until public content changes."""
    return kept("portals", lambda: list(portals()))


def areas_of(portal: Portal | None) -> QuerySet[Area]:
    """The current municipalities a portal shows; without a portal, all of the country."""
    current = Area.objects.municipalities().current()
    if portal is None:
        return current
    ids = [area.pk for area in portal.areas.all()]
    return current.filter(Q(pk__in=ids) | Q(region_id__in=ids) | Q(county_id__in=ids))


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
    """Published services of a portal's organisations."""
    found = Service.objects.visible_to(None)
    return found if portal is None else found.filter(organisation__in=organisations(portal))


def with_page_parts(found: QuerySet[Organisation]) -> QuerySet[Organisation]:
    """Organisations with everything their own page shows, in a fixed number of queries."""
    return found.select_related("home_municipality", "parent").prefetch_related(
        Prefetch("operating_areas", Area.objects.only("name", "slugs")),
        Prefetch("topics", Topic.objects.only("name", "slugs")),
        Prefetch("contacts", Contact.objects.filter(is_public=True)),
        Prefetch("services", services_with_ways().order_by("sort_fi")),
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
    return Service.objects.filter(_PUBLISHED).prefetch_related(Prefetch("channels", ways))


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


@dataclass(frozen=True)
class ServiceLine:
    """A service as a line in a list: what lists show, without the weight of whole rows."""

    uid: UUID
    name: LazyI18nString
    slugs: dict[str, str]
    summary: LazyI18nString
    created: datetime
    changed: datetime
    organisation: LazyI18nString
    municipality: LazyI18nString | None


@dataclass(frozen=True)
class OrganisationLine:
    """An organisation as a line in a list."""

    name: LazyI18nString
    slugs: dict[str, str]
    summary: LazyI18nString
    kind: str
    municipality: LazyI18nString | None

    @property
    def kind_words(self) -> str:
        return str(OrganisationKind(self.kind).label)


def service_lines(found: QuerySet[Service]) -> list[ServiceLine]:
    fields = ("uid", "name", "slugs", "summary", "created", "changed")
    related = ("organisation__name", "organisation__home_municipality__name")
    return [ServiceLine(*row) for row in found.values_list(*fields, *related)]


def organisation_lines(found: QuerySet[Organisation]) -> list[OrganisationLine]:
    rows = found.values_list("name", "slugs", "summary", "kind", "home_municipality__name")
    return [OrganisationLine(*row) for row in rows]


def services_by_kind(
    portal: Portal | None, *, language: str, most: int
) -> list[tuple[str, str, int, list[ServiceLine]]]:
    """Each kind of activity with its name, how many there are, and the first `most` in alphabetical order."""
    found = services(portal).exclude(kind=ServiceKind.PUBLIC_SERVICE)
    counts = dict(found.values_list("kind").annotate(Count("pk")).order_by())
    lines = {kind: service_lines(found.filter(kind=kind).order_by(f"sort_{language}", "pk")[:most]) for kind in counts}
    return [(kind, str(label), counts[kind], lines[kind]) for kind, label in ServiceKind.choices if kind in lines]


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
        .select_related("municipality", "organisation")
        .prefetch_related(
            "schedules", Prefetch("contacts", Contact.objects.filter(is_public=True)), Prefetch("channels", here)
        )
        .first()
    )


@dataclass(frozen=True)
class Numbers:
    """A portal in figures. `confirmed` is a whole percentage, `None` when there is nothing to confirm."""

    organisations: int
    services: int
    municipalities: int
    covered: int
    confirmed: int | None


def numbers(portal: Portal | None, *, municipalities: int, today: date) -> Numbers:
    """Counts of what a portal shows, and how much of it a person has confirmed within a year."""
    own = organisations(portal).exclude(kind="municipality")
    counted = own.aggregate(
        all=Count("pk"),
        confirmed=Count("pk", filter=Q(verified_on__gt=today - timedelta(days=365))),
        covered=Count("home_municipality", distinct=True),
    )
    return Numbers(
        organisations=counted["all"],
        services=services(portal).count(),
        municipalities=municipalities,
        covered=counted["covered"],
        confirmed=round(100 * counted["confirmed"] / counted["all"]) if counted["all"] else None,
    )


@dataclass(frozen=True)
class News:
    """Something added or changed: `page` is the type of page that shows it, `by` who is behind a service."""

    page: str
    uid: UUID
    name: LazyI18nString
    slugs: dict[str, str]
    summary: LazyI18nString
    created: datetime
    changed: datetime
    municipality: LazyI18nString | None
    by: LazyI18nString | None = None


def newest(portal: Portal | None, *, limit: int) -> list[News]:
    """The organisations and services added or changed last, the latest first."""
    fields = ("uid", "name", "slugs", "summary", "created", "changed")
    order = ("-changed", "-pk")
    own = services(portal).order_by(*order)[:limit]
    found = [
        News("service", *row)
        for row in own.values_list(*fields, "organisation__home_municipality__name", "organisation__name")
    ]
    others = organisations(portal).exclude(kind=OrganisationKind.MUNICIPALITY).order_by(*order)[:limit]
    found += [News("organisation", *row) for row in others.values_list(*fields, "home_municipality__name")]
    return sorted(found, key=lambda news: news.changed, reverse=True)[:limit]


@dataclass(frozen=True)
class Occasion:
    """The next time a service happens at a place or online."""

    day: date
    schedule: Schedule
    service: Service
    location: Location | None


def coming_days(portal: Portal | None, *, today: date, days: int, limit: int) -> list[Occasion]:
    """What happens in the portal's areas from today on, one occasion for each service, soonest first."""
    found = (
        Schedule.objects.filter(
            Q(channel__kind=ChannelKind.PLACE) | Q(channel__kind=ChannelKind.ONLINE),
            # Said field by field: nested questions lead PostgreSQL astray while its tables are new.
            channel__service__publication=Publication.PUBLISHED,
            channel__service__organisation__publication=Publication.PUBLISHED,
            channel__service__status=ServiceStatus.ACTIVE,
        )
        .exclude(channel__service__kind=ServiceKind.PUBLIC_SERVICE)
        .select_related("channel__service__organisation", "channel__location__municipality", "channel__service")
        .order_by("pk")
    )
    if portal is not None:
        found = found.filter(channel__service__organisation__in=organisations(portal))
    occasions: dict[int, Occasion] = {}
    last = today + timedelta(days=days)
    for schedule in found.iterator(chunk_size=500):
        coming = next_dates(
            schedule.rrule,
            schedule.starts_on,
            [date.fromisoformat(day) for day in schedule.except_dates],
            after=today,
            count=1,
        )
        channel = schedule.channel
        if channel is None or not coming or coming[0] > last:
            continue
        kept = occasions.get(channel.service_id)
        if kept is None or coming[0] < kept.day:
            occasions[channel.service_id] = Occasion(coming[0], schedule, channel.service, channel.location)
    by_day = sorted(occasions.values(), key=lambda o: (o.day, o.schedule.opens is None, o.schedule.opens, o.service.pk))
    return _spread(by_day, limit)


def _spread(occasions: list[Occasion], limit: int) -> list[Occasion]:
    """At most one occasion a municipality while others wait, so that a big town does not fill the list."""
    first: list[Occasion] = []
    rest: list[Occasion] = []
    seen = set()
    for occasion in occasions:
        where = occasion.location.municipality_id if occasion.location else None
        (rest if where in seen else first).append(occasion)
        seen.add(where)
    chosen = (first + rest)[:limit]
    return sorted(chosen, key=lambda o: (o.day, o.schedule.opens is None, o.schedule.opens, o.service.pk))


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


def organisations_by_municipality(portal: Portal | None) -> dict[int, int]:
    """How many published associations and groups are at home in each municipality, by its id."""
    own = organisations(portal).exclude(kind="municipality").exclude(home_municipality=None)
    return dict(own.values_list("home_municipality").annotate(Count("pk")).order_by())


def topics_with_counts(portal: Portal | None) -> list[tuple[Topic, list[Topic]]]:
    """Raitti's own themes as groups, each with its narrower themes; every topic has `services_here`."""
    visible = services(portal).values("pk")
    counted = (
        Topic.objects.own()
        .themes()
        .annotate(services_here=Count("services", filter=Q(services__in=visible), distinct=True))
        .prefetch_related("broader")
        .order_by("pk")
    )
    by_id = {topic.pk: topic for topic in counted}
    groups: dict[int, tuple[Topic, list[Topic]]] = {}
    for topic in by_id.values():
        top = topic
        while above := top.broader.all():
            top = by_id[above[0].pk]
        group = groups.setdefault(top.pk, (top, []))
        if topic is not top:
            group[1].append(topic)
    return list(groups.values())


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
