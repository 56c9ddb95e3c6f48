"""A study for the board says what the page says."""

import io
import re

import pytest
from django.utils import translation
from openpyxl import load_workbook

from raitti.core.texts import translated
from raitti.places.models import AreaKind
from raitti.programmes import shape_exporting
from raitti.programmes.actions.shapes import save_study
from raitti.programmes.shape_inputs import usual_inputs
from raitti.programmes.shape_telling import told_shapes
from tests.conftest import NOW
from tests.factories import AreaFactory
from tests.programmes.actions.test_shapes import SYSTEM
from tests.programmes.factories import ProgrammeFactory
from tests.programmes.test_shape_inputs import COUNTS, NAMES
from tests.render.test_pdf import unpacked

pytestmark = pytest.mark.django_db


@pytest.fixture
def study():
    inputs = usual_inputs(COUNTS)
    inputs["regions"]["17"]["host"] = "=SUM(A1)"
    return save_study(ProgrammeFactory(), None, name="Malli", inputs=inputs, actor=SYSTEM, now=NOW)


def test_the_workbook_holds_shares_as_numbers_that_make_up_the_field_and_no_formula(study):
    book = load_workbook(io.BytesIO(shape_exporting.study_workbook(study, "fi")))
    shapes, regions, asked, counted = book.worksheets
    told = told_shapes(study.inputs, "fi")

    national = [row[2] for row in regions.iter_rows(min_row=2, values_only=True)]
    assert sum(map(str_to_number, national)) == pytest.approx(float(told.national.shaped.person_years))
    assert shapes["B2"].value == pytest.approx(float(told.national.shaped.person_years))
    assert asked["B2"].value == 15
    assert [cell.value for cell in counted["A"]][2:] == ["01", "17", "19"]
    assert all(cell.data_type != "f" for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)


def str_to_number(value):
    assert isinstance(value, int | float)
    return value


def test_the_pdf_is_tagged_and_says_every_sentence_of_the_page(study):
    with translation.override("sv"):
        told = told_shapes(study.inputs, "sv")
        page, data = shape_exporting.study_paper(study, "sv"), unpacked(shape_exporting.study_pdf(study, "sv"))
    assert '<html lang="sv">' in page
    assert all(sentence in page for sentence in told.sentences)
    assert b"/StructTreeRoot" in data
    assert re.search(rb"/Lang\s*\(sv\)", data)


def test_the_pdf_has_the_map_of_either_shape_with_every_figure_in_words(study):
    for at, (code, name) in enumerate(NAMES.items()):
        region = AreaFactory(kind=AreaKind.REGION, code=code, name=translated(fi=name))
        AreaFactory(region=region, grid_x=at, grid_y=0)
    page = shape_exporting.study_paper(study, "fi")
    told_of = re.findall(r'<img src="data:image/svg\+xml[^"]+" alt="([^"]+)"', page)
    assert len(told_of) == 2
    assert all(region.name in told_of[0] for region in told_shapes(study.inputs, "fi").regions)


def test_a_shape_that_does_not_come_about_is_told_as_such_everywhere(study):
    study.inputs["regional"]["presence"] = "5"
    told = told_shapes(study.inputs, "fi")
    assert told.regional.lack in " ".join(told.sentences)
    assert told.regions[0].regional is None
    assert told.national.rows
    assert told.regional.lack in shape_exporting.study_paper(study, "fi")
    assert shape_exporting.study_workbook(study, "fi")
