"""Reading one name by the light of another: slips of the finger mended, abbreviations spelled out."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from raitti.directory.likeness.names import COMMON, Name, Token
from raitti.search.analysis import analyser

_AND = frozenset({"ja", "och", "sekä", "and"})
LONGEST_ABBREVIATION = 5
# In shorter words a letter for another often makes a word of its own: kuurot, kuorot.
_LONG = 8


@dataclass(frozen=True)
class Mended:
    """A name as it may have been meant. `slips` are the words mended, `spelled_out` the abbreviations."""

    written: Name
    name: Name
    slips: tuple[str, ...] = ()
    spelled_out: tuple[str, ...] = ()


def mended(name: Name, other: Name) -> Mended:
    """The name with every word that only slipped, or abbreviates words of the other name, read as those.

    A place is never mended: Kemi and Kemiö are two.
    """
    tokens: list[Token] = []
    slips: list[str] = []
    spelled_out: list[str] = []
    said = {token.written for token in other.tokens}
    own = {token.written for token in name.tokens}
    for token in name.tokens:
        if token.written in said or token.is_sure:
            tokens.append(token)
        elif meant := _abbreviated(token.written, other.tokens):
            tokens += meant
            spelled_out.append(token.written)
        elif slipped := _meant(token.written, [each for each in other.tokens if each.written not in own]):
            tokens.append(slipped)
            slips.append(token.written)
        else:
            tokens.append(token)
    return Mended(name, name.having(tuple(tokens)), tuple(slips), tuple(spelled_out))


def _meant(written: str, others: Sequence[Token]) -> Token | None:
    found = next((other for other in others if is_slip(written, other.written)), None)
    if found is None and len(written) >= 5 and any(is_slip(written, word) for word in COMMON if len(word) >= 5):
        return Token(written)
    return found


@lru_cache(50_000)
def is_slip(word: str, other: str) -> bool:
    """Whether one letter was left out, doubled or put in, two were swapped, or, in a long word, one is another."""
    if min(len(word), len(other)) < 4 or abs(len(word) - len(other)) > 1:
        return False
    if OSA.distance(word, other, score_cutoff=1) > 1:
        return False
    is_replaced = len(word) == len(other) and sorted(word) != sorted(other)
    return len(word) >= _LONG or not is_replaced


def _abbreviated(word: str, others: Sequence[Token]) -> tuple[Token, ...]:
    """The words in a row whose initials, or initials of their parts, the word is: `yk`, `mll`; else none."""
    if not 2 <= len(word) <= LONGEST_ABBREVIATION:
        return ()
    for row in (others, [other for other in others if other.written not in _AND]):
        for start in range(len(row)):
            if found := _spelling(word, row[start:]):
                return found
    return ()


def _spelling(letters: str, row: Sequence[Token]) -> tuple[Token, ...] | None:
    """As many words from the first on as the letters are initials of."""
    if not letters or not row:
        return None if letters else ()
    for start in initials_of(row[0].written):
        if letters.startswith(start):
            rest = _spelling(letters.removeprefix(start), row[1:])
            if rest is not None:
                return (row[0], *rest)
    return None


@lru_cache(20_000)
def initials_of(word: str) -> tuple[str, str, str]:
    """What an abbreviation may take of a word: its first letter, those of all its parts, those of its first and last.

    So `lastensuojeluliitto` may be `l`, `lsl` or, as in MLL, `ll`.
    """
    letters = "".join(part[0] for part in _atoms(word))
    return word[0], letters, letters if len(letters) < 3 else letters[0] + letters[-1]


def _atoms(word: str) -> tuple[str, ...]:
    """The smallest parts of a compound, in order; what comes before them in the word is one too."""
    parts = [part for part in analyser().read(word, "fi").parts if part in word or part[:3] in word]
    small = [part for part in parts if not any(other != part and other[:3] in part[3:] for other in parts)]
    ordered = tuple(sorted(dict.fromkeys(small), key=lambda part: word.find(part[:3])))
    if not ordered:
        return (word,)
    first = word.find(ordered[0][:3])
    return (word[:first], *ordered) if first else ordered
