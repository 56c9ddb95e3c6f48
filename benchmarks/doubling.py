"""Doubles of organisations as people make them, and organisations that only look like doubles, from a seed."""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

_LEGAL = re.compile(r"[\s,]+(ry|rf|r\.y\.|oy|oyj|ab)\.?(?=\s|,|$)", re.IGNORECASE)
_SWEDISH_NOUNS = ("Vännerna", "Stödet", "Byn", "Händerna", "Huset", "Kedjan", "Rösten", "Gården", "Lyktan")
_SWEDISH = tuple(
    f"{a} {b}"
    for a in ("Nya", "Glada", "Trygga", "Öppna", "Lilla", "Gamla", "Röda", "Vita", "Blå")
    for b in _SWEDISH_NOUNS
)
_OTHERS = (
    "Sydänyhdistys",
    "Partiolaiset",
    "Invalidit",
    "Nuorisoseura",
    "Hengitysyhdistys",
    "Luonnonystävät",
    "Pursiseura",
)
_SECTIONS = ("nuoret", "seniorit", "naiset", "kannattajat", "tukisäätiö", "kuoro")
GENITIVES = dict(
    pair.split()
    for pair in """Oulu Oulun, Kemi Kemin, Tornio Tornion, Rovaniemi Rovaniemen, Kajaani Kajaanin, Kuopio Kuopion,
    Joensuu Joensuun, Mikkeli Mikkelin, Savonlinna Savonlinnan, Lappeenranta Lappeenrannan, Imatra Imatran,
    Kouvola Kouvolan, Kotka Kotkan, Lahti Lahden, Hämeenlinna Hämeenlinnan, Tampere Tampereen, Turku Turun, Pori Porin,
    Rauma Rauman, Vaasa Vaasan, Seinäjoki Seinäjoen, Kokkola Kokkolan, Jyväskylä Jyväskylän, Äänekoski Äänekosken,
    Salo Salon, Lohja Lohjan, Espoo Espoon, Vantaa Vantaan, Porvoo Porvoon, Helsinki Helsingin, Iisalmi Iisalmen,
    Varkaus Varkauden, Nivala Nivalan, Raahe Raahen, Kuusamo Kuusamon, Inari Inarin""".split(",")
)


@dataclass(frozen=True)
class Town:
    """A municipality with its name's genitive: `Oulu`, `Oulun`."""

    code: str
    name: str
    genitive: str


def double_of(facts: Any, dice: random.Random, neighbours: Sequence[str]) -> tuple[Any, tuple[str, ...]]:
    """The same organisation entered once more, and what is different: one to three things about its name and place,
    and of its contacts each kept (six in ten), left out or another. One in four still has its business ID."""
    name = _first(facts.name)
    done: list[str] = []
    changes = dice.sample(list(_NAMINGS.items()), dice.choice((1, 1, 2)))
    for what, change in changes:
        changed = change(name, dice)
        if changed and changed != name:
            name = changed
            done.append(what)
    names = {"fi": name}
    if dice.random() < 0.06 and facts.email and (facts.phone or facts.website):
        names = {"sv": dice.choice(_SWEDISH)}
        done = ["Swedish name only"]
    home = facts.home_municipality
    where = dice.random()
    if where < 0.1:
        home = ""
        done.append("no municipality")
    elif where < 0.2 and neighbours:
        home = dice.choice(neighbours)
        done.append("neighbouring municipality")
    contacts = _contacts(facts, dice, keep="Swedish name only" in done)
    numbers = {"business_id": facts.business_id, "register_number": facts.register_number}
    if dice.random() > 0.25:
        numbers = {"business_id": "", "register_number": ""}
    double = replace(
        facts, source="double", source_id=f"d{facts.source_id}{facts.source}", uid=None, name=names, home_municipality=home,
        parent="", alternative_names=(), contacts=(), **contacts, **numbers,
    )  # fmt: skip
    return double, tuple(done or ["nothing in the name"])


def _first(name: Any) -> str:
    return str(name.get("fi") or next(iter(name.values())))


def _contacts(facts: Any, dice: random.Random, *, keep: bool) -> dict[str, str]:
    other = {
        "phone": f"040 {dice.randint(100, 999)} {dice.randint(1000, 9999)}",
        "email": f"yhdistys{dice.randint(1, 9999)}@gmail.com",
        "website": f"https://www.facebook.com/{dice.randint(10**6, 10**7)}",
    }
    found = {}
    for field, fresh in other.items():
        value, roll = getattr(facts, field), dice.random()
        found[field] = value if keep or roll < 0.6 else "" if roll < 0.85 else fresh
    if found["website"] == facts.website and dice.random() < 0.3:
        found["website"] = facts.website.replace("http://www.", "https://").rstrip("/")
    return found


