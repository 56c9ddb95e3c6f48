"""Showing things to everyone, and taking them away."""

from datetime import datetime
from typing import Any

from django.db import transaction

from raitti.core.audit import record
from raitti.core.shelf import content_changed
from raitti.directory.actions import checks, indexing, saving
from raitti.directory.lookup import Lookup
from raitti.directory.models import Location, Organisation, Publication, Service


@transaction.atomic
def set_publication(
    thing: Organisation | Location | Service, publication: str, *, actor: Any, now: datetime
) -> Organisation | Location | Service:
    """Make a thing a draft, published or hidden; what hangs on an organisation follows it in the index."""
    fields = {"publication": checks.choice("publication", publication, Publication.values)}
    changes = saving.write(thing, fields, now=now)
    if not changes:
        return thing
    record(actor, f"set publication of {thing._meta.model_name}", thing, now=now, changes=changes)
    content_changed()
    lookup = Lookup()
    if isinstance(thing, Organisation):
        indexing.refresh_organisation(thing, lookup)
        indexing.refresh_parts(thing, lookup)
    elif isinstance(thing, Location):
        indexing.refresh_location(thing, lookup)
    else:
        indexing.refresh_service(thing, lookup)
    return thing
