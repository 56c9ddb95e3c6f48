"""Synonyms and narrower words: kept by the base forms of a label, found again in a reader's words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from raitti.search.entries import Term
from raitti.search.models import SearchTerm
from raitti.text.analyser import Analyser, Word

LONGEST_LABEL = 4
_MOST_NARROWER = 12
_MOST_ALSO = 8


@dataclass(frozen=True)
class Related:
    """Other words for what was asked: `label` as people write it and its base forms, one tuple a word."""

    label: str
    language: str
    words: tuple[str, ...]
    is_narrower: bool


def _key(words: Sequence[Word]) -> str:
    return " ".join(word.lemmas[0] for word in words)[:200]


def _words(label: str, language: str, read: Analyser) -> list[Word]:
    words = list(read.words(label, language, longest=200))
    return [word for word in words if not word.is_stop] or words


def term_rows(source: str, terms: Iterable[Term], read: Analyser) -> list[SearchTerm]:
    """The rows of a vocabulary: each label leads to the others, and to what is narrower."""
    rows = []
    for term in terms:
        labels = list(dict.fromkeys(filter(None, (term.label, *term.also))))
        narrower = list(dict.fromkeys(filter(None, term.narrower)))[:_MOST_NARROWER]
        if len(labels) == 1 and not narrower:
            continue
        keyed = {label: _key(_words(label, term.language, read)) for label in (*labels, *narrower)}
        for label in labels:
            if not keyed[label] or keyed[label].count(" ") >= LONGEST_LABEL:
                continue
            also = [[other, keyed[other]] for other in labels if keyed[other] and keyed[other] != keyed[label]][
                :_MOST_ALSO
            ]
            below = [[other, keyed[other]] for other in narrower if keyed[other] and keyed[other] != keyed[label]]
            if also or below:
                rows.append(
                    SearchTerm(source=source, language=term.language, key=keyed[label], also=also, narrower=below)
                )
    return rows


def related(words: Sequence[Sequence[str]], languages: Sequence[str]) -> dict[tuple[int, int], list[Related]]:
    """What the vocabularies say of the words of a query, each given by its base forms.

    The answer is by the span of words (first, one past the last) that makes a label.
    """
    spans: dict[str, list[tuple[int, int]]] = {}
    for first in range(len(words)):
        for last in range(first + 1, min(len(words), first + LONGEST_LABEL) + 1):
            for lemma in words[first] if last == first + 1 else words[first][:1]:
                key = " ".join((lemma, *(word[0] for word in words[first + 1 : last])))
                spans.setdefault(key, []).append((first, last))
    found: dict[tuple[int, int], list[Related]] = {}
    rows = SearchTerm.objects.filter(key__in=list(spans)[:200], language__in=languages)
    for key, language, also, narrower in rows.values_list("key", "language", "also", "narrower"):
        for span in spans[key]:
            known = found.setdefault(span, [])
            for labels, is_narrower in ((also, False), (narrower, True)):
                for label, words_of in labels:
                    each = tuple(words_of.split())
                    if len(each) <= LONGEST_LABEL and each not in [other.words for other in known]:
                        known.append(Related(label, language, each, is_narrower))
    return found
