"""Noticing organisations that may be one and the same: when they come in, and each night."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from raitti.core.audit import System, record
from raitti.core.daily import daily
from raitti.directory import likeness
from raitti.directory.actions import matters
from raitti.directory.likeness import Reason, Traits
from raitti.directory.lookup import Lookup
from raitti.directory.models import DuplicateSuspicion, Location, MatchKey, Organisation
from raitti.directory.queries.waiting import uid_of

_MATTERS = {"name", "alternative_names", "home_municipality", "email", "phone", "website", "kind"}
# An address or number more organisations share tells of a common office, not of a twin.
_SHARED_BY_MANY = 4
_PREFIX, _CANDIDATES, _BATCH = 5, 300, 200
# Count up when the way keys are made changes: the night then makes all of them anew.
_RULES = "v:2"
_LETTERS = {
    "email": "e",
    "phone": "p",
    "website": "w",
    "web_domain": "h",
    "email_domain": "d",
    "address": "s",
}
_LOOKED_BACK = timedelta(days=2)


def match_keys(traits: Traits) -> set[str]:
    """What a look-alike would share: its reach, its whole name, its name's words in its municipality."""
    return {*_word_keys(traits, _codes(traits)), *_whole_keys(traits), *_reach_keys(traits).values(), _RULES}


def _codes(traits: Traits) -> set[str]:
    """Where an organisation is looked for: at home, or, when nobody knows where that is, where its name says."""
    named = {place[1:] for name in traits.names for place in name.places if place.startswith("@")}
    return {traits.home} if traits.home else (named or {""})


def _word_keys(traits: Traits, codes: Iterable[str]) -> set[str]:
    words = {word for name in traits.names for word in name.words or name.said.values()}
    ends = {word[:_PREFIX] for word in words} | {f"~{word[-_PREFIX:]}" for word in words if len(word) > _PREFIX + 2}
    return {f"n:{code}:{end}" for code in codes for end in ends}


def _whole_keys(traits: Traits) -> set[str]:
    return {f"a:{name.key}"[:200] for name in traits.names}


