"""Open Referral HSDS 3.0 at `/hsds/`: the published directory for programs that speak the standard."""

import json
from collections.abc import Callable, Iterator
from typing import Annotated, Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Query

from raitti.api.describing import KEYS, one, page_of
from raitti.api.frame import language_of
from raitti.api.lists import moment_of
from raitti.api.moved import moved_to
from raitti.api.nearness import covering, within
from raitti.api.paging import Page, PerPage, part_of
from raitti.api.problems import Problem, explain_to_programs
from raitti.directory.models import Organisation, Service, Topic, Vocabulary
from raitti.exchange.hsds import selecting
from raitti.exchange.hsds.identities import topic_of, vocabulary_of
from raitti.exchange.hsds.writing import Record, Writer, moment
from raitti.search.queries import EXACT, find_many
from raitti.search.queries import Query as SearchQuery

VERSION = "3.0"
# A service sends all its ids in one call when only they are asked for; more than this are paged.
_MOST_MINIMAL = 10_000
_CHUNK = 200

api = NinjaAPI(
    title="Raitti: HSDS 3.0",
    version=VERSION,
    description=(
        "The published directory in Open Referral's Human Services Data Specification 3.0. Reading is open to all."
        " `per_page` is at most 100. `format` is `json` or `ndjson` (everything, one record a line)."
        " Texts are in Finnish unless `lang` or Accept-Language says `sv` or `en`; every language version stands in"
        " `attributes` whose term begins with `urn:raitti:detail:`. What happens online or by telephone is a service"
        " at a `virtual` location."
    ),
    urls_namespace="hsds",
    openapi_extra=KEYS,
    docs_url=None,
)
explain_to_programs(api)

Search = Annotated[
    str, Query("", max_length=500, description="Words to look for, as the site's search understands them.")
]
Format = Annotated[str, Query("json", description="`json`, or `ndjson` for everything, one record a line.")]
Full = Annotated[bool, Query(False, description="Everything that belongs to it, nested.")]  # noqa: FBT003
FullService = Annotated[bool, Query(False, description="Whole services inside organisations.")]  # noqa: FBT003
Lang = Annotated[str, Query("", description="`fi`, `sv` or `en`: the language of texts.")]
Term = Annotated[UUID | None, Query(None, description="Only with this taxonomy term.")]
Taxonomy = Annotated[UUID | None, Query(None, description="Only with a term of this taxonomy.")]
Organization = Annotated[UUID | None, Query(None, description="Only of this organisation.")]
Minimal = Annotated[bool, Query(False, description="Only ids and what the schema requires, all in one page.")]  # noqa: FBT003
ModifiedAfter = Annotated[str, Query("", description="Only changed at or after this moment (RFC 3339 or a day).")]


@api.get("/", openapi_extra=one("object"), url_name="root")
def describe(request: HttpRequest) -> HttpResponseBase:
    """What this service is."""
    return JsonResponse(
        {
            "version": VERSION,
            "profile": "https://docs.openreferral.org/en/3.0/",
            "openapi_url": request.build_absolute_uri(reverse("hsds:openapi-json")),
        }
    )


@api.get("/organizations", openapi_extra=page_of("organization"))
def list_organizations(
    request: HttpRequest,
    page: Page,
    per_page: PerPage,
    search: Search,
    modified_after: ModifiedAfter,
    minimal: Minimal,
    full: Full,
    full_service: FullService,
    format: Format,  # noqa: A002 - the standard's name
    lang: Lang,
) -> HttpResponseBase:
    """Organisations, in the order they were entered.

    `modified_after` and `minimal` mean what they mean for services; the standard has them there only. An
    organisation has changed when one of its places has.
    """
    whole = (full or full_service) and not minimal
    found = selecting.organizations(full_services=full_service) if whole else selecting.plain_organizations()
    found = _searched(found, "organisation", search, language_of(request))
    if modified_after:
        found = found.filter(_since(modified_after) | _since(modified_after, "locations__")).distinct()
    writer = Writer(language_of(request))
    if minimal:
        return _listed(found, page, _MOST_MINIMAL, format, lambda row: _name_only(writer, row), cap=_MOST_MINIMAL)
    services = "full" if full_service else "names" if full else ""
    return _listed(found, page, per_page, format, lambda row: writer.organization(row, parts=whole, services=services))


@api.get("/organizations/{id}", openapi_extra=one("organization"))
def get_organization(request: HttpRequest, id: UUID, full_service: FullService, lang: Lang) -> HttpResponseBase:  # noqa: A002
    """One organisation with everything that belongs to it."""
    found = selecting.organizations(full_services=full_service).filter(uid=id).first()
    moved = moved_to(request, id) if found is None else None
    if moved is not None:
        return moved
    services = "full" if full_service else "names"
    return _answered(found and Writer(language_of(request)).organization(found, parts=True, services=services))


