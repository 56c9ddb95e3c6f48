"""Counting filter values over many documents at once."""

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping

from django.db import connection

from raitti.search.analysis import Facet
from raitti.search.models import SearchFacet

Counts = dict[str, Counter[str]]

# Only what other transactions see too is remembered: an id given back by a rollback may come to mean another value.
_NAMES: dict[int, Facet] = {}
_CHUNK = 500


def count(packed: Iterable[bytes]) -> Counter[int]:
    """How often each facet value's id stands in the packed ids of documents."""
    return Counter(array("I", b"".join(packed)))


def name(counts: Mapping[int, int]) -> Counts:
    """The counts by filter and value."""
    known = _names(counts)
    named: Counts = {}
    for key, number in counts.items():
        facet = known.get(key)
        if facet is not None:
            named.setdefault(facet.name, Counter())[facet.value] = number
    return named


def in_order(counts: Counts) -> dict[str, list[tuple[str, int]]]:
    """Each filter's values, the most frequent first."""
    return {key: sorted(values.items(), key=lambda one: (-one[1], one[0])) for key, values in sorted(counts.items())}


def _names(ids: Iterable[int]) -> Mapping[int, Facet]:
    in_transaction = connection.in_atomic_block
    missing = [key for key in ids if in_transaction or key not in _NAMES]
    found: dict[int, Facet] = {}
    for start in range(0, len(missing), _CHUNK):
        rows = SearchFacet.objects.filter(pk__in=missing[start : start + _CHUNK])
        found.update((key, Facet(facet, value)) for key, facet, value in rows.values_list("id", "name", "value"))
    if in_transaction:
        return found
    _NAMES.update(found)
    return _NAMES
