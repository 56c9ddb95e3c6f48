"""The forms people write a place name in: `Rovaniemellä` and `nära Uleåborg` lead to the name itself.

A closed list of names needs no dictionary of the language, and a wrong guess finds nothing.
"""

from collections.abc import Iterator

_PREPOSITIONS = ("lähellä ", "i ", "på ", "nära ", "vid ", "in ", "near ", "at ")
_ENDINGS = (
    *("ssa", "ssä", "sta", "stä", "lla", "llä", "lta", "ltä", "lle", "n"),
    *("a", "ä", "ta", "tä", "tta", "ttä"),
    "s",
)
# Strong and weak grade of the last consonants before the final vowels.
_GRADES = (
    *(("nk", "ng"), ("nt", "nn"), ("lt", "ll"), ("rt", "rr"), ("mp", "mm"), ("kk", "k"), ("pp", "p"), ("tt", "t")),
    *(("t", "d"), ("p", "v"), ("k", "")),
)
# What replaces the end of the name before a case ending.
_STEMS = (
    ("nen", ("se", "si")),
    ("vesi", ("vede", "vete")),
    ("i", ("e",)),
    ("e", ("ee",)),
    ("us", ("ukse", "ude", "ute")),
    ("at", ("oi",)),
)
# Adjectives that are inflected inside a compound name, and the one name whose middle wears off.
_INNER = (("uude", "uusi"), ("uute", "uusi"), ("iso", "iso"))
_WORN = {"kangasalla": "kangasala", "kangasalta": "kangasala", "kangasalle": "kangasala"}
_VOWELS = "aeiouyåäö"


def readings(text: str) -> set[str]:
    """What the words may be a form of: themselves, and themselves without a preposition or case ending."""
    word = " ".join(text.casefold().split())
    for preposition in _PREPOSITIONS:
        word = word.removeprefix(preposition)
    found = {word, _WORN.get(word, word)}
    for whole in (word, *_with_base_inside(word)):
        found |= {whole[: -len(ending)] for ending in _ENDINGS if whole.endswith(ending)}
        if whole.endswith("seen"):
            found.add(whole[:-4])
        # The illative lengthens the last vowel: Ouluun, Lahteen, Iihin.
        if whole.endswith("n") and whole[-2:-1] in _VOWELS and whole[-3:-2] in (whole[-2:-1], "h"):
            found |= {whole[:-2], whole[:-3]}
    return {one for one in found if len(one) > 1}


def stems(name: str) -> set[str]:
    """The name and the stems its case endings are added to: `Turku` gives `turku` and `turu`."""
    word = name.casefold()
    strong = {word}
    for end, replacements in _STEMS:
        if word.endswith(end):
            strong |= {word[: -len(end)] + one for one in replacements}
    return strong | {weak for stem in strong for weak in _weakened(stem)}


def _with_base_inside(word: str) -> Iterator[str]:
    """`uudessakaupungissa` as `uusikaupungissa`."""
    for inflected, base in _INNER:
        for ending in _ENDINGS:
            if word.startswith(inflected + ending) and len(word) > len(inflected + ending) + 3:
                yield base + word[len(inflected + ending) :]


def _weakened(stem: str) -> Iterator[str]:
    """The stem with its last consonants in the weak grade: `helsinki` gives `helsingi`."""
    head = stem.rstrip(_VOWELS)
    tail = stem[len(head) :]
    for strong, weak in _GRADES:
        if head.endswith(strong):
            yield head.removesuffix(strong) + weak + tail
