"""Making two entries of one organisation one, with everything that belongs to them, and two again."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.core.addresses import full_address
from raitti.core.audit import record
from raitti.core.changes import Change, tell
from raitti.core.mail import send_letter_later
from raitti.core.rows import bring_back, keep_row, value_kept, value_of
from raitti.core.shelf import content_changed
from raitti.core.slugs import assign_slugs
from raitti.core.texts import versions
from raitti.core.verdicts import Refused, Verdict
from raitti.directory import sides
from raitti.directory.actions import duplicates, indexing, matters, moving, saving
from raitti.directory.lookup import Lookup
from raitti.directory.models import (
    DuplicateSuspicion,
    FirstLook,
    FormerIdentity,
    Merge,
    Organisation,
    Publication,
)
from raitti.directory.queries.mandates import owners_of
from raitti.directory.queries.waiting import uid_of
from raitti.search import actions as search

GONE = _("One of these pages is no longer here: someone may have merged them a moment ago.")
_IDENTIFIERS = ("business_id", "register_number")


def _refuse(code: str, reason: Any) -> Refused:
    return Refused(Verdict(code, reason))


@transaction.atomic
def merge(
    kept: Organisation,
    gone: Organisation,
    *,
    choices: Mapping[str, str],
    actor: Any,
    now: datetime,
    keep_name: bool = True,
) -> Merge:
    """Make `gone` part of `kept`, which stays; the latter's addresses, uid and source id lead to `kept` from now on.

    `choices` says by field whose value stands: `kept`, `gone` or, for lists and texts in several languages,
    `both`; a field left out loses as little as can be. With `keep_name` the name that was not chosen becomes
    another name. Raises `Refused`. Can be undone until the `undo_until` of what is returned.
    """
    kept, gone = _locked(kept, gone)
    _check_they_may_be_one(kept, gone)
    before = saving.kept_before(kept)
    fields, relations = _chosen(kept, gone, choices, keep_name=keep_name)
    former = _identity_left(kept, gone, fields)
    moved = moving.Moved()
    _settle_rows(kept, gone, choices, moved)
    _settle_first_looks(kept, gone, fields, moved, actor=actor, now=now)
    gone_row, gone_name, gone_uid = keep_row(gone), str(gone)[:300], gone.uid
    _close_matters(kept, gone, actor=actor, now=now)
    _move(kept, gone, moved, by=str(actor)[:200], now=now)
    was_public = gone.publication == Publication.PUBLISHED
    tell(Change("organisation", gone.uid, gone.uid, was_public=was_public, is_public=False, at=now))
    gone.delete()
    was = _as_kept(kept, fields, relations)
    changes = saving.write(kept, fields, now=now, relations=relations)
    became = _as_kept(kept, fields, relations)
    done = Merge.objects.create(
        kept=kept,
        gone_uid=gone_uid,
        gone_name=gone_name,
        gone=gone_row,
        kept_before={"uid": str(kept.uid), "slugs": kept.slugs, "was": was, "became": became},
        moved=moved.as_json(),
        by=str(actor)[:200],
        at=now,
        undo_until=now + timedelta(days=saving.UNDO_DAYS),
    )
    FormerIdentity.objects.create(organisation=kept, uid=gone_uid, **former)
    _finish(kept, changes, "merged organisation", before=before, actor=actor, now=now, other=gone_name)
    search.drop("organisation", str(gone_uid))
    _tell_owners(kept, gone_name, now=now)
    return done


def _locked(first: Organisation, second: Organisation) -> tuple[Organisation, Organisation]:
    """Both as they stand now, held until the act is done: of two people who do this at once, the second is refused."""
    rows = Organisation.objects.select_for_update().filter(pk__in=[first.pk, second.pk]).order_by("pk")
    found = {row.pk: row for row in rows}
    if first.pk == second.pk:
        raise _refuse("same", _("These are one page already."))
    if len(found) < 2:
        raise _refuse("gone", GONE)
    return found[first.pk], found[second.pk]


def _check_they_may_be_one(kept: Organisation, gone: Organisation) -> None:
    if gone.portals.exists():
        raise _refuse(
            "steward",
            _("%s looks after a region’s portal. Keep that page, or give the portal to another first.") % gone,
        )
    for lower, upper in ((kept, gone), (gone, kept)):
        above, seen = lower.parent, set[int]()
        while above is not None and above.pk not in seen:
            if above.pk == upper.pk:
                raise _refuse("family", _("One of these belongs to the other. If they are one, change that first."))
            seen.add(above.pk)
            above = above.parent


def _chosen(
    kept: Organisation, gone: Organisation, choices: Mapping[str, str], *, keep_name: bool
) -> tuple[dict[str, Any], dict[str, list[int]]]:
    """The columns and links of the one that stays."""
    fields: dict[str, Any] = {}
    unknown = choices.keys() - set(sides.FIELDS)
    if unknown:
        raise _refuse("choice", _("There is no such field to choose: %s.") % ", ".join(sorted(unknown)))
    for side in sides.side_by_side(kept, gone):
        choice = choices.get(side.field) or side.default
        if choice not in (*side.choices, sides.KEPT):
            raise _refuse("choice", _("This cannot be chosen for “%s”.") % side.label)
        fields |= sides.joined(side.field, choice, kept, gone)
    if keep_name:
        _add_names(kept, gone, fields)
    if kept.publication == Publication.DRAFT and gone.publication == Publication.PUBLISHED:
        fields["publication"] = Publication.PUBLISHED.value
    for name in list(fields):
        if sides.is_pointer(name) and fields[name] is not None and fields[name].pk == kept.pk:
            del fields[name]
    return fields, {name: fields.pop(name) for name in sides.LINKS & fields.keys()}


def _add_names(kept: Organisation, gone: Organisation, fields: dict[str, Any]) -> None:
    chosen = fields.get("name", versions(kept.name))
    others = fields.get("alternative_names", kept.alternative_names)
    old = [*versions(kept.name).values(), *versions(gone.name).values()]
    names = list(dict.fromkeys([*others, *(name for name in old if name not in chosen.values())]))
    if names != kept.alternative_names:
        fields["alternative_names"] = names


def _identity_left(kept: Organisation, gone: Organisation, fields: Mapping[str, Any]) -> dict[str, str]:
    """The source id that does not lead the entry from now on, by which it is still found."""
    leaves = kept if "source_id" in fields else gone
    return {"source": leaves.source, "source_id": leaves.source_id} if leaves.source_id else {}


def _settle_rows(kept: Organisation, gone: Organisation, choices: Mapping[str, str], moved: moving.Moved) -> None:
    """Pictures, and contacts that were not chosen or stand on both pages: written down, then dropped."""
    which = {side.field: choices.get(side.field) or side.default for side in sides.side_by_side(kept, gone)}
    if which["picture"] == sides.GONE and hasattr(kept, "picture"):
        moved.drop(kept.picture)
    contacts = which["contacts"]
    mine = {sides.contact_as_value(row) for row in kept.contacts.all()}
    if contacts == sides.GONE:
        for row in kept.contacts.all():
            moved.drop(row)
        mine = set()
    for row in gone.contacts.all():
        is_left_out = contacts == sides.KEPT and bool(mine)
        if is_left_out or sides.contact_as_value(row) in mine:
            moved.drop(row)


def _settle_first_looks(
    kept: Organisation,
    gone: Organisation,
    fields: Mapping[str, Any],
    moved: moving.Moved,
    *,
    actor: Any,
    now: datetime,
) -> None:
    """Whoever makes a new page part of another has looked at it; that of the one that stays, if it is shown by this."""
    is_shown = fields.get("publication") == Publication.PUBLISHED
    for look in FirstLook.objects.filter(organisation__in=[gone, kept] if is_shown else [gone]):
        matters.close_matter(kind="new", about_uid=look.uid, by=actor, now=now, outcome=_("merged"))
        moved.drop(look)


def _move(kept: Organisation, gone: Organisation, moved: moving.Moved, *, by: str, now: datetime) -> None:
    moving.move_over(gone, kept, moved, by=by, now=now)
    moving.mark_changed(moved.as_json(), now=now)
    left = moving.still_pointing(gone)
    if left:
        raise RuntimeError(f"Merging would have lost rows: {', '.join(left)}.")


def _as_kept(kept: Organisation, fields: Mapping[str, Any], relations: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    columns = {name: value_kept(kept, Organisation._meta.get_field(name)) for name in fields}  # type: ignore[arg-type]
    return {"fields": columns, "links": {name: sides.value(kept, name) for name in relations}}


def _close_matters(kept: Organisation, gone: Organisation, *, actor: Any, now: datetime) -> None:
    """The question whether they are one is answered; what the queue calls the questions about a third stays."""
    first, second = sorted((kept.pk, gone.pk))
    for suspicion in DuplicateSuspicion.objects.filter(first=first, second=second):
        matters.close_matter(kind="duplicate", about_uid=uid_of(suspicion), by=actor, now=now, outcome=_("merged"))


def _finish(
    kept: Organisation,
    changes: dict[str, Any],
    verb: str,
    *,
    before: dict[str, Any] | None,
    actor: Any,
    now: datetime,
    other: str,
) -> None:
    """History, audit entry, look-alikes and the index of the one that stays."""
    if changes:
        saving.finish(kept, changes, actor=actor, now=now, before=before, verb=verb)
    else:
        Organisation.objects.filter(pk=kept.pk).update(changed=now)
        record(actor, verb, kept, now=now, changes={"other": ["", other]})
        content_changed()
    lookup = Lookup()
    duplicates.write_keys(kept)
    indexing.refresh_organisation(kept, lookup)
    indexing.refresh_parts(kept, lookup)


def _tell_owners(kept: Organisation, gone_name: str, *, now: datetime) -> None:
    for person in owners_of(kept, on=timezone.localdate(now)):
        send_letter_later(
            person.email,
            _("Two pages of your association are now one"),
            template="merged",
            language=person.language,
            context={
                "kept": kept,
                "gone": gone_name,
                "days": saving.UNDO_DAYS,
                "desk": full_address("desk", person.language),
            },
        )


@transaction.atomic
def undo_merge(done: Merge, *, actor: Any, now: datetime) -> Organisation:
    """Make two of one again; what was changed on the one that stayed since then stays with it. Raises `Refused`."""
    done = Merge.objects.select_for_update().get(pk=done.pk)
    _check_it_can_be_undone(done, now=now)
    kept = Organisation.objects.select_for_update().get(pk=done.kept_id)
    before = saving.kept_before(kept)
    fields, relations = _given_back(kept, done.kept_before)
    changes = saving.write(kept, fields, now=now, relations=relations)
    FormerIdentity.objects.filter(uid=done.gone_uid).delete()
    gone = _bring_back(done.gone, now=now)
    moving.move_back(done.moved)
    moving.mark_changed(done.moved, now=now)
    moving.move_addresses_back(done.moved, gone=gone, kept=kept)
    Organisation.objects.filter(pk=kept.pk).update(slugs=kept.slugs)
    assign_slugs(kept, "organisation")
    done.undone = now
    done.save(update_fields=["undone"])
    _finish(kept, changes, "undid merging of organisation", before=before, actor=actor, now=now, other=str(gone))
    is_public = gone.publication == Publication.PUBLISHED
    tell(Change("organisation", gone.uid, gone.uid, was_public=False, is_public=is_public, at=now))
    lookup = Lookup()
    duplicates.write_keys(gone)
    indexing.refresh_organisation(gone, lookup)
    indexing.refresh_parts(gone, lookup)
    first, second = sorted((kept.pk, gone.pk))
    for suspicion in DuplicateSuspicion.objects.filter(first=first, second=second, state=DuplicateSuspicion.State.OPEN):
        matters.open_for(suspicion)
    for look in FirstLook.objects.filter(organisation__in=(kept, gone), state=FirstLook.State.OPEN):
        matters.open_for(look)
    return gone


def _check_it_can_be_undone(done: Merge, *, now: datetime) -> None:
    if done.undone is not None:
        raise _refuse("done", _("This has been undone already."))
    if done.undo_until < now:
        raise _refuse("late", _("The time for undoing this is over. You can still make a new page."))
    later = Merge.objects.filter(kept=done.kept, undone=None, pk__gt=done.pk)
    if later.exists():
        raise _refuse("later", _("This page was merged with another one after that. Undo the later merging first."))


def _given_back(kept: Organisation, noted: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, list[int]]]:
    """What the one that stayed was, for the fields nobody has touched since; of links, the difference taken back."""
    fields: dict[str, Any] = {}
    was, became = noted["was"], noted["became"]
    for name, before in was["fields"].items():
        column: Any = Organisation._meta.get_field(name)
        if value_kept(kept, column) != became["fields"][name]:
            continue
        if sides.is_pointer(name):
            fields[name] = column.related_model._default_manager.filter(pk=before).first()
        else:
            value = value_of(column, before)
            fields[name] = versions(value) if sides.is_translated(name) else value
    relations = {}
    for name, before in was["links"].items():
        added, removed = set(became["links"][name]) - set(before), set(before) - set(became["links"][name])
        known: Any = Organisation._meta.get_field(name).related_model
        wanted = (set(sides.value(kept, name)) - added) | removed
        relations[name] = sorted(known._default_manager.filter(pk__in=wanted).values_list("pk", flat=True))
    return fields, relations


def _bring_back(row: Mapping[str, Any], *, now: datetime) -> Organisation:
    """The organisation that was gone, under its own key; an identifier that another took meanwhile is left to that.

    It is new to programs that ask what has changed of late.
    """
    values = row["fields"]
    changed: dict[str, Any] = {"changed": now}
    for name in _IDENTIFIERS:
        if values[name] and Organisation.objects.filter(**{name: values[name]}).exists():
            changed[name] = None
    if values["source_id"] and (
        Organisation.objects.filter(source=values["source"], source_id=values["source_id"]).exists()
    ):
        changed |= {"source": "", "source_id": ""}
    if values["parent_id"] and not Organisation.objects.filter(pk=values["parent_id"]).exists():
        changed["parent_id"] = None
    gone = bring_back(row, **changed)
    return Organisation.objects.get(pk=gone.pk)
