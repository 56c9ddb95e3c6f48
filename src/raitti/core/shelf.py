"""Finished public pages are dropped when what they show changes."""

from django.db import transaction
from django.db.models import F

from raitti.core.models import ShelfGeneration


def _count_up() -> None:
    if not ShelfGeneration.objects.filter(pk=1).update(number=F("number") + 1):
        ShelfGeneration.objects.get_or_create(pk=1, defaults={"number": 1})


def content_changed() -> None:
    """Say that something public pages show has changed; takes effect when the transaction commits."""
    transaction.on_commit(_count_up)
