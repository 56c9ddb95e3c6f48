"""Our own API at `/api/v1/`: search as the site does it, and everything public in the directory."""

from typing import Annotated, Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from ninja import NinjaAPI, Query, Schema

from raitti.api.bodies import router as bodies
from raitti.api.describing import KEYS, REFUSALS
from raitti.api.frame import language_of
from raitti.api.lists import (
    Code,
    Codes,
    Lang,
    Notation,
    filled,
    municipalities_of,
    one_or_404,
    page_of_rows,
    with_topic,
)
from raitti.api.moved import moved_to
from raitti.api.paging import MOST_PER_PAGE, Page, PerPage
from raitti.api.problems import explain_to_programs
from raitti.api.shaper import Shaper
from raitti.api.shapes import (
    LocationOut,
    MunicipalityOut,
    OrganisationBrief,
    OrganisationOut,
    PageOf,
    PortalOut,
    ServiceBrief,
    ServiceOut,
    TopicOut,
)
from raitti.core.languages import INTERFACE_CODES
from raitti.directory import queries
from raitti.directory.models import Topic
from raitti.exchange.hsds import selecting
from raitti.places.models import Area
from raitti.search.answers import Hit, as_json
from raitti.search.entries import address_of
from raitti.search.queries import Query as SearchQuery
from raitti.search.queries import complete, find

_LONGEST_TEXT = 500

api = NinjaAPI(
    title="Raitti",
    version="1",
    description=(
        "Associations, what they do and where, and the municipalities they do it in. Reading is open to all; no key"
        " is needed, but one lets a program ask more often. Lists come in pages of at most 100. Translated texts are"
        " objects with the languages they exist in. Errors are problem details (RFC 9457). The same in the Open"
        " Referral standard is at `/hsds/`."
    ),
    urls_namespace="api",
    openapi_url="/openapi.json",
    openapi_extra=KEYS,
    docs_url=None,
)
explain_to_programs(api)
api.add_router("", bodies)


class Found(Schema):
    """One result. `why` names the words that matched."""

    id: str
    kind: str
    source_id: str
    title: str
    snippet: str
    language: str
    score: float
    distance_km: float | None
    why: list[str]
    url: str


class Count(Schema):
    value: str
    count: int


class Correction(Schema):
    typed: str
    used: str


class SearchOut(Schema):
    """`total` is exact to 10 000; beyond that `total_is_exact` is false. `relaxed` tells what was let go to find
    anything: `words`, `area` or `filters`."""

    total: int
    total_is_exact: bool
    page: int
    per_page: int
    results: list[Found]
    facets: dict[str, list[Count]]
    also: list[str]
    corrected: list[Correction]
    relaxed: str


class Suggestions(Schema):
    suggestions: list[str]


@api.get("/v1/search", response=SearchOut, openapi_extra=REFUSALS, tags=["search"], url_name="search")
def search(
    request: HttpRequest,
    page: Page,
    per_page: PerPage,
    lang: Lang,
    kind: Codes,
    municipality: Codes,
    region: Codes,
    topic: Codes,
    target_group: Codes,
    language: Codes,
    accessibility: Codes,
    portal: Codes,
    q: Annotated[str, Query("", max_length=_LONGEST_TEXT, description="What is looked for.")],
    remote: Annotated[bool, Query(False, description="Only what can be joined from afar.")],  # noqa: FBT003
    lat: Annotated[float | None, Query(None, ge=-90, le=90, description="Near this latitude.")],
    lon: Annotated[float | None, Query(None, ge=-180, le=180, description="Near this longitude.")],
    within_km: Annotated[float | None, Query(None, gt=0, le=1000, description="At most this far away.")],
    order: Annotated[str, Query("relevance", pattern="^(relevance|newest|title|distance)$")],
) -> dict[str, Any]:
    """Search as the site does. Within one filter any value will do; between filters all must hold."""
    reader = lang if lang in INTERFACE_CODES else language_of(request)
    answer = find(
        SearchQuery(
            text=q,
            language=reader,
            kinds=kind,
            municipalities=municipality,
            regions=region,
            topics=topic,
            target_groups=target_group,
            languages=language,
            accessibility=accessibility,
            remote=remote,
            portals=portal,
            near=(lat, lon) if lat is not None and lon is not None else None,
            within_km=within_km,
            order=order,
            page=page,
            per_page=min(per_page, MOST_PER_PAGE),
        )
    )

    def url_of(hit: Hit) -> str:
        return address_of(hit.kind, hit.slugs, reader)

    return as_json(answer, url_of)


