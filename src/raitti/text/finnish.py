"""Finnish words: base forms and compound parts by look-ups in a dictionary of forms."""

from functools import lru_cache

from raitti.text.compounds import Part, Splitter, read_parts
from raitti.text.dictionaries import Dictionary
from raitti.text.endings import IRREGULAR, bare_forms, noun_stems, possible_bases, verb_forms
from raitti.text.readings import Reading

MOST_LEMMAS = 3
# Short words that do stand in compounds; other entries of two or three letters in the word list are mostly noise.
_SHORT_WORDS = """
yö työ tie maa kuu puu suu luu jää pää syy hää sää vyö apu ala asu elo ero etu hai iho ilo isä itu
kyy lupa meri muu osa ovi ura suo tee uni yli ali esi ase äly öljy olo opi ote pii sota voi väli koe ikä pyy
avo etä ulko sisä ylä bio eko geo nuo yön tien maan kuun puun suun luun jään pään sään vyön avun alan asun elon
eron edun ihon ilon isän iän osan oven uran suon unen tele eri epä iki vuo pdf tv kko
"""
_SHORT = frozenset(_SHORT_WORDS.split())
# First parts that are no base form or genitive of the word they come from, or that the word list does not know.
_FIRST_PARTS_OF = """
yhteis yhteinen, keski keski, epä epä, uudis uusi, nais nainen, suur suuri, pien pieni, uus uusi, nyky nyky, sala sala,
moni moni, vasta vasta, täys täysi, super super, ultra ultra, opinto opinto, hoito hoito, toimi toimi, itä itä,
länsi länsi, etelä etelä, lähi lähi, kauko kauko, esi esi, tasa tasa, sosiaali sosiaali, terveyden terveys,
kaksi kaksi, kolmi kolme, neli neljä, viran virka, omais omainen, vertais vertainen, kokonais kokonainen,
pitkäaikais pitkäaikainen, neuvo neuvo, sivu sivu, vapaa vapaa, lisä lisä, raaka raaka, kerta kerta, rikos rikos
"""
_FIRST_PARTS: dict[str, str] = dict(pair.split() for pair in _FIRST_PARTS_OF.split(","))


class FinnishDictionary:
    """Finnish by look-ups in a dictionary of 3.5 million forms."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._splitter = Splitter(self._head, self._modifier)
        self.base = lru_cache(maxsize=50_000)(self._base)

    def read(self, form: str) -> Reading:
        """Base forms and compound parts of one lower-cased word without hyphens."""
        lemmas = self.lemmas(form)
        if lemmas:
            return Reading(lemmas, self._parts_of(self._splitter.split(lemmas[0], is_base=True)))
        parts = self._splitter.split(form)
        if parts:
            before = "".join(part.form for part in parts[:-1])
            heads = self.lemmas(parts[-1].form)
            return Reading(
                tuple(before + head for head in heads), tuple(dict.fromkeys((*self._parts_of(parts), *heads)))
            )
        return Reading()

    def knows(self, form: str) -> bool:
        """Whether the dictionary has the word itself, not only what it may be put together from."""
        return bool(self.lemmas(form))

    def guess(self, form: str) -> tuple[str, ...]:
        """What an unknown word, most often a name, may be without its ending."""
        return tuple(dict.fromkeys((form, *_unknown_bases(form))))

    def lemmas(self, form: str) -> tuple[str, ...]:
        """Every base form the dictionary supports for a form, the listed one first."""
        found: dict[str, None] = {}
        listed = self.base(form)
        if listed is not None:
            found[listed] = None
        if len(form) > 3:
            for base in possible_bases(form):
                if len(base) > 2 and base != listed and self._dictionary.get(base) == base:
                    found[base] = None
            for plain in verb_forms(form):
                verb = self._dictionary.get(plain)
                if verb is not None and verb[-1:] in "aä" and verb != plain:
                    found[verb] = None
        return tuple(found)[:MOST_LEMMAS]

    def _base(self, form: str) -> str | None:
        if form in IRREGULAR:
            return IRREGULAR[form]
        found = self._dictionary.lemma(form)
        if found is not None:
            return found
        for bare in bare_forms(form):
            found = self._dictionary.lemma(bare)
            if found is not None and len(found) > 1:
                return found
        return None

    def _parts_of(self, parts: tuple[Part, ...]) -> tuple[str, ...]:
        """Base forms of the parts, of the parts of parts, and of neighbours that make a known word together."""
        smallest: list[Part] = []
        for part in parts:
            inner = self._splitter.split(part.base, is_base=True)
            smallest.extend(inner if inner and part.form in {part.base, parts[-1].form} else [part])
        return read_parts(parts, smallest, lambda word: self._dictionary.get(word) is not None)

    def _head(self, form: str) -> str | None:
        if len(form) <= 3 and form not in _SHORT:
            return None
        return self.base(form)

    def _modifier(self, form: str) -> str | None:
        """Base forms, genitives (`kaupungin`, `vanhusten`) and the -s of words in -nen (`kansalais`)."""
        if form in _FIRST_PARTS:
            return _FIRST_PARTS[form]
        if len(form) <= 3 and form not in _SHORT:
            return None
        if form.endswith("s"):
            for adjective in (form[:-1] + "nen", form[:-1] + "set"):
                base = self._dictionary.get(adjective)
                if base is not None and base.endswith(("nen", "set")):
                    return base
        found = self._dictionary.get(form)
        return found if found is not None and (found == form or form.endswith("n")) else None


def _unknown_bases(form: str) -> list[str]:
    found = []
    for stem, plural in noun_stems(form):
        if plural or len(stem) < 3 or form[len(stem) :] in {"a", "ä", "t", "ta", "tä"}:
            continue
        found.append(stem)
        if stem.endswith("i") and len(stem) > 4:
            found.append(stem[:-1])
        if stem.endswith("kse"):
            found.append(stem[:-3] + "s")
        break
    return found
