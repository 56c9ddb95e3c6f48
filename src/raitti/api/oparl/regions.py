"""OParl's Body is a region with a face of its own, or the installation for what belongs to none."""

from collections.abc import Mapping
from dataclasses import dataclass

from i18nfield.strings import LazyI18nString

from raitti.bodies.models import Body
from raitti.core.kept import kept
from raitti.core.texts import translated
from raitti.directory.lookup import Lookup
from raitti.directory.models import Portal
from raitti.directory.queries import portals_shown

# No portal has it: their keys are one word or joined by dashes.
INSTALLATION = "installation_"


@dataclass(frozen=True)
class Region:
    """A region's key, name and the keys of the bodies that count as its own."""

    key: str
    name: LazyI18nString
    portal: Portal | None
    bodies: frozenset[int]


def regions() -> list[Region]:
    """All regions in the order they are shown, then the installation. Each body is in exactly one of them."""
    home = kept("regions of bodies", _homes)
    shown = [(portal.key, portal.name, portal) for portal in portals_shown()]
    found = [(key, name, portal) for key, name, portal in shown] + [(INSTALLATION, translated(fi="Raitti"), None)]
    return [
        Region(key, name, portal, frozenset(body for body, place in home.items() if place == key))
        for key, name, portal in found
    ]


def region_named(key: str) -> Region | None:
    return next((region for region in regions() if region.key == key), None)


def region_of(body: int) -> str:
    """The key of the region a body counts as its own."""
    return kept("regions of bodies", _homes).get(body, INSTALLATION)


def _homes() -> Mapping[int, str]:
    """The region of every body that is or was public: the first of those that show a municipality of its areas."""
    lookup = Lookup()
    order = [portal.key for portal in portals_shown()]
    homes = {}
    for body in Body.objects.exclude(publication="draft").prefetch_related("areas").only("pk"):
        codes = {area.code for own in body.areas.all() for area in lookup.municipalities(own)}
        mine = (key for key in order if lookup.portal_areas.get(key, set()) & codes)
        homes[body.pk] = next(mine, INSTALLATION)
    return homes
