"""Pages of municipalities."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone

from raitti.bodies.queries.published import bodies_of_municipality
from raitti.core.kept import kept
from raitti.core.shelf import shelved
from raitti.directory import queries
from raitti.places.models import Area
from raitti.places.queries import municipality_with_past, neighbours, sorted_by_name
from raitti.site.addresses import Links
from raitti.site.maps import drawn_map
from raitti.site.rendering import at_address, drawn_part, page, portal_of

_MOST_HERE = 100
_MOST_DONE = 60
_MOST_BOARDS = 12


@shelved()
def municipalities(request: HttpRequest, language: str) -> HttpResponse:
    """All municipalities of the region or the country, on a map and by name."""
    portal = portal_of(request)

    def read() -> dict[str, Any]:
        areas = sorted_by_name(queries.areas_of(portal).select_related("region"), language)
        by_region: dict[Area, list[Area]] = {}
        for area in areas:
            if area.region:
                by_region.setdefault(area.region, []).append(area)
        return {
            "regions": sorted(by_region.items(), key=lambda item: getattr(item[0], f"sort_{language}")),
            "counts": queries.organisations_by_municipality(portal),
        }

    municipality_list = drawn_part(request, "municipalities", "site/parts/municipality_list.html", read)
    context = {"municipality_list": municipality_list, "map": drawn_map(request)}
    return page(request, "site/municipalities.html", context, name="municipalities")


@shelved("ent")
def municipality(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """One municipality: who is here, what is done, and how to reach its association contact."""
    key = at_address(request, "municipality", "municipality", slug)
    if isinstance(key, HttpResponse):
        return key
    area = kept(f"municipality {key}", lambda: municipality_with_past(key)) if key else None
    if area is None:
        raise Http404
    if area.has_ended(timezone.localdate()) and len(area.successors.all()) == 1:
        target = Links(request, language).to("municipality", area.successors.all()[0])
        return HttpResponsePermanentRedirect(f"{target}?ent={area.code}")
    context = {
        "area": area,
        **kept(f"in municipality {area.pk} {language}", lambda: _who_and_what(area, language)),
        "boards": kept(f"boards of {area.pk}", lambda: bodies_of_municipality(area, most=_MOST_BOARDS)),
        "municipality_itself": kept(f"body of {area.pk}", lambda: queries.municipality_organisation(area)),
        "neighbours": kept(f"neighbours {area.pk}", lambda: neighbours(area, limit=5)),
    }
    return page(request, "site/municipality.html", context, name="municipality", thing=area)


def _who_and_what(area: Area, language: str) -> dict[str, Any]:
    """Who is in a municipality and what is done there, in alphabetical order."""
    order = (f"sort_{language}", "pk")
    done = queries.services_in(area).exclude(kind="public_service")
    return {
        "organisations": queries.organisation_lines(queries.here(area).order_by(*order)[:_MOST_HERE]),
        "services": queries.service_lines(done.order_by(*order)[:_MOST_DONE]),
    }
