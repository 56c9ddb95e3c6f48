"""A programme from above, for its coordinator and its funder's reader; and what projects say of themselves."""

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from raitti.core.texts import translated, versions
from raitti.programmes.models import Programme
from tests.programmes.factories import GrantFactory, LedgerEntryFactory, ProjectFactory
from tests.programmes.world import Funded

Visit = Callable[..., Any]


@pytest.fixture
def two(funded: Funded) -> Funded:
    """A second project beside the first, with money of an earlier year and not yet published."""
    other = ProjectFactory(
        programme=funded.programme,
        name=translated(fi="Toinen hanke"),
        publication="draft",
        starts=date(2025, 1, 1),
        ends=date(2027, 12, 31),
    )
    grant = GrantFactory(project=other, year=2025, name="Siirtyvä")
    LedgerEntryFactory(grant=grant, amount=Decimal(30_000), on=date(2025, 1, 10), usable_until=date(2027, 12, 31))
    LedgerEntryFactory(grant=grant, kind="carried_over", amount=Decimal(12_345), on=date(2025, 12, 31))
    return funded


def told(response: Any) -> str:
    return response.content.decode().replace("\xa0", " ")


def test_a_coordinator_sees_all_projects_with_their_sums(visit: Visit, two: Funded) -> None:
    body = told(visit("coordinator", "own_programme", programme=two.programme.uid))
    assert "Toinen hanke" in body
    assert "12 345 €" in body
    assert "75 000 €" in body


def test_a_reader_of_the_funder_sees_what_is_public_and_no_more(visit: Visit, two: Funded) -> None:
    body = told(visit("reader", "own_programme", programme=two.programme.uid))
    assert "45 000 €" in body
    assert "Toinen hanke" not in body
    assert "12 345" not in body
    file = visit("reader", "programme_file", programme=two.programme.uid, form="csv")
    assert "12345" not in file.content.decode()


@pytest.mark.parametrize("who", ["anyone", "editor"])
def test_a_project_s_own_people_do_not_see_the_others(visit: Visit, two: Funded, who: str) -> None:
    assert visit(who, "own_programme", programme=two.programme.uid).status_code == 403


def test_the_workbook_has_the_amounts_as_numbers(visit: Visit, two: Funded) -> None:
    file = visit("coordinator", "programme_file", programme=two.programme.uid, form="xlsx")
    rows = list(load_workbook(io.BytesIO(file.content)).active.iter_rows(values_only=True))
    assert {row[5] for row in rows[1:]} == {45_000, 30_000}


def sent(page: Any) -> dict[str, str]:
    form = page.context["form"]
    return {field.html_name: field.value() or "" for field in form}


def test_saving_the_details_of_a_project_as_they_are_changes_nothing_and_new_ones_are_kept(
    visit: Visit, funded: Funded
) -> None:
    project = funded.project
    before = project.changed
    fields = sent(visit("editor", "project_edit", project=project.uid))
    assert visit("editor", "project_edit", fields, project=project.uid).status_code == 302
    project.refresh_from_db()
    assert project.changed == before

    fields |= {"focuses_fi": "2026 Kuntakierros\n2025 Kyselyt", "focuses_sv": "2026 Kommunrunda\n2025 Enkäter"}
    assert visit("editor", "project_edit", fields | {"aims_fi": "Yksi\nKaksi"}, project=project.uid).status_code == 302
    project.refresh_from_db()
    assert versions(project.aims) == {"fi": "Yksi\nKaksi"}
    assert [(focus.year, versions(focus.text)) for focus in project.focuses.all()] == [
        (2026, {"fi": "Kuntakierros", "sv": "Kommunrunda"}),
        (2025, {"fi": "Kyselyt", "sv": "Enkäter"}),
    ]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("focuses_fi", "Kuntakierros ilman vuotta"),
        ("partners", "Olematon yhdistys ry"),
        ("areas", "Atlantis"),
        ("ends", "1.1.1990"),
    ],
)
def test_what_cannot_be_taken_in_is_said_at_its_field_and_stays(
    visit: Visit, funded: Funded, field: str, typed: str
) -> None:
    fields = sent(visit("editor", "project_edit", project=funded.project.uid)) | {field: typed}
    page = visit("editor", "project_edit", fields, project=funded.project.uid)
    assert page.status_code == 422
    assert page.context["form"][field].errors
    assert page.context["form"][field].value() == typed


def test_a_programme_is_edited_by_those_who_coordinate_it(visit: Visit, funded: Funded) -> None:
    fields = sent(visit("coordinator", "programme_edit", programme=funded.programme.uid))
    fields |= {"summary_fi": "Yhdessä.", "shape": "national"}
    assert visit("coordinator", "programme_edit", fields, programme=funded.programme.uid).status_code == 302
    changed = Programme.objects.get()
    assert (versions(changed.summary), changed.shape) == ({"fi": "Yhdessä."}, "national")
    assert visit("reader", "programme_edit", fields, programme=funded.programme.uid).status_code == 403
