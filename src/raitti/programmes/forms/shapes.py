"""What the shapes of a new programme are compared on: its size, what hosting costs, and what is counted in regions."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from raitti.planning.faults import Fault
from raitti.planning.shapes import Compared
from raitti.planning.shapes.terms import LARGEST_MONEY, LARGEST_STAFF, LARGEST_WEIGHT, Kind, faults_of
from raitti.programmes.forms.fields import EurosField, NumberField
from raitti.programmes.queries.shapes import MOST_STRUCTURES
from raitti.programmes.shape_inputs import KINDS, MEASURES, SHAPE_FIELDS, UNITS, Inputs, terms_of
from raitti.programmes.shape_wording import FIELD_NAMES, MEASURE_NAMES, RULE_CHOICES, lack_in_words
from raitti.programmes.wording import fte_in_words

_LARGEST_COUNT = 100_000_000


@dataclass(frozen=True)
class RegionRow:
    """One region's fields in the table."""

    name: str
    takes_part: BoundField
    counts: tuple[BoundField, ...]
    host: BoundField


class ShapesForm(forms.Form):
    """A study's name and inputs; its rows follow from the regions, by code and name."""

    name = forms.CharField(
        label=_("Name of the study"),
        max_length=120,
        error_messages={"required": _("Give the study a name by which you know it.")},
    )
    person_years = NumberField(
        label=FIELD_NAMES["person_years"],
        required=False,
        max_value=LARGEST_STAFF,
        decimal_places=2,
        help_text=_("What all the money would pay. Give this or the money, not both."),
    )
    money = EurosField(label=_("Or money of a year, euros"), required=False, max_value=LARGEST_MONEY)
    person_year = EurosField(
        label=FIELD_NAMES["person_year"],
        max_value=LARGEST_MONEY,
        help_text=_("With side costs, travel and tools."),
    )
    unit = forms.ChoiceField(label=FIELD_NAMES["unit"], help_text=_("0.1 is half a day a week."))
    rule = forms.ChoiceField(label=FIELD_NAMES["rule"], choices=RULE_CHOICES)
    coordinator = forms.CharField(
        label=FIELD_NAMES["coordinator"],
        max_length=120,
        required=False,
        help_text=_("Only if it also hosts a region’s project: write it there in the same way, and it counts once."),
    )

    def __init__(self, regions: Mapping[str, str], data: Mapping[str, Any], *, before: Mapping[str, Any]) -> None:
        """`before` is what was sent when the regions' figures were last kept."""
        super().__init__(data)
        self.regions, self.before = regions, before
        self.fields["unit"].choices = [(unit, fte_in_words(Decimal(unit))) for unit in UNITS]  # type: ignore[attr-defined]
        for kind in KINDS:
            most: dict[str, Any] = {"overhead": LARGEST_MONEY, "coordination": 100, "presence": LARGEST_STAFF}
            for field in SHAPE_FIELDS:
                self.fields[f"{kind}-{field}"] = NumberField(
                    label=FIELD_NAMES[field], max_value=most[field], decimal_places=2
                )
        for measure in MEASURES:
            self.fields[f"weight-{measure}"] = NumberField(
                label=MEASURE_NAMES[measure], max_value=LARGEST_WEIGHT, decimal_places=2
            )
        for code, region in regions.items():
            self._add_region(code, region)

    def _add_region(self, code: str, region: str) -> None:
        self.fields[f"in-{code}"] = forms.BooleanField(label=region, required=False)
        for measure in MEASURES:
            most = MOST_STRUCTURES if measure == "structures" else _LARGEST_COUNT
            field = NumberField(label=f"{region}: {MEASURE_NAMES[measure]}", max_value=most, decimal_places=2)
            self.fields[f"{measure}-{code}"] = field
        label = gettext("%(region)s: host") % {"region": region}
        self.fields[f"host-{code}"] = forms.CharField(label=label, max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors:
            for fault in faults_of(terms_of(self.inputs())):
                field, reason = self._told(fault)
                self.add_error(field, reason)
        return given

    def inputs(self) -> dict[str, Any]:
        """What was asked, as it is kept."""
        given = self.cleaned_data
        return {
            **{field: _kept(given[field]) for field in ("person_years", "money", "person_year")},
            **{field: given[field] for field in ("unit", "rule", "coordinator")},
            **{kind: {field: _kept(given[f"{kind}-{field}"]) for field in SHAPE_FIELDS} for kind in KINDS},
            "weights": {measure: _kept(given[f"weight-{measure}"]) for measure in MEASURES},
            "regions": {
                code: {
                    "in": given[f"in-{code}"],
                    "host": given[f"host-{code}"],
                    **{measure: _kept(given[f"{measure}-{code}"]) for measure in MEASURES},
                }
                for code in self.regions
            },
        }

    def tell_lacks(self, compared: Compared) -> None:
        """Say at its field why a shape does not come about. It can be kept all the same: that is an answer too."""
        for shaped in (compared.national, compared.regional):
            if shaped.lack is not None:
                field = "presence" if shaped.lack.person_years else "overhead"
                self.add_error(f"{shaped.shape.kind}-{field}", lack_in_words(shaped))

    def _told(self, fault: Fault) -> tuple[str | None, str]:
        """At which field a fault stands, and why it is one."""
        table, _sep, named = fault.table.partition(" ")
        if table in KINDS:
            field = f"{table}-{fault.field}"
        elif table == "measure":
            field = f"weight-{named}"
        elif table == "region":
            field = f"{fault.field}-{named}"
        elif fault.code in {"mixed", "missing"}:
            field = "person_years"
        else:
            first = {"weight": f"weight-{MEASURES[0]}", "regions": f"in-{next(iter(self.regions), '')}"}
            field = first.get(fault.field, fault.field)
        reasons = {
            "mixed": _("Give either person-years or money, not both: one follows from the other."),
            "missing": _("Say how large the programme is, in person-years or in money."),
            "too_much": _("This is too much: at most %(allowed)s fits.") % {"allowed": fault.allowed},
            "too_many": _("This is too fine for a programme so large: share out larger parts."),
            "weight": _("Something must count: give at least one measure a weight."),
            "regions": _("At least one region takes part: tick it."),
        }
        reason = reasons.get(fault.field if fault.code == "nothing" else fault.code)
        return field if field in self.fields else None, str(reason or _("This cannot be nothing."))

    def shape_fields(self, kind: Kind) -> list[BoundField]:
        return [self[f"{kind}-{field}"] for field in SHAPE_FIELDS]

    @property
    def national_fields(self) -> list[BoundField]:
        return self.shape_fields("national")

    @property
    def regional_fields(self) -> list[BoundField]:
        return self.shape_fields("regional")

    @property
    def size_fields(self) -> list[BoundField]:
        return [self[field] for field in ("person_years", "money", "person_year", "unit", "rule", "coordinator")]

    @property
    def weight_fields(self) -> list[BoundField]:
        return [self[f"weight-{measure}"] for measure in MEASURES]

    @property
    def rows(self) -> list[RegionRow]:
        return [
            RegionRow(
                name,
                self[f"in-{code}"],
                tuple(self[f"{measure}-{code}"] for measure in MEASURES),
                self[f"host-{code}"],
            )
            for code, name in self.regions.items()
        ]

    @property
    def rows_are_open(self) -> bool:
        """Whether the table of regions is shown: somebody is at work in it, or something in it cannot be taken."""
        fields = [field for row in self.rows for field in (row.takes_part, *row.counts, row.host)]
        return any(field.errors or self.data.get(field.name) != self.before.get(field.name) for field in fields)


def sent_as(name: str, inputs: Inputs) -> dict[str, Any]:
    """A kept study as its form would send it."""
    sent: dict[str, Any] = {"name": name}
    for field in ("person_years", "money", "person_year"):
        sent[field] = _shown(inputs[field])
    sent |= {field: inputs[field] for field in ("unit", "rule", "coordinator")}
    for kind in KINDS:
        sent |= {f"{kind}-{field}": _shown(inputs[kind][field]) for field in SHAPE_FIELDS}
    sent |= {f"weight-{measure}": _shown(inputs["weights"][measure]) for measure in MEASURES}
    for code, row in inputs["regions"].items():
        sent |= {f"{measure}-{code}": _shown(row[measure]) for measure in MEASURES}
        sent[f"host-{code}"] = row["host"]
        if row["in"]:
            sent[f"in-{code}"] = "on"
    return sent


def _kept(number: Decimal | None) -> str:
    return "" if number is None else f"{number.normalize():f}"


def _shown(number: str) -> str:
    return number.replace(".", ",")
