"""Swedish words: base forms from the dictionary, genitives, and compounds joined by nothing or by -s-."""

from functools import lru_cache

from raitti.text.compounds import Splitter, read_parts
from raitti.text.dictionaries import Dictionary
from raitti.text.readings import Reading

_SHORT_WORDS = "år råd hus bad bil bok dag hem kök ord mat liv sjö tåg väg ung hav röd by ö"
_SHORT = frozenset(_SHORT_WORDS.split())
# Definite, plural and genitive endings of words the dictionary does not know, most often compounds and names.
_ENDINGS = (
    "ernas",
    "arnas",
    "ornas",
    "erna",
    "arna",
    "orna",
    "ens",
    "ets",
    "en",
    "et",
    "er",
    "ar",
    "or",
    "na",
    "s",
    "n",
)


class SwedishDictionary:
    """Swedish by look-ups in a dictionary of forms."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._splitter = Splitter(self._head, self._modifier)
        self.base = lru_cache(maxsize=20_000)(self._base)

    def read(self, form: str) -> Reading:
        """Base forms and compound parts of one lower-cased word without hyphens."""
        lemma = self.base(form)
        if lemma is not None:
            parts = self._splitter.split(lemma, is_base=True)
            lemmas = tuple(dict.fromkeys((lemma, form if self._dictionary.get(form) == form else lemma)))
        else:
            parts = self._splitter.split(form)
            if not parts:
                return Reading()
            lemmas = ("".join(part.form for part in parts[:-1]) + parts[-1].base,)
        return Reading(lemmas, read_parts(parts, parts, lambda word: self._dictionary.get(word) is not None))

    def knows(self, form: str) -> bool:
        """Whether the dictionary has the word itself, not only what it may be put together from."""
        return self.base(form) is not None

    def guess(self, form: str) -> tuple[str, ...]:
        """What an unknown word may be without its ending."""
        for ending in _ENDINGS:
            if form.endswith(ending) and len(form) - len(ending) >= 4:
                return (form, form[: -len(ending)])
        return (form,)

    def _base(self, form: str) -> str | None:
        found = self._dictionary.lemma(form)
        if found is None and form.endswith("s") and len(form) > 4:
            found = self._dictionary.lemma(form[:-1])
        return found

    def _head(self, form: str) -> str | None:
        return None if len(form) <= 3 and form not in _SHORT else self.base(form)

    def _modifier(self, form: str) -> str | None:
        if len(form) <= 3:
            return form if form in _SHORT else None
        if self._dictionary.get(form) == form:
            return form
        if form.endswith("s") and self._dictionary.get(form[:-1]) == form[:-1] and len(form) > 4:
            return form[:-1]
        # Some first parts lose their last vowel or have it changed: kyrko-, flick-.
        for whole in (form + "a", form[:-1] + "a" if form.endswith("o") else form):
            if len(form) > 4 and self._dictionary.get(whole) == whole:
                return whole
        return None
