"""Keeping entries: an organisation's own page, the form of each thing, its preview, and what state it is in."""

from collections.abc import Callable

from django.http import HttpResponse

from raitti.workspace.entries import editing, organisation

VIEWS: dict[str, Callable[..., HttpResponse]] = {**organisation.VIEWS, **editing.VIEWS}
__all__ = ["VIEWS"]
