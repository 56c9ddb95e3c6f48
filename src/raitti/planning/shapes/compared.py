"""One national project beside many regional ones with a coordinating one, on the same money."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil
from typing import Literal

from raitti.planning.problem import ONE, ZERO
from raitti.planning.shapes.fairest import share_fairest
from raitti.planning.shapes.needs import Needs, needs_of
from raitti.planning.shapes.rules import RULES, Rule, apportion
from raitti.planning.shapes.terms import CENT, Region, Shape, Terms, check


@dataclass(frozen=True, slots=True)
class Share:
    """A region's staff. `need` is what of all the money's staff falls to it by need; `served` is staff by need."""

    region: str
    person_years: Decimal
    need: Fraction
    served: Fraction


@dataclass(frozen=True, slots=True)
class Split:
    """The staff in the field shared out by one rule, in the order of the regions."""

    rule: Rule | Literal["fairest"]
    shares: tuple[Share, ...]

    @property
    def smallest(self) -> Share:
        """The region with the least staff."""
        return min(self.shares, key=lambda share: share.person_years)

    @property
    def least_served(self) -> Share:
        """The region served least for its need; one that needs nothing is never it."""
        return min((share for share in self.shares if share.need), key=lambda share: share.served)

    @property
    def served(self) -> Fraction:
        """How much of the whole need is served, as a share; staff beyond a region's need serves nobody."""
        return sum((min(Fraction(share.person_years), share.need) for share in self.shares), Fraction(0)) / sum(
            share.need for share in self.shares
        )


@dataclass(frozen=True, slots=True)
class Lack:
    """Why a shape does not come about: staff lacking for the least presence everywhere, and the euros for it.

    `euros` is how much more money there would have to be; `None` when all money goes to coordination anyway.
    """

    needed: Decimal
    person_years: Decimal
    euros: Decimal | None


@dataclass(frozen=True, slots=True)
class Shaped:
    """What a shape makes of the money: euros for hosts, for coordination and for the field, and the staff it pays.

    `left` are euros that pay no whole part of staff. There are no splits where there is a lack.
    """

    shape: Shape
    hosts: int
    overhead: Decimal
    coordination: Decimal
    person_years: Decimal
    field: Decimal
    left: Decimal
    administration_years: Decimal
    splits: tuple[Split, ...] = ()
    lack: Lack | None = None

    @property
    def administration(self) -> Decimal:
        """Euros that pay nobody in the field."""
        return self.overhead + self.coordination

    def split(self, rule: Rule | Literal["fairest"]) -> Split:
        """The staff shared out by a rule."""
        return next(split for split in self.splits if split.rule == rule)


@dataclass(frozen=True, slots=True)
class Compared:
    """Both shapes on the same terms."""

    terms: Terms
    needs: Needs
    national: Shaped
    regional: Shaped


def compare_shapes(terms: Terms) -> Compared:
    """What either shape gives the regions; raises `BadPlan` when the terms cannot be compared."""
    check(terms)
    needs = needs_of(terms)
    return Compared(terms, needs, _shaped(terms, terms.national, needs), _shaped(terms, terms.regional, needs))


def _shaped(terms: Terms, shape: Shape, needs: Needs) -> Shaped:
    hosts = terms.hosts(shape.kind)
    overhead, coordination = shape.overhead * hosts, _coordination(terms.budget, shape)
    part = terms.person_year * terms.unit
    money = terms.budget - overhead - coordination
    parts = max(0, int(money // part))
    # A presence that is no whole number of parts is rounded up to one.
    least = ceil(Fraction(shape.presence) / Fraction(terms.unit))
    lacking = least * len(terms.regions) - parts
    enough = lacking <= 0 and money >= 0
    return Shaped(
        shape=shape,
        hosts=hosts,
        overhead=overhead,
        coordination=coordination,
        person_years=parts * terms.unit,
        field=parts * part,
        left=money - parts * part,
        administration_years=((overhead + coordination) / terms.person_year).quantize(CENT, ROUND_HALF_UP),
        splits=tuple(_splits(terms, needs, parts, least)) if enough else (),
        lack=None if enough else _lack(terms, shape, least, parts),
    )


def _splits(terms: Terms, needs: Needs, parts: int, least: int) -> list[Split]:
    shared: dict[Rule | Literal["fairest"], tuple[int, ...]] = {
        rule: apportion(rule, needs, parts=parts, least=least) for rule in RULES
    }
    shared["fairest"] = share_fairest(needs, parts=parts, least=least)
    years = [need * terms.whole * Fraction(terms.unit) for need in needs]
    return [
        Split(rule, tuple(map(_share, terms.regions, [count * terms.unit for count in counts], years)))
        for rule, counts in shared.items()
    ]


def _share(region: Region, person_years: Decimal, need: Fraction) -> Share:
    return Share(region.name, person_years, need, Fraction(person_years) / need if need else Fraction(1))


def _coordination(money: Decimal, shape: Shape) -> Decimal:
    return (money * shape.coordination).quantize(CENT, ROUND_HALF_UP)


def _lack(terms: Terms, shape: Shape, least: int, parts: int) -> Lack:
    needed = least * len(terms.regions)
    return Lack(
        needed=needed * terms.unit,
        person_years=max(ZERO, (needed - parts) * terms.unit),
        euros=_more(terms, shape, needed * terms.person_year * terms.unit),
    )


def _more(terms: Terms, shape: Shape, field: Decimal) -> Decimal | None:
    """The least euros more with which so many are left for the field."""
    if shape.coordination == ONE:
        return None
    fixed = shape.overhead * terms.hosts(shape.kind) + field
    whole = (fixed / (ONE - shape.coordination)).quantize(CENT, ROUND_CEILING)
    while whole - _coordination(whole - CENT, shape) - CENT >= fixed:
        whole -= CENT
    while whole - _coordination(whole, shape) < fixed:
        whole += CENT
    return whole - terms.budget
