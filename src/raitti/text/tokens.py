"""From running text to words, and from words to the plain letters an index holds."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

LONGEST_TEXT = 200_000
LONGEST_WORD = 60

# Letters and digits, held together by a hyphen, an apostrophe or the colon of `Kela:n`.
# A soft hyphen, as copied from a narrow page, is no letter and parts nothing.
_WORD = re.compile(r"[^\W_](?:\u00ad*[^\W_])*(?:[-‐‑'’:][^\W_](?:\u00ad*[^\W_])*)*")
_HYPHEN = re.compile(r"[-‐‑]")
_CASE_ENDING = re.compile(r":[a-zåäö]{1,8}$")
_APOSTROPHE = re.compile(r"['’]")
# The two identifiers people type with and without the hyphen: 0123456-7, 123.456.
_BUSINESS_ID = re.compile(r"\d{6,7}-\d")
# What å, ä and ö mean changes with the dots; other marks are spelling that people leave out.
_KEPT = str.maketrans({"å": "\ue000", "ä": "\ue001", "ö": "\ue002"})
_RESTORED = str.maketrans({"\ue000": "å", "\ue001": "ä", "\ue002": "ö"})
_LETTERS = str.maketrans(
    {"æ": "ä", "ø": "ö", "đ": "d", "ð": "d", "ŋ": "n", "ŧ": "t", "ʒ": "z", "ǥ": "g", "ß": "ss", "ł": "l", "þ": "th"}
)
_DOTLESS = str.maketrans({"å": "a", "ä": "a", "ö": "o"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it stands in the text, lower-cased; `start` and `end` are character positions."""

    word: str
    start: int
    end: int


def tokenize(text: str, *, longest: int = LONGEST_TEXT) -> Iterator[Token]:
    """The words of a text in order; only its first `longest` characters are read."""
    for match in _WORD.finditer(text[:longest]):
        word = unicodedata.normalize("NFC", match[0].replace("\u00ad", "")[:LONGEST_WORD])
        yield Token(word.lower(), match.start(), match.end())


def pieces(word: str) -> list[str]:
    """The words in a written word: case ending after a colon off, hyphens apart, identifiers whole."""
    if _BUSINESS_ID.fullmatch(word):
        return [word.replace("-", "")]
    if ":" in word:
        word = _CASE_ENDING.sub("", word).replace(":", "-")
    return [piece for piece in _HYPHEN.split(_APOSTROPHE.sub("", word)) if piece]


@lru_cache(maxsize=100_000)
def plain(word: str) -> str:
    """The word in the letters an index holds: `a-z0-9åäö`; other scripts in hexadecimal after a `0u`.

    Marks other than those of å, ä and ö are dropped, so that `café` is found by `cafe`.
    """
    if word.isascii() and word.isalnum():
        return word
    marked = unicodedata.normalize("NFC", word).translate(_LETTERS).translate(_KEPT)
    bare = "".join(c for c in unicodedata.normalize("NFKD", marked) if not unicodedata.combining(c))
    letters = "".join(c for c in bare.translate(_RESTORED).lower() if c.isalnum())
    if all(c.isascii() or c in "åäö" for c in letters):
        return letters
    return "0u" + letters.encode()[:LONGEST_WORD].hex()


def without_dots(word: str) -> str:
    """The word as typed on a keyboard without å, ä and ö."""
    return word.translate(_DOTLESS)
