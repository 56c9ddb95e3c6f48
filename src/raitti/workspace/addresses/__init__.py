"""Where every signed-in page lives, one word a language; the first words say that it is one's own."""

from raitti.core.addresses import Paths, register_paths
from raitti.workspace.addresses.bodies import BODIES
from raitti.workspace.addresses.calls_of_bodies import CALLS_OF_BODIES
from raitti.workspace.addresses.elections_of_bodies import ELECTIONS_OF_BODIES
from raitti.workspace.addresses.entries import ENTRIES, GRID, LOOKUPS, PAPER, PICTURES
from raitti.workspace.addresses.groups_of_bodies import GROUPS_OF_BODIES
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
from raitti.workspace.addresses.seats_of_bodies import SEATS_OF_BODIES
from raitti.workspace.addresses.shapes import SHAPES
from raitti.workspace.addresses.statements_of_bodies import STATEMENTS_OF_BODIES

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
    **SEATS_OF_BODIES,
    **CALLS_OF_BODIES,
    **MEETINGS_OF_BODIES,
    **ELECTIONS_OF_BODIES,
    **STATEMENTS_OF_BODIES,
    **GROUPS_OF_BODIES,
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
    "CALLS_OF_BODIES",
    "CAMPAIGNS",
    "CHECKS",
    "CLAIMS",
    "DASHBOARDS",
    "DESK",
    "DUPLICATES",
    "ELECTIONS_OF_BODIES",
    "ENTRIES",
    "GRID",
    "GROUPS_OF_BODIES",
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
    "SEATS_OF_BODIES",
    "SHAPES",
    "SHARING",
    "STATEMENTS_OF_BODIES",
    "STRUCTURES",
]
