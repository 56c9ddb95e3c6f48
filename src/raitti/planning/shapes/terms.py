"""What the shapes of a new programme are compared on: its money, what work costs, and what each region needs."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from raitti.planning.faults import BadPlan, Code, Fault
from raitti.planning.problem import ONE, ZERO

Kind = Literal["national", "regional"]

CENT = Decimal("0.01")
LARGEST_MONEY = Decimal(100_000_000)
LARGEST_STAFF = Decimal(10_000)
LARGEST_COUNT = Decimal(1_000_000_000)
LARGEST_WEIGHT = Decimal(1_000)
MOST_REGIONS = 100
# Parts of staff times regions: more than this takes longer than a page may.
MOST_PARTS = 20_000


@dataclass(frozen=True, slots=True)
class Measure:
    """Something counted in every region; `weight` is how much it counts beside the others.

    With `lacking` it is something to have: the less of it a region has, the more work there is.
    """

    name: str
    weight: Decimal
    lacking: bool = False


# A first guess for a new programme, to be changed by who plans it.
USUAL_MEASURES = (
    Measure("population", Decimal(40)),
    Measure("associations", Decimal(20)),
    Measure("structures", Decimal(20), lacking=True),
    Measure("municipalities", Decimal(10)),
    Measure("distances", Decimal(10)),
)


@dataclass(frozen=True, slots=True)
class Region:
    """A region with its counts by name of measure; `host` would run its project, if not one of its own."""

    name: str
    counts: Mapping[str, Decimal]
    host: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """One way to run the programme: fixed euros a host, share of all money for leading, least staff in a region."""

    kind: Kind
    overhead: Decimal
    coordination: Decimal
    presence: Decimal


@dataclass(frozen=True, slots=True)
class Terms:
    """The comparison's inputs for a year. Either `money` or `person_years` says how large the programme is.

    `person_year` is what one costs in euros with side costs and travel; staff is shared out in parts of `unit`.
    `coordinator` hosts the national or the coordinating project; it may host regions too.
    """

    regions: tuple[Region, ...]
    measures: tuple[Measure, ...]
    person_year: Decimal
    national: Shape
    regional: Shape
    money: Decimal | None = None
    person_years: Decimal | None = None
    unit: Decimal = Decimal("0.1")
    coordinator: str = ""

    @property
    def budget(self) -> Decimal:
        """All euros of the year."""
        return self.money if self.money is not None else ((self.person_years or ZERO) * self.person_year).quantize(CENT)

    @property
    def whole(self) -> Fraction:
        """Parts of staff all the money would pay if nothing of it were administration: what the needs share."""
        return Fraction(self.budget) / Fraction(self.person_year * self.unit)

    def hosts(self, kind: Kind) -> int:
        """How many organisations host a project."""
        if kind == "national":
            return 1
        own = [("region", region.name) if not region.host else ("host", region.host) for region in self.regions]
        return len({*own, ("host", self.coordinator)})


def faults_of(terms: Terms) -> Iterator[Fault]:
    """Everything that keeps these terms from being compared."""
    yield from _faults_of_size(terms)
    for shape in (terms.national, terms.regional):
        yield from _number(shape.kind, "overhead", shape.overhead, places=2)
        yield from _number(shape.kind, "coordination", shape.coordination, most=ONE)
        yield from _number(shape.kind, "presence", shape.presence, most=LARGEST_STAFF)
    yield from _faults_of_names("measures", [measure.name for measure in terms.measures])
    yield from _faults_of_names("regions", [region.name for region in terms.regions])
    for measure in terms.measures:
        yield from _number(f"measure {measure.name}", "weight", measure.weight, most=LARGEST_WEIGHT)
    if terms.measures and not any(measure.weight for measure in terms.measures):
        yield Fault("measures", "weight", "nothing")
    names = {measure.name for measure in terms.measures}
    for region in terms.regions:
        table = f"region {region.name}"
        for name in sorted(names - region.counts.keys()):
            yield Fault(table, name, "missing")
        for name, count in region.counts.items():
            if name not in names:
                yield Fault(table, name, "unknown_name", name, ", ".join(sorted(names)))
            else:
                yield from _number(table, name, count, most=LARGEST_COUNT)


def check(terms: Terms) -> None:
    """Raise `BadPlan` with the first fault, if there is any."""
    for fault in faults_of(terms):
        raise BadPlan(fault)


def _faults_of_size(terms: Terms) -> Iterator[Fault]:
    given = [("money", terms.money), ("person_years", terms.person_years)]
    known = [(field, amount) for field, amount in given if amount is not None]
    if len(known) != 1:
        yield Fault("terms", "money", "mixed" if known else "missing")
    wrong = False
    for field, amount in [*known, ("person_year", terms.person_year), ("unit", terms.unit)]:
        places = 2 if field in {"money", "person_year"} else 4
        for fault in _number("terms", field, amount, places=places, above_zero=True):
            wrong = True
            yield fault
    if len(terms.regions) > MOST_REGIONS:
        yield Fault("terms", "regions", "too_many", str(len(terms.regions)), str(MOST_REGIONS))
    elif not wrong and known:
        if terms.budget > LARGEST_MONEY:
            yield Fault("terms", known[0][0], "too_much", str(terms.budget), str(LARGEST_MONEY))
        elif terms.whole * len(terms.regions) > MOST_PARTS:
            yield Fault("terms", "unit", "too_many", str(terms.unit))


def _faults_of_names(table: str, names: list[str]) -> Iterator[Fault]:
    if not names:
        yield Fault("terms", table, "nothing")
    for name, times in Counter(names).items():
        if not name.strip():
            yield Fault(table, "name", "missing")
        elif times > 1:
            yield Fault(table, "name", "twice", name)


def _number(
    table: str,
    field: str,
    given: Decimal,
    *,
    most: Decimal = LARGEST_MONEY,
    places: int = 4,
    above_zero: bool = False,
) -> Iterator[Fault]:
    code: Code | None = None
    if not given.is_finite():
        code = "not_number"
    elif given < 0:
        code = "negative"
    elif given == 0 and above_zero:
        code = "nothing"
    elif given > most:
        code = "too_much"
    elif given != round(given, places):
        code = "too_precise"
    if code:
        yield Fault(table, field, code, str(given), str(most) if code == "too_much" else "")
