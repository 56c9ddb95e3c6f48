"""The front pages: one for the country, one for each region."""

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar, cast

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from raitti.core.shelf import generation, shelved
from raitti.directory import queries
from raitti.directory.models import Portal
from raitti.places.queries import sorted_by_name
from raitti.site.maps import municipality_map
from raitti.site.rendering import page, portal_of

_COMING_DAYS = 7
Kept = TypeVar("Kept")


@shelved()
def front(request: HttpRequest, language: str) -> HttpResponse:
    """The first view of a region, or of the country with its regions."""
    portal = portal_of(request)
    today = timezone.localdate()
    shared = {
        "numbers": _kept(f"numbers:{_key(portal)}:{today}", lambda: queries.numbers(portal, today=today)),
        "occasions": _kept(
            f"coming:{_key(portal)}:{today}",
            lambda: queries.coming_days(portal, today=today, days=_COMING_DAYS, limit=6),
        ),
        "today": today,
        "tomorrow": today + timedelta(days=1),
        "newest": queries.newest(portal, limit=5),
    }
    if portal is None:
        return page(request, "site/national.html", {**shared, "regions": list(queries.portals())}, name="front")
    areas = list(sorted_by_name(queries.areas_of(portal), language))
    return page(
        request,
        "site/front.html",
        {
            **shared,
            "areas": areas,
            "map": municipality_map(areas, queries.organisations_by_municipality(portal), request),
            "common_searches": _common_searches(language),
        },
        name="front",
    )


def _key(portal: Portal | None) -> str:
    return portal.key if portal else ""


def _kept(key: str, make: Callable[[], Kept]) -> Kept:
    """A costly part, made again when public content has changed."""
    return cast("Kept", cache.get_or_set(f"{key}:{generation()}", make, timeout=600))


def _common_searches(language: str) -> list[str]:
    words = {
        "fi": ["vertaistuki", "digituki", "vapaaehtoiseksi", "nuorille", "omaishoito"],
        "sv": ["kamratstöd", "digitalt stöd", "frivillig", "för unga", "närståendevård"],
        "en": ["peer support", "digital support", "volunteering", "language café", "family carers"],
    }
    return words[language]
