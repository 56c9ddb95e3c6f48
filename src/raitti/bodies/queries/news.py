"""What has happened in a body, for its feed: each part of the room names its own sources.

A part registers what it has to tell in its module of queries, loaded with the room's entries:
`register_news(lambda body, language: [...])`. Only what everyone may see may be told.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.translation import gettext as _

from raitti.bodies.models import Body, Holding
from raitti.bodies.queries.shown import ShownHolding, shown_holding, with_holders
from raitti.core.texts import pick

_MOST = 50


@dataclass(frozen=True)
class BodyNews:
    """Something new in a body; `page` and `words` say where it is read, besides the body's own address word."""

    uid: UUID
    title: str
    at: datetime
    summary: str = ""
    page: str = "body"
    words: dict[str, Any] = field(default_factory=dict)


Source = Callable[[Body, str], Iterable[BodyNews]]
_SOURCES: list[Source] = []


def register_news(source: Source) -> Source:
    """Have a part's news told in every body's feed; it gets the body and the reader's language."""
    if source not in _SOURCES:
        _SOURCES.append(source)
    return source


def news_of(body: Body, language: str, *, on: date) -> list[BodyNews]:
    """What was new last, up to and including a day, the latest first, at most fifty."""
    found = [*_comings_and_goings(body, language, on=on)]
    for source in _SOURCES:
        found += source(body, language)
    return sorted(found, key=lambda news: news.at, reverse=True)[:_MOST]


def _comings_and_goings(body: Body, language: str, *, on: date) -> Iterable[BodyNews]:
    holdings = with_holders(Holding.objects.filter(seat__body=body)).select_related("seat", "holder", "nominated_by")
    for holding in holdings.filter(since__lte=on).order_by("-since", "-pk")[:_MOST]:
        title = _("New member: %(seat)s") if holding.place == Holding.Place.MEMBER else _("New deputy: %(seat)s")
        yield _told(body, holding, title, holding.since, "began", language)
    for holding in holdings.filter(until__lt=on).order_by("-until", "-pk")[:_MOST]:
        title = _("A member left: %(seat)s") if holding.place == Holding.Place.MEMBER else _("A deputy left: %(seat)s")
        # The day after the last one.
        yield _told(body, holding, title, holding.until or holding.since, "ended", language)


def _told(body: Body, holding: Holding, title: str, day: date, what: str, language: str) -> BodyNews:
    return BodyNews(
        uid=uuid5(holding.seat.uid, f"{what} {holding.pk}"),
        title=title % {"seat": pick(holding.seat.name, language).value},
        at=timezone.make_aware(datetime.combine(day, time(12))),
        summary=who_for_whom(shown_holding(holding), language),
        page="body_seats",
    )


def who_for_whom(shown: ShownHolding, language: str) -> str:
    """A holder in a line: their name, where public, and the organisation that nominated them, where one did."""
    nominator = pick(shown.nominated_by.name, language).value if shown.nominated_by else ""
    return ", ".join(part for part in (shown.person.name, nominator) if part)
