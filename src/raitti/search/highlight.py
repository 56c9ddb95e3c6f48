"""Which pieces of a text to mark, and the piece of a long text that shows best why it was found."""

import re
from collections.abc import Iterator, Sequence

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
    segments: Segments = []
    at = 0
    for start, end in _spans(text, language, wanted):
        if start > at:
            segments.append((text[at:start], False))
        segments.append((text[start:end], True))
        at = end
    if at < len(text):
        segments.append((text[at:], False))
    return segments


def snippet(summary: str, body: str, language: str, wanted: Wanted) -> Segments:
    """About `SNIPPET` letters: of the summary, or of the text around its first matching word, cut between words."""
    for text in (summary, body):
        first = next(_spans(text, language, wanted), None)
        if first is not None:
            return _cut(text, 0 if first[0] < SNIPPET // 2 else first[0] - SNIPPET // 3, language, wanted)
    return _cut(summary or body, 0, language, wanted)


def _cut(text: str, begin: int, language: str, wanted: Wanted) -> Segments:
    begin = text.rfind(" ", 0, begin) + 1 if begin else 0
    end = len(text)
    if end - begin > SNIPPET:
        end = max(text.rfind(" ", begin, begin + SNIPPET), begin + SNIPPET // 2)
    segments = mark(text[begin:end], language, wanted)
    return [*([("… ", False)] if begin else []), *segments, *([(" …", False)] if end < len(text) else [])]


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
