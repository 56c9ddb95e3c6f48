"""Portals and the areas they show."""

from django.db.models import Q, QuerySet

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


def works_in(portal: Portal) -> Q:
    """What works in a portal's region: asked of anything that has `areas`, and true once for each that fits."""
    own = portal.areas.all()
    return (
        Q(areas__in=own)
        | Q(areas__region__in=own)
        | Q(areas__county__in=own)
        | Q(areas__in=own.values("region"))
        | Q(areas__in=own.values("county"))
        | Q(areas__region_municipalities__county__in=own)
        | Q(areas__county_municipalities__region__in=own)
    )
