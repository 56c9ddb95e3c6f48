"""OParl 1.1 at `/oparl/v1/`: bodies, who sits in them, and what their parts add, for programs that speak it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import urlencode

from django.db.models import Max, Min, QuerySet
from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from ninja import NinjaAPI, Query

from raitti.api.describing import KEYS, one
from raitti.api.frame import language_of
from raitti.api.lists import Lang, moment_of
from raitti.api.oparl import meetings, organizations
from raitti.api.oparl.kinds import LISTS, Window, kind_named, part_of
from raitti.api.oparl.regions import INSTALLATION, Region, region_named, regions
from raitti.api.oparl.writing import LICENSE, SCHEMA, Writer, url
from raitti.api.paging import MOST_PER_PAGE, Page, PerPage
from raitti.api.problems import explain_to_programs
from raitti.bodies.models import Body
from raitti.core.addresses import on_one_host

api = NinjaAPI(
    title="Raitti: OParl 1.1",
    version="1.1",
    description=(
        "Bodies, their seats and what they do in the words of OParl 1.1. Reading is open to all. OParl’s Body is a"
        " region, its Organization a body of ours, its Membership a seat’s holder or an office. A Person is there only"
        " where they have agreed to be named. What is like and unlike OParl stands in `docs/api.md`."
    ),
    urls_namespace="oparl",
    openapi_extra=KEYS,
    docs_url=None,
)
explain_to_programs(api)
organizations.register()
meetings.register()

_OBJECT = one("object")
# Before anything could be entered.
_FIRST = datetime(2026, 1, 1, tzinfo=UTC)

CreatedSince = Annotated[str, Query("", max_length=40, description="Only created at or after this moment (RFC 3339).")]
CreatedUntil = Annotated[str, Query("", max_length=40, description="Only created at or before this moment.")]
ModifiedSince = Annotated[
    str, Query("", max_length=40, description="Only modified at or after this moment; deleted objects too.")
]
ModifiedUntil = Annotated[str, Query("", max_length=40, description="Only modified at or before this moment.")]


@api.get("/", openapi_extra=_OBJECT, url_name="system")
def system(request: HttpRequest, lang: Lang) -> HttpResponseBase:
    """The entry point: an OParl System."""
    writer = Writer(language_of(request))
    created, modified = _moments(Body.objects.public())
    return JsonResponse(
        writer.object(
            url(""),
            "System",
            created=created,
            modified=modified,
            oparlVersion=f"{SCHEMA}/",
            name="Raitti",
            license=LICENSE,
            body=url("body"),
            web=on_one_host(f"/{writer.language}/"),
        )
    )


@api.get("/body", openapi_extra=_OBJECT)
def list_regions(
    request: HttpRequest,
    page: Page,
    per_page: PerPage,
    lang: Lang,
    created_since: CreatedSince,
    created_until: CreatedUntil,
    modified_since: ModifiedSince,
    modified_until: ModifiedUntil,
) -> HttpResponseBase:
    """The regions, and the installation for what belongs to none: OParl's Bodies."""
    window = _window(created_since, created_until, modified_since, modified_until)
    found = [(region, *_moments(Body.objects.filter(pk__in=region.bodies))) for region in regions()]
    inside = [each for each in found if _is_in(window, each[1], each[2])]
    size = min(per_page, MOST_PER_PAGE)
    shown = inside[(page - 1) * size : page * size]
    writer = Writer(language_of(request))
    data = [_write_region(region, created, modified, writer) for region, created, modified in shown]
    return _list(request, data, total=len(inside), page=page, size=size)


@api.get("/body/{key}", openapi_extra=_OBJECT)
def get_region(request: HttpRequest, key: str, lang: Lang) -> HttpResponseBase:
    """One OParl Body."""
    region = _region(key)
    created, modified = _moments(Body.objects.filter(pk__in=region.bodies))
    return JsonResponse(_write_region(region, created, modified, Writer(language_of(request))))


@api.get("/body/{key}/{kind}", openapi_extra=_OBJECT)
def list_objects(
    request: HttpRequest,
    key: str,
    kind: str,
    page: Page,
    per_page: PerPage,
    lang: Lang,
    created_since: CreatedSince,
    created_until: CreatedUntil,
    modified_since: ModifiedSince,
    modified_until: ModifiedUntil,
) -> HttpResponseBase:
    """All objects of a kind in a region: organization, person, membership, meeting, agendaItem, paper, file …"""
    if kind not in LISTS:
        raise Http404
    region, window = _region(key), _window(created_since, created_until, modified_since, modified_until)
    return _listed(request, kind, region, window, page=page, per_page=per_page)


