"""A study of programme shapes to take to the board: as a tagged PDF, and as tables for a workbook."""

from collections.abc import Iterator
from decimal import Decimal

from django.template.loader import render_to_string
from django.utils import formats
from django.utils.translation import gettext as _

from raitti.core.texts import pick
from raitti.programmes.exporting import PAPER_STYLE
from raitti.programmes.models import ShapeStudy
from raitti.programmes.queries.shapes import region_names
from raitti.programmes.shape_inputs import KINDS, MEASURES, SHAPE_FIELDS, Inputs
from raitti.programmes.shape_telling import ToldRegion, ToldShapes, told_shapes
from raitti.programmes.shape_wording import FIELD_NAMES, MEASURE_NAMES, RULE_NAMES, SHAPE_NAMES
from raitti.render.pdf import pdf_from
from raitti.render.tables import Column, Table


def study_pdf(study: ShapeStudy, language: str) -> bytes:
    """The study as PDF/UA. Raises `NoWriter` where Pango is missing."""
    return pdf_from(study_paper(study, language))


def study_paper(study: ShapeStudy, language: str) -> str:
    """The study as a page for paper, its inputs at the end."""
    regions = region_names(study.inputs["regions"], language)
    context = {
        "language": language,
        "title": study.name,
        "css": PAPER_STYLE,
        "programme": pick(study.programme.name, language).value,
        "told": told_shapes(study.inputs, language),
        "asked": [(label, _written(value)) for label, value in _asked(study.inputs)],
        "measures": [str(MEASURE_NAMES[measure]) for measure in MEASURES],
        "weights": [_written(Decimal(study.inputs["weights"][measure])) for measure in MEASURES],
        "counts": [
            (regions[code], [_written(Decimal(row[measure])) for measure in MEASURES], row["host"])
            for code, row in sorted(study.inputs["regions"].items())
            if row["in"]
        ],
    }
    return render_to_string("programmes/shapes_paper.html", context)


def _written(value: Decimal | str) -> str:
    """A number as readers write it, its thousands apart."""
    return value if isinstance(value, str) else formats.number_format(value, force_grouping=True)


def study_workbook(study: ShapeStudy, language: str) -> bytes:
    """The study as a workbook: both shapes, the regions by every rule, what was asked, what was counted."""
    # Late, as it takes 35 MB.
    from raitti.render.xlsx import workbook

    return workbook(*_tables(study, language), properties={"title": study.name})


def _tables(study: ShapeStudy, language: str) -> Iterator[Table]:
    told = told_shapes(study.inputs, language)
    yield Table(_("Shapes"), [Column("", 44), *(Column(shape.name, 34) for shape in told.shapes)], _figures(told))
    headings = [f"{SHAPE_NAMES[kind]}: {name}" for kind in KINDS for name in RULE_NAMES.values()]
    yield Table(
        _("Regions"),
        [Column(_("Region")), Column(_("By need"), 12), *(Column(heading, 22) for heading in headings)],
        [[region.name, region.need, *_years(told, at)] for at, region in enumerate(told.regions)],
    )
    yield Table(_("What was asked"), [Column("", 60), Column("", 30)], [list(row) for row in _asked(study.inputs)])
    yield Table(
        _("What was counted"),
        [Column(_("Region")), *(Column(str(MEASURE_NAMES[measure])) for measure in MEASURES), Column(_("Host"))],
        _counted(study.inputs, told.regions),
    )


def _figures(told: ToldShapes) -> list[list[str | Decimal]]:
    shaped = [shape.shaped for shape in told.shapes]
    return [
        [_("Person-years in the field"), *(each.person_years for each in shaped)],
        [_("Administration, as person-years"), *(each.administration_years for each in shaped)],
        [_("Hosts"), *(Decimal(each.hosts) for each in shaped)],
        [_("Fixed costs of hosts, euros"), *(each.overhead for each in shaped)],
        [_("Leading and coordinating, euros"), *(each.coordination for each in shaped)],
        [_("Work in the field, euros"), *(each.field for each in shaped)],
        [_("Left over, euros"), *(each.left for each in shaped)],
        [_("Smallest share, person-years"), *(shape.smallest for shape in told.shapes)],
        [_("Served least for its need"), *(shape.least_served for shape in told.shapes)],
        [_("What is lacking"), *(shape.lack for shape in told.shapes)],
    ]


def _asked(inputs: Inputs) -> Iterator[tuple[str, str | Decimal]]:
    for field in ("person_years", "money", "person_year", "unit"):
        if inputs[field]:
            yield str(FIELD_NAMES[field]), Decimal(inputs[field])
    yield str(FIELD_NAMES["rule"]), str(RULE_NAMES[inputs["rule"]])
    if inputs["coordinator"]:
        yield str(FIELD_NAMES["coordinator"]), inputs["coordinator"]
    for kind in KINDS:
        for field in SHAPE_FIELDS:
            yield f"{SHAPE_NAMES[kind]}: {FIELD_NAMES[field]}", Decimal(inputs[kind][field])


def _counted(inputs: Inputs, regions: tuple[ToldRegion, ...]) -> list[list[str | Decimal]]:
    weights = [Decimal(inputs["weights"][measure]) for measure in MEASURES]
    rows = inputs["regions"]
    return [
        [_("Weight"), *weights, ""],
        *(
            [each.name, *(Decimal(rows[each.code][measure]) for measure in MEASURES), rows[each.code]["host"]]
            for each in regions
        ),
    ]


def _years(told: ToldShapes, at: int) -> Iterator[Decimal | str]:
    """A region's person-years by every rule in both shapes; empty where a shape does not come about."""
    for shape in told.shapes:
        yield from shape.rows[at][1] if shape.rows else [""] * len(told.rules)
