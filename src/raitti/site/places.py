"""Pages of municipalities."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from raitti.core.kept import kept
from raitti.core.shelf import shelved
from raitti.directory import queries
from raitti.places.models import Area
from raitti.places.queries import municipality_with_past, neighbours, sorted_by_name
from raitti.site.addresses import Links
from raitti.site.maps import kept_map
from raitti.site.rendering import at_address, page, portal_of

_MOST_HERE = 100
_MOST_DONE = 60


@shelved()
def municipalities(request: HttpRequest, language: str) -> HttpResponse:
    """All municipalities of the region or the country, on a map and by name."""
    portal = portal_of(request)
    links = Links(request, language)

    def draw_list() -> SafeString:
        areas = sorted_by_name(queries.areas_of(portal).select_related("region"), language)
        by_region: dict[Area, list[Area]] = {}
        for area in areas:
            if area.region:
                by_region.setdefault(area.region, []).append(area)
        context = {
            "regions": sorted(by_region.items(), key=lambda item: getattr(item[0], f"sort_{language}")),
            "counts": queries.organisations_by_municipality(portal),
            "links": links,
            "language": language,
        }
        return SafeString(render_to_string("site/parts/municipality_list.html", context))

    key = f"municipalities {portal.key if portal else ''} {links.prefix} {language}"
    context = {"municipality_list": kept(key, draw_list), "map": kept_map(request, portal, language)}
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
