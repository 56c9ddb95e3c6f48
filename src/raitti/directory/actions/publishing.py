"""Showing things to everyone, and taking them away."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction

from raitti.directory.actions import checks, indexing, saving
from raitti.directory.lookup import Lookup
from raitti.directory.models import Location, Organisation, Publication, Thing
from raitti.directory.snapshots import facts_of, to_json


@transaction.atomic
def set_publication(
    thing: Thing,
    publication: str,
    *,
    actor: Any,
    now: datetime,
    on_behalf_of: Organisation | None = None,
) -> Thing:
    """Make a thing a draft, published or hidden; what hangs on an organisation follows it in the index."""
    saving.hold(thing)
    before = to_json(facts_of(thing))
    fields = {"publication": checks.choice("publication", publication, Publication.values)}
    changes = saving.write(thing, fields, now=now)
    if not changes:
        return thing
    verb = f"set publication of {thing._meta.model_name}"
    saving.finish(thing, changes, actor=actor, now=now, before=before, on_behalf_of=on_behalf_of, verb=verb)
    lookup = Lookup()
    if isinstance(thing, Organisation):
        indexing.refresh_organisation(thing, lookup)
        indexing.refresh_parts(thing, lookup)
    elif isinstance(thing, Location):
        indexing.refresh_location(thing, lookup)
    else:
        indexing.refresh_service(thing, lookup)
    return thing


class TakeBack(Exception):
    """Nothing of this happened."""


def show_for_now(thing: Thing) -> None:
    """Let everyone see a thing and its organisation; for a transaction that is taken back."""
    owner = thing if isinstance(thing, Organisation) else thing.organisation
    for each in (thing, owner):
        if each is not None:
            type(each)._default_manager.filter(pk=each.pk).update(publication=Publication.PUBLISHED)


@contextmanager
def as_if_shown(thing: Thing) -> Iterator[None]:
    """A thing as it would be if everyone saw it, for the block's length; then that is taken back."""
    try:
        with transaction.atomic():
            show_for_now(thing)
            yield
            raise TakeBack  # noqa: TRY301 - leaving the block this way is what takes everything back
    except TakeBack:
        pass
