"""A name as it is compared: word by word, each a place, a telling word, or one that most names have."""

import re
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from raitti.directory.lookup import Lookup
from raitti.search.analysis import analyser

_LEGAL = frozenset("ry rf rp r.y r.f oy ab oyj sr ay ky tmi rekisteröity registrerad rekisteröidyn".split())  # noqa: SIM905
# Words that most names of their kind have.
COMMON = frozenset(
    """yhdistys järjestö seura kerho osasto paikallisosasto paikallisyhdistys ryhmä toiminta suomi finland finlands
    finsk finska suomalainen förening föreningen krets kretsen avdelning i på och ja the of association society
    seutu seudullinen alue paikallinen lokal kunta kaupunki kommun stad""".split()  # noqa: SIM905
)
_HEADS = ("yhdistys", "järjestö", "förening", "föreningen", "osasto", "kerho")
_QUARTERS = "pohjois|etelä|itä|länsi|lounais|kaakkois|koillis|luoteis|keski|sisä|norra|södra|östra|västra"
_QUARTER = re.compile(rf"({_QUARTERS})\w+")
_WORD = re.compile(r"[^\W_]+(?:[-‐’'.][^\W_]+)*")
_NEIGHBOURHOOD = re.compile(r"(.{3,}?)n?(seudun|seutu|seuden|nejdens|nejden)")


@dataclass(frozen=True)
class Token:
    """A word of a name as written in small letters, and what it says: a place, a telling word, or nothing."""

    written: str
    word: str = ""
    place: str = ""

    @property
    def is_sure(self) -> bool:
        """Whether it is a place on the map or a word that most names have, so that nothing slipped in it."""
        return self.place.startswith("@") or not (self.place or self.word)


@dataclass(frozen=True)
class Name:
    """A name's words, and the numbers in it (`numbers`: which of several it is)."""

    tokens: tuple[Token, ...]
    numbers: tuple[str, ...] = ()
    language: str = ""

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The base forms of the words that tell it apart."""
        return tuple(dict.fromkeys(token.word for token in self.tokens if token.word))

    @cached_property
    def written(self) -> tuple[str, ...]:
        """The same words as they were written."""
        return tuple({token.word: token.written for token in reversed(self.tokens) if token.word}.values())[::-1]

    @cached_property
    def places(self) -> frozenset[str]:
        return frozenset(token.place for token in self.tokens if token.place)

    @property
    def key(self) -> str:
        return " ".join([*sorted(self.words), *sorted(self.places), *self.numbers])

    def having(self, tokens: tuple[Token, ...]) -> "Name":
        return self if tokens == self.tokens else replace(self, tokens=tokens)


def read_name(text: str, language: str, lookup: Lookup) -> Name:
    """A name without its legal form, every word read."""
    tokens = tuple(_token(bare, language, lookup) for bare in _bare_words(text))
    return Name(tokens, tuple(re.findall(r"\d+", text)), language)


def _bare_words(text: str) -> list[str]:
    words = (token.strip(".'’") for token in _WORD.findall(text.casefold()))
    return [w for w in words if not w.isdigit() and w not in _LEGAL and w.replace(".", "") not in _LEGAL]


def _token(word: str, language: str, lookup: Lookup) -> Token:
    place = _place(word, lookup)
    return Token(word, place=place) if place else Token(word, word=_telling(word, language))


def _place(word: str, lookup: Lookup) -> str:
    """The place a word of a name says, as one word in any language; empty when it says none."""
    around = _NEIGHBOURHOOD.fullmatch(word)
    forms = _forms(around[1] + "n" if around else word) | ({around[1]} if around else set())
    named = lookup.place_named(forms)
    if named:
        return named
    return _base(word, "fi") if _QUARTER.fullmatch(word.replace("-", "")) else ""


@lru_cache(20_000)
def _forms(word: str) -> frozenset[str]:
    """What a word may be an inflected form of."""
    found = {word, *analyser().read(word, "fi").lemmas}
    found |= {word[: -len(ending)] for ending in ("n", "s") if word.endswith(ending) and len(word) > 3}
    return frozenset(found)


def _base(word: str, language: str) -> str:
    lemmas = analyser().read(word, language if language in {"sv", "en"} else "fi").lemmas
    return lemmas[0] if lemmas else word


@lru_cache(20_000)
def _telling(word: str, language: str) -> str:
    base = _base(word, language)
    for head in _HEADS:
        if base.endswith(head) and len(base) > len(head) + 2:
            base = _base(base.removesuffix(head).removesuffix("s"), language)
            break
    return "" if base in COMMON or word in COMMON or len(base) < 2 else base
