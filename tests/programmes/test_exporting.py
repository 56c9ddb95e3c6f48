"""A plan to take along says what the page says, in forms others can open."""

import io
import re
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation
from openpyxl import load_workbook

from raitti.core.audit import System
from raitti.planning.files import read_plan
from raitti.programmes import exporting
from raitti.programmes.actions.scenarios import Question, accept, ask
from raitti.programmes.choices import told
from tests.conftest import NOW
from tests.programmes.factories import ActivityFactory, GrantFactory, LedgerEntryFactory, PostFactory, ProjectFactory
from tests.render.test_pdf import unpacked

pytestmark = pytest.mark.django_db
SYSTEM = System("test")


@pytest.fixture
def version():
    project = ProjectFactory()
    PostFactory(project=project)
    LedgerEntryFactory(grant=GrantFactory(project=project), amount=Decimal("30000.50"), on=date(2026, 1, 10))
    ActivityFactory(project=project, running=True, name={"fi": "=SUM(A1) Kerho", "sv": "Klubben"})
    asked = Question(name="Koe", start="2026-01", end="2026-12", on=NOW.date())
    return accept(ask(project, asked, actor=SYSTEM, now=NOW), reason="Näin.", seen=0, actor=SYSTEM, now=NOW)


def test_the_plan_file_is_the_question_the_plan_answers(version):
    assert read_plan(exporting.plan_file(version)) == told(version).project


def test_the_workbook_holds_amounts_as_numbers_and_no_formula(version):
    with translation.override("sv"):
        book = load_workbook(io.BytesIO(exporting.plan_workbook(version, "sv")))
    activities, _months, staff, money = book.worksheets

    assert activities["A2"].value == "Klubben"
    assert staff["D2"].value == told(version).posts[0].cost
    assert money["B2"].value == pytest.approx(30000.50)
    assert all(cell.data_type != "f" for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)


def test_the_pdf_is_tagged_and_in_the_language_it_is_read_in(version):
    with translation.override("sv"):
        page, data = exporting.plan_paper(version, "sv"), unpacked(exporting.plan_pdf(version, "sv"))
    assert '<html lang="sv">' in page
    assert "Klubben" in page
    assert b"/StructTreeRoot" in data
    assert re.search(rb"/Lang\s*\(sv\)", data)


def test_the_pdf_shows_the_months_the_money_and_the_staff_in_pictures_with_words_for_them(version):
    with translation.override("sv"):
        page, data = exporting.plan_paper(version, "sv"), unpacked(exporting.plan_pdf(version, "sv"))
    told_of = re.findall(r'<img src="data:image/svg\+xml[^"]+" alt="([^"]+)"', page)
    assert len(told_of) == 3
    assert "Klubben: " in told_of[0]
    assert len(re.findall(rb"/S\s*/Figure", data)) == 3
