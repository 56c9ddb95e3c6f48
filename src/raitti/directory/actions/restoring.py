"""Bringing back what an entry was: a field, the whole, or what someone did on another's behalf."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from raitti.core.audit import record
from raitti.core.verdicts import Refused, Verdict
from raitti.directory.actions.organisations import services_follow
from raitti.directory.actions.publishing import set_publication
from raitti.directory.actions.saving import Saved, hold
from raitti.directory.actions.things import save_thing
from raitti.directory.differences import NOT_CONTENT, content_fields
from raitti.directory.models import Organisation, Publication, Revision, Thing
from raitti.directory.queries.history import after_of, stopped_with
from raitti.directory.queries.things import thing_by_uid
from raitti.directory.reconciling import Conflict, merge
from raitti.directory.snapshots import facts_of, from_json, to_json

_OF_STATUS = ("status_since", "status_reason")


@transaction.atomic
def restore_revision(
    revision: Revision,
    fields: Collection[str] | None = None,
    *,
    actor: Any,
    now: datetime,
    on_behalf_of: Organisation | None = None,
) -> Saved:
    """Make an entry what it was before a change: the fields named, or all of its content.

    Its checks, its identity and whether it is shown stay as they are. This is a change like any other, with a
    history of its own. Raises `Refused` when the entry is gone, is new in this change, or cannot be so any more.
    """
    if not revision.before:
        raise Refused(Verdict("new", _("There was nothing before this: the page was made then.")))
    thing = _still_there(revision)
    known = content_fields(revision.before)
    # Why and since when go with what they tell of.
    named = {*fields, *(_OF_STATUS if "status" in fields else ())} if fields is not None else known
    wanted = [field for field in known if field in named]
    back = {field: revision.before[field] for field in wanted}
    return save_content(thing, back, actor=actor, now=now, on_behalf_of=on_behalf_of)


@transaction.atomic
def save_content(
    thing: Thing, content: dict[str, Any], *, actor: Any, now: datetime, on_behalf_of: Organisation | None = None
) -> Saved:
    """Save an entry with some of its content replaced by values as facts are kept in JSON.

    When that closes or opens an organisation, what it does stops or comes back with it.
    """
    hold(thing)
    present = to_json(facts_of(thing))
    stopped = stopped_with(thing) if isinstance(thing, Organisation) else {}
    facts = from_json(thing._meta.model_name or "", present | content)
    saved = save_thing(facts, actor=actor, now=now, on_behalf_of=on_behalf_of)
    if isinstance(saved.thing, Organisation) and "status" in saved.changes:
        services_follow(saved.thing, stopped, actor=actor, now=now, on_behalf_of=on_behalf_of)
    return saved


@dataclass(frozen=True)
class Undone:
    """What undoing did: whether anything changed, and what others had changed since, which stays as it is."""

    changed: bool
    stays: tuple[Conflict, ...] = ()


@transaction.atomic
def undo_change(revision: Revision, *, actor: Any, now: datetime) -> Undone:
    """Take back one change made on an organisation's behalf; what was changed since then stays.

    What was made new is no longer shown to everyone.
    """
    revision = Revision.objects.select_for_update().get(pk=revision.pk)
    if revision.undone is not None:
        raise Refused(Verdict("done", _("This has been undone already.")))
    thing = _still_there(revision)
    if revision.before:
        undone = _take_back(thing, revision, actor=actor, now=now)
    else:
        undone = Undone(changed=thing.publication == Publication.PUBLISHED)
        if undone.changed:
            set_publication(thing, Publication.DRAFT, actor=actor, now=now)
    revision.undone = now
    revision.save(update_fields=["undone"])
    record(actor, f"undid change of {revision.thing_kind}", thing, now=now)
    return undone


def _take_back(thing: Thing, revision: Revision, *, actor: Any, now: datetime) -> Undone:
    after, present = after_of(revision), to_json(facts_of(thing))
    merged = merge(after, present, {**present, **revision.before}, choices={})
    content = {field: value for field, value in merged.facts.items() if field not in NOT_CONTENT}
    saved = save_content(thing, content, actor=actor, now=now)
    changed = saved.outcome != "unchanged"
    before, shown = revision.before.get("publication"), present["publication"]
    if before != after.get("publication") == shown and before != Publication.HIDDEN:
        set_publication(saved.thing, str(before), actor=actor, now=now)
        changed = True
    return Undone(changed, merged.conflicts)


def _still_there(revision: Revision) -> Thing:
    thing = thing_by_uid(revision.thing_kind, revision.thing_uid)
    if thing is None:
        raise Refused(Verdict("gone", _("The page is no longer here.")))
    hold(thing)
    return thing
