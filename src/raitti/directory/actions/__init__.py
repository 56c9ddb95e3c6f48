"""Everything that can happen to the directory: one verb each, one transaction, one audit entry."""

from raitti.directory.actions.duplicates import keep_apart
from raitti.directory.actions.organisations import save_organisation, set_status
from raitti.directory.actions.own_topics import load_topics
from raitti.directory.actions.portals import save_portal
from raitti.directory.actions.publishing import set_publication
from raitti.directory.actions.runs import finish_run
from raitti.directory.actions.saving import Saved
from raitti.directory.actions.services import save_location, save_service
from raitti.directory.actions.things import save_thing
from raitti.directory.actions.topics import SavedTopics, save_topics

__all__ = [
    "Saved",
    "SavedTopics",
    "finish_run",
    "keep_apart",
    "load_topics",
    "save_location",
    "save_organisation",
    "save_portal",
    "save_service",
    "save_thing",
    "save_topics",
    "set_publication",
    "set_status",
]
