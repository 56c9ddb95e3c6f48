"""What the directory holds: organisations, what they do, where and when, and the portals that show them."""

from raitti.directory.models.keeping import (
    CheckRound,
    Draft,
    FormerIdentity,
    Hiding,
    Merge,
    Picture,
    Report,
    Revision,
    Suggestion,
    ThingKind,
)
from raitti.directory.models.mandates import STAFF_ROLES, Claim, Invitation, Mandate, Role
from raitti.directory.models.matters import Matter, MatterKind, MatterNote
from raitti.directory.models.organisations import (
    DuplicateSuspicion,
    MatchKey,
    Organisation,
    OrganisationKind,
    OrganisationStatus,
    Publication,
)
from raitti.directory.models.portals import Portal
from raitti.directory.models.services import (
    ACCESSIBILITY_FACTS,
    Channel,
    ChannelKind,
    Contact,
    FeeKind,
    Location,
    Schedule,
    Service,
    ServiceFormat,
    ServiceKind,
    ServiceStatus,
)
from raitti.directory.models.things import THINGS, Thing
from raitti.directory.models.topics import Topic, TopicRole, Vocabulary

__all__ = [
    "ACCESSIBILITY_FACTS",
    "STAFF_ROLES",
    "THINGS",
    "Channel",
    "ChannelKind",
    "CheckRound",
    "Claim",
    "Contact",
    "Draft",
    "DuplicateSuspicion",
    "FeeKind",
    "FormerIdentity",
    "Hiding",
    "Invitation",
    "Location",
    "Mandate",
    "MatchKey",
    "Matter",
    "MatterKind",
    "MatterNote",
    "Merge",
    "Organisation",
    "OrganisationKind",
    "OrganisationStatus",
    "Picture",
    "Portal",
    "Publication",
    "Report",
    "Revision",
    "Role",
    "Schedule",
    "Service",
    "ServiceFormat",
    "ServiceKind",
    "ServiceStatus",
    "Suggestion",
    "Thing",
    "ThingKind",
    "Topic",
    "TopicRole",
    "Vocabulary",
]
