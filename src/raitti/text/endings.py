"""Finnish endings: which base forms a written form may have, to be checked against a dictionary."""

from collections.abc import Iterator

_CLITICS = ("kaan", "kään", "kin", "han", "hän", "ko", "kö", "pa", "pä")
_POSSESSIVES = ("nsa", "nsä", "mme", "nne", "ni", "si")
_VOWELS = "aeiouyäö"
# The case endings that stand before the possessive of the third person: talossaan, ystävilleen.
_BEFORE_VOWEL_N = ("ssa", "ssä", "sta", "stä", "lla", "llä", "lta", "ltä", "lle", "na", "nä", "a", "ä", "kse")
# Case endings, the longest first; those of the plural begin with its -i- or -j-.
_PLURALS = "issa issä ista istä illa illä ilta iltä ille ina inä iksi iden itten ihin iin ien ita itä ia iä jen ja jä"
_PLURAL = tuple(_PLURALS.split(" "))
_SINGULARS = "seen ssa ssä sta stä lla llä lta ltä lle ksi tta ttä na nä ta tä n t a ä"
_SINGULAR = tuple(_SINGULARS.split(" "))
# What a stem before the ending becomes in the base form: yhteyde-ssä is yhteys, mutkise-n mutkinen.
_STEMS = (("kse", "s"), ("yde", "ys"), ("ude", "us"), ("te", "si"), ("de", "si"), ("ise", "inen"), ("e", "i"))
_PLURAL_STEMS = (("ks", "s"), ("yks", "ys"), ("s", "nen"), ("", "a"), ("", "ä"), ("", "i"), ("e", "i"))
# Verb forms that are also forms of a noun in the dictionary: seuraa, korvasi, marssi.
_VERBS = (
    ("aa", "ata"),
    ("ää", "ätä"),
    ("asi", "ata"),
    ("äsi", "ätä"),
    ("i", "ia"),
    ("i", "iä"),
    ("i", "aa"),
    ("i", "ää"),
    ("i", "ea"),
)
# Common words whose form the dictionary lists as a word of its own, with a consonant that changes.
IRREGULAR = {
    form: base
    for base, forms in {
        "aika": "ajan ajaksi ajalla ajalle ajalta ajassa ajasta aikaan aikana aikoihin aikoina ajat aikaa",
        "apu": "avulla avun avuksi avusta apuna apuun",
        "alku": "alusta alun alussa alulla alkuun",
        "joukko": "joukossa joukosta joukkoon joukon",
        "kohta": "kohdalla kohdalta kohdalle kohdassa kohdasta",
        "puoli": "puolesta puolella puolelta puolelle puolen",
        "työ": "työ töissä töistä töihin töitä töiden töinä töillä",
        "yö": "yö öisin öitä öiden öinä",
        "toimi": "toimesta toimeen toimen",
        "väli": "välillä välissä välistä välille",
        "hyvä": "parempi paremman parempaa paremmin paras parhaan parhaat parhaiten parhaassa",
        "olla": "olemassa olemaan olevan olevat oleva",
        "vuosi": "vuoteen vuoden vuonna vuosina",
        "voima": "voimassa voimaan",
        "kunta": "kunnan kunnat kunnassa kunnasta kuntaan",
    }.items()
    for form in forms.split()
}


def bare_forms(form: str) -> Iterator[str]:
    """The form without enclitics and possessive endings."""
    stems = [form]
    for ending in _CLITICS:
        if form.endswith(ending) and len(form) - len(ending) >= 3:
            stems.append(form[: -len(ending)])
            yield stems[-1]
    for stem in stems:
        for ending in _POSSESSIVES:
            if stem.endswith(ending) and len(stem) - len(ending) >= 3:
                rest = stem[: -len(ending)]
                if rest.endswith("kse"):
                    yield rest[:-1] + "i"
                yield rest + "n"
                yield rest
                yield rest + "t"
        if len(stem) > 5 and stem[-1] == "n" and stem[-2] == stem[-3] and stem[-2] in _VOWELS:
            rest = stem[:-2]
            if rest.endswith("kse"):
                yield rest[:-1] + "i"
            elif rest.endswith(_BEFORE_VOWEL_N):
                yield rest


def noun_stems(form: str) -> Iterator[tuple[str, bool]]:
    """The form without a case ending, and whether the ending was one of the plural."""
    for ending in _PLURAL:
        if form.endswith(ending) and len(form) - len(ending) >= 2:
            yield form[: -len(ending)], True
    for ending in _SINGULAR:
        if form.endswith(ending) and len(form) - len(ending) >= 2:
            yield form[: -len(ending)], False
    if len(form) > 4 and form[-1] == "n" and form[-2] in _VOWELS:
        if form[-3] == form[-2]:
            yield form[:-2], False
        elif form[-3] == "h":
            yield form[:-3], False


def possible_bases(form: str) -> Iterator[str]:
    """Base forms the form may have by its ending, most of them no words at all."""
    if form in IRREGULAR:
        yield IRREGULAR[form]
    for stem, plural in noun_stems(form):
        yield stem
        for end, base in _PLURAL_STEMS if plural else _STEMS:
            if stem.endswith(end):
                yield stem[: len(stem) - len(end)] + base
        if not plural and len(stem) > 3 and stem[-1] == stem[-2]:
            yield stem[:-1] + "s" if stem[-1] in "aäiu" else stem[:-1]
    for end, base in _VERBS:
        if form.endswith(end) and len(form) - len(end) >= 2:
            yield form[: -len(end)] + base


def verb_forms(form: str) -> Iterator[str]:
    """Plain verb forms that a participle goes with: koskevien has koskee, annetut annettiin, kasvaneista kasvanut."""
    yield from _participle_of(form)
    for stem, plural in noun_stems(form):
        yield from _participle_of(stem)
        if plural:
            yield from _participle_of(stem + "a")
            yield from _participle_of(stem + "ä")
        for end in ("ne", "nee"):
            if stem.endswith(end) and len(stem) > 4:
                yield stem[: -len(end) + 1] + "ut"
                yield stem[: -len(end) + 1] + "yt"


def _participle_of(form: str) -> Iterator[str]:
    bare, end = form[:-2], form[-2:]
    if len(form) < 5:
        return
    if end in {"va", "vä"}:
        yield bare + bare[-1]
        yield bare
        yield bare[:-1] + "iin"
    elif end in {"ma", "mä"}:
        yield bare + bare[-1]
        yield bare + "vat"
    elif end in {"tu", "ty", "du", "dy"}:
        yield form[:-1] + "iin"
        yield bare + "ttiin"
