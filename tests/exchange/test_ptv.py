"""The national service register, with the real material of one sub-region and of the open API."""

import json
from pathlib import Path
from typing import Any

import pytest

from raitti.directory.models import Contact, DuplicateSuspicion, Location, Organisation, Service
from tests.exchange.conftest import Import

pytestmark = pytest.mark.django_db
PLACEHOLDER = "etunimi.sukunimi"


def organisation(**more: Any) -> dict[str, Any]:
    return {
        "id": "7f7f7f7f-0000-4000-8000-000000000001",
        "organizationType": "Organization",
        "organizationNames": [{"language": "fi", "value": "Kokeilukylän yhdistys ry", "type": "Name"}],
        "publishingStatus": "Published",
    } | more


def write(folder: Path, name: str, data: Any) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_the_directory_of_a_sub_region_comes_in_whole_and_a_second_run_changes_nothing(
    country: None, shared: Path, import_from: Import
) -> None:
    folder = shared / "ptv" / "directory"

    first, code = import_from("ptv", folder)
    again, code_again = import_from("ptv", folder)

    organisations = Organisation.objects.filter(source="ptv")
    assert (code, code_again) == (0, 0)
    assert organisations.count() == 306
    created = int(first[-1].split()[0])
    assert first[-1] == f"{created} created, 0 updated, 0 unchanged, 0 refused"
    assert again[-1] == f"0 created, 0 updated, {created} unchanged, 0 refused"
    # Sub-organisations found their parents, and ids of the register lead back to it.
    assert set(organisations.filter(parent__source_id="105").values_list("source_id", flat=True)) == {
        "300", "314", "381", "169",
    }  # fmt: skip
    # A business ID two of them claim is kept once, and the pair waits for someone's eyes.
    assert organisations.filter(business_id="0245437-2").count() == 1
    assert DuplicateSuspicion.objects.exists()
    # Coordinates of the national map became degrees.
    school = Location.objects.get(source="ptv", source_id="152")
    assert school.latitude == pytest.approx(61.58, abs=0.05)
    assert school.longitude == pytest.approx(27.65, abs=0.05)
    assert school.municipality is not None
    assert school.municipality.code == "491"
    [hours] = school.schedules.all()
    assert (hours.rrule, hours.opens and hours.opens.hour) == ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", 8)
    # The topics of PTV's classes by their Finnish names.
    assert Service.objects.filter(source="ptv", topics__notation__startswith="P").exists()
    # An office's address is public, a person's is kept but not shown, a pattern is no address.
    assert organisations.get(source_id="77").email == "kirjaamo@vrk.fi"
    assert not organisations.filter(email__contains=PLACEHOLDER).exists()
    assert not Contact.objects.filter(is_public=True, email__contains=PLACEHOLDER).exists()
    private = Contact.objects.filter(organisation__source="ptv", is_public=False).exclude(email="")
    assert private.exists()
    assert not organisations.filter(email__in=private.values("email")).exists()


def test_answers_of_the_open_api_come_in_with_their_languages_classes_and_hours(
    country: None, shared: Path, import_from: Import
) -> None:
    folder = shared / "ptv" / "out"

    first, code = import_from("ptv", folder)
    again, _ = import_from("ptv", folder)

    assert code == 0
    assert " 0 updated, 0 unchanged, 0 refused" in first[-1]
    assert again[-1].startswith("0 created, 0 updated, ")
    vaasa = Organisation.objects.get(source_id="7fdd7f84-e52a-4c17-a59a-d7c2a3095ed5")
    assert vaasa.name.data == {"fi": "Vaasan kaupunki", "sv": "Vasa stad", "en": "City of Vaasa"}
    assert vaasa.kind == "municipality"
    elevator = Service.objects.get(source_id="83e5fa7f-a22c-43b7-aa27-06474d21ec59")
    assert set(elevator.topics.values_list("notation", flat=True)) >= {"P2.2"}
    assert set(elevator.target_groups.values_list("notation", flat=True)) >= {"KR1", "KR2"}
    assert elevator.fee == "free"
    kindergarten = Location.objects.get(source_id="1bd39cda-3006-482e-acff-93ab8ddc9f1b")
    assert (kindergarten.street, kindergarten.municipality and kindergarten.municipality.code) == (
        "Mannerheiminkatu 14",
        "529",
    )
    # What fills unused forms in the material is no fact.
    assert not Location.objects.filter(postal_code="12345").exists()


def test_a_service_of_an_organisation_outside_the_material_brings_the_name_of_its_organisation(
    towns: None, shared: Path, import_from: Import
) -> None:
    import_from("ptv", shared / "ptv" / "out" / "services" / "47e7c82b-9d67-4a7e-93f7-c6ff87adf2fa.json")

    service = Service.objects.get(source="ptv")
    assert str(service.organisation) == "Väestörekisterikeskus"


