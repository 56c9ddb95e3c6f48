"""Keeping entries: an organisation's own page, the form of each thing, its preview, and what state it is in."""

from raitti.core.addresses import Views
from raitti.workspace.entries import editing, organisation

VIEWS: Views = {**organisation.VIEWS, **editing.VIEWS}
__all__ = ["VIEWS"]
