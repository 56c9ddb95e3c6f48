"""The front pages: one for the country, one for each region."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from raitti.core.kept import kept
from raitti.core.shelf import shelved
from raitti.directory import queries
from raitti.places.queries import sorted_by_name
from raitti.site.maps import kept_map
from raitti.site.rendering import page, portal_of

_COMING_DAYS = 7


@shelved()
def front(request: HttpRequest, language: str) -> HttpResponse:
    """The first view of a region, or of the country with its regions."""
    portal = portal_of(request)
    key = portal.key if portal else ""
    today = timezone.localdate()
    areas = kept(f"areas {key} {language}", lambda: list(sorted_by_name(queries.areas_of(portal), language)))
    shared = {
        "numbers": kept(
            f"numbers {key} {today}", lambda: queries.numbers(portal, municipalities=len(areas), today=today)
        ),
        "occasions": kept(
            f"coming {key} {today}",
            lambda: queries.coming_days(portal, today=today, days=_COMING_DAYS, limit=6),
        ),
        "today": today,
        "tomorrow": today + timedelta(days=1),
        "newest": kept(f"newest {key}", lambda: queries.newest(portal, limit=5)),
    }
    if portal is None:
        return page(request, "site/national.html", {**shared, "regions": queries.portals_shown()}, name="front")
    return page(
        request,
        "site/front.html",
        {
            **shared,
            "areas": areas,
            "map": kept_map(request, portal, language),
            "common_searches": _common_searches(language),
        },
        name="front",
    )


def _common_searches(language: str) -> list[str]:
    words = {
        "fi": ["vertaistuki", "digituki", "vapaaehtoiseksi", "nuorille", "omaishoito"],
        "sv": ["kamratstöd", "digitalt stöd", "frivillig", "för unga", "närståendevård"],
        "en": ["peer support", "digital support", "volunteering", "language café", "family carers"],
    }
    return words[language]
