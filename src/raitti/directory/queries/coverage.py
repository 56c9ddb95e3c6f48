"""How well an area's entries are kept, and what is there for whom: the figures of those who look after it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from i18nfield.strings import LazyI18nString

from raitti.directory.models import (
    CheckRound,
    Organisation,
    OrganisationStatus,
    Portal,
    Publication,
    Service,
    ServiceStatus,
    Topic,
)
from raitti.directory.queries.freshness import PUBLIC_BODIES
from raitti.directory.queries.portals import areas_of
from raitti.places.models import Area
from raitti.places.queries import with_predecessors

# In what state an entry is, from the best to the worst.
STATES = {
    "confirmed": _("confirmed"),
    "asked": _("asked, no answer yet"),
    "due": _("to be asked"),
    "unanswered": _("no answer, waits for a call"),
    "hidden": _("hidden until confirmed"),
}
# What nobody has ever confirmed comes before everything else.
OLDEST_FIRST = Coalesce("verified_on", date(1900, 1, 1))


@dataclass(frozen=True)
class FreshLine:
    """One organisation and how fresh its entry is."""

    uid: UUID
    name: LazyI18nString
    slugs: dict[str, str]
    municipality: int | None
    municipality_name: LazyI18nString | None
    email: str
    phone: str
    verified_on: date | None
    verified_by: str
    next_check_due: date | None
    services: int
    state: str

    @property
    def state_words(self) -> str:
        return str(STATES[self.state])


@dataclass(frozen=True)
class Place:
    """One municipality in figures."""

    area: Area
    organisations: int
    confirmed: int
    services: int

    @property
    def share(self) -> int:
        return percent(self.confirmed, self.organisations)


@dataclass(frozen=True)
class Theme:
    """One topic in figures, narrower ones counted into it; `gaps` are the narrower ones nobody works with."""

    topic: Topic
    organisations: int
    services: int
    gaps: tuple[Topic, ...]


def percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def municipalities_of(scope: Area | Portal) -> QuerySet[Area]:
    """The municipalities of a dashboard, with those that became part of them."""
    own = areas_of(scope) if isinstance(scope, Portal) else Area.objects.filter(pk=scope.pk)
    return with_predecessors(own)


def kept_in(scope: Area | Portal) -> QuerySet[Organisation]:
    """The active organisations at home in an area that are to be kept fresh: shown, or hidden for want of an answer."""
    hidden = CheckRound.objects.filter(organisation=OuterRef("pk"), answered=None).exclude(hidden=None)
    return (
        Organisation.objects.filter(
            Q(publication=Publication.PUBLISHED) | Exists(hidden),
            status=OrganisationStatus.ACTIVE,
            home_municipality__in=municipalities_of(scope).values("pk"),
        )
        .exclude(kind__in=PUBLIC_BODIES)
        .order_by(OLDEST_FIRST, "sort_fi", "pk")
    )


def fresh_lines(found: QuerySet[Organisation], *, today: date) -> list[FreshLine]:
    """Organisations with their freshness, the longest unconfirmed first; three questions however many there are."""
    fields = ("name", "slugs", "home_municipality", "home_municipality__name", "email", "phone", "verified_on")
    rows: list[tuple[Any, ...]] = list(found.values_list("pk", "uid", *fields, "verified_by", "next_check_due"))
    asking = CheckRound.objects.filter(answered=None, organisation__in=found.order_by())
    rounds = {pk: steps for pk, *steps in asking.values_list("organisation", "hidden", "queued")}
    services = _services_of(found)
    lines = []
    for pk, *facts in rows:
        cells: list[Any] = [*facts, services.get(pk, 0), _state(facts[-1], rounds.get(pk), today=today)]
        lines.append(FreshLine(*cells))
    return lines


def _state(due: date | None, asking: Sequence[datetime | None] | None, *, today: date) -> str:
    if asking is not None:
        hidden, queued = asking
        return "hidden" if hidden else "unanswered" if queued else "asked"
    return "confirmed" if due is not None and due > today else "due"


def _running() -> QuerySet[Service]:
    return Service.objects.filter(publication=Publication.PUBLISHED).exclude(status=ServiceStatus.DEFUNCT)


def _services_of(found: QuerySet[Organisation]) -> dict[int, int]:
    counted = _running().filter(organisation__in=found.order_by())
    return dict(counted.values_list("organisation").annotate(Count("pk")).order_by())


def by_state(lines: Sequence[FreshLine]) -> list[tuple[str, str, int]]:
    """Each state with its words and how many entries are in it."""
    counts = Counter(line.state for line in lines)
    return [(state, str(words), counts[state]) for state, words in STATES.items()]


def by_municipality(scope: Portal, lines: Sequence[FreshLine], *, language: str) -> list[Place]:
    """Every municipality of a region, those without a single entry too, the least confirmed first."""
    areas = list(areas_of(scope).order_by(f"sort_{language}"))
    becomes = _becomes(areas)
    all_, confirmed, services = Counter[int](), Counter[int](), Counter[int]()
    for line in lines:
        home = becomes.get(line.municipality or 0, line.municipality or 0)
        all_[home] += 1
        confirmed[home] += line.state == "confirmed"
        services[home] += line.services
    places = [Place(area, all_[area.pk], confirmed[area.pk], services[area.pk]) for area in areas]
    return sorted(places, key=lambda place: (place.organisations > 0, place.share))


def _becomes(areas: Sequence[Area]) -> dict[int, int]:
    """Which of the areas an ended one has become part of."""
    own = [area.pk for area in areas]
    pairs = Area.objects.filter(predecessors__isnull=False, pk__in=own).values_list("predecessors", "pk")
    further = Area.objects.filter(predecessors__predecessors__isnull=False, pk__in=own)
    return dict(further.values_list("predecessors__predecessors", "pk")) | dict(pairs)


def by_topic(found: QuerySet[Organisation]) -> list[Theme]:
    """Our own topics, the broad ones, with how many organisations and services work with them; four questions."""
    inside = found.order_by().values("pk")
    doers = _pairs(Organisation.topics.through.objects.filter(organisation__in=inside), "organisation_id")
    done = _pairs(
        Service.topics.through.objects.filter(service__in=_running().filter(organisation__in=inside)), "service_id"
    )
    themes = list(Topic.objects.own().themes().prefetch_related("broader").order_by("pk"))
    by_id = {topic.pk: topic for topic in themes}
    parts: dict[int, list[Topic]] = {}
    for topic in themes:
        top = topic
        while above := [each for each in top.broader.all() if each.pk in by_id]:
            top = by_id[above[0].pk]
        parts.setdefault(top.pk, []).append(topic)
    found_themes = []
    for pk, inner in parts.items():
        organisations = set[int]().union(*(doers.get(topic.pk, set()) for topic in inner))
        services = set[int]().union(*(done.get(topic.pk, set()) for topic in inner))
        gaps = tuple(t for t in inner if not doers.get(t.pk) and not done.get(t.pk) and t.pk != pk)
        found_themes.append(Theme(by_id[pk], len(organisations), len(services), gaps))
    return sorted(found_themes, key=lambda theme: -theme.services)


def _pairs(rows: QuerySet[Any], thing: str) -> dict[int, set[int]]:
    pairs: dict[int, set[int]] = {}
    for topic, pk in rows.values_list("topic_id", thing):
        pairs.setdefault(topic, set()).add(pk)
    return pairs
