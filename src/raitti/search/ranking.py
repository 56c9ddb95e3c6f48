"""The finer order of the best candidates: BM25F over fields, with words reached by detours counting less.

The formula is Robertson and Zaragoza's (The Probabilistic Relevance Framework, 2009), the weights are our own
measurement (`benchmarks/search_quality.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from raitti.search.analysis import NAME_END, RESTING
from raitti.search.models import SearchDocument
from raitti.search.understanding import MAIN, PART, Group

_COLUMNS = ("words_name", "words_keys", "words_body", "words_parts")
_WEIGHTS = (8.0, 4.0, 2.0, 1.0)
# Words of an ordinary document in each column, and how much longer ones are held back.
_USUAL = (6.0, 12.0, 80.0, 60.0)
_LENGTH = (0.4, 0.3, 0.8, 0.8)
_SATURATION = 4.0
# A document that has all the words stands before one that repeats some of them.
_COVERAGE = 1.0
# A name that consists of the reader's words is what the reader meant.
_WHOLE_NAME = 1.35
# Who names a municipality means it: what has nothing to do with it stands after what has.
_ELSEWHERE = 0.6
# What no longer runs, or rests, stands after what runs and answers about as well.
_RESTS = 0.75


@dataclass(frozen=True)
class Ranked:
    """A document's id and score."""

    id: int
    score: float


def rank(ids: Sequence[int], groups: Sequence[Group]) -> list[Ranked]:
    """The documents by how well they answer, the best first; equals keep the order they came in."""
    rows = SearchDocument.objects.filter(pk__in=ids).values_list("id", "filters", *_COLUMNS)
    asked = [_Asked.of(group) for group in groups]
    own = {word for group in groups for choice in group.alternatives if choice.weight >= MAIN for word in choice.words}
    scores = {
        key: _score([f" {column} " for column in columns], asked, own) * (_RESTS if RESTING in filters.split() else 1.0)
        for key, filters, *columns in rows
    }
    return sorted((Ranked(key, scores[key]) for key in ids if key in scores), key=lambda one: -one.score)


class _Asked(NamedTuple):
    """A reader's word as documents are searched for it: weight, rarity and spaced words of each alternative."""

    rarity: float
    is_place: bool
    ways: list[tuple[float, float, list[str]]]

    @classmethod
    def of(cls, group: Group) -> "_Asked":
        ways = [(one.weight, one.rarity, [f" {word} " for word in one.words]) for one in group.alternatives]
        return cls(group.rarity, group.is_place, ways)


def _score(columns: Sequence[str], asked: Sequence[_Asked], own: set[str]) -> float:
    """How well a document answers; `own` are the words that would make its name the one that was meant."""
    damping = [
        weight / (1 - held + held * (column.count(" ") - 1) / usual)
        for column, weight, held, usual in zip(columns, _WEIGHTS, _LENGTH, _USUAL, strict=True)
    ]
    everything = "".join(columns)
    total = covered = possible = 0.0
    nearness = 1.0
    for group in asked:
        possible += group.rarity
        whole = parts = reached = 0.0
        for weight, rarity, words in group.ways:
            if not all(word in everything for word in words):
                continue
            found = weight * rarity * _saturated(columns, damping, words)
            if weight > PART:
                whole = max(whole, found)
                reached = max(reached, weight)
            else:
                parts += found
        total += whole + parts
        if group.is_place and not reached:
            nearness *= _ELSEWHERE
        covered += group.rarity * (reached or (PART if parts else 0.0))
    if not possible:
        return 0.0
    score = nearness * total / possible * (covered / possible) ** _COVERAGE
    if covered == possible and any(own.issuperset(name.split()) for name in _names(columns[0])):
        score *= _WHOLE_NAME
    return score


def _saturated(columns: Sequence[str], damping: Sequence[float], words: Sequence[str]) -> float:
    """How much of an alternative the document has, below one; of several words the one it has least of counts."""
    lowest = float("inf")
    for word in words:
        count = 0.0
        for column, factor in zip(columns, damping, strict=True):
            count += column.count(word) * factor
        lowest = min(lowest, count)
    return lowest / (_SATURATION + lowest)


def _names(column: str) -> list[str]:
    return [name for name in column.split(f" {NAME_END} ") if name.strip()]