def test_organisations_that_are_each_others_parents_all_come_in(
    towns: None, tmp_path: Path, import_from: Import
) -> None:
    first, second = (f"7f7f7f7f-0000-4000-8000-00000000000{n}" for n in (1, 2))
    data = [organisation(id=first, parentOrganizationId=second), organisation(id=second, parentOrganizationId=first)]

    lines, code = import_from("ptv", write(tmp_path, "all.json", data))

    assert (code, lines[-1]) == (0, "2 created, 0 updated, 0 unchanged, 0 refused")
    assert Organisation.objects.exclude(parent=None).count() == 1


@pytest.mark.parametrize(
    "uri",
    [
        "http://urn.fi/URN:NBN:fi:au:ptvl:v1008",
        "http://urn.fi/URN:NBN:fi:au:ptvl:P2.1",
        "http://uri.suomi.fi/codelist/ptv/ptvserclass2/code/P2.1",
    ],
)
def test_the_three_forms_of_a_class_are_one_topic(topics: None, tmp_path: Path, import_from: Import, uri: str) -> None:
    service = {
        "id": "s1",
        "serviceNames": [{"language": "fi", "value": "Neuvonta", "type": "Name"}],
        "serviceClasses": [{"name": [], "code": None, "uri": uri}],
        "organizations": [
            {"roleType": "Responsible", "organization": {"id": "o1", "name": "Kokeilukylän yhdistys ry"}}
        ],
    }

    lines, _ = import_from("ptv", write(tmp_path, "service.json", service))

    assert lines[-1] == "2 created, 0 updated, 0 unchanged, 0 refused"
    assert [topic.notation for topic in Service.objects.get().topics.all()] == ["P2.1"]


def test_a_file_with_a_byte_order_mark_reads_like_any_other(towns: None, tmp_path: Path, import_from: Import) -> None:
    path = tmp_path / "bom.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps([organisation()]).encode())

    lines, _ = import_from("ptv", path)

    assert lines[-1] == "1 created, 0 updated, 0 unchanged, 0 refused"


def test_a_broken_file_of_a_folder_is_refused_with_its_line_and_the_others_come_in(
    towns: None, tmp_path: Path, import_from: Import
) -> None:
    write(tmp_path, "a/good.json", organisation())
    (tmp_path / "b.json").write_text('[\n {"id": "x",\n  "organizationNames": [', encoding="utf-8")

    lines, code = import_from("ptv", tmp_path)

    assert code == 1
    assert lines[-1] == "1 created, 0 updated, 0 unchanged, 1 refused"
    assert any(line.startswith("refused  b.json, row 3") and "line 3, column" in line for line in lines)


def test_a_wrong_value_is_told_with_row_column_and_reason_and_nothing_of_the_file_is_kept(
    towns: None, tmp_path: Path, import_from: Import
) -> None:
    path = write(tmp_path, "all.json", [organisation(), organisation(id="o2", organizationNames=[])])

    lines, code = import_from("ptv", path)

    assert (code, lines[-1]) == (1, "0 created, 0 updated, 0 unchanged, 1 refused")
    assert "refused  all.json, row 2, column organizationNames: The name is missing." in lines
    assert not Organisation.objects.exists()


def test_with_partial_the_good_rows_of_such_a_file_are_kept(towns: None, tmp_path: Path, import_from: Import) -> None:
    data = [organisation(), organisation(id="o2", organizationNames="Nimi"), organisation(id=organisation()["id"]), 5]

    lines, code = import_from("ptv", write(tmp_path, "all.json", data), partial=True)

    assert (code, lines[-1]) == (1, "1 created, 0 updated, 0 unchanged, 3 refused")
    assert any("has been seen already, at all.json:1" in line for line in lines)


def test_a_dry_run_names_what_would_change_and_changes_nothing(
    towns: None, tmp_path: Path, import_from: Import
) -> None:
    path = write(tmp_path, "one.json", organisation())
    import_from("ptv", path)
    write(tmp_path, "one.json", organisation(webPages=[{"url": "www.example.org", "value": "Sivu", "language": "fi"}]))

    lines, code = import_from("ptv", path, dry_run=True)

    assert (code, lines[-1]) == (0, "0 created, 1 updated, 0 unchanged, 0 refused")
    assert "would change  organisation  Kokeilukylän yhdistys ry: website" in lines
    assert Organisation.objects.get().website == ""


def test_imported_entries_wait_as_drafts_when_asked(towns: None, tmp_path: Path, import_from: Import) -> None:
    import_from("ptv", write(tmp_path, "one.json", organisation()), draft=True)

    assert Organisation.objects.get().publication == "draft"
