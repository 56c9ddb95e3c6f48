"""What people write and have not published yet: kept as they go, put together with others' changes, published."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.core.audit import record
from raitti.core.verdicts import SECOND_FACTOR, Refused, Verdict, require
from raitti.directory.actions.behalf import acting_for
from raitti.directory.actions.first_looks import send_for_first_look
from raitti.directory.actions.freshness import end_round
from raitti.directory.actions.mandates import give_mandate
from raitti.directory.actions.publishing import TakeBack, show_for_now
from raitti.directory.actions.saving import Saved, keep_making
from raitti.directory.actions.services import save_location
from raitti.directory.actions.telling import tell_of_new_page
from raitti.directory.actions.things import save_thing
from raitti.directory.facts import LocationFacts, OrganisationFacts, ThingFacts
from raitti.directory.models import THINGS, CheckRound, Draft, Organisation, Publication, Role, Thing
from raitti.directory.queries.confirmers import confirmer
from raitti.directory.queries.first_looks import areas_named, look_at
from raitti.directory.queries.mandates import roles_over
from raitti.directory.queries.queue import QUEUE_ROLES
from raitti.directory.reconciling import MINE, Conflict, merge
from raitti.directory.rules import may_open
from raitti.directory.snapshots import facts_of, from_json, to_json

# Coordinators look after an area where they count as its steward.
_LOOK_AFTER = QUEUE_ROLES - {Role.COORDINATOR}


@dataclass(frozen=True)
class Published:
    """What publishing did, or the conflicts that have to be settled before it is done.

    `theirs` and `mine` are the entry as others have made it and as this person wants it, as JSON facts; `seen`
    names the state of the entry in which they stood against each other.
    """

    saved: Saved | None
    conflicts: tuple[Conflict, ...] = ()
    theirs: Mapping[str, Any] = field(default_factory=dict)
    mine: Mapping[str, Any] = field(default_factory=dict)
    seen: str = ""

    @property
    def notes(self) -> tuple[str | Promise, ...]:
        return self.saved.notes if self.saved else ()


@transaction.atomic
def save_draft(
    person: Person,
    base: ThingFacts,
    *,
    kind: str,
    uid: UUID,
    organisation: Organisation | None,
    base_changed: datetime | None,
    fields: Mapping[str, Sequence[str]],
    now: datetime,
) -> Draft:
    """Keep a form as it stands. The first time, the entry as it is becomes what later changes are compared with."""
    draft, is_new = Draft.objects.select_for_update().get_or_create(
        person=person,
        thing_kind=kind,
        thing_uid=uid,
        defaults={
            "organisation": organisation,
            "fields": dict(fields),
            "base": base_changed,
            "base_facts": to_json(base),
            "created": now,
            "saved": now,
        },
    )
    if is_new:
        record(person, "began draft", draft, now=now)
    else:
        draft.fields, draft.saved = dict(fields), now
        draft.save(update_fields=["fields", "saved"])
    return draft


@transaction.atomic
def discard_draft(draft: Draft, *, actor: Person, now: datetime) -> None:
    """Throw away what was written and not published; the entry stays as it is."""
    record(actor, "discarded draft", draft, now=now)
    draft.delete()


@transaction.atomic
def publish_draft(
    draft: Draft,
    facts: ThingFacts,
    *,
    actor: Person,
    now: datetime,
    places: Sequence[LocationFacts] = (),
    choices: Mapping[str, str] | None = None,
    seen: str = "",
) -> Published:
    """Make the entry what the draft says, together with what others have changed since it was begun.

    Where two people changed the same text differently nothing is written: the answer holds both versions.
    `choices` settle them, `mine` or `theirs` by the conflict's key, and count only for the state of the entry
    that was `seen` (its `changed` in ISO form). Whoever publishes has looked at the entry: it counts as verified.
    A new organisation that is not the person's to show at once waits for its first look; see `rules.may_open`.
    """
    # Pressed twice in one moment, the second waits here and then finds what the first has made.
    Draft.objects.select_for_update().filter(pk=draft.pk).first()
    thing = THINGS[draft.thing_kind]._default_manager.select_for_update().filter(uid=draft.thing_uid).first()
    final = facts
    if thing is not None:
        theirs, mine = to_json(facts_of(thing)), to_json(facts)
        counted = choices if choices and seen == thing.changed.isoformat() else {}
        # Who began a new entry that is here by now, as after pressing the button twice, compares with nothing.
        base = draft.base_facts if draft.base is not None else theirs
        merged = merge(base, theirs, mine, choices=counted or {})
        if merged.conflicts:
            return Published(None, merged.conflicts, theirs, mine, thing.changed.isoformat())
        final = from_json(draft.thing_kind, merged.facts)
    elif draft.base is not None:
        raise Refused(Verdict("gone", _("The page is no longer here. What you wrote is kept in your draft.")))
    saved = _save(draft, final, thing, places, actor=actor, now=now)
    draft.delete()
    return Published(saved)


def _save(
    draft: Draft,
    facts: ThingFacts,
    thing: Thing | None,
    places: Sequence[LocationFacts],
    *,
    actor: Person,
    now: datetime,
) -> Saved:
    today = timezone.localdate(now)
    organisation = thing if isinstance(thing, Organisation) else draft.organisation
    on_behalf_of = acting_for(actor, organisation, today)
    waits = isinstance(facts, OrganisationFacts) and _waits(thing, facts, actor=actor, now=now)
    checked: dict[str, Any] = {
        "verified_on": today,
        "verified_by": confirmer(roles_over(actor, organisation, on=today) if organisation is not None else ()),
    }
    shown = Publication.PUBLISHED.value
    acting: dict[str, Any] = {"actor": actor, "now": now, "on_behalf_of": on_behalf_of}
    for place in places:
        save_location(replace(place, publication=shown, **checked), **acting)
    publication = Publication.DRAFT.value if waits else shown
    saved = save_thing(replace(facts, publication=publication, **checked), **acting)
    if isinstance(saved.thing, Organisation):
        if saved.outcome == "created" and (roles := roles_over(actor, saved.thing, on=today) & _LOOK_AFTER):
            # In which role is known only now that the entry has its areas.
            saved.thing.verified_by = confirmer(roles)
            saved.thing.save(update_fields=["verified_by"])
            tell_of_new_page(keep_making(saved.thing, actor=actor, now=now), now=now)
        elif saved.outcome == "created":
            # Whoever adds an organisation keeps its page, unless they look after the area anyway.
            give_mandate(actor, saved.thing, Role.OWNER, actor=actor, now=now, given_by=str(actor))
        if waits:
            send_for_first_look(saved.thing, actor=actor, now=now)
        end_round(saved.thing, CheckRound.Answer.CHANGED, actor=actor, now=now)
    return saved


def _waits(thing: Thing | None, facts: OrganisationFacts, *, actor: Person, now: datetime) -> bool:
    """Whether an organisation is to be looked at before everyone sees it."""
    if isinstance(thing, Organisation):
        return look_at(thing) is not None
    verdict = may_open(actor, areas_named(facts), now=now)
    if verdict.code == SECOND_FACTOR:
        require(verdict)
    return not verdict


@contextmanager
def as_if_published(
    draft: Draft, facts: ThingFacts, *, actor: Person, now: datetime, places: Sequence[LocationFacts] = ()
) -> Iterator[Thing]:
    """The entry as publishing would make it, for the block's length; then all of it is taken back.

    Where others changed the same text, this person's version is shown.
    """
    key = draft.pk
    try:
        with transaction.atomic():
            acting: dict[str, Any] = {"actor": actor, "now": now, "places": places}
            published = publish_draft(draft, facts, **acting)
            if published.conflicts:
                choices = {conflict.key: MINE for conflict in published.conflicts}
                published = publish_draft(draft, facts, **acting, choices=choices, seen=published.seen)
            thing = cast("Saved", published.saved).thing
            show_for_now(thing)
            yield thing
            raise TakeBack  # noqa: TRY301 - leaving the block this way is what takes everything back
    except TakeBack:
        draft.pk = key
