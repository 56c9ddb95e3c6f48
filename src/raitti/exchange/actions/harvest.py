"""Fetching entries from another service on a schedule, without ever talking over people.

What a source told last is kept beside each entry, with a digest of what we then wrote. An entry that no longer has
that digest has been changed or confirmed here since; it stays as it is, and what the source says anew becomes a
suggestion. An entry gone from the source is put into the steward's queue and stays, too.
"""

import json
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from raitti.core.audit import System, record
from raitti.core.daily import daily
from raitti.core.jobs import job
from raitti.core.shelf import content_changed
from raitti.core.verdicts import Refused, Verdict
from raitti.directory.actions import save_thing
from raitti.directory.actions.matters import close_matter, open_matter
from raitti.directory.actions.saving import find
from raitti.directory.actions.suggestions import SUGGESTABLE, suggest_change
from raitti.directory.differences import NOT_CONTENT
from raitti.directory.facts import LocationFacts, OrganisationFacts, ThingFacts
from raitti.directory.lookup import UID
from raitti.directory.models import THINGS, MatterKind, Organisation, Portal, Thing
from raitti.directory.queries.things import thing_by_uid
from raitti.directory.snapshots import facts_of, kind_of, to_json
from raitti.exchange.fetching import Fetched, fetch
from raitti.exchange.hsds.records import HsdsReader
from raitti.exchange.known import Known
from raitti.exchange.models import Harvested, HarvestSource
from raitti.exchange.posting import Unfit, check_form
from raitti.exchange.rows import Refusal, Row
from raitti.exchange.unfetched import Unfetched

MOST_SOURCES = 20
# A source that lost more than this share of its entries overnight is broken rather than right.
_MOST_VANISHING = 0.5
_FEW = 10
_AFTER_TROUBLE = timedelta(hours=1)
_REMEMBERED = 20


@transaction.atomic
def add_source(
    portal: Portal, *, name: str, url: str, language: str, every_hours: int, actor: Any, now: datetime
) -> HarvestSource:
    """Begin to fetch from a service; the first time at once. Raises `Refused`."""
    try:
        check_form(url)
    except Unfit as unfit:
        raise Refused(Verdict("url", unfit.reason, {"field": "url"})) from unfit
    if portal.harvest_sources.count() >= MOST_SOURCES:
        raise Refused(Verdict("many", _("There are twenty sources already. Remove one first."), {"field": "url"}))
    if HarvestSource.objects.filter(url=url).exists():
        raise Refused(Verdict("twice", _("This source is fetched already."), {"field": "url"}))
    key, number = slugify(name)[:50] or "source", 1
    while HarvestSource.objects.filter(key=f"from-{key}").exists():
        number += 1
        key = f"{key.rstrip('0123456789-')}-{number}"
    made = HarvestSource.objects.create(
        portal=portal,
        key=f"from-{key}",
        name=name,
        url=url,
        language=language,
        every_hours=every_hours,
        created=now,
        next_run=now,
    )
    record(actor, "added harvest source", portal, now=now, changes={"source": [None, name]})
    _plan(made, now)
    return made


@transaction.atomic
def change_source(source: HarvestSource, *, paused: bool, actor: Any, now: datetime) -> HarvestSource:
    """Pause a source, or go on with it at once."""
    if source.paused != paused:
        source.paused = paused
        source.save(update_fields=["paused"])
        record(actor, "paused harvest source" if paused else "resumed harvest source", source.portal, now=now)
        if not paused:
            _plan(source, now)
    return source


@transaction.atomic
def harvest_now(source: HarvestSource, *, actor: Any, now: datetime) -> HarvestSource:
    """Fetch at the next moment a worker is free."""
    record(actor, "asked for harvest", source.portal, now=now, changes={"source": [None, source.name]})
    _plan(source, now)
    return source


@transaction.atomic
def remove_source(source: HarvestSource, *, actor: Any, now: datetime) -> None:
    """Fetch from a service no more; its entries stay, and nothing says any longer that they come from it."""
    record(actor, "removed harvest source", source.portal, now=now, changes={"source": [source.name, None]})
    source.delete()
    content_changed()


def _plan(source: HarvestSource, moment: datetime) -> None:
    """Have the source fetched at a moment; a fetching planned before gives way."""
    planned = harvest.using(run_after=moment).enqueue(str(source.uid))
    source.next_run, source.job = moment, UUID(str(planned.id))
    source.save(update_fields=["next_run", "job"])


@daily("fetch from sources that were left")
def fetch_left(now: datetime) -> None:
    """Plan the sources whose job was lost anew."""
    for source in HarvestSource.objects.filter(paused=False, next_run__lt=now - timedelta(hours=1)):
        with transaction.atomic():
            _plan(source, now)


