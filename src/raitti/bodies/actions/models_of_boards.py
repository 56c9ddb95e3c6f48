"""Filling a new body from one of the handbook's models: seats, first term, executive committee and sub-groups."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone
from i18nfield.strings import LazyI18nString

from raitti.bodies.boards import Board, SeatsOfBoard
from raitti.bodies.models import Body, Seat, Term, TermRule
from raitti.bodies.queries.terms import span_by_rule
from raitti.core.slugs import assign_slugs
from raitti.core.texts import versions
from raitti.directory.models import Organisation, OrganisationKind, Topic
from raitti.places.models import Area, AreaKind
from raitti.places.queries import municipalities_in

_OWN_LIST = "raitti"


def fill_from_model(body: Body, board: Board, *, now: datetime) -> None:
    """Give a body that has just been made what its model has; call it within that transaction."""
    rows = [row for seats in board.seats for row in _rows(body, seats)]
    Seat.objects.bulk_create(Seat(body=body, position=position, **row) for position, row in enumerate(rows, start=1))
    if body.term_rule in (TermRule.COUNCIL_TERM, TermRule.HALF_TERM):
        # Some years from a day on begin when the body does; those of the council are known.
        span = span_by_rule(body, on=timezone.localdate(now))
        Term.objects.create(body=body, starts=span.starts, ends=span.ends)
    for part in board.parts:
        for name in part.names():
            below = Body.objects.create(
                name=LazyI18nString(name),
                kind=part.kind,
                publication=body.publication,
                setter=body.setter,
                steward=body.steward,
                parent=body,
                is_example=body.is_example,
                created=now,
                changed=now,
            )
            assign_slugs(below, "body")


def _rows(body: Body, seats: SeatsOfBoard) -> Iterator[dict[str, Any]]:
    same = {
        "belongs": seats.belongs,
        "organisation_kind": seats.organisation_kind,
        "rights": seats.rights,
        "has_deputy": seats.has_deputy,
    }
    named: list[dict[str, Any]] = []
    if seats.each == "municipality":
        named = [
            {"name": LazyI18nString(versions(area.name)), "organisation": _municipality_at(area)}
            for area in municipalities_of(body)
        ]
    elif seats.each == "theme":
        named = [{"name": LazyI18nString(versions(topic.name)), "topic": topic} for topic in _themes_of(body)]
    for row in named or [{"name": LazyI18nString(name)} for name in seats.names()]:
        yield same | row


def municipalities_of(body: Body) -> list[Area]:
    """The present municipalities of a body's areas, by name."""
    inside = municipalities_in(body.areas.all()).filter(kind=AreaKind.MUNICIPALITY, valid_until=None)
    return list(inside.order_by("sort_fi", "pk"))


def _municipality_at(area: Area) -> Organisation | None:
    known = Organisation.objects.filter(kind=OrganisationKind.MUNICIPALITY, home_municipality=area)
    return known.order_by("pk").first()


def _themes_of(body: Body) -> list[Topic]:
    """The body's own themes; where it has named none, the broadest of our own list."""
    own = list(body.topics.order_by("sort_fi", "pk"))
    return own or list(Topic.objects.filter(vocabulary__key=_OWN_LIST, broader=None).order_by("sort_fi", "pk"))
