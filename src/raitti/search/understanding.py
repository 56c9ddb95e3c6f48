"""From what a reader typed to groups of index words: base forms, spelling, parts and related words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import ceil, log

from raitti.core.kept import kept
from raitti.core.languages import INTERFACE_CODES
from raitti.search import vocabulary
from raitti.search.analysis import analyser
from raitti.search.expressions import All, Node, Token, either
from raitti.search.models import SearchDocument
from raitti.search.terms import related
from raitti.text.analyser import Word
from raitti.text.tokens import without_dots

LONGEST_QUERY = 300
MOST_WORDS = 12
# How much a match through something else than the word itself counts.
MAIN, OTHER_LANGUAGE, SYNONYM, NARROWER, PART, KIN = 1.0, 0.6, 0.5, 0.4, 0.35, 0.1
_MOST_RELATED = 10
_MOST_KIN = 10
_SHORTEST_KIN = 5
_MOST_BASES = 2
# A word that so many documents have needs no help from its parts and its family.
_COMMON = 200


@dataclass(frozen=True)
class Alternative:
    """Words that together stand for a reader's word; `via` names them when they are not the word itself.

    `rarity` is the logarithm of how few documents have them.
    """

    words: tuple[str, ...]
    weight: float
    via: str = ""
    rarity: float = 1.0

    @property
    def node(self) -> Node:
        return Token(self.words[0]) if len(self.words) == 1 else All(tuple(Token(word) for word in self.words))


@dataclass
class Group:
    """One word of the reader, its base forms, and everything that may stand for it, the word itself first."""

    surface: str
    bases: Sequence[str]
    alternatives: list[Alternative] = field(default_factory=list)
    rarity: float = 1.0
    # In what part of all documents the word, or what stands for it, is at most.
    share: float = 1.0
    is_place: bool = False

    def node(self, *, parts: bool) -> Node | None:
        """Finds documents with the word; with `parts` also those with a part of the compound it is.

        `None` when no document can have it.
        """
        return either([choice.node for choice in self.alternatives if parts or choice.weight > PART])


@dataclass
class Understanding:
    """The reader's words as groups; empty when nothing was asked or no letter was typed."""

    groups: list[Group] = field(default_factory=list)
    also: list[str] = field(default_factory=list)
    corrected: list[tuple[str, str]] = field(default_factory=list)
    # The rarities rest on this many documents.
    documents: int = 0
    asked: bool = False
    is_widened: bool = False

    def widen(self) -> None:
        """Make ready for too few results: rare words get words of the same family (arkistointi, arkisto)."""
        if self.is_widened:
            return
        self.is_widened = True
        for group in self.groups:
            if group.share * self.documents > _COMMON:
                group.alternatives = [choice for choice in group.alternatives if choice.weight > PART]
                continue
            present = {word for choice in group.alternatives for word in choice.words}
            own = [choice.words[0] for choice in group.alternatives if choice.weight >= MAIN] or group.bases
            kin = dict.fromkeys(word for base in own[:_MOST_BASES] for word in _kin(base) if word not in present)
            group.alternatives += [Alternative((word,), KIN) for word in kin]
        _weigh(self.groups, self.documents)


def understand(text: str, language: str) -> Understanding:
    """Read a query typed in an interface language; any text is allowed, at most `LONGEST_QUERY` letters are read."""
    read = analyser()
    words = list(read.words(text[:LONGEST_QUERY], language))
    asked = bool(words)
    words = [word for word in words if not word.is_stop] or words
    words = _unrepeated(words)[:MOST_WORDS]
    if not words:
        return Understanding(asked=asked)
    result = Understanding(documents=_number_of_documents(), asked=True)
    others = [code for code in INTERFACE_CODES if code != language]
    elsewhere = {word.surface: _lemmas_elsewhere(word, others) for word in words}
    known = vocabulary.frequencies(
        token for word in words for token in (*_own(word), *word.parts, *elsewhere[word.surface])
    )
    readings = []
    for word in words:
        own = [token for token in _own(word) if token in known]
        foreign = [token for token in elsewhere[word.surface] if token in known and token not in own]
        parts = [part for part in word.parts if part in known]
        if not own and not foreign:
            better = _correct(word, language)
            if better is not None:
                used, own, parts = better
                result.corrected.append((word.surface, used))
        readings.append((word, own or list(_own(word)), foreign, parts))
    places = kept("words of municipalities", _place_words)
    spans = related([own for _, own, _, _ in readings], [language, *others])
    groups = [
        Group(
            word.surface,
            own,
            [Alternative((token,), MAIN) for token in own]
            + [Alternative((token,), OTHER_LANGUAGE) for token in foreign]
            + [Alternative((part,), PART) for part in parts if part not in own],
            is_place=not places.isdisjoint(own),
        )
        for word, own, foreign, parts in readings
    ]
    for (first, last), others_of_span in spans.items():
        for other in others_of_span[:_MOST_RELATED]:
            weight = NARROWER if other.is_narrower else SYNONYM
            for group in groups[first:last]:
                if all(choice.words != other.words for choice in group.alternatives):
                    group.alternatives.append(Alternative(other.words, weight, via=other.label))
    _weigh(groups, result.documents)
    result.groups = groups
    led_here = {choice.via for group in groups for choice in group.alternatives if choice.via}
    told = [other for others_of_span in spans.values() for other in others_of_span if other.label in led_here]
    result.also = list(dict.fromkeys(other.label for other in told if other.language == language))
    return result