def _reach_keys(traits: Traits) -> dict[str, str]:
    """Key of each way to be reached, by what `likeness` calls it."""
    return {
        f"{kind}:{value}": f"{_LETTERS[kind]}:{value}"[:200]
        for kind, values in traits.reach.items()
        for value in values
    }


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
    """
    reasons: dict[int, list[dict[str, Any]]] = {}
    for field, holder in clashes.items():
        if not _is_family(organisation, holder):
            certain = Reason(field, 20, str(getattr(holder, field)))
            reasons.setdefault(holder.pk, []).append(certain.as_json())
    if _MATTERS & changes.keys():
        for pk, found in look_alikes(organisation, write_keys(organisation, lookup), lookup).items():
            reasons.setdefault(pk, []).extend(reason.as_json() for reason in found)
    return [_queue(organisation.pk, pk, found, now=now) for pk, found in reasons.items()]


def write_keys(organisation: Organisation, lookup: Lookup | None = None) -> Traits:
    """Bring what look-alikes are found by up to the organisation as it stands; its traits."""
    traits = likeness.traits_of(organisation, lookup or Lookup())
    wanted = match_keys(traits)
    existing = set(organisation.match_keys.values_list("key", flat=True))
    if existing - wanted:
        organisation.match_keys.filter(key__in=existing - wanted).delete()
    MatchKey.objects.bulk_create([MatchKey(organisation=organisation, key=key) for key in sorted(wanted - existing)])
    return traits


def look_alikes(organisation: Organisation | None, traits: Traits, lookup: Lookup) -> dict[int, list[Reason]]:
    """The organisations that may be this one, and why; `organisation` is `None` while it is not here yet."""
    near = _near(traits, lookup)
    reach = _reach_keys(traits)
    shared = _shared(reach)
    keys = {*_word_keys(traits, [*_codes(traits), *near, ""]), *_whole_keys(traits)}
    keys |= {key for said, key in reach.items() if said not in shared}
    rows = MatchKey.objects.filter(key__in=keys)
    if organisation is not None:
        rows = rows.exclude(organisation=organisation)
    # Those that share most come first, so that a long list is cut where it matters least.
    ranked = rows.values("organisation").annotate(number=Count("key")).order_by("-number", "organisation")
    ids = [row["organisation"] for row in ranked[:_CANDIDATES]]
    found: dict[int, list[Reason]] = {}
    others = Organisation.objects.filter(pk__in=ids).select_related("home_municipality").prefetch_related("locations")
    for other in others:
        if organisation is not None and _is_family(organisation, other):
            continue
        theirs = likeness.traits_of(other, lookup)
        reasons = likeness.compare(traits, theirs, is_near=theirs.home in near, shared=shared)
        if likeness.points(reasons) >= likeness.ENOUGH:
            found[other.pk] = reasons
    return found


def _near(traits: Traits, lookup: Lookup) -> set[str]:
    home = lookup.area(traits.home) if traits.home else None
    return {area.code for area in lookup.near(home)} if home is not None else set()


def _shared(reach: Mapping[str, str]) -> set[str]:
    """The ways to be reached that many have."""
    counted = MatchKey.objects.filter(key__in=reach.values()).values("key").annotate(number=Count("organisation"))
    many = {row["key"] for row in counted if row["number"] >= _SHARED_BY_MANY}
    return {said for said, key in reach.items() if key in many}


def _is_family(a: Organisation, b: Organisation) -> bool:
    """Parent, child or sisters: a city's offices share numbers and addresses without being one.

    So do branches that write their place after the name: "Finnvera, Kuopio" and "Finnvera, Kajaani".
    """
    if a.parent_id == b.pk or b.parent_id == a.pk or (a.parent_id is not None and a.parent_id == b.parent_id):
        return True
    (head_a, _comma, place_a), (head_b, _comma, place_b) = (str(each).casefold().partition(",") for each in (a, b))
    is_same_place = place_a == place_b or (place_a and place_b and fuzz.token_set_ratio(place_a, place_b) > 80)
    return head_a == head_b and not is_same_place


def _queue(one: int, other: int, reasons: list[dict[str, Any]], *, now: datetime) -> DuplicateSuspicion:
    first, second = sorted((one, other))
    suspicion, is_new = DuplicateSuspicion.objects.get_or_create(
        first_id=first, second_id=second, defaults={"reasons": reasons, "found_at": now}
    )
    if is_new:
        matters.open_for(suspicion)
    elif suspicion.state == DuplicateSuspicion.State.OPEN and suspicion.reasons != reasons:
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
    for batch in _batches(_to_look_at(now).order_by("pk").values_list("pk", flat=True)):
        look_through(batch, now=now)


def _to_look_at(now: datetime) -> QuerySet[Organisation]:
    since = now - _LOOKED_BACK
    moved = Location.objects.filter(organisation=OuterRef("pk"), changed__gte=since)
    known = MatchKey.objects.filter(organisation=OuterRef("pk"), key=_RULES)
    return Organisation.objects.filter(Q(changed__gte=since) | Exists(moved) | ~Exists(known))


def _batches(ids: Iterable[int]) -> Iterator[list[int]]:
    batch: list[int] = []
    for pk in list(ids):
        batch.append(pk)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


@transaction.atomic
def look_through(ids: Collection[int], *, now: datetime) -> list[DuplicateSuspicion]:
    """Look for look-alikes of some organisations, and let go of questions that have no ground any more."""
    lookup = Lookup()
    rows = Organisation.objects.filter(pk__in=ids).select_related("home_municipality").prefetch_related("locations")
    written = [(organisation, write_keys(organisation, lookup)) for organisation in rows.order_by("pk")]
    found = []
    for organisation, traits in written:
        alike = look_alikes(organisation, traits, lookup)
        for pk, reasons in alike.items():
            found.append(_queue(organisation.pk, pk, [reason.as_json() for reason in reasons], now=now))
        _let_go(organisation, alike, now=now)
    return found


def _let_go(organisation: Organisation, alike: Collection[int], *, now: datetime) -> None:
    asked = DuplicateSuspicion.objects.filter(
        Q(first=organisation) | Q(second=organisation), state=DuplicateSuspicion.State.OPEN
    )
    for suspicion in asked:
        other = suspicion.second_id if suspicion.first_id == organisation.pk else suspicion.first_id
        # A number both gave was left out of one of them, so only the reasons still know of it.
        is_certain = {reason["kind"] for reason in suspicion.reasons} & {"business_id", "register_number"}
        if other not in alike and not is_certain:
            matters.close_matter(
                kind="duplicate",
                about_uid=uid_of(suspicion),
                by=System("duplicates"),
                now=now,
                outcome=_("They are no longer alike."),
            )
            suspicion.delete()