@job(takes_context=True)
def harvest(context: Any, uid: str) -> None:
    """Fetch what is new from one source and take it in, entry by entry; killed in the middle, it begins anew."""
    source = HarvestSource.objects.filter(uid=UUID(uid), paused=False).select_related("portal").first()
    # A job planned earlier and replaced since does nothing.
    if source is None or source.job != UUID(str(context.task_result.id)):
        return
    now = timezone.now()
    with override(source.language):
        try:
            counts, fetched = harvest_source(source, now=now)
        except Unfetched as unfetched:
            source.failure, again = unfetched.kept, min(_AFTER_TROUBLE, timedelta(hours=source.every_hours))
        else:
            source.failure, source.counts = {}, dict(counts)
            source.complete, source.validators = now, fetched.validators
            again = timedelta(hours=source.every_hours)
    with transaction.atomic():
        source.began = now
        source.save(update_fields=["failure", "counts", "complete", "validators", "began"])
        _plan(source, now + again)
        content_changed()


def harvest_source(source: HarvestSource, *, now: datetime) -> tuple[Counter[str], Fetched]:
    """Take in what a source has now; how many entries were created, updated, suggested … Raises `Unfetched`."""
    fetched = fetch(source.url, validators=source.validators, now=now)
    _refuse_collapse(source, fetched)
    reader = HsdsReader(fetched.bundle, Known(), source=source.key, language=source.language)
    counts: Counter[str] = Counter()
    actor = System(f"harvest from {source.name}")
    for item in reader.rows():
        if isinstance(item, Row) and _is_whole(item.facts, fetched):
            counts[_take(source, item.facts, actor=actor, now=now)] += 1
        elif isinstance(item, Refusal):
            counts["refused"] += 1
    if fetched.is_partial:
        fetched.ids["location"] |= _places_untold(source, fetched)
    counts["vanished"] = _mark_vanished(source, fetched.ids, now=now)
    source.entries.filter(vanished=None).update(fetched=now)
    return counts, fetched


def _is_whole(facts: ThingFacts, fetched: Fetched) -> bool:
    """Whether the source told all it knows; what is only named in passing is taken from its own page."""
    return not isinstance(facts, OrganisationFacts) or facts.source_id in fetched.whole


def _refuse_collapse(source: HarvestSource, fetched: Fetched) -> None:
    known = source.entries.filter(vanished=None, thing_kind="organisation")
    before = known.count()
    left = sum(1 for found in known.values_list("source_id", flat=True) if found in fetched.ids["organisation"])
    if before > _FEW and left < before * _MOST_VANISHING:
        raise Unfetched("collapsed", before=before, left=left)


def _take(source: HarvestSource, facts: ThingFacts, *, actor: Any, now: datetime) -> str:
    """Take one entry in; what was done with it in a word."""
    names_of_ours = (facts.source_id, getattr(facts, "organisation", ""), getattr(facts, "parent", ""))
    if any(name.startswith(UID) for name in names_of_ours):
        return "refused"
    try:
        with transaction.atomic():
            return _take_in(source, facts, actor=actor, now=now)
    except (Refused, ValidationError, DataError, IntegrityError, OverflowError):
        return "refused"


def _take_in(source: HarvestSource, facts: ThingFacts, *, actor: Any, now: datetime) -> str:
    kind = kind_of(facts)
    # A source cannot say that someone here has confirmed something.
    facts = replace(facts, verified_by=source.name if facts.verified_on else "")
    told = to_json(facts)
    known = source.entries.select_for_update().filter(thing_kind=kind, source_id=facts.source_id).first()
    thing: Thing | None = find(THINGS[kind], facts) if known is None else thing_by_uid(kind, known.thing_uid)
    facts = _with_ours(source, facts)
    if known is None:
        if thing is not None:
            # It is here already, from elsewhere: it is not ours to write to.
            _remember(source, kind, facts.source_id, thing, told, written="", now=now)
            return "kept"
        saved = save_thing(facts, actor=actor, now=now).thing
        _remember(source, kind, facts.source_id, saved, told, written=digest_of(saved), now=now)
        return "created"
    if known.vanished:
        known.vanished = None
        known.save(update_fields=["vanished"])
        back = _("in the source again")
        close_matter(kind=MatterKind.IMPORT, about_uid=known.uid, by=actor, outcome=back, now=now)
    if thing is None or known.facts == told:
        return "unchanged"
    if digest_of(thing) != known.written:
        outcome = _suggest(source, thing, known.facts, told, now=now)
    else:
        saved = save_thing(replace(facts, uid=thing.uid), actor=actor, now=now).thing
        known.written, known.applied, outcome = digest_of(saved), now, "updated"
    known.facts, known.fetched = told, now
    known.save(update_fields=["facts", "fetched", "written", "applied"])
    return outcome


