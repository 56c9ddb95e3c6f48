"""Where every signed-in page lives, one word a language; the first words say that it is one's own."""

from raitti.core.addresses import Paths, register_paths
from raitti.workspace.addresses.bodies import BODIES
from raitti.workspace.addresses.entries import ENTRIES, GRID, LOOKUPS, PAPER, PICTURES
from raitti.workspace.addresses.keeping import API_KEYS, CLAIMS, MANDATES, SHARING
from raitti.workspace.addresses.meetings_of_bodies import MEETINGS_OF_BODIES
from raitti.workspace.addresses.people import ACCOUNT, OWN_ACCOUNT, PRIVACY
from raitti.workspace.addresses.programmes import (
    CAMPAIGNS,
    MONEY,
    NOTICES,
    PLANS,
    PROGRAMMES,
    PROJECTS,
    STRUCTURES,
)
from raitti.workspace.addresses.region import (
    CHECKS,
    DASHBOARDS,
    DESK,
    DUPLICATES,
    HARVEST,
    HELPING,
    LETTERS,
    POSTBOX,
    REGION,
)
from raitti.workspace.addresses.shapes import SHAPES

PATHS: Paths = {
    **ACCOUNT,
    **OWN_ACCOUNT,
    **PRIVACY,
    **MANDATES,
    **CLAIMS,
    **API_KEYS,
    **SHARING,
    **ENTRIES,
    **PICTURES,
    **LOOKUPS,
    **GRID,
    **PAPER,
    **DESK,
    **CHECKS,
    **DASHBOARDS,
    **HELPING,
    **DUPLICATES,
    **HARVEST,
    **REGION,
    **LETTERS,
    **POSTBOX,
    **BODIES,
    **MEETINGS_OF_BODIES,
    **PROGRAMMES,
    **PROJECTS,
    **PLANS,
    **STRUCTURES,
    **MONEY,
    **CAMPAIGNS,
    **NOTICES,
    **SHAPES,
}
register_paths(PATHS)

__all__ = [
    "ACCOUNT",
    "API_KEYS",
    "BODIES",
    "CAMPAIGNS",
    "CHECKS",
    "CLAIMS",
    "DASHBOARDS",
    "DESK",
    "DUPLICATES",
    "ENTRIES",
    "GRID",
    "HARVEST",
    "HELPING",
    "LETTERS",
    "LOOKUPS",
    "MANDATES",
    "MEETINGS_OF_BODIES",
    "MONEY",
    "NOTICES",
    "OWN_ACCOUNT",
    "PAPER",
    "PATHS",
    "PICTURES",
    "PLANS",
    "POSTBOX",
    "PRIVACY",
    "PROGRAMMES",
    "PROJECTS",
    "REGION",
    "SHAPES",
    "SHARING",
    "STRUCTURES",
]
