"""How facts become rows: only what differs is written, and what differed is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from dataclasses import fields as fields_of
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from django.db.models import ForeignKey, Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nFieldMixin
from i18nfield.strings import LazyI18nString

from raitti.core.audit import LinkHolder, record
from raitti.core.changes import Change, tell
from raitti.core.shelf import content_changed
from raitti.core.slugs import assign_slugs
from raitti.core.texts import versions
from raitti.core.verdicts import Refused, Verdict
from raitti.directory.actions import checks
from raitti.directory.actions.telling import tell_of_change
from raitti.directory.facts import (
    ContactFacts,
    OrganisationFacts,
    ScheduleFacts,
    ThingFacts,
)
from raitti.directory.lookup import UID, Lookup, known_by_former
from raitti.directory.models import Contact, Organisation, Publication, Revision, Schedule, Thing
from raitti.directory.snapshots import facts_of, organisation_facts, to_json

T = TypeVar("T", bound=Thing)
# What the source of a former entry says of these is not of the one that stayed.
_NOT_ADDED = frozenset({"status_since", "is_example", "verified_on", "verified_by", "contacts"})
# How long an organisation can undo what others did on its behalf.
UNDO_DAYS = 30


@dataclass(frozen=True)
class Saved:
    """What saving did: `outcome` is `created`, `updated` or `unchanged`.

    `changes` maps a field to `[before, after]` as JSON values; `notes` are sentences for whoever saved.
    """

    thing: Any
    outcome: str
    changes: dict[str, Any] = field(default_factory=dict)
    notes: tuple[str | Promise, ...] = ()


def find(model: type[T], facts: ThingFacts) -> T | None:
    """The row these facts are about: the one with their source id, else the one with their uid."""
    rows: Any = model._default_manager.select_for_update()
    found: T | None = None
    if facts.source_id:
        found = rows.filter(source=facts.source, source_id=facts.source_id).first()
    if found is None and facts.uid is not None:
        found = rows.filter(uid=facts.uid).first()
    if found is None and model is Organisation:
        former = _known_as(facts)
        found = rows.filter(pk=former.pk).first() if former is not None else None
    return found


def hold(thing: Thing) -> None:
    """Make a thing what it is by now, and let nobody else change it until the transaction ends.

    What is read of it after this is what will be written over. Raises `Refused` when it is gone.
    """
    model = type(thing)
    rows: Any = model._default_manager.select_for_update()
    try:
        thing.refresh_from_db(from_queryset=rows)
    except model.DoesNotExist as gone:
        raise Refused(Verdict("gone", _("The page is no longer here."))) from gone


def _known_as(facts: ThingFacts) -> Organisation | None:
    """The organisation that the one these facts are about has become part of."""
    by_id = known_by_former(facts.source, facts.source_id)
    return by_id or (known_by_former("", f"{UID}{facts.uid}") if facts.uid else None)


def of_this_one(facts: OrganisationFacts, found: Organisation) -> OrganisationFacts:
    """Facts about an organisation as they may be written to it.

    Those that come by the source id or uid of another one that became part of it only add what is missing:
    otherwise two rows of one register would take turns.
    """
    if facts.uid == found.uid or (facts.source, facts.source_id) == (found.source, found.source_id):
        return facts
    own = organisation_facts(found)
    added: dict[str, Any] = {}
    for column in fields_of(facts):
        mine, theirs = getattr(own, column.name), getattr(facts, column.name)
        if isinstance(mine, Mapping):
            added[column.name] = {**theirs, **mine}
        elif not mine and theirs and column.name not in _NOT_ADDED:
            added[column.name] = theirs
    return replace(own, source=facts.source, source_id=facts.source_id, **added)


def common_fields(facts: ThingFacts, thing: Model) -> dict[str, Any]:
    """Fields every sourced thing has.

    What people have decided here outlives what a source says again: a hidden thing stays hidden,
    a published one does not become a draft, and facts with an older check, or none, keep the last one.
    """
    checks.choice("publication", facts.publication, Publication.values)
    fields: dict[str, Any] = {"name": checks.name(facts.name)}
    if thing.pk is None:
        fields |= {
            "source": checks.text("source", facts.source),
            "source_id": checks.text("source_id", facts.source_id),
            "publication": facts.publication,
        }
    elif facts.publication == Publication.PUBLISHED and thing.publication == Publication.DRAFT:  # type: ignore[attr-defined]
        fields["publication"] = Publication.PUBLISHED.value
    last: date | None = thing.verified_on  # type: ignore[attr-defined]
    if facts.verified_on is not None and (last is None or facts.verified_on >= last):
        fields |= {"verified_on": facts.verified_on, "verified_by": checks.text("verified_by", facts.verified_by)}
    return fields


def next_check(fields: Mapping[str, Any], home: int | None, lookup: Lookup) -> dict[str, Any]:
    """When a thing that `fields` say was checked is to be checked again: its organisation's portal decides."""
    confirmed = fields.get("verified_on")
    return {"next_check_due": lookup.policy(home).next_check(confirmed)} if confirmed else {}


