"""The one way from text to the words an index holds, the same when writing and when asking."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from raitti.text import dictionaries
from raitti.text.finnish import FinnishDictionary
from raitti.text.readings import Reading, unite
from raitti.text.stopwords import STOP_WORDS
from raitti.text.swedish import SwedishDictionary
from raitti.text.tokens import LONGEST_TEXT, pieces, plain, tokenize
from raitti.text.voikko import Voikko

# Count up when a change in this package changes what is written to an index.
RULES = 3
CHOICES = ("auto", "simplemma", "voikko")
_REMEMBERED = 60_000


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: as written, its base forms and its parts, all in the index's letters.

    `start` and `end` are character positions in the text.
    """

    surface: str
    lemmas: tuple[str, ...]
    parts: tuple[str, ...]
    is_stop: bool
    start: int
    end: int


class _Reader(Protocol):
    def read(self, form: str) -> Reading: ...

    def guess(self, form: str) -> tuple[str, ...]: ...

    def knows(self, form: str) -> bool: ...


class _Simple:
    """A language of which only base forms are known, or not even those."""

    def __init__(self, dictionary: dictionaries.Dictionary | None) -> None:
        self._dictionary = dictionary

    def read(self, form: str) -> Reading:
        lemma = self._dictionary.lemma(form) if self._dictionary else None
        return Reading((lemma,)) if lemma else Reading()

    def guess(self, form: str) -> tuple[str, ...]:
        return (form,)

    def knows(self, form: str) -> bool:
        return bool(self.read(form).lemmas)


class _Finnish:
    """The dictionary's readings, together with Voikko's where there is one."""

    def __init__(self, dictionary: FinnishDictionary, voikko: Voikko | None) -> None:
        self._dictionary = dictionary
        self._voikko = voikko
        self.guess = dictionary.guess

    def read(self, form: str) -> Reading:
        listed = self._dictionary.read(form)
        return unite(self._voikko.read(form), listed) if self._voikko else listed

    def knows(self, form: str) -> bool:
        return self._dictionary.knows(form) or bool(self._voikko and self._voikko.read(form).lemmas)


class Analyser:
    """Reads Finnish, Swedish, English and Northern Sámi words; any other language as plain words.

    `name` says which programs and rules it is made of: an index made by another name must be rebuilt.
    """

    def __init__(self, folder: Path, *, choice: str = "auto") -> None:
        if choice not in CHOICES:
            raise ValueError(f"The analyser is one of {', '.join(CHOICES)}, not {choice!r}.")
        voikko = None
        if choice != "simplemma":
            try:
                voikko = Voikko()
            except LookupError:
                if choice == "voikko":
                    raise
        self.name = " + ".join((dictionaries.VERSION, *([voikko.version] if voikko else []), f"rules {RULES}"))
        self.has_voikko = voikko is not None
        self._readers: dict[str, _Reader] = {
            "fi": _Finnish(FinnishDictionary(dictionaries.load(folder, "fi")), voikko),
            "sv": SwedishDictionary(dictionaries.load(folder, "sv")),
            "en": _Simple(dictionaries.load(folder, "en")),
            "se": _Simple(dictionaries.load(folder, "se")),
        }
        self._other: _Reader = _Simple(None)
        self.read = lru_cache(maxsize=_REMEMBERED)(self._read)

    def words(self, text: str, language: str, *, longest: int = LONGEST_TEXT) -> Iterator[Word]:
        """The words of a text in order; only its first `longest` characters are read."""
        stop = STOP_WORDS.get(language, frozenset())
        for token in tokenize(text, longest=longest):
            reading = self.read(token.word, language)
            surface = plain(token.word)
            if surface:
                yield Word(surface, reading.lemmas, reading.parts, token.word in stop, token.start, token.end)

    def knows(self, word: str, language: str) -> bool:
        """Whether a written word is one of the language's, and so hardly a slip of the finger."""
        reader = self._readers.get(language, self._other)
        return all(map(reader.knows, pieces(word)))

    def _read(self, word: str, language: str) -> Reading:
        """Base forms and parts of one written word in the index's letters; there is always a base form."""
        reader = self._readers.get(language, self._other)
        found = pieces(word)
        readings = [self._read_piece(reader, piece) for piece in found]
        if len(readings) == 1:
            whole = readings[0]
        elif readings:
            before = "".join(found[:-1])
            heads = tuple(before + lemma for lemma in readings[-1].lemmas)
            inner = tuple(part for reading in readings for part in (*reading.lemmas, *reading.parts))
            whole = Reading(heads, inner)
        else:
            whole = Reading((word,))
        return unite(Reading(_plain(whole.lemmas), _plain(whole.parts)))

    def _read_piece(self, reader: _Reader, piece: str) -> Reading:
        if piece[0].isdigit():
            return Reading((piece,))
        reading = reader.read(piece)
        return reading if reading.lemmas else Reading(reader.guess(piece), reading.parts)


def _plain(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(filter(None, map(plain, words)))


@lru_cache(maxsize=4)
def get_analyser(folder: Path, choice: str) -> Analyser:
    """The process's analyser; raises `LookupError` when Voikko was demanded in vain."""
    return Analyser(folder, choice=choice)
