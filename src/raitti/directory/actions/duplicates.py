"""Noticing organisations that may be one and the same."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from rapidfuzz import fuzz

from raitti.core.audit import record
from raitti.core.texts import versions
from raitti.directory.lookup import Lookup
from raitti.directory.models import DuplicateSuspicion, MatchKey, Organisation
from raitti.places.models import Area

_ENDINGS = re.compile(
    r"\b(ry|rf|sr|r\.y\.?|r\.f\.?|rekisteröity yhdistys|registrerad förening"
    r"|yhdistys|förening(en)?|association)(?=\s|$|,)"
)
_COMPOUND_ENDINGS = re.compile(r"(yhdistys|förening(en)?|järjestö)$")
_MATTERS = {"name", "alternative_names", "home_municipality", "email", "phone", "website"}
# Names this alike (0 to 100) in one neighbourhood, or anywhere when nobody knows where, are worth a look.
_ALIKE, _ALIKE_ANYWHERE = 88.0, 96.0
# An address or number more organisations share tells of a common office, not of a twin.
_SHARED_BY_MANY = 4
# Nationwide company numbers: one switchboard for all offices.
_SWITCHBOARDS = ("010", "020", "029", "030", "071", "073", "075")
_WORDS, _PREFIX, _CANDIDATES = 6, 5, 300


def normalise(name: str) -> str:
    """A name as it is compared: small letters, no legal form, no `yhdistys`, words in alphabetical order."""
    joined = re.sub(r"(?<=\w)[-‐’'](?=\w)", "", _ENDINGS.sub(" ", name.casefold()))
    plain = re.sub(r"[^\w\s]", " ", joined)
    return " ".join(sorted(_COMPOUND_ENDINGS.sub("", word) or word for word in plain.split()))


def _names(organisation: Organisation) -> list[str]:
    names = [*versions(organisation.name).values(), *organisation.alternative_names]
    return [each for each in dict.fromkeys(normalise(name) for name in names) if each]


def _contact_keys(organisation: Organisation) -> dict[str, str]:
    """Comparable forms of the ways to reach it: kind of contact to key."""
    keys = {}
    if organisation.email:
        keys["email"] = f"e:{organisation.email.casefold()}"
    digits = re.sub(r"\D", "", organisation.phone.replace("+358", "0"))
    if len(digits) >= 6 and not digits.startswith(_SWITCHBOARDS):
        keys["phone"] = f"p:{digits}"
    if organisation.website:
        address = urlsplit(organisation.website.casefold())
        keys["website"] = f"w:{address.netloc.removeprefix('www.')}{address.path.rstrip('/')}"[:200]
    return keys


def _words(organisation: Organisation) -> list[str]:
    """The beginnings of a name's telling words; the home municipality's own name tells nothing there."""
    home = organisation.home_municipality
    place = normalise(str(home))[:4] if home else "\x00"
    words = [word for name in _names(organisation) for word in name.split()]
    telling = [word for word in words if not word.startswith(place) and len(word) > 2] or words
    return list(dict.fromkeys(word[:_PREFIX] for word in telling))[:_WORDS]


def match_keys(organisation: Organisation) -> set[str]:
    """What a look-alike would share: its reach, its whole name, its name's words in its municipality."""
    code = organisation.home_municipality.code if organisation.home_municipality else ""
    own = {f"n:{code}:{word}" for word in _words(organisation)}
    whole = {f"a:{name}"[:200] for name in _names(organisation)}
    return own | whole | set(_contact_keys(organisation).values())


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
            reasons.setdefault(holder.pk, []).append({"kind": field, "value": getattr(holder, field)})
    if _MATTERS & changes.keys():
        write_keys(organisation)
        for other in _candidates(organisation, lookup):
            found = compare(organisation, other, lookup)
            if found:
                reasons.setdefault(other.pk, []).extend(found)
    return [_queue(organisation.pk, pk, found, now=now) for pk, found in reasons.items()]


def write_keys(organisation: Organisation) -> None:
    """Bring what look-alikes are found by up to the organisation as it stands."""
    wanted = match_keys(organisation)
    existing = set(organisation.match_keys.values_list("key", flat=True))
    if existing - wanted:
        organisation.match_keys.filter(key__in=existing - wanted).delete()
    MatchKey.objects.bulk_create([MatchKey(organisation=organisation, key=key) for key in sorted(wanted - existing)])


