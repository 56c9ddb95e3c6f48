"""Writing down that contacts which are not public were shown to someone who acts for others."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from raitti.core.access import note_access
from raitti.directory.actions.behalf import acting_for
from raitti.directory.models import Organisation, Thing


def note_contacts(request: HttpRequest, thing: Thing | None, *, now: datetime, why: str) -> None:
    """Note the seeing of a thing's private contacts; an association's own people see what is theirs anyway."""
    organisation = thing if isinstance(thing, Organisation) or thing is None else thing.organisation
    if thing is None or organisation is None or not thing.contacts.filter(is_public=False).exists():
        return
    person: Any = request.user
    if acting_for(person, organisation, timezone.localdate(now)) is not None:
        note_access(person, "contacts", organisation, now=now, why=why)