@api.get("/v1/complete", response=Suggestions, openapi_extra=REFUSALS, tags=["search"], url_name="complete")
def suggest(
    request: HttpRequest,
    lang: Lang,
    portal: Codes,
    q: Annotated[str, Query("", max_length=_LONGEST_TEXT, description="What has been typed so far.")],
    limit: Annotated[int, Query(8, ge=1, le=20)],
) -> dict[str, Any]:
    """Names and words that go on from what has been typed."""
    return {"suggestions": complete(q, language_of(request), limit=limit, portals=portal)}


@api.get("/v1/organisations", response=PageOf[OrganisationBrief], openapi_extra=REFUSALS, tags=["directory"])
def list_organisations(
    request: HttpRequest,
    page: Page,
    per_page: PerPage,
    lang: Lang,
    municipality: Code,
    region: Code,
    topic: Notation,
    kind: Annotated[str, Query("", max_length=16)],
    status: Annotated[str, Query("", max_length=16)],
    source: Annotated[str, Query("", max_length=64, description="The register or file they came from.")],
    source_id: Annotated[str, Query("", max_length=200)],
) -> dict[str, Any]:
    """Published organisations by name. `municipality` finds those at home or at work there."""
    found = selecting.plain_organizations()
    if municipality or region:
        found = queries.in_municipalities(found, municipalities_of(municipality, region))
    found = with_topic(found, topic)
    found = found.filter(**filled(kind=kind, status=status, source=source, source_id=source_id))
    return page_of_rows(found.distinct(), page, per_page, request, Shaper(language_of(request)).organisation_brief)


@api.get("/v1/organisations/{id}", response=OrganisationOut, openapi_extra=REFUSALS, tags=["directory"])
def get_organisation(request: HttpRequest, id: UUID, lang: Lang) -> Any:  # noqa: A002
    """One organisation with its services, places and public contacts."""
    moved = moved_to(request, id)
    if moved is not None:
        return moved
    return Shaper(language_of(request)).organisation(one_or_404(selecting.organizations(), uid=id))


@api.get("/v1/services", response=PageOf[ServiceBrief], openapi_extra=REFUSALS, tags=["directory"])
def list_services(
    request: HttpRequest,
    page: Page,
    per_page: PerPage,
    lang: Lang,
    municipality: Code,
    topic: Notation,
    organisation: Annotated[UUID | None, Query(None, description="Only of this organisation.")],
    kind: Annotated[str, Query("", max_length=16)],
    source: Annotated[str, Query("", max_length=64)],
    source_id: Annotated[str, Query("", max_length=200)],
) -> dict[str, Any]:
    """Published services by name. `municipality` finds those given there or meant for it."""
    found = selecting.plain_services()
    if municipality:
        areas = municipalities_of(municipality, "")
        found = found.filter(Q(areas__in=areas) | Q(channels__location__municipality__in=areas))
    if organisation:
        found = found.filter(organisation__uid=organisation)
    found = with_topic(found, topic).filter(**filled(kind=kind, source=source, source_id=source_id))
    return page_of_rows(found.distinct(), page, per_page, request, Shaper(language_of(request)).service_brief)