@api.get("/organization/{id}/meeting", openapi_extra=_OBJECT)
def list_meetings(
    request: HttpRequest,
    id: str,  # noqa: A002 - the standard's name
    page: Page,
    per_page: PerPage,
    lang: Lang,
    created_since: CreatedSince,
    created_until: CreatedUntil,
    modified_since: ModifiedSince,
    modified_until: ModifiedUntil,
) -> HttpResponseBase:
    """The meetings of one organization."""
    kind = kind_named("organization")
    row = kind.find(id) if kind else None
    if not isinstance(row, Body) or not row.is_public:
        raise Http404
    region = Region(INSTALLATION, row.name, None, frozenset({row.pk}))
    window = _window(created_since, created_until, modified_since, modified_until)
    return _listed(request, "meeting", region, window, page=page, per_page=per_page)


@api.get("/{kind}/{id}", openapi_extra=_OBJECT)
def get_object(request: HttpRequest, kind: str, id: str, lang: Lang) -> HttpResponseBase:  # noqa: A002
    """One object; one that was there and is gone answers with `deleted`."""
    found = kind_named(kind)
    row = found.find(id[:80]) if found else None
    if found is None or row is None:
        raise Http404
    return JsonResponse(found.write(row, Writer(language_of(request))))


def _write_region(region: Region, created: datetime, modified: datetime, writer: Writer) -> dict[str, Any]:
    lists: Mapping[str, Any] = {name: url("body", region.key, name) for name in LISTS if name not in _NAMED_OTHERWISE}
    return writer.object(
        url("body", region.key),
        "Body",
        created=created,
        modified=modified,
        system=url(""),
        name=writer.text(region.name),
        license=LICENSE,
        locationList=url("body", region.key, "location"),
        legislativeTermList=url("body", region.key, "legislativeTerm"),
        # The terms are those of each organization, not of a region.
        legislativeTerm=[],
        classification="region" if region.portal else "installation",
        web=_page_of(region, writer),
        **lists,
    )


_NAMED_OTHERWISE = ("location", "legislativeTerm")


def _page_of(region: Region, writer: Writer) -> str:
    if region.portal is None:
        return on_one_host(f"/{writer.language}/")
    return on_one_host(f"/{writer.language}/{_REGIONS[writer.language]}/{region.key}/")


_REGIONS = {"fi": "alueet", "sv": "regioner", "en": "regions"}


def _region(key: str) -> Region:
    found = region_named(key)
    if found is None:
        raise Http404
    return found


def _moments(found: QuerySet[Body]) -> tuple[datetime, datetime]:
    """When the first of some bodies came, and when the last of them changed."""
    told = found.aggregate(created=Min("created"), changed=Max("changed"))
    return told["created"] or _FIRST, told["changed"] or _FIRST


def _window(created_since: str, created_until: str, modified_since: str, modified_until: str) -> Window:
    return Window(
        created_since=moment_of(created_since, parameter="created_since"),
        created_until=moment_of(created_until, parameter="created_until"),
        modified_since=moment_of(modified_since, parameter="modified_since"),
        modified_until=moment_of(modified_until, parameter="modified_until"),
    )


def _is_in(window: Window, created: datetime, modified: datetime) -> bool:
    return (
        (window.created_since is None or created >= window.created_since)
        and (window.created_until is None or created <= window.created_until)
        and (window.modified_since is None or modified >= window.modified_since)
        and (window.modified_until is None or modified <= window.modified_until)
    )


def _listed(
    request: HttpRequest, name: str, region: Region, window: Window, *, page: int, per_page: int
) -> HttpResponseBase:
    kind, size = kind_named(name), min(per_page, MOST_PER_PAGE)
    if kind is None:
        return _list(request, [], total=0, page=page, size=size)
    rows = [window.narrow(found) for found in kind.rows(region, deleted=window.modified_since is not None)]
    total, shown = part_of(rows, page, size)
    writer = Writer(language_of(request))
    return _list(request, [kind.write(row, writer) for row in shown], total=total, page=page, size=size)


def _list(
    request: HttpRequest, data: Sequence[dict[str, Any]], *, total: int, page: int, size: int
) -> HttpResponseBase:
    """A page of objects in OParl's envelope."""
    pages = max(1, -(-total // size))
    wanted = {"self": page, "first": 1, "last": pages}
    wanted |= {"prev": min(page - 1, pages)} if page > 1 else {}
    wanted |= {"next": page + 1} if page < pages else {}
    return JsonResponse(
        {
            "data": list(data),
            "pagination": {
                "totalElements": total,
                "elementsPerPage": size,
                "currentPage": page,
                "totalPages": pages,
            },
            "links": {name: _page_address(request, number) for name, number in wanted.items()},
        }
    )


def _page_address(request: HttpRequest, number: int) -> str:
    kept = [(name, value) for name, value in request.GET.items() if name != "page"]
    return f"{on_one_host(request.path)}?{urlencode([*kept, ('page', number)])}"
