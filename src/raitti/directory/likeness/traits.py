"""What of an organisation is compared."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from raitti.core.texts import pick, versions
from raitti.directory.facts import OrganisationFacts
from raitti.directory.likeness.names import Name, read_name
from raitti.directory.lookup import Lookup
from raitti.directory.models import Organisation

# Nationwide company numbers: one switchboard for all offices.
_SWITCHBOARDS = ("010", "020", "029", "030", "071", "073", "075")
# Mail anyone can have, and pages of many: sharing the domain says nothing.
_ANYONES = frozenset(
    """gmail.com hotmail.com hotmail.fi outlook.com luukku.com suomi24.fi kolumbus.fi netti.fi elisanet.fi pp.inet.fi
    saunalahti.fi yahoo.com icloud.com live.com live.fi phnet.fi mail.com welho.com dnainternet.net sci.fi
    facebook.com m.facebook.com instagram.com sites.google.com yhdistysavain.fi wordpress.com blogspot.com
    nettisivu.org""".split()  # noqa: SIM905
)


@dataclass(frozen=True, kw_only=True)
class Traits:
    """What of an organisation is compared. `around` is its municipality and region as names say them;
    `reach` holds comparable forms of its ways to be reached, by kind."""

    names: tuple[Name, ...]
    branch: "Branch"
    pk: int | None = None
    parent: int | None = None
    home: str = ""
    around: frozenset[str] = frozenset()
    kind: str = ""
    reach: Mapping[str, frozenset[str]] = field(default_factory=dict)
    business_id: str = ""
    register_number: str = ""


@dataclass(frozen=True)
class Branch:
    """A name as a branch writes it: `Finnvera, Kuopio`. `places` are those after the comma."""

    head: str
    tail: str
    places: frozenset[str]


def are_family(a: Traits, b: Traits) -> bool:
    """Parent, child or sisters: a city's offices share numbers and addresses without being one.

    So do branches that write their place after the name: "Finnvera, Kuopio" and "Finnvera, Kajaani".
    """
    if (a.parent is not None and a.parent in {b.pk, b.parent}) or (b.parent is not None and b.parent == a.pk):
        return True
    one, other = a.branch, b.branch
    if one.head != other.head or one.tail == other.tail:
        return False
    return not (one.tail and other.tail) or bool(one.places and other.places and one.places.isdisjoint(other.places))


def traits_of(organisation: Organisation, lookup: Lookup) -> Traits:
    home = organisation.home_municipality
    places = organisation.locations.all() if organisation.pk else ()
    return Traits(
        names=_names(organisation.name, organisation.alternative_names, lookup),
        branch=_branch(organisation.name, lookup),
        pk=organisation.pk,
        parent=organisation.parent_id,
        home=home.code if home else "",
        around=lookup.names_around(home) if home else frozenset(),
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
    home = lookup.area(facts.home_municipality) if facts.home_municipality else None
    return Traits(
        names=_names(facts.name, facts.alternative_names, lookup),
        branch=_branch(facts.name, lookup),
        home=facts.home_municipality,
        around=lookup.names_around(home) if home else frozenset(),
        kind=facts.kind,
        reach=_reach(facts.email, facts.phone, facts.website, addresses),
        business_id=facts.business_id,
        register_number=facts.register_number,
    )


def _names(name: Any, others: Iterable[str], lookup: Lookup) -> tuple[Name, ...]:
    written = [*versions(name).items(), *(("", other) for other in others)]
    found = {read.key: read for language, text in written if (read := read_name(text, language, lookup)).key}
    return tuple(found.values())


def _branch(name: Any, lookup: Lookup) -> Branch:
    head, _comma, tail = pick(name, "fi").value.casefold().partition(",")
    return Branch(head, tail, read_name(tail, "fi", lookup).places if tail else frozenset())


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
