"""What two organisations that are one would share, so that look-alikes are found without comparing all with all."""

from collections.abc import Iterable

from raitti.directory.likeness.mending import LONGEST_ABBREVIATION, initials_of
from raitti.directory.likeness.names import Name
from raitti.directory.likeness.traits import Traits

# Count up when the way keys are made changes: the night then makes all of them anew.
RULES = "v:4"
_PREFIX, _END, _LENGTH = 5, 7, 200
_LETTERS = {
    "email": "e",
    "phone": "p",
    "website": "w",
    "web_domain": "h",
    "email_domain": "d",
    "address": "s",
}


def match_keys(traits: Traits) -> set[str]:
    """What is kept of an organisation: its reach, its whole name, its name's words in its municipality."""
    return {*word_keys(traits, codes(traits)), *name_keys(traits), *reach_keys(traits).values(), RULES}


def codes(traits: Traits) -> set[str]:
    """Where an organisation is looked for: at home and where its name says; an empty code when nobody knows."""
    named = {place[1:] for name in traits.names for place in name.places if place.startswith("@")}
    return named | ({traits.home} if traits.home else set()) or {""}


def word_keys(traits: Traits, places: Iterable[str]) -> set[str]:
    """Beginnings, ends and initials of the name's words, in each of some places."""
    found: set[str] = set()
    for name in traits.names:
        words = name.words or tuple(token.written for token in name.tokens if token.place)
        found |= {word[:_PREFIX] for word in words}
        found |= {f"~{word[-_PREFIX:]}" for word in words if len(word) > _PREFIX + 2}
        found |= {f"!{letters}" for letters in _initials(name)}
    return {f"n:{code}:{each}" for code in places for each in found}


def _initials(name: Name) -> set[str]:
    """Abbreviations in a name, and those it may go by: of its first and its last words in a row."""
    written = [token.written for token in name.tokens]
    rows = [written[start:] for start in range(len(written))] + [written[:end] for end in range(1, len(written))]
    found = {"".join(letters) for row in rows for letters in zip(*map(initials_of, row), strict=True)}
    found |= {token.written for token in name.tokens if not token.is_sure}
    return {letters for letters in found if 2 <= len(letters) <= LONGEST_ABBREVIATION}


def name_keys(traits: Traits) -> set[str]:
    """The whole name, and how it begins and ends, wherever it is at home: a slip spares one of the ends."""
    found = {f"a:{name.key}"[:_LENGTH] for name in traits.names}
    return found | {key for name in traits.names for key in _end_keys(name)}


def _end_keys(name: Name) -> set[str]:
    said = "".join(name.written)
    return {f"b:{said[:_END]}", f"c:{said[-_END:]}"} if len(said) > _END else set()


def reach_keys(traits: Traits) -> dict[str, str]:
    """Key of each way to be reached, by what `compare` calls it."""
    return {
        f"{kind}:{value}": f"{_LETTERS[kind]}:{value}"[:_LENGTH]
        for kind, values in traits.reach.items()
        for value in values
    }
