"""Two shapes of a programme as their readers see them: sentences first, then figures, regions and a map of each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from raitti.places.models import Area
from raitti.places.queries import area_map
from raitti.planning.shapes import Compared, Shaped, Share, Split, compare_shapes
from raitti.programmes.queries.shapes import region_names
from raitti.programmes.shape_inputs import Inputs, terms_of
from raitti.programmes.shape_wording import RULE_NAMES, SHAPE_NAMES, lack_in_words
from raitti.programmes.wording import euros_in_words, fte_in_words
from raitti.render.paper import Picture, map_picture
from raitti.render.shaded import Shade, shaded_map

_MOST_NAMED = 3


@dataclass(frozen=True)
class ToldShare:
    """A region's staff by one rule, and how many per cent of its need that is; more than its need is more than 100."""

    person_years: Decimal
    percent: int


@dataclass(frozen=True)
class ToldRegion:
    """One region's line: what falls to it by need, and its share in either shape; `None` where there is none."""

    code: str
    name: str
    need: Decimal
    national: ToldShare | None
    regional: ToldShare | None


@dataclass(frozen=True)
class ToldShape:
    """One shape in figures; `lack` says why it does not come about, `rows` what each rule gives each region."""

    kind: str
    name: str
    shaped: Shaped
    lack: str
    smallest: str
    least_served: str
    map: SafeString | None
    picture: Picture | None
    rows: tuple[tuple[str, tuple[Decimal, ...]], ...]


@dataclass(frozen=True)
class ToldShapes:
    """Both shapes, told."""

    compared: Compared
    rule: str
    rules: tuple[str, ...]
    sentences: tuple[str, ...]
    national: ToldShape
    regional: ToldShape
    regions: tuple[ToldRegion, ...]

    @property
    def shapes(self) -> tuple[ToldShape, ToldShape]:
        return self.national, self.regional


def told_shapes(inputs: Inputs, language: str) -> ToldShapes:
    """What a study says. Raises `BadPlan` when its inputs cannot be compared."""
    compared = compare_shapes(terms_of(inputs))
    names = region_names((region.name for region in compared.terms.regions), language)
    splits = [_split(shaped, inputs["rule"]) for shaped in (compared.national, compared.regional)]
    highest = max((float(share.person_years) for split in splits if split for share in split.shares), default=0.0)
    national, regional = (
        _shape(shaped, split, names, language, highest)
        for shaped, split in zip((compared.national, compared.regional), splits, strict=True)
    )
    return ToldShapes(
        compared=compared,
        rule=str(RULE_NAMES[inputs["rule"]]),
        rules=tuple(str(name) for name in RULE_NAMES.values()),
        sentences=tuple(_sentences(compared, national, regional)),
        national=national,
        regional=regional,
        regions=tuple(_region(at, compared, inputs["rule"], names) for at in range(len(compared.terms.regions))),
    )


def _split(shaped: Shaped, rule: str) -> Split | None:
    return next((split for split in shaped.splits if split.rule == rule), None)


def _shape(shaped: Shaped, split: Split | None, names: dict[str, str], language: str, highest: float) -> ToldShape:
    kind = shaped.shape.kind
    return ToldShape(
        kind=kind,
        name=str(SHAPE_NAMES[kind]),
        shaped=shaped,
        lack=lack_in_words(shaped),
        smallest=_smallest(split, names) if split else "",
        least_served=_least_served(split, names) if split else "",
        **_maps(split, names, language, kind=kind, highest=highest),
        rows=tuple(_by_rule(shaped, names)),
    )


def _by_rule(shaped: Shaped, names: dict[str, str]) -> Iterator[tuple[str, tuple[Decimal, ...]]]:
    if shaped.splits:
        ordered = [shaped.split(rule).shares for rule in RULE_NAMES]
        for shares in zip(*ordered, strict=True):
            yield names[shares[0].region], tuple(share.person_years for share in shares)


def _smallest(split: Split, names: dict[str, str]) -> str:
    least = split.smallest.person_years
    return f"{fte_in_words(least)} ({_named([s for s in split.shares if s.person_years == least], names)})"


