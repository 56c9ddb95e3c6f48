"""Entries by what rows about them keep: their kind and uid."""

from collections.abc import Iterable
from uuid import UUID

from raitti.directory.models import THINGS, Location, Organisation, Service, Thing


def things_by_uid(wanted: Iterable[tuple[str, UUID]]) -> dict[UUID, Thing]:
    """Entries by the kinds and uids of many rows, in one question for each kind."""
    uids: dict[str, set[UUID]] = {}
    for kind, uid in wanted:
        uids.setdefault(kind, set()).add(uid)
    found: dict[UUID, Thing] = {}
    for kind, model in THINGS.items():
        if kind in uids:
            found |= {thing.uid: thing for thing in model.objects.filter(uid__in=uids[kind])}
    return found


def thing_by_uid(kind: str, uid: UUID) -> Thing | None:
    """An entry, published or not; `None` when it is gone."""
    if kind == "organisation":
        return Organisation.objects.select_related("home_municipality").filter(uid=uid).first()
    model = Service if kind == "service" else Location
    return model.objects.select_related("organisation").filter(uid=uid).first()
