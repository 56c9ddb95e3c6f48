"""Whether two organisations may be one and the same: what speaks for it and what against, in points.

A pair with `ENOUGH` points is worth a person's look. Every point has a reason that can be said in words
(`queries.duplicates.in_words`). Names are compared by their telling words: base forms, without the legal form and
words such as `yhdistys`, and without the places, which are compared by themselves.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from rapidfuzz import fuzz

from raitti.core.texts import versions
from raitti.directory.facts import OrganisationFacts
from raitti.directory.lookup import Lookup
from raitti.directory.models import Organisation
from raitti.search.analysis import analyser

ENOUGH = 7
_SOME = 0.6
# Parts of an association that are associations of their own.
_SECTIONS = frozenset(
    """nuori nuoriso seniori nainen mies veteraani lapsi juniori opiskelija jaosto alaosasto tukisäätiö säätiö
    ungdom kvinna senior veteran""".split()  # noqa: SIM905
)
_LEGAL = frozenset("ry rf rp r.y r.f oy ab oyj sr ay ky tmi rekisteröity registrerad rekisteröidyn".split())  # noqa: SIM905
# Words that most names of their kind have.
_COMMON = frozenset(
    """yhdistys järjestö seura kerho osasto paikallisosasto paikallisyhdistys ryhmä toiminta suomi finland finlands
    finsk finska suomalainen förening föreningen krets kretsen avdelning i på och ja the of association society
    seutu seudullinen alue paikallinen lokal kunta kaupunki kommun stad""".split()  # noqa: SIM905
)
_HEADS = ("yhdistys", "järjestö", "förening", "föreningen", "osasto", "kerho")
_QUARTERS = "pohjois|etelä|itä|länsi|lounais|kaakkois|koillis|luoteis|keski|sisä|norra|södra|östra|västra"
_QUARTER = re.compile(rf"({_QUARTERS})\w+")
_WORD = re.compile(r"[^\W_]+(?:[-‐’'.][^\W_]+)*")
_NEIGHBOURHOOD = re.compile(r"(.{3,}?)n?(seudun|seutu|seuden|nejdens|nejden)")
# Nationwide company numbers: one switchboard for all offices.
_SWITCHBOARDS = ("010", "020", "029", "030", "071", "073", "075")
# Mail anyone can have, and pages of many: sharing the domain says nothing.
_ANYONES = frozenset(
    """gmail.com hotmail.com hotmail.fi outlook.com luukku.com suomi24.fi kolumbus.fi netti.fi elisanet.fi pp.inet.fi
    saunalahti.fi yahoo.com icloud.com live.com live.fi phnet.fi mail.com welho.com dnainternet.net sci.fi
    facebook.com m.facebook.com instagram.com sites.google.com yhdistysavain.fi wordpress.com blogspot.com
    nettisivu.org""".split()  # noqa: SIM905
)


@dataclass(frozen=True)
class Name:
    """A name as it is compared. `words` tell it apart, `places` say where, `numbers` which one."""

    words: tuple[str, ...]
    places: frozenset[str]
    numbers: tuple[str, ...]
    language: str = ""
    # The telling words as they were written, one for each of `words`.
    surfaces: tuple[str, ...] = field(default=(), compare=False)
    # The places as they were written, to recognise them where a letter slipped.
    said: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def key(self) -> str:
        return " ".join([*sorted(self.words), *sorted(self.places), *self.numbers])


@dataclass(frozen=True, kw_only=True)
class Traits:
    """What of an organisation is compared. `reach` holds comparable forms of its ways to be reached, by kind."""

    names: tuple[Name, ...]
    home: str = ""
    kind: str = ""
    reach: Mapping[str, frozenset[str]] = field(default_factory=dict)
    business_id: str = ""
    register_number: str = ""


@dataclass(frozen=True)
class Reason:
    """One thing that speaks for (points above nothing) or against two being one."""

    kind: str
    points: float
    value: str = ""

    def as_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "points": round(self.points, 1), "value": self.value}


def traits_of(organisation: Organisation, lookup: Lookup) -> Traits:
    home = organisation.home_municipality
    places = organisation.locations.all() if organisation.pk else ()
    return Traits(
        names=_names(organisation.name, organisation.alternative_names, lookup),
        home=home.code if home else "",
        kind=organisation.kind,
        reach=_reach(
            organisation.email,
            organisation.phone,
            organisation.website,
            [(place.street, place.postal_code or place.city) for place in places],
        ),
        business_id=organisation.business_id or "",
        register_number=organisation.register_number or "",
    )


def traits_of_facts(facts: OrganisationFacts, lookup: Lookup, *, addresses: Iterable[tuple[str, str]] = ()) -> Traits:
    """The same of an organisation that is not here yet; `addresses` are streets with postal codes."""
    return Traits(
        names=_names(facts.name, facts.alternative_names, lookup),
        home=facts.home_municipality,
        kind=facts.kind,
        reach=_reach(facts.email, facts.phone, facts.website, addresses),
        business_id=facts.business_id,
        register_number=facts.register_number,
    )


def _names(name: Any, others: Iterable[str], lookup: Lookup) -> tuple[Name, ...]:
    written = [*versions(name).items(), *(("", other) for other in others)]
    found = {read.key: read for language, text in written if (read := read_name(text, language, lookup)).key}
    return tuple(found.values())


def read_name(text: str, language: str, lookup: Lookup) -> Name:
    """A name's telling words, places and numbers."""
    words: dict[str, str] = {}
    said: dict[str, str] = {}
    for token in _WORD.findall(text.casefold()):
        bare = token.strip(".'’")
        if bare in _LEGAL or bare.replace(".", "") in _LEGAL:
            continue
        place = _place(bare, lookup)
        if place:
            said[place] = bare
        elif not bare.isdigit() and (word := _telling(bare, language)):
            words.setdefault(word, bare)
    numbers = tuple(re.findall(r"\d+", text))
    return Name(tuple(words), frozenset(said), numbers, language, tuple(words.values()), said)


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
    return "" if base in _COMMON or word in _COMMON or len(base) < 2 else base


