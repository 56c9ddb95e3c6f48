"""Which pieces of a text to mark, and the piece of a long text that shows best why it was found."""

from collections.abc import Collection, Sequence

from raitti.search.analysis import analyser
from raitti.search.answers import Segments
from raitti.search.understanding import Group
from raitti.text.analyser import Word

SNIPPET = 220
_LONGEST_READ = 3000


def matching_words(groups: Sequence[Group]) -> frozenset[str]:
    return frozenset(word for group in groups for choice in group.alternatives for word in choice.words)


def _matches(word: Word, wanted: Collection[str]) -> bool:
    return word.surface in wanted or any(lemma in wanted for lemma in (*word.lemmas, *word.parts))


def mark(text: str, language: str, wanted: Collection[str]) -> Segments:
    """The whole text in pieces, the matching words marked."""
    segments: Segments = []
    at = 0
    if wanted:
        for word in analyser().words(text, language, longest=_LONGEST_READ):
            if _matches(word, wanted):
                if word.start > at:
                    segments.append((text[at : word.start], False))
                segments.append((text[word.start : word.end], True))
                at = word.end
    if at < len(text):
        segments.append((text[at:], False))
    return segments


def snippet(summary: str, body: str, language: str, wanted: Collection[str]) -> Segments:
    """About `SNIPPET` letters: of the summary, or of the text around its first matching word."""
    for text in (summary, body):
        found = mark(text[:_LONGEST_READ], language, wanted) if text else []
        if any(is_match for _, is_match in found):
            return _cut(found)
    return _cut([(summary or body, False)]) if summary or body else []


def _cut(segments: Segments) -> Segments:
    """The segments from a little before the first match, cut between words."""
    whole = "".join(text for text, _ in segments)
    first = 0
    for text, is_match in segments:
        if is_match:
            break
        first += len(text)
    begin = 0 if first < SNIPPET // 2 else whole.rfind(" ", 0, first - SNIPPET // 3) + 1
    end = (
        len(whole) if len(whole) - begin <= SNIPPET else max(whole.rfind(" ", 0, begin + SNIPPET), begin + SNIPPET // 2)
    )
    cut: Segments = []
    at = 0
    for text, is_match in segments:
        piece = text[max(0, begin - at) : max(0, end - at)]
        at += len(text)
        if piece:
            cut.append((piece, is_match))
    if begin > 0 and cut:
        cut.insert(0, ("… ", False))
    if end < len(whole):
        cut.append((" …", False))
    return cut
