"""Entries by what rows about them keep: their kind and uid."""

from uuid import UUID

from raitti.directory.models import Location, Organisation, Service, Thing


def thing_by_uid(kind: str, uid: UUID) -> Thing | None:
    """An entry, published or not; `None` when it is gone."""
    if kind == "organisation":
        return Organisation.objects.select_related("home_municipality").filter(uid=uid).first()
    model = Service if kind == "service" else Location
    return model.objects.select_related("organisation").filter(uid=uid).first()
