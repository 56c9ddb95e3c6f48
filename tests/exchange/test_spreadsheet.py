"""Tables people keep by hand: encodings, headers in three languages, and words for every refused row."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from raitti.directory.models import Contact, Location, Organisation
from raitti.exchange.spreadsheet.columns import guess
from tests.exchange.conftest import Import

pytestmark = pytest.mark.django_db
FINNISH = """Yhdistyksen nimi;Kotikunta;Y-tunnus;Rekisterinumero;Sähköposti;Kuvaus;Kuvaus (ruotsiksi);Perustettu
Kokeilukylän kyläyhdistys ry;Oulu;0245437-2;;info@example.org;Kylätoimintaa;Byverksamhet;1985
Ääniön seura ry;Uleåborg;;123.456;;;;
"""


def write(folder: Path, text: str, *, encoding: str = "utf-8", name: str = "yhdistykset.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_finnish_table_is_read_in_the_encodings_tables_come_in(
    towns: None, tmp_path: Path, import_from: Import, encoding: str
) -> None:
    path = write(tmp_path, FINNISH, encoding=encoding)

    first, code = import_from("organisations", path)
    again, _ = import_from("organisations", path)

    assert (code, first[-1]) == (0, "2 created, 0 updated, 0 unchanged, 0 refused")
    assert again[-1] == "0 created, 0 updated, 2 unchanged, 0 refused"
    village = Organisation.objects.get(source_id="y:0245437-2")
    assert village.description.data == {"fi": "Kylätoimintaa", "sv": "Byverksamhet"}
    assert (village.founded_year, village.home_municipality and village.home_municipality.code) == (1985, "564")
    society = Organisation.objects.get(source_id="prh:123.456")
    assert (str(society), society.home_municipality and society.home_municipality.code) == ("Ääniön seura ry", "564")
    assert any("Latin-1" in line for line in first) == (encoding == "cp1252")


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_the_mark_between_cells_is_found(towns: None, tmp_path: Path, import_from: Import, mark: str) -> None:
    path = write(tmp_path, f"Namn{mark}Hemkommun{mark}Webbplats\nByföreningen rf{mark}Uleåborg{mark}example.org\n")

    import_from("organisations", path, text_lang="sv")

    found = Organisation.objects.get()
    assert (found.name.data, found.website) == ({"sv": "Byföreningen rf"}, "https://example.org")


def workbook(folder: Path, rows: list[list[Any]]) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.create_sheet("Muistiinpanot")
    book.save(folder / "yhdistykset.xlsx")
    return folder / "yhdistykset.xlsx"


def test_a_workbook_gives_numbers_and_days_as_it_keeps_them(towns: None, tmp_path: Path, import_from: Import) -> None:
    path = workbook(
        tmp_path,
        [
            ["Nimi", "Kunta", "Perustettu", "Tarkistettu", "Osoite", "Postinumero"],
            ["Kokeilukylän yhdistys ry", "Oulu", 1985, datetime.datetime(2026, 1, 31), "Kylätie 1", 90100],  # noqa: DTZ001
            [None, None, None, None, None, None],
            ["Toinen yhdistys ry", "Kemi", None, None, "Rantatie 2", 1234],
        ],
    )

    lines, code = import_from("organisations", path)
    again, _ = import_from("organisations", path)

    assert (code, lines[-1]) == (0, "2 created, 0 updated, 0 unchanged, 0 refused")
    assert again[-1] == "0 created, 0 updated, 2 unchanged, 0 refused"
    found = Organisation.objects.get(founded_year=1985)
    assert found.verified_on == datetime.date(2026, 1, 31)
    assert set(Location.objects.values_list("street", "postal_code", "municipality__code")) == {
        ("Kylätie 1", "90100", "564"),
        ("Rantatie 2", "01234", "240"),
    }
    assert any("Only the first sheet was read; left out: Muistiinpanot." in line for line in lines)


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        (";Oulu;;;;;;", "Yhdistyksen nimi", "The name is missing."),
        ("A ry;Oulux;;;;;;", "Kotikunta", "There is no municipality “Oulux”. Did you mean Oulu?"),
        ("A ry;Oulu;0245437-3;;;;;", "Y-tunnus", "“0245437-3” is not a business ID: check its last digit."),
        ("A ry;Oulu;;x1;;;;", "Rekisterinumero", "“x1” is not a number of the Register of Associations."),
        ("A ry;Oulu;;;info(a)example;;;", "Sähköposti", "“info(a)example” is not an e-mail address."),
        ("A ry;Oulu;;;;;;noin 1985", "Perustettu", "“noin 1985” is not a number."),
        ("A ry;Oulu;;;;;;;;liikaa", "", "The row has 10 cells, but the header 8."),
    ],
)
def test_a_refused_row_is_told_with_its_number_column_and_reason(
    towns: None, tmp_path: Path, import_from: Import, cells: str, column: str, reason: str
) -> None:
    path = write(tmp_path, f"{FINNISH}{cells}\n")

    lines, code = import_from("organisations", path)
    some, _ = import_from("organisations", path, partial=True)

    where = f"yhdistykset.csv, row 4, column {column}" if column else "yhdistykset.csv, row 4"
    assert f"refused  {where}: {reason}" in lines
    assert (code, lines[-1]) == (1, "0 created, 0 updated, 0 unchanged, 1 refused")
    assert some[-1] == "2 created, 0 updated, 0 unchanged, 1 refused"


def test_the_row_number_is_the_line_even_after_cells_of_several_lines(
    towns: None, tmp_path: Path, import_from: Import
) -> None:
    path = write(tmp_path, 'Nimi;Kunta;Kuvaus\nA ry;Oulu;"kaksi\nriviä"\n\nB ry;Oulux;\n')

    lines, _ = import_from("organisations", path)

    assert any(line.startswith("refused  yhdistykset.csv, row 5, column Kunta") for line in lines)


def test_columns_are_told_by_hand_or_in_a_file_and_unknown_ones_are_named(
    towns: None, tmp_path: Path, import_from: Import
) -> None:
    path = write(tmp_path, "Porukka;Missä;Outo;Koodi\nA ry;Oulu;x;17\n")
    mapping = tmp_path / "mapping.toml"
    mapping.write_text('[columns]\n"Missä" = "home_municipality"\n"Koodi" = "id"\n', encoding="utf-8")

    lines, code = import_from("organisations", path, map=["Porukka=name.fi"], mapping=str(mapping))

    assert code == 0
    assert any("passed over: Outo." in line for line in lines)
    assert Organisation.objects.get().source_id == "17"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"map": ["Puuttuva=name"]}, "There is no column “Puuttuva”"),
        ({"map": ["Nimi=nimike"]}, "“nimike” is no field"),
        ({"map": ["Nimi"]}, "does not say “column=field”"),
        ({"map": ["Nimi=-"]}, "No column seems to hold the name."),
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused_in_words(
    towns: None, tmp_path: Path, import_from: Import, options: dict[str, Any], words: str
) -> None:
    lines, code = import_from("organisations", write(tmp_path, "Nimi;Kunta\nA ry;Oulu\n"), **options)

    assert code == 1
    assert words in "\n".join(lines)


def test_the_same_row_twice_is_refused(towns: None, tmp_path: Path, import_from: Import) -> None:
    lines, _ = import_from("organisations", write(tmp_path, "Nimi;Kunta\nA ry;Oulu\nA ry;Oulu\n"))

    assert any("row 3" in line and "has been seen already, at yhdistykset.csv:2" in line for line in lines)


def test_an_address_that_looks_like_a_persons_is_kept_but_not_shown(
    towns: None, tmp_path: Path, import_from: Import
) -> None:
    import_from("organisations", write(tmp_path, "Nimi;Sähköposti\nA ry;virve.esimerkki@example.org\n"))

    assert Organisation.objects.get().email == ""
    assert list(Contact.objects.values_list("email", "is_public")) == [("virve.esimerkki@example.org", False)]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Yhdistyksen nimi", "name"),
        ("Nimi ruotsiksi", "name.sv"),
        ("Namn (fi)", "name.fi"),
        ("Description in English", "description.en"),
        ("KOTIPAIKKA", "home_municipality"),
        ("Sähköposti:", "email"),
        ("E-post", "email"),
        ("FO-nummer", "business_id"),
        ("home_municipality", "home_municipality"),
        ("Kengännumero", ""),
    ],
)
def test_headers_are_understood_in_three_languages(header: str, field: str) -> None:
    assert guess(header) == field
