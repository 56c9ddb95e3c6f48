"""Files of one organisation, a region or everything, from the command line."""

import csv
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone
from openpyxl import load_workbook

from raitti.core.audit import System
from raitti.core.texts import translated
from raitti.directory.actions import save_location, save_organisation, save_service
from raitti.directory.facts import ChannelFacts, LocationFacts, OrganisationFacts, ServiceFacts
from raitti.directory.models import Channel, Location, Organisation, Portal, Service
from raitti.directory.snapshots import organisation_facts
from raitti.exchange.spreadsheet.tables import Sheet, as_csv
from raitti.places.models import Area
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def region(towns, now) -> Portal:
    """One association in Oulu that meets at another's house, one in Kemi."""
    given = {"actor": System("test"), "now": now}
    for key, town in (("oulu", "564"), ("kemi", "240")):
        facts = OrganisationFacts(source="ptv", source_id=key, name={"fi": f"Seura {key} ry"}, home_municipality=town)
        save_organisation(facts, **given)
    house = LocationFacts(source="ptv", source_id="talo", organisation="kemi", name={"fi": "Talo"}, street="Tie 1")
    save_location(house, **given)
    way = ChannelFacts(kind="place", location="talo")
    club = ServiceFacts(source="ptv", source_id="kerho", organisation="oulu", name={"fi": "Kerho"}, channels=(way,))
    save_service(club, **given)
    name = translated(fi="Pohjoinen")
    portal = Portal.objects.create(key="pohjoinen", hostname="p.x", name=name, steward=OrganisationFactory())
    portal.areas.add(Area.objects.get(code="564"))
    return portal


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_one_organisation_by_its_address_or_id(region, tmp_path):
    found = Organisation.objects.get(source_id="oulu")
    for name in ("seura-oulu-ry", str(found.uid)):
        call_command("export_csv", str(tmp_path / "one.csv"), organisation=name, stdout=StringIO())
        [row] = rows(tmp_path / "one.csv")
        assert (row["name"], row["source"], row["source_id"]) == ("Seura oulu ry", "ptv", "oulu")


def test_a_region_and_everything(region, tmp_path):
    call_command("export_csv", str(tmp_path / "region.csv"), portal="pohjoinen", stdout=StringIO())
    call_command("export_csv", str(tmp_path / "all.csv"), stdout=StringIO())

    assert [row["name"] for row in rows(tmp_path / "region.csv")] == ["Seura oulu ry"]
    assert len(rows(tmp_path / "all.csv")) == 3


def test_a_package_of_one_has_the_place_it_uses_but_not_that_place_s_owner(region, tmp_path):
    call_command("export_hsds", str(tmp_path / "hsds"), organisation="seura-oulu-ry", stdout=StringIO())

    [organisation] = rows(tmp_path / "hsds" / "organizations.csv")
    [place] = rows(tmp_path / "hsds" / "locations.csv")
    [way] = rows(tmp_path / "hsds" / "service_at_location.csv")
    assert organisation["name"] == "Seura oulu ry"
    assert (place["name"], place["organization_id"]) == ("Talo", "")
    assert way["location_id"] == place["id"]


def test_a_workbook_of_a_region(region, tmp_path):
    call_command("export_xlsx", str(tmp_path / "region.xlsx"), portal="pohjoinen", stdout=StringIO())

    book = load_workbook(tmp_path / "region.xlsx")
    assert {sheet.title: sheet.max_row - 1 for sheet in book} == {"organisations": 1, "services": 1, "locations": 1}


@pytest.mark.parametrize("which", [{"organisation": "no-such"}, {"portal": "no-such"}])
def test_what_there_is_not_is_told_and_no_file_appears(region, tmp_path, which):
    with pytest.raises(CommandError, match="no-such"):
        call_command("export_csv", str(tmp_path / "x.csv"), lang="en", stdout=StringIO(), **which)
    assert list(tmp_path.iterdir()) == []


def test_ids_of_the_national_register_outlive_edits_by_people(region, now):
    found = Organisation.objects.get(source_id="oulu")
    edited = replace(organisation_facts(found), name={"fi": "Uusi nimi ry"}, source="", source_id="", uid=found.uid)
    save_organisation(edited, actor=System("test"), now=now)

    found.refresh_from_db()
    assert str(found) == "Uusi nimi ry"
    assert (found.source, found.source_id) == ("ptv", "oulu")


@pytest.mark.parametrize("text", ["=1+1", "+1+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\n=1"])
def test_a_table_gives_no_spreadsheet_a_formula(text):
    assert f"'{text}" in as_csv(Sheet("x", ("name",), [{"name": text}])).decode("utf-8-sig")


@pytest.mark.parametrize("text", ["+358 40 123 4567", "-5", "+358 (0)40-123"])
def test_telephone_numbers_and_numbers_stay_as_they_are_in_a_table(text):
    assert as_csv(Sheet("x", ("phone",), [{"phone": text}])).decode("utf-8-sig").splitlines()[1] == text


def test_a_table_of_organisations_comes_back_in_and_others_are_told_apart(region, tmp_path, import_from):
    wide = OrganisationFacts(
        source="ptv",
        source_id="laaja",
        name={"fi": "Laaja ry"},
        operating_areas=("county:17", "564"),
        languages=("fi", "fa"),
    )
    save_organisation(wide, actor=System("test"), now=timezone.now())
    for table in ("organisations", "services", "locations"):
        call_command("export_csv", str(tmp_path / f"{table}.csv"), table=table, stdout=StringIO())
    for kind in (Portal, Channel, Service, Location, Organisation):
        kind.objects.all().delete()

    told, code = import_from("organisations", tmp_path / "organisations.csv")
    assert (told[-1], code) == ("4 created, 0 updated, 0 unchanged, 0 refused", 0)
    found = Organisation.objects.get(source_id="ptv:laaja")
    assert [str(area) for area in found.operating_areas.order_by("kind")] == [
        "Pohjois-Pohjanmaan hyvinvointialue",
        "Oulu",
    ]
    assert found.languages == ["fi", "fa"]
    for table in ("services", "locations"):
        told, code = import_from("organisations", tmp_path / f"{table}.csv")
        assert code == 1
        assert any("only organisations come in as a table" in line for line in told)
