"""A portal in figures."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from raitti.directory.models import Portal, Topic
from raitti.directory.queries.published import organisations, services


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