def _candidates(organisation: Organisation, lookup: Lookup) -> list[Organisation]:
    home = organisation.home_municipality
    codes = [home.code, "", *(area.code for area in lookup.near(home))] if home else [""]
    asked = [f"n:{code}:{word}" for code in codes for word in _words(organisation)]
    asked += [f"a:{name}"[:200] for name in _names(organisation)]
    contacts = set(_contact_keys(organisation).values())
    holders: dict[str, list[int]] = {}
    rows = MatchKey.objects.filter(key__in=[*asked, *contacts]).exclude(organisation=organisation)
    for key, pk in rows.values_list("key", "organisation_id")[:_CANDIDATES]:
        holders.setdefault(key, []).append(pk)
    ids = {pk for key, pks in holders.items() if key not in contacts or len(pks) < _SHARED_BY_MANY for pk in pks}
    return list(Organisation.objects.filter(pk__in=ids).select_related("home_municipality")) if ids else []


def _is_family(a: Organisation, b: Organisation) -> bool:
    """Parent, child or sisters: a city's offices share numbers and addresses without being one.

    So do branches that write their place after the name: "Finnvera, Kuopio" and "Finnvera, Kajaani".
    """
    if a.parent_id == b.pk or b.parent_id == a.pk or (a.parent_id is not None and a.parent_id == b.parent_id):
        return True
    (head_a, _comma, place_a), (head_b, _comma, place_b) = (str(each).partition(",") for each in (a, b))
    return normalise(head_a) == normalise(head_b) and normalise(place_a) != normalise(place_b)


def compare(a: Organisation, b: Organisation, lookup: Lookup) -> list[dict[str, Any]]:
    """Why two organisations may be one; empty when they are probably not."""
    if _is_family(a, b):
        return []
    likeness = max((_likeness(x, y) for x in _names(a) for y in _names(b)), default=0.0)
    home_a, home_b = a.home_municipality, b.home_municipality
    if home_a and home_b and home_a.pk != home_b.pk:
        is_near = home_b.pk in {area.pk for area in lookup.near(home_a)}
        is_alike = is_near and likeness >= _ALIKE and not (_is_named_after(a, home_a) and _is_named_after(b, home_b))
    elif home_a and home_b:
        is_alike = likeness >= _ALIKE
    else:
        is_alike = likeness >= _ALIKE_ANYWHERE
    found: list[dict[str, Any]] = [{"kind": "name", "value": round(likeness)}] if is_alike else []
    theirs = _contact_keys(b)
    found += [{"kind": kind, "value": key[2:]} for kind, key in _contact_keys(a).items() if theirs.get(kind) == key]
    return found


def _is_named_after(organisation: Organisation, home: Area) -> bool:
    """Whether the name says its own municipality, as names of local branches do."""
    place = normalise(str(home))[:4]
    return any(word.startswith(place) for name in _names(organisation) for word in name.split())


def _likeness(a: str, b: str) -> float:
    """0 to 100; names that differ in a number name different things."""
    if re.findall(r"\d+", a) != re.findall(r"\d+", b):
        return 0.0
    return fuzz.ratio(a, b)


def _queue(one: int, other: int, reasons: list[dict[str, Any]], *, now: datetime) -> DuplicateSuspicion:
    first, second = sorted((one, other))
    suspicion, is_new = DuplicateSuspicion.objects.get_or_create(
        first_id=first, second_id=second, defaults={"reasons": reasons, "found_at": now}
    )
    if not is_new and suspicion.state == DuplicateSuspicion.State.OPEN and suspicion.reasons != reasons:
        suspicion.reasons = reasons
        suspicion.save(update_fields=["reasons"])
    return suspicion


@transaction.atomic
def keep_apart(suspicion: DuplicateSuspicion, *, actor: Any, now: datetime) -> DuplicateSuspicion:
    """Say that the two are different organisations; the pair is not asked about again."""
    before = suspicion.state
    suspicion.state = DuplicateSuspicion.State.KEPT
    suspicion.save(update_fields=["state"])
    record(actor, "kept apart", suspicion, now=now, changes={"state": [before, suspicion.state]})
    return suspicion
