"""What is known of where entries come from."""

from uuid import UUID

from raitti.exchange.models import Harvested


def origin_of(uid: UUID) -> Harvested | None:
    """The source an entry was fetched from, for its page; `None` for one that was made here."""
    found = Harvested.objects.filter(thing_uid=uid).exclude(written="").select_related("origin")
    return found.first()
