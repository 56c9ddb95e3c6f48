"""Everything that can happen to the directory: one verb each, one transaction, one audit entry."""

from raitti.directory.actions.duplicates import keep_apart
from raitti.directory.actions.organisations import save_organisation, set_status
from raitti.directory.actions.publishing import set_publication
from raitti.directory.actions.saving import Saved
from raitti.directory.actions.services import save_location, save_service

__all__ = [
    "Saved",
    "keep_apart",
    "save_location",
    "save_organisation",
    "save_service",
    "set_publication",
    "set_status",
]