def _with_ours(source: HarvestSource, facts: ThingFacts) -> ThingFacts:
    """The facts naming our own entries where what they refer to has been fetched before; also when it was merged
    into another since. Entries that came from elsewhere are not added to."""
    ours = {
        (known.thing_kind, known.source_id): f"{UID}{known.thing_uid}"
        for known in source.entries.exclude(written="").filter(source_id__in=_references(facts))
    }
    if isinstance(facts, OrganisationFacts):
        return replace(facts, parent=ours.get(("organisation", facts.parent), facts.parent))
    owner = ours.get(("organisation", facts.organisation), facts.organisation)
    if isinstance(facts, LocationFacts):
        return replace(facts, organisation=owner)
    channels = tuple(
        replace(way, location=ours.get(("location", way.location), way.location)) for way in facts.channels
    )
    return replace(facts, organisation=owner, channels=channels)


def _references(facts: ThingFacts) -> list[str]:
    if isinstance(facts, OrganisationFacts):
        return [facts.parent]
    channels = () if isinstance(facts, LocationFacts) else facts.channels
    return [facts.organisation, *(way.location for way in channels)]


def _remember(
    source: HarvestSource, kind: str, source_id: str, thing: Any, told: dict[str, Any], *, written: str, now: datetime
) -> None:
    Harvested.objects.create(
        origin=source,
        thing_kind=kind,
        thing_uid=thing.uid,
        source_id=source_id,
        facts=told,
        written=written,
        fetched=now,
        applied=now,
    )


def digest_of(thing: Thing) -> str:
    """Changes whenever anything of an entry does, its confirmation included."""
    fresh = type(thing)._default_manager.get(pk=thing.pk)
    return sha256(json.dumps(to_json(facts_of(fresh)), sort_keys=True).encode()).hexdigest()


def _suggest(source: HarvestSource, thing: Any, before: dict[str, Any], told: dict[str, Any], *, now: datetime) -> str:
    """Put what the source says anew before those who keep the entry; what stands here already is no news."""
    kind = thing._meta.model_name
    present = to_json(facts_of(thing))
    changed = {
        name: value
        for name, value in told.items()
        if name not in NOT_CONTENT and value != before.get(name) and value != present.get(name)
    }
    proposed = {name: _new_versions(value, present.get(name)) for name, value in changed.items()}
    proposed = {name: value for name, value in proposed.items() if name in SUGGESTABLE[kind] and value}
    if not changed:
        return "unchanged"
    message = gettext("%(source)s tells this differently now.") % {"source": source.name}
    if changed.keys() - proposed.keys():
        message += " " + gettext("Look there for times, places and contacts, too.")
    suggest_change(thing, proposed=proposed, message=message, language=source.language, now=now)
    return "suggested"


def _new_versions(value: Any, present: Any) -> Any:
    """Of a text only the language versions that differ."""
    if not isinstance(value, dict):
        return value
    return {code: text for code, text in value.items() if not isinstance(present, dict) or present.get(code) != text}


def _places_untold(source: HarvestSource, fetched: Fetched) -> set[str]:
    """Places that are still there, as far as we know: their organisations are, and were not told of anew."""
    there = fetched.ids["organisation"] - fetched.whole | {""}
    known = source.entries.filter(vanished=None, thing_kind="location")
    return {each.source_id for each in known if each.facts.get("organisation", "") in there}


def _mark_vanished(source: HarvestSource, ids: dict[str, set[str]], *, now: datetime) -> int:
    """Put entries that the source does not have any more into the steward's queue; how many there are newly."""
    gone = [
        known
        for known in source.entries.filter(vanished=None)
        if known.source_id not in ids[known.thing_kind] and thing_by_uid(known.thing_kind, known.thing_uid) is not None
    ]
    for known in gone:
        with transaction.atomic():
            thing = thing_by_uid(known.thing_kind, known.thing_uid)
            known.vanished = now
            known.save(update_fields=["vanished"])
            organisation = thing if isinstance(thing, Organisation) else getattr(thing, "organisation", None)
            open_matter(
                kind=MatterKind.IMPORT,
                about_uid=known.uid,
                title=str(thing),
                organisation=organisation,
                details={"vanished_from": source.name},
                now=now,
            )
    return len(gone)
