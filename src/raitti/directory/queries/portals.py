"""Portals and the areas they show."""

from django.db.models import QuerySet

from raitti.core.kept import kept
from raitti.directory.models import Portal
from raitti.places.models import Area
from raitti.places.queries import current_municipalities, municipalities_in


def portals() -> QuerySet[Portal]:
    """All portals in the order they are shown, with their areas and steward."""
    return Portal.objects.select_related("steward").prefetch_related("areas").order_by("position", "key")


def portals_shown() -> list[Portal]:
    """The same, read once until public content changes."""
    return kept("portals", lambda: list(portals()))


def areas_of(portal: Portal | None) -> QuerySet[Area]:
    """The current municipalities a portal shows; without a portal, all of the country."""
    return current_municipalities() if portal is None else municipalities_in(portal.areas.all())