@api.get("/services", openapi_extra=page_of("service"))
def list_services(
    request: HttpRequest,
    page: Page,
    per_page: PerPage,
    search: Search,
    taxonomy_term_id: Term,
    taxonomy_id: Taxonomy,
    organization_id: Organization,
    modified_after: ModifiedAfter,
    minimal: Minimal,
    full: Full,
    format: Format,  # noqa: A002
    lang: Lang,
) -> HttpResponseBase:
    """Services, in the order they were entered. Filters add up."""
    found = selecting.services() if full and not minimal else selecting.plain_services()
    found = _searched(found, "service", search, language_of(request))
    found = found.filter(_about(taxonomy_term_id, taxonomy_id), _of(organization_id), _since(modified_after)).distinct()
    writer = Writer(language_of(request))
    if minimal:
        return _listed(found, page, _MOST_MINIMAL, format, lambda row: _minimal(writer, row), cap=_MOST_MINIMAL)
    return _listed(found, page, per_page, format, lambda row: writer.service(row, full=full))


def _name_only(writer: Writer, row: Organisation) -> Record:
    """The id; name and description, which the schema requires, both say the name."""
    name = writer.organization(row)["name"]
    return {"id": str(row.uid), "name": name, "description": name}


def _minimal(writer: Writer, row: Service) -> Record:
    """The id and the moment; name and status besides, because the schema requires them."""
    changed = moment(row.changed)
    record = writer.service(row, nested=True)
    return {k: record[k] for k in ("id", "name", "status")} | {"last_modified": changed, "modified_date": changed}


@api.get("/services/{id}", openapi_extra=one("service"))
def get_service(request: HttpRequest, id: UUID, lang: Lang) -> HttpResponseBase:  # noqa: A002
    """One service with everything that belongs to it."""
    found = selecting.services().filter(uid=id).first()
    return _answered(found and Writer(language_of(request)).service(found, full=True))


@api.get("/service_at_locations", openapi_extra=page_of("service_at_location"))
def list_ways(
    request: HttpRequest,
    page: Page,
    per_page: PerPage,
    search: Search,
    taxonomy_term_id: Term,
    taxonomy_id: Taxonomy,
    organization_id: Organization,
    modified_after: ModifiedAfter,
    postcode: Annotated[str, Query("", max_length=20, description="A Finnish postal code the service reaches.")],
    proximity: Annotated[
        float | None,
        Query(None, ge=0, le=2_000_000, description="Metres from the middle of the postcode's municipality."),
    ],
    full: Full,
    format: Format,  # noqa: A002
    lang: Lang,
) -> HttpResponseBase:
    """Services where they are given: at a place, online or by telephone. Filters add up."""
    if proximity is not None and not postcode:
        raise Problem(422, _("proximity needs a postcode to be near to."))
    found = selecting.full_ways() if full else selecting.ways_with_services()
    if search:
        ids = _ids("service", search, language_of(request))
        found = found.filter(service__uid__in=ids)
    found = found.filter(
        _about(taxonomy_term_id, taxonomy_id, "service__"),
        _of(organization_id, "service__"),
        _since(modified_after, "service__"),
    )
    if postcode:
        found = within(found, postcode, proximity) if proximity is not None else covering(found, postcode)
    writer = Writer(language_of(request))
    return _listed(found.distinct(), page, per_page, format, lambda row: writer.way(row, full=full, with_service=True))


@api.get("/service_at_locations/{id}", openapi_extra=one("service_at_location"))
def get_way(request: HttpRequest, id: UUID, lang: Lang) -> HttpResponseBase:  # noqa: A002
    """One service at one location, with everything that belongs to both."""
    found = selecting.full_ways().filter(uid=id).first()
    return _answered(found and Writer(language_of(request)).way(found, full=True, with_service=True))


@api.get("/taxonomies", openapi_extra=page_of("taxonomy"))
def list_taxonomies(
    request: HttpRequest,
    page: Page,
    per_page: PerPage,
    search: Search,
    format: Format,  # noqa: A002
) -> HttpResponseBase:
    """The vocabularies that services and organisations are described with."""
    found = Vocabulary.objects.filter(name__icontains=search) if search else Vocabulary.objects.all()
    return _listed(found, page, per_page, format, Writer().taxonomy)


@api.get("/taxonomies/{id}", openapi_extra=one("taxonomy"))
def get_taxonomy(request: HttpRequest, id: UUID) -> HttpResponseBase:  # noqa: A002
    """One vocabulary."""
    found = vocabulary_of(id)
    return _answered(found and Writer().taxonomy(found))


