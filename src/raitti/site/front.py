"""The front pages: one for the country, one for each region."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from raitti.bodies.queries.published import Here, bodies_of_portal
from raitti.core.kept import kept
from raitti.core.shelf import shelved
from raitti.directory import queries
from raitti.places.models import Area
from raitti.places.queries import sorted_by_name
from raitti.programmes.queries.published import projects_in
from raitti.site.maps import drawn_map
from raitti.site.rendering import drawn_part, page, portal_of

_COMING_DAYS = 7
_MOST_PROJECTS = 4
_MOST_BODIES = 4


@shelved()
def front(request: HttpRequest, language: str) -> HttpResponse:
    """The first view of a region, or of the country with its regions."""
    portal = portal_of(request)
    today = timezone.localdate()
    tomorrow = today + timedelta(days=1)

    def coming() -> dict[str, Any]:
        found = queries.coming_days(portal, today=today, days=_COMING_DAYS, limit=6)
        return {"occasions": found, "today": today, "tomorrow": tomorrow}

    def numbers() -> dict[str, Any]:
        return {"numbers": queries.numbers(portal, municipalities=len(towns()), today=today)}

    def towns() -> list[Area]:
        about = f"towns {portal.key if portal else ''} {language}"
        return kept(about, lambda: list(sorted_by_name(queries.areas_of(portal), language)))

    def boards() -> dict[str, Any]:
        found = bodies_of_portal(portal, most=_MOST_BODIES) if portal else Here([], 0)
        return {"bodies": found.bodies, "open_groups": found.open_groups}

    context: dict[str, Any] = {
        "coming": drawn_part(request, f"coming {today}", "site/parts/coming.html", coming),
        "newest": drawn_part(
            request, "newest", "site/parts/newest.html", lambda: {"newest": queries.newest(portal, limit=5)}
        ),
        "numbers": drawn_part(request, f"numbers {today}", "site/parts/numbers.html", numbers),
    }
    if portal is None:
        regions = queries.portals_shown()
        if regions:
            context["regions"] = drawn_part(request, "regions", "site/parts/regions.html", lambda: {"regions": regions})
        return page(request, "site/national.html", context, name="front")
    context |= {
        "areas": drawn_part(
            request,
            "areas",
            "site/parts/area_list.html",
            lambda: {"areas": towns()},
        ),
        "map": drawn_map(request),
        "projects": drawn_part(
            request,
            "projects",
            "site/parts/projects_here.html",
            lambda: {"projects": list(projects_in(portal)[:_MOST_PROJECTS])},
        ),
        "bodies": drawn_part(request, "bodies", "site/parts/bodies_here.html", boards),
        "common_searches": _common_searches(language),
    }
    return page(request, "site/front.html", context, name="front")


def _common_searches(language: str) -> list[str]:
    words = {
        "fi": ["vertaistuki", "digituki", "vapaaehtoiseksi", "nuorille", "omaishoito"],
        "sv": ["kamratstöd", "digitalt stöd", "frivillig", "för unga", "närståendevård"],
        "en": ["peer support", "digital support", "volunteering", "language café", "family carers"],
    }
    return words[language]
