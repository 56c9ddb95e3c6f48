"""Noticing organisations that may be one and the same: when they come in, and each night."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from raitti.core.audit import System, record
from raitti.core.daily import daily
from raitti.directory.actions import matters
from raitti.directory.likeness import Reason, Traits, are_family, traits_of
from raitti.directory.likeness.keys import RULES, match_keys
from raitti.directory.lookup import Lookup
from raitti.directory.models import DuplicateSuspicion, Location, MatchKey, Organisation
from raitti.directory.queries.look_alikes import Compared, look_alikes
from raitti.directory.queries.waiting import uid_of

_CERTAIN = frozenset({"business_id", "register_number"})
_WAITING = "look-alikes"
_MATTERS = {"name", "alternative_names", "home_municipality", "email", "phone", "website", "kind"}
# Each batch of the night is one transaction: on SQLite others wait to write meanwhile.
_BATCH = 25
_LOOKED_BACK = timedelta(days=2)


def suspect(
    organisation: Organisation,
    changes: Mapping[str, Any],
    *,
    clashes: Mapping[str, Organisation],
    lookup: Lookup,
    now: datetime,
) -> list[DuplicateSuspicion]:
    """Queue pairs for a steward's eyes when an organisation looks like another; call it after each save.

    `clashes` are identifiers another organisation already holds. Nothing is looked for unless
    something that matters changed. Pairs already queued, or kept apart by a person, stay as they are.
    A `lookup` that notes what waits has look-alikes looked for at the end of the run (`suspect_waiting`).
    """
    reasons: dict[int, list[dict[str, Any]]] = {}
    for field, holder in clashes.items():
        if not are_family(traits_of(organisation, lookup), traits_of(holder, lookup)):
            certain = Reason(field, 20, str(getattr(holder, field)))
            reasons.setdefault(holder.pk, []).append(certain.as_json())
    if _MATTERS & changes.keys() and lookup.waiting is not None:
        lookup.waiting.setdefault(_WAITING, set()).add(organisation.pk)
    elif _MATTERS & changes.keys():
        for pk, found in look_alikes(write_keys(organisation, lookup), lookup).items():
            reasons.setdefault(pk, []).extend(reason.as_json() for reason in found)
    return [_queue(organisation.pk, pk, found, now=now) for pk, found in reasons.items()]


def suspect_waiting(lookup: Lookup, *, now: datetime) -> None:
    """Look for look-alikes of what the acts of a run noted; in the same transaction."""
    _look_through_all((lookup.waiting or {}).pop(_WAITING, set()), lookup, now=now)


def write_keys(organisation: Organisation, lookup: Lookup | None = None) -> Traits:
    """Bring what look-alikes are found by up to the organisation as it stands; its traits."""
    return _write_keys([organisation], lookup or Lookup())[organisation.pk]


def _write_keys(organisations: Iterable[Organisation], lookup: Lookup) -> dict[int, Traits]:
    found = {organisation.pk: traits_of(organisation, lookup) for organisation in organisations}
    kept: dict[int, set[str]] = defaultdict(set)
    for pk, key in MatchKey.objects.filter(organisation__in=found).values_list("organisation", "key"):
        kept[pk].add(key)
    fresh = []
    for pk, traits in found.items():
        wanted = match_keys(traits)
        fresh += [MatchKey(organisation_id=pk, key=key) for key in sorted(wanted - kept[pk])]
        if kept[pk] - wanted:
            MatchKey.objects.filter(organisation=pk, key__in=kept[pk] - wanted).delete()
    MatchKey.objects.bulk_create(fresh)
    return found


def _queue(one: int, other: int, reasons: list[dict[str, Any]], *, now: datetime) -> DuplicateSuspicion:
    first, second = sorted((one, other))
    suspicion, is_new = DuplicateSuspicion.objects.get_or_create(
        first_id=first, second_id=second, defaults={"reasons": reasons, "found_at": now}
    )
    if is_new:
        matters.open_for(suspicion)
        return suspicion
    # A number both gave was left out of one of them, so only the reasons still know of it.
    known = {reason["kind"] for reason in reasons}
    reasons = [each for each in suspicion.reasons if each["kind"] in _CERTAIN - known] + reasons
    if suspicion.state == DuplicateSuspicion.State.OPEN and suspicion.reasons != reasons:
        suspicion.reasons = reasons
        suspicion.save(update_fields=["reasons"])
    return suspicion


@transaction.atomic
def keep_apart(suspicion: DuplicateSuspicion, *, actor: Any, now: datetime) -> DuplicateSuspicion:
    """Say that the two are different organisations; the pair is not asked about again."""
    suspicion = DuplicateSuspicion.objects.select_for_update().get(pk=suspicion.pk)
    before = suspicion.state
    suspicion.state = DuplicateSuspicion.State.KEPT
    suspicion.save(update_fields=["state"])
    record(actor, "kept apart", suspicion, now=now, changes={"state": [before, suspicion.state]})
    matters.close_matter(
        kind="duplicate", about_uid=uid_of(suspicion), by=actor, now=now, outcome=_("different organisations")
    )
    return suspicion


@daily("look for duplicates")
def look_for_duplicates(now: datetime) -> None:
    """Compare what changed lately, places included, with all the rest; a batch at a time, each by itself."""
    _look_through_all(_to_look_at(now).values_list("pk", flat=True), Lookup(), now=now)


def _look_through_all(ids: Iterable[int], lookup: Lookup, *, now: datetime) -> None:
    ordered, compared = sorted(ids), Compared()
    batches = [ordered[start : start + _BATCH] for start in range(0, len(ordered), _BATCH)]
    # All keys first, since after a change of the rules old and new ones would pass each other by.
    for batch in batches:
        _renew_keys(batch, lookup, compared)
    for batch in batches:
        look_through(batch, now=now, lookup=lookup, compared=compared)


def _to_look_at(now: datetime) -> QuerySet[Organisation]:
    since = now - _LOOKED_BACK
    moved = Location.objects.filter(organisation=OuterRef("pk"), changed__gte=since)
    known = MatchKey.objects.filter(organisation=OuterRef("pk"), key=RULES)
    return Organisation.objects.filter(Q(changed__gte=since) | Exists(moved) | ~Exists(known))


@transaction.atomic
def _renew_keys(ids: Collection[int], lookup: Lookup, compared: Compared) -> None:
    rows = Organisation.objects.filter(pk__in=ids).select_related("home_municipality").prefetch_related("locations")
    for pk, traits in _write_keys(rows, lookup).items():
        compared.keep(pk, traits)


@transaction.atomic
def look_through(
    ids: Collection[int], *, now: datetime, lookup: Lookup, compared: Compared
) -> list[DuplicateSuspicion]:
    """Look for look-alikes of some organisations, and let go of questions that have no ground any more."""
    found = []
    asked: dict[int, list[DuplicateSuspicion]] = defaultdict(list)
    for suspicion in DuplicateSuspicion.objects.filter(
        Q(first__in=ids) | Q(second__in=ids), state=DuplicateSuspicion.State.OPEN
    ):
        asked[suspicion.first_id].append(suspicion)
        asked[suspicion.second_id].append(suspicion)
    for pk, traits in compared.traits(ids, lookup).items():
        alike = look_alikes(traits, lookup, compared=compared)
        for other, reasons in alike.items():
            found.append(_queue(pk, other, [reason.as_json() for reason in reasons], now=now))
        _let_go(pk, alike, asked[pk], now=now)
    return found


def _let_go(pk: int, alike: Collection[int], asked: Iterable[DuplicateSuspicion], *, now: datetime) -> None:
    for suspicion in asked:
        other = suspicion.second_id if suspicion.first_id == pk else suspicion.first_id
        is_certain = {reason["kind"] for reason in suspicion.reasons} & _CERTAIN
        if other not in alike and not is_certain and suspicion.pk is not None:
            matters.close_matter(
                kind="duplicate",
                about_uid=uid_of(suspicion),
                by=System("duplicates"),
                now=now,
                outcome=_("They are no longer alike."),
            )
            suspicion.delete()