@api.get("/v1/services/{id}", response=ServiceOut, openapi_extra=REFUSALS, tags=["directory"])
def get_service(request: HttpRequest, id: UUID, lang: Lang) -> dict[str, Any]:  # noqa: A002
    """One service with where, when and how to reach it."""
    return Shaper(language_of(request)).service(one_or_404(selecting.services(), uid=id))


@api.get("/v1/locations", response=PageOf[LocationOut], openapi_extra=REFUSALS, tags=["directory"])
def list_locations(
    request: HttpRequest,
    page: Page,
    per_page: PerPage,
    lang: Lang,
    municipality: Code,
    organisation: Annotated[UUID | None, Query(None, description="Only of this organisation.")],
) -> dict[str, Any]:
    """Published places by name."""
    found = selecting.locations()
    if municipality:
        found = found.filter(municipality__in=municipalities_of(municipality, ""))
    if organisation:
        found = found.filter(organisation__uid=organisation)
    return page_of_rows(found, page, per_page, request, Shaper(language_of(request)).location)


@api.get("/v1/locations/{id}", response=LocationOut, openapi_extra=REFUSALS, tags=["directory"])
def get_location(request: HttpRequest, id: UUID, lang: Lang) -> dict[str, Any]:  # noqa: A002
    """One place with its address, times and accessibility."""
    return Shaper(language_of(request)).location(one_or_404(selecting.locations(), uid=id))


@api.get("/v1/municipalities", response=PageOf[MunicipalityOut], openapi_extra=REFUSALS, tags=["places"])
def list_municipalities(
    request: HttpRequest,
    page: Page,
    per_page: PerPage,
    lang: Lang,
    region: Code,
    county: Code,
    ended: Annotated[bool, Query(False, description="Also municipalities that have ended.")],  # noqa: FBT003
) -> dict[str, Any]:
    """Municipalities by name."""
    found = _area_rows() if ended else _area_rows().filter(valid_until=None)
    if region:
        found = found.filter(region__code=region)
    if county:
        found = found.filter(county__code=county)
    return page_of_rows(found, page, per_page, request, Shaper(language_of(request)).municipality)


@api.get("/v1/municipalities/{code}", response=MunicipalityOut, openapi_extra=REFUSALS, tags=["places"])
def get_municipality(request: HttpRequest, code: str, lang: Lang) -> dict[str, Any]:
    """One municipality by its code; one that has ended names its successors."""
    rows = sorted(_area_rows().filter(code=code[:8]), key=lambda row: row.valid_until is not None)
    if not rows:
        raise Http404
    return Shaper(language_of(request)).municipality(rows[0])


@api.get("/v1/topics", response=PageOf[TopicOut], openapi_extra=REFUSALS, tags=["topics"])
def list_topics(
    request: HttpRequest,
    page: Page,
    per_page: PerPage,
    lang: Lang,
    vocabulary: Annotated[str, Query("", max_length=50, description="Only of this vocabulary; `raitti` is our own.")],
    role: Annotated[str, Query("", max_length=16, description="`theme`, `target_group` or `life_event`.")],
) -> dict[str, Any]:
    """Topics, target groups and life events by name."""
    found = Topic.objects.select_related("vocabulary").prefetch_related("broader")
    found = found.filter(**filled(vocabulary__key=vocabulary, vocabulary__role=role))
    return page_of_rows(found, page, per_page, request, Shaper(language_of(request)).topic)


@api.get("/v1/portals", response=PageOf[PortalOut], openapi_extra=REFUSALS, tags=["places"])
def list_portals(request: HttpRequest, page: Page, per_page: PerPage, lang: Lang) -> dict[str, Any]:
    """Regions that have a face of their own here."""
    shaper = Shaper(language_of(request))
    return page_of_rows(queries.portals(), page, per_page, request, shaper.portal, order=("position", "key"))


def _area_rows() -> QuerySet[Area]:
    return Area.objects.municipalities().select_related("region", "county").prefetch_related("successors")
