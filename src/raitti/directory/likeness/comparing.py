"""Whether two organisations may be one and the same: what speaks for it and what against, in points.

A pair with `ENOUGH` points is worth a person's look. Every point has a reason that can be said in words
(`queries.duplicates.in_words`). Names are compared by their telling words: base forms, without the legal form and
words such as `yhdistys`, and without the places, which are compared by themselves.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from raitti.directory.likeness.mending import Mended, mended
from raitti.directory.likeness.names import Name
from raitti.directory.likeness.traits import Traits

ENOUGH = 7
# How far the telling words are the same.
_SOME, _ALIKE, _SAME = 0.6, 0.84, 0.97
# Parts of an association that are associations of their own.
_SECTIONS = frozenset(
    """nuori nuoriso seniori nainen mies veteraani lapsi juniori opiskelija jaosto alaosasto tukisäätiö säätiö
    ungdom kvinna senior veteran""".split()  # noqa: SIM905
)
# Words that say a name is a branch's; with a place that only one of two says, the other is the whole.
_BRANCHES = ("osasto", "avdelning")
_POINTS = {"email": 5.0, "phone": 4.0, "website": 4.0, "web_domain": 2.0, "email_domain": 2.0, "address": 3.0}
# What one organisation has for itself; two of them the same are more than each by itself.
_OWN = {"email", "phone", "website"}


@dataclass(frozen=True)
class Reason:
    """One thing that speaks for (points above nothing) or against two being one."""

    kind: str
    points: float
    value: str = ""

    def as_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "points": round(self.points, 1), "value": self.value}


def compare(a: Traits, b: Traits, *, is_near: bool, shared: Collection[str] = ()) -> list[Reason]:
    """What speaks for and against. `is_near`: their municipalities are neighbours; `shared` are ways to be reached
    (`kind:value`) that more organisations have, which tell of a common office."""
    for number in ("business_id", "register_number"):
        mine, theirs = getattr(a, number), getattr(b, number)
        if mine and mine == theirs:
            return [Reason(number, 20, mine)]
    named = _by_name(a, b)
    reached = _by_reach(a, b, shared, can_be_renamed=not any(reason.kind == "other_words" for reason in named))
    reasons = [*named, *_by_home(a, b, is_near=is_near), *reached]
    others = [number for number in ("business_id", "register_number") if getattr(a, number) and getattr(b, number)]
    return [*reasons, *(Reason(f"other_{number}", -9) for number in others)]


def points(reasons: Iterable[Reason]) -> float:
    return sum(reason.points for reason in reasons)


def _by_name(a: Traits, b: Traits) -> list[Reason]:
    """What the two names say that speak most for it, with the places in them."""
    tried = (_compared(x, y, a, b) for x in a.names for y in b.names)
    found = max(tried, key=points, default=[])
    is_other = any(reason.kind == "other_words" for reason in found)
    if is_other and not {name.language for name in a.names} & {name.language for name in b.names}:
        return []
    return found


def _compared(x: Name, y: Name, a: Traits, b: Traits) -> list[Reason]:
    theirs = mended(y, x)
    mine = mended(x, theirs.name)
    x, y = mine.name, theirs.name
    alike = likeness_of(x, y)
    if alike < _SOME:
        return [Reason("other_words", -4)]
    if x.numbers != y.numbers and x.numbers and y.numbers:
        return [Reason("other_number", -6)]
    if _sections(x) != _sections(y):
        return [Reason("section", -3)]
    found = [_by_words(mine, theirs, alike), *_by_places(x, y, a, b)]
    if x.numbers != y.numbers:
        found.append(Reason("other_number", -4))
    return found


def _sections(name: Name) -> set[str]:
    return {word for word in name.words if word in _SECTIONS}


def _by_words(x: Mended, y: Mended, alike: float) -> Reason:
    said = f"{' '.join(x.name.words)} – {' '.join(y.name.words)}"
    if alike >= _SAME:
        is_mended = x.slips or y.slips or x.spelled_out or y.spelled_out
        if not is_mended:
            return Reason("same_words", 7, " ".join(x.name.words))
        return Reason("alike_words", 5.5 if _is_weak(x) or _is_weak(y) else 7, said)
    if alike >= _ALIKE and not _lacks_words(x.name, y.name):
        return Reason("alike_words", 5.5, said)
    return Reason("some_words", 2.5, said)


def _is_weak(read: Mended) -> bool:
    """Whether it might mean another as well: two or three letters are many names' initials, and in a short name a
    letter more or less may make another name."""
    letters = "".join(read.spelled_out)
    rest = [token for token in read.written.tokens if token.word and token.written not in read.spelled_out]
    return bool(letters and not rest and len(letters) < 4) or bool(read.slips and len("".join(read.name.written)) < 7)


def _lacks_words(a: Name, b: Name) -> bool:
    """Whether one of the names has a whole word that the other has nothing like."""
    unmatched = [x for x in a.words if not any(_word_likeness(x, y) for y in b.words)]
    unmatched += [y for y in b.words if not any(_word_likeness(x, y) for x in a.words)]
    is_slip = fuzz.ratio("".join(a.written), "".join(b.written)) > 88 and len(a.words) == len(b.words)
    return not is_slip and any(len(word) > 3 for word in unmatched)


def likeness_of(a: Name, b: Name) -> float:
    """0 to 1: how far the telling words of two names are the same; of names that only say a place, the places."""
    if not a.words or not b.words:
        return 1.0 if not a.words and not b.words and a.places == b.places else 0.0
    whole = fuzz.ratio("".join(sorted(a.words)), "".join(sorted(b.words))) / 100
    joined = fuzz.ratio("".join(a.words), "".join(b.words)) / 100
    written = fuzz.ratio("".join(a.written), "".join(b.written)) / 100
    return max(_word_by_word(a.words, b.words), *(each if each > 0.88 else 0 for each in (whole, joined, written)))


def _word_by_word(a: Sequence[str], b: Sequence[str]) -> float:
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


def _by_places(x: Name, y: Name, a: Traits, b: Traits) -> list[Reason]:
    only_mine, only_theirs = x.places - y.places, y.places - x.places
    if only_mine and only_theirs:
        return [Reason("other_place", -9)]
    if not only_mine and not only_theirs:
        return []
    longer, shorter, other = (x, y, b) if only_mine else (y, x, a)
    found = []
    if _is_branch(longer) and not _is_branch(shorter):
        found.append(Reason("section", -4))
    # A place only one of them says: it is the same only if that is where the other one is at home.
    only_one = only_mine | only_theirs
    if f"@{other.home}" not in only_one:
        found.append(Reason("one_place", -5 if other.home and not only_one & other.around else -3))
    return found


def _is_branch(name: Name) -> bool:
    return any(token.written.startswith(_BRANCHES) for token in name.tokens)


def _by_home(a: Traits, b: Traits, *, is_near: bool) -> list[Reason]:
    if not a.home or not b.home:
        return []
    if a.home == b.home:
        return [Reason("same_home", 2)]
    return [Reason("near_home", 0.5) if is_near else Reason("other_home", -4)]


def _by_reach(a: Traits, b: Traits, shared: Collection[str], *, can_be_renamed: bool) -> list[Reason]:
    found = []
    for kind, worth in _POINTS.items():
        common = sorted(a.reach.get(kind, frozenset()) & b.reach.get(kind, frozenset()))
        telling = [key for key in common if f"{kind}:{key}" not in shared]
        if telling:
            found.append(Reason(kind, worth, telling[0]))
    kinds = {reason.kind for reason in found}
    differ = {kind for kind in _OWN if a.reach.get(kind) and b.reach.get(kind)} - kinds
    if can_be_renamed and len(kinds & _OWN) > 1 and not differ:
        found.append(Reason("same_reach", 2))
    weaker = {"web_domain"} if "website" in kinds else set()
    weaker |= {"email_domain"} if kinds & {"email", "web_domain", "website"} else set()
    return [reason for reason in found if reason.kind not in weaker]
