"""What the directory holds: organisations, what they do, where and when, and the portals that show them."""

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
from raitti.directory.models.topics import Topic, TopicRole, Vocabulary

__all__ = [
    "ACCESSIBILITY_FACTS",
    "Channel",
    "ChannelKind",
    "Contact",
    "DuplicateSuspicion",
    "FeeKind",
    "Location",
    "MatchKey",
    "Organisation",
    "OrganisationKind",
    "OrganisationStatus",
    "Portal",
    "Publication",
    "Schedule",
    "Service",
    "ServiceFormat",
    "ServiceKind",
    "ServiceStatus",
    "Topic",
    "TopicRole",
    "Vocabulary",
]