@api.get("/taxonomy_terms", openapi_extra=page_of("taxonomy_term"))
def list_terms(
    request: HttpRequest,
    page: Page,
    per_page: PerPage,
    search: Search,
    taxonomy_id: Taxonomy,
    top_only: Annotated[bool, Query(False, description="Only terms that have no broader one.")],  # noqa: FBT003
    parent_id: Annotated[UUID | None, Query(None, description="Only terms directly under this one.")],
    format: Format,  # noqa: A002
    lang: Lang,
) -> HttpResponseBase:
    """Topics, target groups and life events."""
    found = Topic.objects.select_related("vocabulary").prefetch_related("broader")
    if taxonomy_id is not None:
        vocabulary = vocabulary_of(taxonomy_id)
        found = found.filter(vocabulary=vocabulary) if vocabulary else found.none()
    if top_only:
        found = found.filter(broader=None)
    if parent_id is not None:
        parent = topic_of(parent_id)
        found = found.filter(broader=parent) if parent else found.none()
    if search:
        found = found.filter(Q(notation__iexact=search) | Q(pk__in=_topics_named(search)))
    writer = Writer(language_of(request))
    return _listed(found, page, per_page, format, lambda row: _term(writer, row))


@api.get("/taxonomy_terms/{id}", openapi_extra=one("taxonomy_term"))
def get_term(request: HttpRequest, id: UUID, lang: Lang) -> HttpResponseBase:  # noqa: A002
    """One term with its taxonomy."""
    found = topic_of(id)
    return _answered(found and _term(Writer(language_of(request)), found, detail=True))


def _term(writer: Writer, row: Topic, *, detail: bool = False) -> Record:
    return writer.term(row, detail=detail, parent=next(iter(row.broader.all()), None))


def _topics_named(search: str) -> list[int]:
    """Topics with the words in a label; labels are kept as escaped JSON, which no database can search."""
    wanted = search.casefold()
    named = Topic.objects.only("name").iterator(chunk_size=2000)
    return [topic.pk for topic in named if any(wanted in label.casefold() for label in _labels(topic))][:EXACT]


def _labels(topic: Topic) -> Iterator[str]:
    data = topic.name.data
    yield from data.values() if isinstance(data, dict) else [str(data)]


def _ids(kind: str, search: str, language: str) -> list[str]:
    query = SearchQuery(text=search, language=language, kinds=(kind,), facets=False, per_page=100)
    # Where nothing of the kind is found, the search offers readers what else there is.
    return [hit.object_id for hit in find_many(query, limit=1000).hits if hit.kind == kind]


def _searched(found: QuerySet[Any], kind: str, search: str, language: str) -> QuerySet[Any]:
    return found.filter(uid__in=_ids(kind, search, language)) if search else found


def _about(term: UUID | None, taxonomy: UUID | None, prefix: str = "") -> Q:
    """Described with a term, with any term of a taxonomy, or both."""
    wanted = Q()
    if term is not None:
        topic = topic_of(term)
        key = topic.pk if topic else 0
        wanted &= Q(**{f"{prefix}topics": key}) | Q(**{f"{prefix}target_groups": key})
    if taxonomy is not None:
        vocabulary = vocabulary_of(taxonomy)
        key = vocabulary.pk if vocabulary else 0
        wanted &= Q(**{f"{prefix}topics__vocabulary": key}) | Q(**{f"{prefix}target_groups__vocabulary": key})
    return wanted


def _of(organization: UUID | None, prefix: str = "") -> Q:
    return Q(**{f"{prefix}organisation__uid": organization}) if organization else Q()


def _since(text: str, prefix: str = "") -> Q:
    since = moment_of(text, parameter="modified_after")
    return Q(**{f"{prefix}changed__gte": since}) if since else Q()


def _answered(record: Any) -> HttpResponseBase:
    if not record:
        raise Http404
    return JsonResponse(record)


def _listed(
    found: QuerySet[Any],
    page: int,
    per_page: int,
    wanted: str,
    write: Callable[[Any], Record],
    *,
    cap: int | None = None,
) -> HttpResponseBase:
    """One page of records, or all of them as lines."""
    found = found.order_by("pk")
    if wanted == "ndjson":
        lines = (
            json.dumps(write(row), ensure_ascii=False, separators=(",", ":")) + "\n"
            for row in found.iterator(chunk_size=_CHUNK)
        )
        return StreamingHttpResponse(lines, content_type="application/x-ndjson; charset=utf-8")
    if wanted != "json":
        raise Problem(406, _("The formats here are json and ndjson."), formats=["json", "ndjson"])
    total, pages, rows = part_of(found, page, per_page, most=cap)
    return JsonResponse(
        {
            "total_items": total,
            "total_pages": pages,
            "page_number": page,
            "size": len(rows),
            "first_page": page == 1,
            "last_page": page >= pages,
            "empty": not rows,
            "contents": [write(row) for row in rows],
        }
    )
