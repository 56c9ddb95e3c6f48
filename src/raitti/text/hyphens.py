"""Where long words may be broken on narrow screens, for browsers that do not know Finnish hyphenation."""

import re
from functools import cache
from itertools import pairwise

from pyphen import Pyphen

SOFT_HYPHEN = "\u00ad"
# Shorter words fit the narrowest of screens in the largest of headings.
_SHORTEST = 15
_LEFT, _RIGHT = 4, 4
_WORD = re.compile(rf"[^\W\d_]{{{_SHORTEST},}}")
# A syllable of Finnish begins with the last consonant before a vowel (Iso suomen kielioppi, § 11).
_FINNISH = re.compile(r"(?=[bcdfghjklmnpqrstvwxzšž][aeiouyåäö])", re.IGNORECASE)


def with_soft_hyphens(text: str, language: str) -> str:
    """The text with soft hyphens in its long words, between syllables; other languages than fi and sv as they are."""
    breaks = {"fi": _finnish_breaks, "sv": _swedish_breaks}.get(language)
    return text if breaks is None else _WORD.sub(lambda found: _broken(found[0], breaks(found[0])), text)


def _broken(word: str, places: list[int]) -> str:
    inner = [place for place in places if _LEFT <= place <= len(word) - _RIGHT]
    edges = [0, *inner, len(word)]
    return SOFT_HYPHEN.join(word[start:end] for start, end in pairwise(edges))


def _finnish_breaks(word: str) -> list[int]:
    return [found.start() for found in _FINNISH.finditer(word)]


def _swedish_breaks(word: str) -> list[int]:
    return [int(place) for place in _swedish().positions(word)]


@cache
def _swedish() -> Pyphen:
    return Pyphen(lang="sv")
