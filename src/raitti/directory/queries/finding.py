"""An entry by its uid, whichever kind it is."""

from uuid import UUID

from raitti.directory.models import Thing, ThingKind
from raitti.directory.queries.things import thing_by_uid


def entry_of(uid: UUID) -> Thing | None:
    """The organisation, activity or place with a uid, shown or not."""
    found = (thing_by_uid(kind, uid) for kind in ThingKind.values)
    return next((thing for thing in found if thing is not None), None)


def public_entry(uid: UUID) -> Thing | None:
    """The same, if everyone may see it."""
    thing = entry_of(uid)
    if thing is None or not type(thing).objects.visible_to(None).filter(pk=thing.pk).exists():
        return None
    return thing