def as_json(value: Any) -> Any:
    """A field's value as the audit trail keeps it."""
    if isinstance(value, LazyI18nString):
        return versions(value)
    if isinstance(value, Model):
        return str(value)
    if isinstance(value, (date, time)):
        return value.isoformat()
    return value


def differences(row: Model, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that differ from the row's, each as `[before, after]`."""
    found = {}
    for name, after in fields.items():
        column = row._meta.get_field(name)
        if isinstance(column, ForeignKey) and getattr(row, column.attname) == (after.pk if after else None):
            continue
        is_unset = isinstance(column, ForeignKey) and getattr(row, column.attname) is None
        before = None if is_unset else getattr(row, name)
        if isinstance(after, dict) and isinstance(before, (LazyI18nString, str)):
            before = versions(before)
        if before != after:
            found[name] = [as_json(before), as_json(after)]
    return found


def kept_before(thing: T | None) -> dict[str, Any] | None:
    """A thing as it stands before it is written, for `finish`; `None` where there is none yet."""
    return to_json(facts_of(thing)) if thing is not None else None


def _keep_revision(
    thing: Thing,
    before: dict[str, Any],
    changes: dict[str, Any],
    *,
    actor: Any,
    now: datetime,
    on_behalf_of: Organisation | None,
) -> Revision:
    # Whoever acts by a link tells of it themselves (`freshness.confirm`). Showing again is no change to undo.
    by_link = isinstance(actor, LinkHolder) and set(changes) != {"publication"}
    revision = Revision.objects.create(
        organisation=thing if isinstance(thing, Organisation) else thing.organisation,
        thing_kind=thing._meta.model_name or "",
        thing_uid=thing.uid,
        before=before,
        fields=sorted(changes),
        actor=str(actor)[:200],
        actor_id=str(actor.pk) if isinstance(actor, Model) else "",
        on_behalf=str(on_behalf_of)[:200] if on_behalf_of is not None else "",
        at=now,
        undo_until=now + timedelta(days=UNDO_DAYS) if on_behalf_of is not None or by_link else None,
    )
    if on_behalf_of is not None:
        tell_of_change(revision, now=now)
    return revision


def keep_making(organisation: Organisation, *, actor: Any, now: datetime) -> Revision:
    """Keep that someone who is not its own made an organisation's page, so that it can be taken away again."""
    record(actor, "made page for", organisation, now=now, on_behalf_of=organisation)
    return _keep_revision(organisation, {}, {}, actor=actor, now=now, on_behalf_of=organisation)


def set_fields(row: Model, fields: Mapping[str, Any]) -> None:
    for name, value in fields.items():
        is_translated = isinstance(row._meta.get_field(name), I18nFieldMixin)
        setattr(row, name, LazyI18nString(value) if is_translated else value)


def write(
    row: Model,
    fields: Mapping[str, Any],
    *,
    now: datetime,
    relations: Mapping[str, Sequence[int]] | None = None,
) -> dict[str, Any]:
    """Write what differs of a row and its many-to-many relations; the changes, empty when nothing did.

    A new row gets its moment of birth. `changed` is set only when something did.
    """
    is_new = row.pk is None
    checks.short(type(row), dict(fields))
    changes = differences(row, fields)
    if changes or is_new:
        set_fields(row, fields)
        if is_new:
            row.created = now  # type: ignore[attr-defined]
        row.changed = now  # type: ignore[attr-defined]
        row.save()
    for name, ids in (relations or {}).items():
        manager = getattr(row, name)
        before = [] if is_new else sorted(manager.values_list("pk", flat=True))
        if before != sorted(ids):
            manager.set(ids)
            changes[name] = [before, sorted(ids)]
    return changes


def write_children(
    existing: Sequence[Model], wanted: Sequence[Mapping[str, Any]], make: type[Model], **owner: Model
) -> bool:
    """Make a thing's rows of one kind what is wanted, place for place; whether anything differed."""
    differed = len(existing) != len(wanted)
    for row, fields in zip(existing, wanted, strict=False):
        if differences(row, fields):
            set_fields(row, fields)
            row.save()
            differed = True
    for fields in wanted[len(existing) :]:
        row = make(**owner)
        set_fields(row, fields)
        row.save()
    for row in existing[len(wanted) :]:
        row.delete()
    return differed


def write_contacts(
    thing: Thing,
    contacts: Sequence[ContactFacts],
    *,
    is_new: bool,
    only_public: bool = False,
) -> bool:
    """Make a thing's contacts what is wanted; whether anything differed.

    Facts that do not speak of consent take none away, and those that know `only_public` contacts leave the others be.
    """
    existing = [] if is_new else list(thing.contacts.all())
    known = {(row.name, row.email, row.phone): row for row in existing}
    wanted = []
    for position, facts in enumerate(contacts):
        row = known.get((facts.name.strip(), facts.email.strip(), facts.phone.strip()))
        agreed = facts if facts.consent_on or facts.keep_until or row is None else row
        fields = {
            "role": checks.texts("role", facts.role),
            "name": checks.text("name", facts.name),
            "email": checks.email(facts.email, "contact_email"),
            "phone": checks.phone(facts.phone, "contact_phone"),
            "is_public": facts.is_public,
            "is_association_contact": facts.is_association_contact,
            "source_id": checks.text("source_id", facts.source_id),
            "consent_on": agreed.consent_on,
            "consent_text": checks.text("consent_text", agreed.consent_text),
            "keep_until": agreed.keep_until,
            "position": position,
        }
        wanted.append(checks.short(Contact, fields))
    if only_public:
        told = {(fields["name"], fields["email"], fields["phone"]) for fields in wanted}
        existing = [row for row in existing if row.is_public or (row.name, row.email, row.phone) in told]
    return write_children(existing, wanted, Contact, **{thing._meta.model_name or "": thing})


def write_schedules(owner: Model, schedules: Sequence[ScheduleFacts], *, is_new: bool) -> bool:
    wanted = [checks.short(Schedule, checks.schedule(facts)) for facts in schedules]
    existing = [] if is_new else list(owner.schedules.all())  # type: ignore[attr-defined]
    return write_children(existing, wanted, Schedule, **{owner._meta.model_name or "": owner})


def finish(
    thing: Thing,
    changes: dict[str, Any],
    *,
    actor: Any,
    now: datetime,
    before: dict[str, Any] | None,
    on_behalf_of: Organisation | None = None,
    notes: Sequence[str | Promise] = (),
    verb: str = "",
) -> Saved:
    """Address, audit entry, revision and the shelf's bell for a thing that was written; `unchanged` writes nothing.

    `before` is the thing as kept facts, `None` for a new one. What is done on an organisation's behalf can be
    undone for `UNDO_DAYS`.
    """
    is_new = before is None
    kind = thing._meta.model_name or ""
    if not is_new and not changes:
        return Saved(thing, "unchanged", {}, tuple(notes))
    if is_new or "name" in changes:
        assign_slugs(thing, kind)
    if not is_new and thing.changed != now:
        thing.changed = now
        type(thing)._default_manager.filter(pk=thing.pk).update(changed=now)
    outcome = "created" if is_new else "updated"
    told = {} if is_new else changes
    record(actor, verb or f"{outcome} {kind}", thing, now=now, on_behalf_of=on_behalf_of, changes=told)
    if before is not None or on_behalf_of is not None:
        _keep_revision(thing, before or {}, changes, actor=actor, now=now, on_behalf_of=on_behalf_of)
    content_changed()
    owner = thing if isinstance(thing, Organisation) else thing.organisation
    was_public = (before or {}).get("publication") == Publication.PUBLISHED
    is_public = thing.publication == Publication.PUBLISHED
    owned_by = owner.uid if owner is not None else None
    tell(Change(kind, thing.uid, owned_by, was_public=was_public, is_public=is_public, at=now))
    return Saved(thing, outcome, changes, tuple(notes))
