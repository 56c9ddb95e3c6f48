"""Workbooks as other programs leave them: what can be read is read, each row that cannot is told by its number."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from raitti.core.addresses import address
from raitti.core.audit import System
from raitti.directory.actions import save_location, save_service
from raitti.directory.facts import LocationFacts
from raitti.directory.snapshots import service_facts
from tests.factories import MandateFactory, ServiceFactory

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost:8000"}


@pytest.fixture
def organisation(client, now):
    mandate = MandateFactory()
    client.force_login(mandate.person)
    ServiceFactory(organisation=mandate.organisation)
    place = LocationFacts(
        source="t",
        source_id="1",
        organisation=f"uid:{mandate.organisation.uid}",
        name={"fi": "Talo"},
        street="Tie 1",
    )
    save_location(place, actor=System("test"), now=now)
    return mandate.organisation


@pytest.fixture
def book(client, organisation):
    return load_workbook(BytesIO(client.get(at("workbook", organisation), headers=HOST).content))


def at(name, organisation):
    return address(name, "fi", organisation=organisation.uid)


def bring_in(client, organisation, book):
    kept = BytesIO()
    book.save(kept)
    return client.post(
        at("workbook_in", organisation), {"file": SimpleUploadedFile("t.xlsx", kept.getvalue())}, headers=HOST
    )


def bring_in_text(client, organisation, data):
    return client.post(at("workbook_in", organisation), {"file": SimpleUploadedFile("t.csv", data)}, headers=HOST)


def outcomes(response):
    assert response.context["problem"] == "", response.context["problem"]
    return [(row.outcome, row.cells.get("name", "")) for row in response.context["planned"]]


def save(client, organisation, response):
    return client.post(at("workbook_in", organisation), {"rows": response.context["token"]}, headers=HOST)


def names_of(organisation):
    return sorted(service.name.data.get("fi", "") for service in organisation.services.all())


def test_the_table_is_found_on_another_sheet_under_a_title_and_empty_rows(client, organisation, book):
    sheet = book.worksheets[0]
    sheet.title = "Taul1 (2)"
    sheet["A2"] = "Uusi nimi"
    sheet.insert_rows(1, 3)
    sheet["A1"] = "Kevään ryhmät"
    sheet.insert_cols(1, 2)
    book.create_sheet("Muistiinpanoja", 0)["A1"] = "Soita Liisalle"
    assert outcomes(bring_in(client, organisation, book)) == [("changed", "Uusi nimi")]


def test_columns_may_change_places_and_one_that_is_not_known_is_named(client, organisation, book):
    sheet = book.worksheets[0]
    sheet["A2"] = "Uusi nimi"
    sheet.move_range("A1:A2", cols=12)
    sheet["A1"], sheet["A2"] = "Vastuuhenkilö", "Liisa"
    response = bring_in(client, organisation, book)
    assert outcomes(response) == [("changed", "Uusi nimi")]
    assert "Vastuuhenkilö" in response.context["remarks"][0]
    assert "Vastuuhenkilö" in response.content.decode()


def test_days_times_and_numbers_of_the_program_are_read_as_people_see_them(client, organisation, book):
    sheet = book.worksheets[0]
    days = [(4, 2026, "2027-12-06T17:00"), (6, "Leiri", "2027-06-12")]
    for row, name, when in days:
        sheet.cell(row, 1).value, sheet.cell(row, 4).value = name, "Talo"
        sheet.cell(row, 3).value = datetime.fromisoformat(when)
        sheet.cell(row, 6).value = 5.5
    response = bring_in(client, organisation, book)
    assert outcomes(response)[1:] == [("new", "2026"), ("new", "Leiri")]
    assert {row.cells["fee_text"] for row in response.context["planned"][1:]} == {"5,5"}
    opens = [row.facts.channels[0].schedules[0].opens for row in response.context["planned"][1:]]
    assert opens == [time(17), None]


@pytest.mark.parametrize("value", [time(17), timedelta(hours=17), 46362, "=VLOOKUP(1,2,3)", "#REF!", True])
def test_one_cell_that_says_nothing_leaves_out_its_row_only_and_says_which(client, organisation, book, value):
    sheet = book.worksheets[0]
    sheet["A2"] = "Uusi nimi"
    sheet["A5"], sheet["C5"], sheet["D5"] = "Kerho", value, "Talo"
    response = bring_in(client, organisation, book)
    wanted = "new" if value is True else "wrong"
    assert outcomes(response) == [("changed", "Uusi nimi"), (wanted, "Kerho")]
    assert "Rivi 5" in response.content.decode()
    save(client, organisation, response)
    assert "Uusi nimi" in names_of(organisation)


def test_a_formula_that_was_never_counted_out_empties_nothing(client, organisation, book):
    sheet = book.worksheets[0]
    sheet["F2"] = '=CONCATENATE("5";" €")'
    response = bring_in(client, organisation, book)
    assert [(row.outcome, list(row.errors)) for row in response.context["planned"]] == [("wrong", ["fee_text"])]


def test_a_merged_cell_tells_only_its_first_row(client, organisation, book):
    sheet = book.worksheets[0]
    sheet["A3"], sheet["C4"], sheet["D4"] = "Kerho", "ti klo 17", "Talo"
    sheet.merge_cells("A3:A4")
    response = bring_in(client, organisation, book)
    assert [row.outcome for row in response.context["planned"]] == ["same", "new", "wrong"]
    assert list(response.context["planned"][2].errors) == ["name"]


def test_a_row_copied_with_its_id_is_left_out_and_the_original_is_saved(client, organisation, book):
    sheet = book.worksheets[0]
    sheet["A2"] = "Uusi nimi"
    for column in range(1, 11):
        sheet.cell(3, column).value = sheet.cell(2, column).value
    sheet["A3"] = "Kopio"
    response = bring_in(client, organisation, book)
    assert outcomes(response) == [("changed", "Uusi nimi"), ("wrong", "Kopio")]
    assert response.context["to_save"] == 1
    save(client, organisation, response)
    assert names_of(organisation) == ["Uusi nimi"]


def test_without_the_grey_columns_what_is_here_already_is_not_made_twice(client, organisation, book):
    name = organisation.services.get().name_in("fi").value
    plain = Workbook()
    plain.active.append(["Nimi"])
    plain.active.append([name])
    plain.active.append(["Aivan uusi"])
    assert outcomes(bring_in(client, organisation, plain)) == [("wrong", name), ("new", "Aivan uusi")]


def test_a_table_saved_by_a_finnish_excel_as_text_comes_in(client, organisation, book):
    rows = [[cell.value or "" for cell in row] for row in book.worksheets[0].iter_rows()][:2]
    rows[1][0] = "Käsityökerho – äitien öinen ”räsy”"
    rows[1][5] = "5 €"
    text = "".join(";".join(f'"{cell}"' if ";" in cell else cell for cell in row) + "\r\n" for row in rows)
    response = bring_in_text(client, organisation, (text + ";;;;;;;;;\r\n").encode("cp1252"))
    assert outcomes(response) == [("changed", "Käsityökerho – äitien öinen ”räsy”")]
    assert "å, ä" in response.context["remarks"][0]


@pytest.mark.parametrize("count", [301, 5001])
def test_too_many_rows_are_refused_in_words(client, organisation, book, count):
    sheet = book.worksheets[0]
    for number in range(count):
        sheet.cell(number + 3, 1).value = f"Ryhmä {number}"
    response = bring_in(client, organisation, book)
    assert response.status_code == 422
    assert "300" in response.context["problem"] or "5000" in response.context["problem"]


def test_what_someone_changed_between_the_look_and_saving_is_told_and_nothing_is_lost(client, organisation, book, now):
    sheet = book.worksheets[0]
    sheet["A2"], sheet["A3"] = "Minun", "Kerho"
    response = bring_in(client, organisation, book)
    service = organisation.services.get()
    theirs = replace(service_facts(service), name={"fi": "Toisen"})
    save_service(theirs, actor=System("test"), now=now + timedelta(hours=1))
    done = save(client, organisation, response)
    assert done.status_code == 422
    assert outcomes(done) == [("stale", "Minun"), ("new", "Kerho")]
    save(client, organisation, done)
    assert names_of(organisation) == ["Kerho", "Toisen"]


def test_changes_saved_by_two_presses_of_the_button_are_saved_once(client, organisation, book):
    book.worksheets[0]["A2"] = "Uusi nimi"
    response = bring_in(client, organisation, book)
    assert save(client, organisation, response).status_code == 302
    assert save(client, organisation, response).status_code == 302
    assert names_of(organisation) == ["Uusi nimi"]
