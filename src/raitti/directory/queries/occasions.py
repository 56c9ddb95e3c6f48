"""What happens next, and where."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from raitti.directory.models import (
    ChannelKind,
    Location,
    Portal,
    Publication,
    Schedule,
    Service,
    ServiceKind,
    ServiceStatus,
)
from raitti.directory.queries.published import organisations
from raitti.directory.wording import coming


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
        following = coming(schedule, today=today, count=1)
        channel = schedule.channel
        if channel is None or not following or following[0] > last:
            continue
        kept = occasions.get(channel.service_id)
        if kept is None or following[0] < kept.day:
            occasions[channel.service_id] = Occasion(following[0], schedule, channel.service, channel.location)
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
