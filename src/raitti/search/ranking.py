"""The finer order of the best candidates: BM25F over fields, with words reached by detours counting less.

The formula is Robertson and Zaragoza's (The Probabilistic Relevance Framework, 2009), the weights are our own
measurement (`benchmarks/search_quality.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from raitti.search.analysis import NAME_END
from raitti.search.models import SearchDocument
from raitti.search.understanding import MAIN, PART, Alternative, Group

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


@dataclass(frozen=True)
class Ranked:
    """A document's id and score, and which of the reader's words it has (by position in the query)."""

    id: int
    score: float


def rank(ids: Sequence[int], groups: Sequence[Group]) -> list[Ranked]:
    """The documents by how well they answer, the best first; equals keep the order they came in."""
    rows = SearchDocument.objects.filter(pk__in=ids).values_list("id", *_COLUMNS)
    scores = {key: _score([f" {column} " for column in columns], groups) for key, *columns in rows}
    return sorted((Ranked(key, scores[key]) for key in ids if key in scores), key=lambda one: -one.score)


def _score(columns: Sequence[str], groups: Sequence[Group]) -> float:
    damping = [
        weight / (1 - held + held * (column.count(" ") - 1) / usual)
        for column, weight, held, usual in zip(columns, _WEIGHTS, _LENGTH, _USUAL, strict=True)
    ]
    everything = "".join(columns)
    total = covered = possible = 0.0
    for group in groups:
        possible += group.rarity
        whole = parts = reached = 0.0
        for choice in group.alternatives:
            if not all(f" {word} " in everything for word in choice.words):
                continue
            found = _alternative(columns, damping, choice)
            if choice.weight > PART:
                whole = max(whole, found)
                reached = max(reached, choice.weight)
            else:
                parts += found
        total += whole + parts
        covered += group.rarity * (reached or (PART if parts else 0.0))
    if not possible:
        return 0.0
    score = total / possible * (covered / possible) ** _COVERAGE
    if covered == possible and _is_whole_name(columns[0], groups):
        score *= _WHOLE_NAME
    return score


def _alternative(columns: Sequence[str], damping: Sequence[float], choice: Alternative) -> float:
    """The weight of an alternative in the document, saturated; of several words the one it has least of counts."""
    lowest = float("inf")
    for word in choice.words:
        spaced = f" {word} "
        count = sum(column.count(spaced) * factor for column, factor in zip(columns, damping, strict=True))
        lowest = min(lowest, count)
    return choice.weight * choice.rarity * lowest / (_SATURATION + lowest)


def _is_whole_name(name: str, groups: Sequence[Group]) -> bool:
    own = {word for group in groups for choice in group.alternatives if choice.weight >= MAIN for word in choice.words}
    return any(own.issuperset(one.split()) for one in name.split(f" {NAME_END} ") if one.strip())
