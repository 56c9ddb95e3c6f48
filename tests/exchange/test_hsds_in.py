"""Open Referral in: the specification's examples, an older directory, and another service's pages."""

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from raitti.directory.models import Channel, Contact, Location, Organisation, Service
from tests.exchange.conftest import Import

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("file", "created"),
    [
        ("organization_full.json", 3),
        ("organization_list.json", 1),
        ("service_full.json", 3),
        ("service_list.json", 2),
        ("service_at_location_full.json", 3),
        ("service_at_location_list.json", 3),
        ("csv", 3),
    ],
)
def test_every_example_of_the_specification_comes_in_and_again_without_change(
    towns: None, shared: Path, import_from: Import, file: str, created: int
) -> None:
    address = shared / "hsds" / "3.0" / "examples" / file

    first, code = import_from("hsds", address)
    again, _ = import_from("hsds", address)

    assert (code, first[-1]) == (0, f"{created} created, 0 updated, 0 unchanged, 0 refused")
    assert again[-1].startswith("0 created, 0 updated, ")


def test_an_example_keeps_its_address_abroad_its_ages_and_its_ids(
    towns: None, shared: Path, import_from: Import
) -> None:
    import_from("hsds", shared / "hsds" / "3.0" / "examples" / "organization_full.json")

    place = Location.objects.get()
    assert (place.street, place.city, place.municipality) == ("1-30 Main Street MyVillage", "MyCity, MyState, US", None)
    service = Service.objects.get()
    assert (service.min_age, service.max_age, service.languages) == (12, 100, ["ur"])
    assert str(service.uid) == service.source_id == "ac148810-d857-441c-9679-408f346de14b"
    # A named person is not public by the file's choice.
    assert not Contact.objects.filter(is_public=True).exclude(name="").exists()


def test_an_older_directory_of_tables_comes_in(towns: None, shared: Path, import_from: Import) -> None:
    folder = shared / "hsds" / "ohana-sample"

    first, code = import_from("hsds", folder, source="ohana")
    again, _ = import_from("hsds", folder, source="ohana")

    assert (code, first[-1]) == (0, "52 created, 0 updated, 0 unchanged, 0 refused")
    assert again[-1] == "0 created, 0 updated, 52 unchanged, 0 refused"
    assert Organisation.objects.filter(source="ohana").count() == 8
    place = Location.objects.get(source_id="1")
    assert place.accessibility == {
        "accessible_parking": "yes", "step_free": "yes", "accessible_toilet": "yes", "wheelchair": "yes",
    }  # fmt: skip
    assert place.organisation is not None
    assert place.organisation.source_id == "1"
    week = Location.objects.get(source_id="22").schedules.order_by("opens")
    assert "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR" in {schedule.rrule for schedule in week}
    assert not Contact.objects.filter(is_public=True, email="e.feeney@foobar.org").exists()


def package(folder: Path, **tables: list[dict[str, Any]]) -> Path:
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return folder


def test_an_id_that_comes_twice_is_refused_with_its_row(towns: None, tmp_path: Path, import_from: Import) -> None:
    row = {"id": "1", "name": "Kokeilukylän yhdistys ry", "description": "x"}
    package(tmp_path, organizations=[row, row])

    lines, code = import_from("hsds", tmp_path)

    assert (code, lines[-1]) == (1, "0 created, 0 updated, 0 unchanged, 1 refused")
    assert (
        "refused  organizations.csv, row 3, column id: The id 1 has been seen already, at organizations.csv:2." in lines
    )


def test_a_service_without_its_organisation_is_refused_in_words(
    towns: None, tmp_path: Path, import_from: Import
) -> None:
    path = tmp_path / "services.json"
    path.write_text(json.dumps([{"id": "s", "name": "Neuvonta", "status": "active", "organization_id": "nowhere"}]))

    lines, _ = import_from("hsds", path)

    assert (
        "refused  services.json, row 1, column organization_id: The organisation nowhere is not in the material."
        in lines
    )


@pytest.mark.parametrize("value", [5, True, {"a": 1}, ["x"], "x", [None], [[1]], {"id": []}])
def test_wrong_types_anywhere_are_refused_and_never_break_the_import(
    towns: None, shared: Path, tmp_path: Path, import_from: Import, value: Any
) -> None:
    whole = json.loads((shared / "hsds" / "3.0" / "examples" / "organization_full.json").read_text(encoding="utf-8"))
    records = []
    for number, key in enumerate(whole):
        records.append({**whole, "id": f"o{number}", "services": [], "locations": [], key: value})
    path = tmp_path / "odd.json"
    path.write_text(json.dumps(records))

    lines, _ = import_from("hsds", path, partial=True)

    assert lines[-1].endswith(" refused")
    assert sum(int(part.split()[0]) for part in lines[-1].split(", ")) > 0


def test_a_path_that_leads_out_of_the_package_is_not_followed(towns: None, tmp_path: Path, import_from: Import) -> None:
    inside = tmp_path / "package"
    inside.mkdir()
    package(tmp_path, secret=[{"id": "1", "name": "Salainen ry", "description": "x"}])
    package(inside, organizations=[{"id": "2", "name": "Julkinen ry", "description": "x"}])
    resources = [{"name": "organization", "path": "../secret.csv"}]
    (inside / "datapackage.json").write_text(json.dumps({"resources": resources}))

    import_from("hsds", inside)

    assert not Organisation.objects.filter(name__contains="Salainen").exists()


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "ftp://example.org/hsds", "http:///x", "http://127.0.0.1:9/hsds"]
)
def test_an_address_that_cannot_be_read_is_refused_in_words(db: None, import_from: Import, address: str) -> None:
    lines, code = import_from("hsds", address)

    assert (code, lines[-1]) == (1, "0 created, 0 updated, 0 unchanged, 1 refused")


def test_a_channel_online_and_one_by_phone_keep_their_kind(towns: None, tmp_path: Path, import_from: Import) -> None:
    service = {
        "id": "s",
        "name": "Neuvonta",
        "status": "active",
        "organization": {"id": "o", "name": "Kokeilukylän yhdistys ry", "description": "x"},
        "phones": [{"id": "p", "number": "08 123 4567", "description": "arkisin"}],
        "service_at_locations": [
            {"id": "w", "location": {"id": "l", "location_type": "virtual", "url": "https://example.org/chat"}}
        ],
    }
    path = tmp_path / "service.json"
    path.write_text(json.dumps(service))

    import_from("hsds", path, text_lang="fi")

    channels = Channel.objects.order_by("position").values_list("kind", "url", "phone")
    assert list(channels) == [("online", "https://example.org/chat", ""), ("phone", "", "08 123 4567")]
    assert not Location.objects.exists()


def test_a_package_with_a_broken_description_is_read_by_its_usual_names(
    towns: None, shared: Path, tmp_path: Path, import_from: Import
) -> None:
    folder = shutil.copytree(shared / "hsds" / "3.0" / "examples" / "csv", tmp_path / "copy")
    (folder / "datapackage.json").write_text("{")

    _, code = import_from("hsds", folder)

    assert (code, Organisation.objects.count()) == (0, 1)
