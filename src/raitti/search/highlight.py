"""Which pieces of a text to mark, and the piece of a long text that shows best why it was found."""

import re
from collections.abc import Iterable, Iterator, Sequence

from raitti.search.analysis import analyser
from raitti.search.answers import Segments
from raitti.search.understanding import Group
from raitti.text.tokens import plain, tokenize

SNIPPET = 220
_LONGEST_READ = 5000


class Wanted:
    """The words that led to the results, and a pattern that tells quickly which texts cannot have any of them."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self.words = frozenset(word for group in groups for choice in group.alternatives for word in choice.words)
        short = {rf"\b{word[:2]}" for word in self.words if len(word) < 5}
        self.pattern = re.compile("|".join(sorted(short | {word[:3] for word in self.words if len(word) >= 5})))


def mark(text: str, language: str, wanted: Wanted) -> Segments:
    """The whole text in pieces, the matching words marked."""
    return _pieces(text, _spans(text, language, wanted), 0, len(text))


def snippet(summary: str, body: str, language: str, wanted: Wanted) -> Segments:
    """About `SNIPPET` letters: of the summary, or of the text around its first matching word, cut between words."""
    for text in (summary, body):
        spans = list(_spans(text, language, wanted))
        if spans:
            first = spans[0][0]
            return _cut(text, spans, 0 if first < SNIPPET // 2 else first - SNIPPET // 3)
    return _cut(summary or body, [], 0)


def _cut(text: str, spans: Iterable[tuple[int, int]], begin: int) -> Segments:
    begin = text.rfind(" ", 0, begin) + 1 if begin else 0
    end = len(text)
    if end - begin > SNIPPET:
        end = max(text.rfind(" ", begin, begin + SNIPPET), begin + SNIPPET // 2)
    segments = _pieces(text, spans, begin, end)
    return [*([("… ", False)] if begin else []), *segments, *([(" …", False)] if end < len(text) else [])]


def _pieces(text: str, spans: Iterable[tuple[int, int]], begin: int, end: int) -> Segments:
    """The text from `begin` to `end` in pieces, those in `spans` marked."""
    segments: Segments = []
    at = begin
    for first, last in spans:
        if first < begin or last > end:
            continue
        if first > at:
            segments.append((text[at:first], False))
        segments.append((text[first:last], True))
        at = last
    if at < end:
        segments.append((text[at:end], False))
    return segments


def _spans(text: str, language: str, wanted: Wanted) -> Iterator[tuple[int, int]]:
    """Where the matching words stand. Only words that begin or go on like a wanted one are analysed: it is quicker."""
    text = text[:_LONGEST_READ]
    if not wanted.words or not wanted.pattern.search(text.lower()):
        return
    read = analyser().read
    for token in tokenize(text):
        if wanted.pattern.search(token.word):
            reading = read(token.word, language)
            if not wanted.words.isdisjoint((plain(token.word), *reading.lemmas, *reading.parts)):
                yield token.start, token.end