def _reach(email: str, phone: str, website: str, addresses: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    if email:
        found["email"] = {email.casefold()}
        domain = email.casefold().partition("@")[2]
        if domain not in _ANYONES:
            found["email_domain"] = {domain}
    digits = re.sub(r"\D", "", re.sub(r"^\s*(\+|00)358\s*(\(0\))?", "0", phone))
    if len(digits) >= 6 and not digits.startswith(_SWITCHBOARDS):
        found["phone"] = {digits}
    if website:
        split = urlsplit(website.casefold())
        host = split.netloc.removeprefix("www.")
        found["website"] = {f"{host}{split.path.rstrip('/')}{'?' + split.query if split.query else ''}"[:150]}
        if host not in _ANYONES:
            found["web_domain"] = {host}
    streets = {f"{' '.join(street.casefold().split())}, {where.casefold()}" for street, where in addresses if street}
    found["address"] = {street for street in streets if re.search(r"\d", street)}
    return {kind: frozenset(keys) for kind, keys in found.items() if keys}


_POINTS = {"email": 5.0, "phone": 4.0, "website": 4.0, "web_domain": 2.0, "email_domain": 2.0, "address": 3.0}


def compare(a: Traits, b: Traits, *, is_near: bool, shared: Collection[str] = ()) -> list[Reason]:
    """What speaks for and against. `is_near`: their municipalities are neighbours; `shared` are ways to be reached
    (`kind:value`) that more organisations have, which tell of a common office."""
    for number in ("business_id", "register_number"):
        mine, theirs = getattr(a, number), getattr(b, number)
        if mine and mine == theirs:
            return [Reason(number, 20, mine)]
    a, b = _placed_alike(b, a), _placed_alike(a, b)
    reasons = [*_by_name(a, b), *_by_place(a, b, is_near=is_near), *_by_reach(a, b, shared)]
    others = [number for number in ("business_id", "register_number") if getattr(a, number) and getattr(b, number)]
    return [*reasons, *(Reason(f"other_{number}", -9) for number in others)]


def points(reasons: Iterable[Reason]) -> float:
    return sum(reason.points for reason in reasons)


def _by_name(a: Traits, b: Traits) -> list[Reason]:
    pairs = [(likeness_of(x, y), x, y) for x in a.names for y in b.names]
    if not pairs:
        return []
    alike, x, y = max(pairs, key=lambda pair: (pair[0], pair[1].places == pair[2].places))
    if alike >= _SOME and _sections(x) != _sections(y):
        return [Reason("section", -3)]
    found = []
    said = " ".join(x.words)
    if x.numbers != y.numbers and x.numbers and y.numbers:
        return [Reason("other_number", -6)]
    if alike >= 0.97:
        found.append(Reason("same_words", 7, said))
    elif alike >= 0.84 and not _lacks_words(x, y):
        found.append(Reason("alike_words", 5.5, f"{said} – {' '.join(y.words)}"))
    elif alike >= _SOME:
        found.append(Reason("some_words", 2.5, f"{said} – {' '.join(y.words)}"))
    elif {n.language for n in a.names} & {n.language for n in b.names}:
        found.append(Reason("other_words", -4))
    if x.numbers != y.numbers:
        found.append(Reason("other_number", -4))
    return found


def _sections(name: Name) -> set[str]:
    return {word for word in name.words if word in _SECTIONS}


def _lacks_words(a: Name, b: Name) -> bool:
    """Whether one of the names has a whole word that the other has nothing like."""
    one, other = _spelled_out(a.words, b.words), _spelled_out(b.words, a.words)
    unmatched = [x for x in one if not any(_word_likeness(x, y) for y in other)]
    unmatched += [y for y in other if not any(_word_likeness(x, y) for x in one)]
    is_slip = fuzz.ratio("".join(a.surfaces), "".join(b.surfaces)) > 88 and len(a.words) == len(b.words)
    return not is_slip and any(len(word) > 3 for word in unmatched)


def likeness_of(a: Name, b: Name) -> float:
    """0 to 1: how far the telling words of two names are the same; of names that only say a place, the places."""
    if not a.words or not b.words:
        return 1.0 if not a.words and not b.words and a.places == b.places else 0.0
    whole = fuzz.ratio("".join(sorted(a.words)), "".join(sorted(b.words))) / 100
    joined = fuzz.ratio("".join(a.words), "".join(b.words)) / 100
    written = fuzz.ratio("".join(a.surfaces), "".join(b.surfaces)) / 100
    return max(_by_words(a.words, b.words), *(each if each > 0.88 else 0 for each in (whole, joined, written)))


def _by_words(a: Sequence[str], b: Sequence[str]) -> float:
    a, b = _spelled_out(a, b), _spelled_out(b, a)
    best = [(max(_word_likeness(x, y) for y in b), x) for x in a]
    best += [(max(_word_likeness(x, y) for x in a), y) for y in b]
    weight = {word: min(len(word), 9) for _likeness, word in best}
    return sum(weight[word] * found for found, word in best) / sum(weight[word] for _found, word in best)


def _word_likeness(a: str, b: str) -> float:
    if a == b:
        return 1.0
    shorter, longer = sorted((a, b), key=len)
    if len(shorter) >= 5 and longer.startswith(shorter):
        return 0.75 if len(longer) - len(shorter) > 4 else 0.9
    ratio = fuzz.ratio(a, b) / 100
    return ratio if ratio >= 0.8 else 0.0


def _spelled_out(words: Sequence[str], other: Sequence[str]) -> list[str]:
    """The words, an abbreviation among them replaced by the words of the other name it abbreviates."""
    found: list[str] = []
    for word in words:
        start = next((i for i in range(len(other)) if len(word) > 1 and initials(other[i:], len(word)) == word), None)
        compound = next((each for each in other if 2 <= len(word) <= 5 and word == _inner_initials(each)), None)
        if start is not None:
            found += other[start : start + len(word)]
        elif compound is not None:
            found.append(compound)
        else:
            mixed = _mixed(word, other)
            found += mixed or [word]
    return found


def initials(words: Sequence[str], number: int) -> str:
    return "".join(word[0] for word in words[:number]) if len(words) >= number else ""


@lru_cache(20_000)
def _inner_initials(word: str) -> str:
    return "".join(part[0] for part in _atoms(word))


@lru_cache(20_000)
def _atoms(word: str) -> tuple[str, ...]:
    """The smallest parts of a compound, in order; just the word when its beginning is none of them."""
    parts = [part for part in analyser().read(word, "fi").parts if part in word or part[:3] in word]
    small = [part for part in parts if not any(other != part and other[:3] in part[3:] for other in parts)]
    ordered = tuple(sorted(dict.fromkeys(small), key=lambda part: word.find(part[:3])))
    return ordered if ordered and word.startswith(ordered[0][:3]) else (word,)


def _mixed(word: str, other: Sequence[str]) -> list[str]:
    """`mll` for `mannerheim lastensuojeluliitto`: initials of words and of the parts of compounds in a row."""
    if not 2 <= len(word) <= 5:
        return []
    for start in range(len(other)):
        said = ""
        for end in range(start, len(other)):
            said += _inner_initials(other[end]) if len(_atoms(other[end])) > 1 else other[end][0]
            if said == word:
                return list(other[start : end + 1])
    return []


def _by_place(a: Traits, b: Traits, *, is_near: bool) -> list[Reason]:
    found = []
    if a.home and b.home:
        if a.home == b.home:
            found.append(Reason("same_home", 2))
        else:
            found.append(Reason("near_home", 0.5) if is_near else Reason("other_home", -4))
    mine, theirs = _places(a), _places(b)
    only_mine, only_theirs = mine - theirs, theirs - mine
    if only_mine and only_theirs:
        found.append(Reason("other_place", -9))
    elif only_mine or only_theirs:
        # A place only one of them says: it is the same only if that is where the other one is at home.
        home = b.home if only_mine else a.home
        if f"@{home}" not in only_mine | only_theirs:
            found.append(Reason("one_place", -5 if home else -3))
    return found


def _places(traits: Traits) -> frozenset[str]:
    return frozenset(place for name in traits.names for place in name.places)


def _placed_alike(a: Traits, b: Traits) -> Traits:
    """`b` with the places of `a` read into its names where only a letter or two slipped."""
    said = {place: form for name in a.names for place, form in name.said.items()}
    missing = {place: form for place, form in said.items() if place not in _places(b)}
    if not missing:
        return b
    return replace(b, names=tuple(_placed(name, missing) for name in b.names))


def _placed(name: Name, missing: Mapping[str, str]) -> Name:
    words = [(word, next((p for p, form in missing.items() if _is_slip(word, form)), "")) for word in name.words]
    found = frozenset(place for _word, place in words if place)
    left = [(w, surface) for (w, place), surface in zip(words, name.surfaces, strict=True) if not place]
    return replace(
        name,
        words=tuple(w for w, _surface in left),
        surfaces=tuple(surface for _w, surface in left),
        places=name.places | found,
    )


def _is_slip(word: str, form: str) -> bool:
    return len(word) > 3 and max(fuzz.ratio(word, form), fuzz.ratio(f"{word}n", form)) >= 80


def _by_reach(a: Traits, b: Traits, shared: Collection[str]) -> list[Reason]:
    found = []
    for kind, worth in _POINTS.items():
        common = sorted(a.reach.get(kind, frozenset()) & b.reach.get(kind, frozenset()))
        telling = [key for key in common if f"{kind}:{key}" not in shared]
        if telling:
            found.append(Reason(kind, worth, telling[0]))
    kinds = {reason.kind for reason in found}
    weaker = {"web_domain"} if "website" in kinds else set()
    weaker |= {"email_domain"} if kinds & {"email", "web_domain", "website"} else set()
    return [reason for reason in found if reason.kind not in weaker]