def _kin(word: str) -> list[str]:
    """Words of the index that begin as this one does, for two thirds of it, and are not much longer or shorter."""
    if len(word) <= _SHORTEST_KIN or not word.isalpha():
        return []
    prefix = word[: max(_SHORTEST_KIN, ceil(len(word) * 0.65))]
    near = vocabulary.beginning_with(prefix, limit=_MOST_KIN)
    return [other for other in near if abs(len(other) - len(word)) <= max(4, len(word) // 2)]


def _own(word: Word) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*word.lemmas, word.surface)))


def _lemmas_elsewhere(word: Word, languages: Sequence[str]) -> list[str]:
    read = analyser()
    return [lemma for code in languages for lemma in read.read(word.surface, code).lemmas if lemma not in word.lemmas]


def _unrepeated(words: Sequence[Word]) -> list[Word]:
    return list({word.lemmas: word for word in reversed(words)}.values())[::-1]


def _place_words() -> frozenset[str]:
    """The names of municipalities in their base forms, in every language."""
    names = SearchDocument.objects.filter(kind="municipality").values_list("words_name", flat=True)
    return frozenset(word for name in names for word in name.split())


def _number_of_documents() -> int:
    """How many rows the index has; counted once until public content changes, for counting a million takes a while."""
    return kept("number of search documents", SearchDocument.objects.count)


def _weigh(groups: Sequence[Group], documents: int) -> None:
    """Give all words their rarity, and drop those no document has: they would only slow the question down."""
    known = vocabulary.frequencies(word for group in groups for choice in group.alternatives for word in choice.words)
    for group in groups:
        group.alternatives = [
            replace(choice, rarity=_rarity(min(known[word] for word in choice.words), documents))
            for choice in group.alternatives
            if all(word in known for word in choice.words)
        ]
        strict = [choice for choice in group.alternatives if choice.weight > PART]
        number = sum(min(known[word] for word in choice.words) for choice in strict)
        group.share = min(1.0, number / (documents + 1))
        own = [choice.rarity for choice in group.alternatives if choice.weight >= MAIN]
        group.rarity = min(own, default=_rarity(0, documents))


def _rarity(number: int, documents: int) -> float:
    return log(1 + (documents + 1) / (number + 1))


def _correct(word: Word, language: str) -> tuple[str, list[str], list[str]] | None:
    """What a word no document has was meant to be: the word used, its base forms and its parts."""
    read = analyser()
    candidates = list(_with_dots(word.surface)) if without_dots(word.surface) == word.surface else []
    readings = [(candidate, read.read(candidate, language)) for candidate in candidates]
    known = vocabulary.frequencies(lemma for _, reading in readings for lemma in reading.lemmas)
    dotted = [
        (max(known.get(lemma, 0) for lemma in reading.lemmas), candidate, reading)
        for candidate, reading in readings
        if any(lemma in known for lemma in reading.lemmas)
    ]
    if dotted:
        _, used, reading = max(dotted, key=lambda one: (one[0], one[1]))
        return used, [lemma for lemma in reading.lemmas if lemma in known], list(reading.parts)
    # Who writes a real word has missed it by a letter at most; else the word is simply not here.
    is_real = read.knows(word.surface, language)
    forms = (word.surface,) if is_real else dict.fromkeys((word.surface, *word.lemmas))
    for form in forms:
        near = vocabulary.nearest(form, most=1) if is_real else vocabulary.nearest(form)
        if near is not None:
            reading = read.read(near.word, language)
            return (
                near.word,
                list(dict.fromkeys(filter(None, (near.base or near.word, near.word)))),
                list(reading.parts),
            )
    return None


def _with_dots(word: str) -> Iterator[str]:
    """The word with ä for a and ö for o: throughout, up to some letter, and from some letter on.

    Finnish has front or back vowels within each part of a compound, so these are nearly all the ways.
    """
    dotted = word.replace("a", "ä").replace("o", "ö")
    seen = {word}
    for at in range(len(word), -1, -1):
        for candidate in (dotted[:at] + word[at:], word[:at] + dotted[at:]):
            if candidate not in seen:
                seen.add(candidate)
                yield candidate
