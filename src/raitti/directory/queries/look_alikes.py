"""The organisations that may be a given one, found by what they share rather than by comparing all with all."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from math import log2

from django.db.models import Count

from raitti.directory.likeness import ENOUGH, Reason, Traits, are_family, compare, points, traits_of
from raitti.directory.likeness.keys import codes, name_keys, reach_keys, word_keys
from raitti.directory.lookup import Lookup
from raitti.directory.models import MatchKey, Organisation

# An address or number more organisations share tells of a common office, not of a twin.
_SHARED_BY_MANY = 4
# What more have in common is passed over when look-alikes are gathered, and only the likeliest are compared: those
# that share at least one thing with a handful, or a few things with many.
_COMMON, _CANDIDATES, _LEAST = 150, 60, 0.3
_KEEP = 25_000
_COMPARED = (
    "name", "alternative_names", "kind", "email", "phone", "website", "business_id", "register_number", "parent",
    "home_municipality__code", "home_municipality__region",
)  # fmt: skip


class Compared:
    """What was read of organisations while they are compared; lives as long as one act or one night."""

    def __init__(self) -> None:
        self._traits: dict[int, Traits] = {}

    def traits(self, ids: Iterable[int], lookup: Lookup) -> dict[int, Traits]:
        """The traits of some organisations, in this order; without those that are gone."""
        wanted = list(ids)
        missing = [pk for pk in wanted if pk not in self._traits]
        if len(self._traits) + len(missing) > _KEEP:
            self._traits.clear()
            missing = wanted
        rows = Organisation.objects.filter(pk__in=missing).select_related("home_municipality").only(*_COMPARED)
        for row in rows.prefetch_related("locations"):
            self.keep(row.pk, traits_of(row, lookup))
        return {pk: self._traits[pk] for pk in wanted if pk in self._traits}

    def keep(self, pk: int, traits: Traits) -> None:
        self._traits[pk] = traits


def look_alikes(traits: Traits, lookup: Lookup, *, compared: Compared | None = None) -> dict[int, list[Reason]]:
    """The organisations that may be this one, and why, by their numbers here."""
    near = _near(traits, lookup)
    reach = reach_keys(traits)
    keys = {*word_keys(traits, [*codes(traits), *near, ""]), *name_keys(traits), *reach.values()}
    common = _common(keys)
    shared = {said for said, key in reach.items() if common[key] >= _SHARED_BY_MANY}
    likeliest = _likeliest(keys - {reach[said] for said in shared}, common, besides=traits.pk)
    found: dict[int, list[Reason]] = {}
    for pk, theirs in (compared or Compared()).traits(likeliest, lookup).items():
        reasons = compare(traits, theirs, is_near=theirs.home in near, shared=shared)
        if points(reasons) >= ENOUGH and not are_family(traits, theirs):
            found[pk] = reasons
    return found


def _common(keys: Collection[str]) -> Counter[str]:
    """How many organisations have each of these keys."""
    rows = MatchKey.objects.filter(key__in=keys).values("key").annotate(number=Count("pk"))
    return Counter({row["key"]: row["number"] for row in rows})


def _likeliest(keys: Collection[str], common: Mapping[str, int], *, besides: int | None) -> list[int]:
    """Those that share most with the keys, what few have counting for more."""
    telling = [key for key in keys if 0 < common[key] <= _COMMON]
    worth: dict[int, float] = defaultdict(float)
    for pk, key in MatchKey.objects.filter(key__in=telling).values_list("organisation", "key"):
        worth[pk] += 1 / (1 + log2(common[key]))
    likely = [pk for pk, found in worth.items() if found >= _LEAST and pk != besides]
    return sorted(likely, key=lambda pk: (-worth[pk], pk))[:_CANDIDATES]


def _near(traits: Traits, lookup: Lookup) -> set[str]:
    home = lookup.area(traits.home) if traits.home else None
    return {area.code for area in lookup.near(home)} if home is not None else set()