def _least_served(split: Split, names: dict[str, str]) -> str:
    least = split.least_served.served
    those = [share for share in split.shares if share.need and share.served == least]
    return f"{_percent(least)} % ({_named(those, names)})"


def _named(shares: Sequence[Share], names: dict[str, str]) -> str:
    if len(shares) <= _MOST_NAMED:
        return ", ".join(names[share.region] for share in shares)
    return ngettext("%(count)d region", "%(count)d regions", len(shares)) % {"count": len(shares)}


def _sentences(compared: Compared, national: ToldShape, regional: ToldShape) -> list[str]:
    budget = compared.terms.budget
    told = [
        _("The money of a year is %(euros)s. If all of it paid work, that would be %(years)s person-years.")
        % {"euros": euros_in_words(budget), "years": _years(budget / compared.terms.person_year)}
    ]
    for shape in (national, regional):
        if shape.lack:
            told.append(f"{shape.name}: {shape.lack}")
            continue
        values = {
            "shape": shape.name,
            "field": fte_in_words(shape.shaped.person_years),
            "administration": fte_in_words(shape.shaped.administration_years),
            "least": shape.least_served,
        }
        told.append(
            _(
                "%(shape)s: %(field)s person-years work in the regions, and administration takes the money of"
                " %(administration)s. Served least for its need: %(least)s."
            )
            % values
        )
    if not national.lack and not regional.lack:
        told.append(_difference(compared.national.person_years - compared.regional.person_years))
    return told


def _difference(more: Decimal) -> str:
    years = {"years": fte_in_words(abs(more))}
    if more > 0:
        return _("The national project gives the regions %(years)s person-years more.") % years
    if more < 0:
        return _("The regional projects give the regions %(years)s person-years more.") % years
    return _("Both give the regions as many person-years.")


def _region(at: int, compared: Compared, rule: str, names: dict[str, str]) -> ToldRegion:
    code = compared.terms.regions[at].name
    need = compared.needs[at] * compared.terms.whole * Fraction(compared.terms.unit)
    shapes = (compared.national, compared.regional)
    national, regional = (_share(_split(shaped, rule), at) for shaped in shapes)
    return ToldRegion(
        code=code,
        name=names[code],
        need=_rounded(need),
        national=national,
        regional=regional,
    )


def _share(split: Split | None, at: int) -> ToldShare | None:
    if split is None:
        return None
    share = split.shares[at]
    return ToldShare(share.person_years, _percent(share.served))


def _maps(split: Split | None, names: dict[str, str], language: str, *, kind: str, highest: float) -> dict[str, Any]:
    """The regions' shares on the map, for the page and for paper; regions are as their municipalities are drawn."""
    if split is None:
        return {"map": None, "picture": None}
    regions = Area.objects.current().regions().filter(code__in=names)
    drawn = area_map(regions, language)
    shades = []
    for region in regions:
        own = [shape for shape in drawn.shapes if shape.area.region_id == region.pk]
        share = next(share for share in split.shares if share.region == region.code)
        if own:
            shades.append(
                Shade(
                    name=names[region.code],
                    path="".join(shape.path for shape in own),
                    label_x=sum(shape.label_x for shape in own) / len(own),
                    label_y=sum(shape.label_y for shape in own) / len(own),
                    value=float(share.person_years),
                    words=fte_in_words(share.person_years),
                )
            )
    if not shades:
        return {"map": None, "picture": None}
    title = _("Person-years by region: %(shape)s") % {"shape": SHAPE_NAMES[kind]}
    same: dict[str, Any] = {"view_box": drawn.view_box, "title": title, "highest": highest}
    return {
        "map": shaded_map(shades, kind=drawn.kind, key=f"map-{kind}", **same),
        "picture": map_picture(shades, **same),
    }


def _rounded(number: Fraction) -> Decimal:
    return (Decimal(number.numerator) / Decimal(number.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _percent(served: Fraction) -> int:
    return int(_rounded(served * 100).to_integral_value(ROUND_HALF_UP))


def _years(number: Decimal) -> str:
    return fte_in_words(number.quantize(Decimal("0.01"), ROUND_HALF_UP))
