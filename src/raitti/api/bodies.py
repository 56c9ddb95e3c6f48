"""Bodies in our own API: what they are, their seats on any day, and who has held them."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router

from raitti.api import shaper_of_bodies as shaper
from raitti.api.describing import REFUSALS
from raitti.api.frame import language_of
from raitti.api.lists import Code, Lang, Notation, filled, moment_of, municipalities_of, one_or_404, page_of_rows
from raitti.api.paging import Page, PerPage
from raitti.api.shapes import PageOf
from raitti.api.shapes_of_bodies import BodyBrief, BodyOut, PastHoldingOut, SeatOut
from raitti.bodies.models import Body, Holding, Seat
from raitti.bodies.queries.published import belonging_to
from raitti.bodies.queries.shown import ShownHolding, shown_holding, sitting, with_holders
from raitti.directory.models import Topic
from raitti.directory.queries import topic_and_narrower

router = Router(tags=["bodies"])

On = Annotated[date | None, Query(None, description="How it was on this day (2025-01-31); today without it.")]


@router.get("/v1/bodies", response=PageOf[BodyBrief], openapi_extra=REFUSALS)
def list_bodies(
    request: HttpRequest,
    page: Page,
    per_page: PerPage,
    lang: Lang,
    kind: Annotated[str, Query("", max_length=24)],
    stage: Annotated[str, Query("", max_length=10, description="`founding`, `active` or `ended`.")],
    joining: Annotated[str, Query("", max_length=12, description="`by_seat`, `open` or `on_approval`.")],
    municipality: Code,
    region: Code,
    topic: Notation,
    organisation: Annotated[
        UUID | None, Query(None, description="Where this organisation has a seat or has nominated to one today.")
    ],
    changed_since: Annotated[str, Query("", max_length=40, description="Changed at or after this moment or day.")],
) -> dict[str, Any]:
    """Public bodies by name. `municipality` finds those that work there, its region's and its county's too."""
    found = _bodies().filter(**filled(kind=kind, stage=stage, joining=joining))
    if municipality or region:
        found = found.filter(_working_in(municipality, region))
    if topic:
        keys = {key for each in Topic.objects.filter(notation=topic) for key in topic_and_narrower(each)}
        about = Body.topics.through.objects.filter(topic_id__in=keys, body=OuterRef("pk"))
        found = found.filter(
            Exists(about) | Exists(Seat.objects.filter(body=OuterRef("pk"), topic_id__in=keys, ended_on=None))
        )
    if organisation:
        held = Holding.objects.on(timezone.localdate()).filter(nominated_by__uid=organisation).values("seat")
        seats = Seat.objects.filter(Q(organisation__uid=organisation) | Q(pk__in=held), body=OuterRef("pk"))
        found = found.filter(Exists(seats.filter(ended_on=None)))
    if since := moment_of(changed_since, parameter="changed_since"):
        came = Holding.objects.filter(seat__body=OuterRef("pk"), created__gte=since)
        found = found.filter(Q(changed__gte=since) | Exists(came))
    language = language_of(request)
    return page_of_rows(found, page, per_page, request, lambda row: shaper.body_brief(row, language))


@router.get("/v1/bodies/{id}", response=BodyOut, openapi_extra=REFUSALS)
def get_body(request: HttpRequest, id: UUID, lang: Lang, on: On) -> dict[str, Any]:  # noqa: A002
    """One body with its seats and offices on a day."""
    row = one_or_404(_bodies().prefetch_related("terms"), uid=id)
    parts, behind = belonging_to(row)
    groups = [group for each in behind.values() for group in each]
    then = sitting(row, on=on or timezone.localdate())
    return shaper.body_whole(row, then, parts, groups, language_of(request))


@router.get("/v1/bodies/{id}/seats", response=list[SeatOut], openapi_extra=REFUSALS)
def list_seats(request: HttpRequest, id: UUID, lang: Lang, on: On) -> list[dict[str, Any]]:  # noqa: A002
    """The seats of a body on a day, in their order, each with its member and deputy."""
    row = one_or_404(Body.objects.public(), uid=id)
    return [shaper.seat(shown) for shown in sitting(row, on=on or timezone.localdate()).seats]


@router.get("/v1/bodies/{id}/holdings", response=PageOf[PastHoldingOut], openapi_extra=REFUSALS)
def list_holdings(
    request: HttpRequest,
    id: UUID,  # noqa: A002
    page: Page,
    per_page: PerPage,
    lang: Lang,
) -> dict[str, Any]:
    """Everyone who has held a seat of a body, the latest first."""
    row = one_or_404(Body.objects.public(), uid=id)
    found = with_holders(Holding.objects.filter(seat__body=row)).select_related("seat", "holder", "nominated_by")
    return page_of_rows(found, page, per_page, request, _past, order=("-since", "-pk"))


def _past(row: Holding) -> dict[str, Any]:
    shown: ShownHolding = shown_holding(row)
    return shaper.holding(shown) | {"seat": shaper.named(row.seat)}


def _bodies() -> QuerySet[Body]:
    rows = Body.objects.public().select_related("setter", "steward", "parent", "behind__body")
    return rows.prefetch_related("areas", "topics")


def _working_in(municipality: str, region: str) -> Q:
    """Bodies of the municipalities meant, and of the regions and counties these are in."""
    rows = municipalities_of(municipality, region)
    keys = {key for row in rows for key in (row.pk, row.region_id, row.county_id) if key is not None}
    return Q(Exists(Body.areas.through.objects.filter(area_id__in=keys, body=OuterRef("pk"))))
