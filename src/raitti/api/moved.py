"""Organisations that became part of another: their old ids lead to the one that stayed."""

from uuid import UUID

from django.http import HttpRequest, HttpResponsePermanentRedirect

from raitti.directory.models import Publication
from raitti.directory.queries.duplicates import now_called


def moved_to(request: HttpRequest, uid: UUID) -> HttpResponsePermanentRedirect | None:
    """A redirect to where an organisation is today; `None` when it has not moved, or not to where all may look."""
    found = now_called(uid)
    if found is None or found.publication != Publication.PUBLISHED:
        return None
    return HttpResponsePermanentRedirect(request.get_full_path().replace(str(uid), str(found.uid), 1))