def _legal_form(name: str, dice: random.Random) -> str:
    bare = _LEGAL.sub("", name)
    return bare if bare != name else f"{name} ry"


def _other_legal_form(name: str, dice: random.Random) -> str:
    return f"{_LEGAL.sub('', name)} {dice.choice(('ry', 'rf', 'r.y.'))}"


def _typo(name: str, dice: random.Random) -> str:
    spots = [i for i in range(1, len(name) - 1) if name[i].isalpha() and name[i + 1].isalpha()]
    if len(spots) < 5:
        return ""
    at = dice.choice(spots)
    kind = dice.random()
    if kind < 0.4:
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return name[:at] + name[at + 1 :] if kind < 0.7 else name[: at + 1] + name[at] + name[at + 1 :]


def _swapped(name: str, dice: random.Random) -> str:
    words = _LEGAL.sub("", name).split()
    if len(words) < 2:
        return ""
    at = dice.randrange(len(words) - 1)
    words[at], words[at + 1] = words[at + 1], words[at]
    return " ".join(words)


def _shortened(name: str, dice: random.Random) -> str:
    words = _LEGAL.sub("", name).split()
    capital = [word for word in words if word[0].isalpha()]
    if len(capital) >= 3:
        return f"{words[0]} {''.join(word[0].upper() for word in capital[1:])}" if dice.random() < 0.5 else ""
    return ""


def _with_kind(name: str, dice: random.Random) -> str:
    bare = _LEGAL.sub("", name)
    return f"{bare} yhdistys" if "yhdistys" not in bare.casefold() else re.sub(r"\s*yhdistys", "", bare)


def _without_finland(name: str, dice: random.Random) -> str:
    return re.sub(r"^Suomen\s+(\w)", lambda found: found[1].upper(), name) if name.startswith("Suomen ") else ""


def _around(name: str, dice: random.Random) -> str:
    if " seudun " in name:
        return name.replace(" seudun ", " ")
    return re.sub(r"^(\w+n) (?=\w)", r"\1 seudun ", name, count=1)


def _loud(name: str, dice: random.Random) -> str:
    return name.upper()


_NAMINGS: dict[str, Callable[[str, random.Random], str]] = {
    "legal form dropped or added": _legal_form,
    "other legal form": _other_legal_form,
    "slip of the finger": _typo,
    "swapped words": _swapped,
    "abbreviation": _shortened,
    "“yhdistys” added or dropped": _with_kind,
    "“Suomen” dropped": _without_finland,
    "“seudun” added or dropped": _around,
    "capital letters": _loud,
}


def look_alike_of(facts: Any, dice: random.Random, towns: Sequence[Town]) -> tuple[Any, str] | None:
    """Another organisation that looks like this one and is not: a branch, the same of another town, a neighbour."""
    name = _LEGAL.sub("", _first(facts.name))
    home = next((town for town in towns if town.code == facts.home_municipality), None)
    other = dice.choice([town for town in towns if town is not home])
    way = dice.choice(("local branch", "same of another town", "other in the same house", "section of its own"))
    contacts: dict[str, str] = {"email": "", "phone": "", "website": ""}
    if way == "local branch":
        called, where = (
            f"{name}, {other.genitive} osasto" if dice.random() < 0.5 else f"{name} {other.name}",
            other.code,
        )
        contacts["website"] = f"{facts.website.rstrip('/')}/{other.code}" if facts.website else ""
        contacts["phone"] = facts.phone if dice.random() < 0.3 else ""
    elif way == "same of another town":
        if home is None or not name.startswith(home.genitive):
            return None
        called, where = name.replace(home.genitive, other.genitive, 1), other.code
        contacts["website"] = f"{facts.website.rstrip('/')}/{other.code}" if facts.website else ""
    elif way == "other in the same house":
        if home is None:
            return None
        called, where = f"{home.genitive} {dice.choice(_OTHERS)} ry", home.code
        contacts["phone"] = facts.phone if dice.random() < 0.3 else ""
    else:
        called, where = f"{name} {dice.choice(_SECTIONS)}", facts.home_municipality
        contacts["website"] = f"{facts.website.rstrip('/')}/jaosto" if facts.website else ""
    decoy = replace(
        facts, source="decoy", source_id=f"n{facts.source_id}{facts.source}", uid=None, name={"fi": called}, parent="",
        home_municipality=where, business_id="", register_number="", alternative_names=(), contacts=(), **contacts,
    )  # fmt: skip
    return decoy, way
