"""What a study of programme shapes asks, as it is kept, and the terms the planner is given of it.

Numbers are kept as text, exact; shares of money in per cent; regions by their codes, so that a study says the same
in every language and for as long as it is kept.
"""

from collections.abc import Mapping
from copy import deepcopy
from decimal import Decimal
from typing import Any

from raitti.planning.shapes import USUAL_MEASURES, Measure, Region, Shape, Terms
from raitti.planning.shapes.terms import Kind

Inputs = Mapping[str, Any]
KINDS: tuple[Kind, ...] = ("national", "regional")
SHAPE_FIELDS = ("overhead", "coordination", "presence")
MEASURES = tuple(measure.name for measure in USUAL_MEASURES)
# The parts in which staff may be shared out: 0.1 is half a day a week.
UNITS = ("0.05", "0.1", "0.2", "0.25", "0.5", "1")
_LACKING = {measure.name for measure in USUAL_MEASURES if measure.lacking}
# A first guess, to be changed by who plans: a person-year with side costs and travel, and what hosting takes.
_USUAL: dict[str, Any] = {
    "person_years": "15",
    "money": "",
    "person_year": "65000",
    "unit": "0.1",
    "coordinator": "",
    "rule": "fairest",
    "national": {"overhead": "60000", "coordination": "8", "presence": "0.1"},
    "regional": {"overhead": "12000", "coordination": "12", "presence": "0.3"},
}


def usual_inputs(regions: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
    """What a new study begins with, of what is counted in each region.

    A measure that is nothing in some region, as where associations have not been entered yet, has no weight: it would
    tell who has entered, not who needs. Of what is lacking none is an answer.
    """
    weights = {}
    for measure in USUAL_MEASURES:
        told = measure.lacking or all(counts[measure.name] for counts in regions.values())
        weights[measure.name] = str(measure.weight if told else 0)
    rows = {
        code: {"in": True, "host": "", **{name: str(counts[name]) for name in MEASURES}}
        for code, counts in regions.items()
    }
    return {**deepcopy(_USUAL), "weights": weights, "regions": rows}


def terms_of(inputs: Inputs) -> Terms:
    """The planner's terms; the regions in the order of their codes, whatever order they were kept in."""
    return Terms(
        regions=tuple(_region(code, row) for code, row in sorted(inputs["regions"].items()) if row["in"]),
        measures=tuple(Measure(name, Decimal(inputs["weights"][name]), lacking=name in _LACKING) for name in MEASURES),
        person_year=Decimal(inputs["person_year"]),
        national=_shape("national", inputs),
        regional=_shape("regional", inputs),
        money=_maybe(inputs["money"]),
        person_years=_maybe(inputs["person_years"]),
        unit=Decimal(inputs["unit"]),
        coordinator=_called(inputs["coordinator"]),
    )


def _region(code: str, row: Mapping[str, Any]) -> Region:
    return Region(code, {name: Decimal(row[name]) for name in MEASURES}, _called(row["host"]))


def _shape(kind: Kind, inputs: Inputs) -> Shape:
    given = inputs[kind]
    return Shape(
        kind,
        overhead=Decimal(given["overhead"]),
        coordination=Decimal(given["coordination"]) / 100,
        presence=Decimal(given["presence"]),
    )


def _maybe(number: str) -> Decimal | None:
    return Decimal(number) if number else None


def _called(host: str) -> str:
    """A host's name so that the same one written twice is one host."""
    return " ".join(host.split()).casefold()
