"""Open Referral out: a package of tables that the standard's own description fits, and that comes back the same."""

import csv
import json
import shutil
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from raitti.core.audit import System
from raitti.directory.actions import save_location, save_organisation, save_service
from raitti.directory.facts import (
    ChannelFacts,
    ContactFacts,
    LocationFacts,
    OrganisationFacts,
    ScheduleFacts,
    ServiceFacts,
)
from raitti.directory.models import Channel, Contact, Location, Organisation, Schedule, Service
from tests.exchange.conftest import Import

pytestmark = pytest.mark.django_db
TUESDAYS = ScheduleFacts(
    starts_on=date(2026, 9, 1),
    opens=time(17, 30),
    closes=time(19),
    rrule="FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20270531",
    except_dates=(date(2026, 12, 22),),
    note={"fi": "Ei lomilla", "sv": "Inte under lov"},
)
DAILY = ScheduleFacts(starts_on=date(2026, 6, 1), rrule="FREQ=DAILY;COUNT=10")
YEARLY = ScheduleFacts(starts_on=date(2026, 8, 15), opens=time(10), closes=time(14), rrule="FREQ=YEARLY")
ONCE = ScheduleFacts(starts_on=date(2026, 12, 6), opens=time(12), closes=time(15))


@pytest.fixture
def village(towns: None, topics: None, now: datetime) -> None:
    """One organisation that uses every field there is, and one that must not be seen."""
    actor = System("test")
    save_organisation(
        OrganisationFacts(
            source="test",
            source_id="liitto",
            name={"fi": "Kylien liitto ry"},
        ),
        actor=actor,
        now=now,
    )
    save_organisation(
        OrganisationFacts(
            source="test",
            source_id="kyla",
            name={"fi": "Kokeilukylän kyläyhdistys ry", "sv": "Försöksbyns byförening", "se": "Geahččalangili"},
            kind="association",
            alternative_names=("Kokeilukylä", "KKY"),
            summary={"fi": "Kylä, jossa kokeillaan."},
            description={"fi": 'Talkoita;\n\ntansseja, "lainauksia" ja ääkkösiä.', "sv": "Talko."},
            business_id="0245437-2",
            register_number="123.456",
            parent="liitto",
            status="dormant",
            status_since=date(2026, 1, 1),
            founded_year=1985,
            home_municipality="564",
            operating_areas=("564", "region:17", "country:FI"),
            topics=("urn:raitti:topic:vertaistuki", "P4.1"),
            target_groups=("KR1",),
            languages=("fi", "se"),
            website="https://example.org/kyla",
            email="info@example.org",
            phone="08 123 456",
            contacts=(
                ContactFacts(role={"fi": "Sihteeri"}, name="", email="sihteeri@example.org", is_public=True),
                ContactFacts(
                    role={"fi": "Tuvan avain"}, name="Esimerkki Henkilö", phone="040 000 0000", is_public=True
                ),
                ContactFacts(name="Salainen Henkilö", email="salainen.henkilo@example.org"),
            ),
            verified_on=date(2026, 5, 1),
            verified_by="tarkastaja@example.org",
            is_example=True,
        ),
        actor=actor,
        now=now,
    )
    save_location(
        LocationFacts(
            source="test",
            source_id="talo",
            organisation="kyla",
            name={"fi": "Kylätalo", "sv": "Byagården"},
            description={"fi": "Vanha koulu."},
            street="Kylätie 1 A",
            postal_code="90100",
            city="Oulu",
            municipality="564",
            latitude=65.012345,
            longitude=25.4,
            accessibility={"wheelchair": "yes", "lift": "no"},
            accessibility_note={"fi": "Ramppi takana."},
            directions={"fi": "Bussi 5."},
            schedules=(ONCE, YEARLY),
            contacts=(ContactFacts(role={"fi": "Vahtimestari"}, phone="040 111 1111", is_public=True),),
        ),
        actor=actor,
        now=now,
    )
    save_location(
        LocationFacts(source="test", source_id="aukio", name={"fi": "Aukio"}, municipality="564"), actor=actor, now=now
    )
    save_service(
        ServiceFacts(
            source="test",
            source_id="kerho",
            organisation="kyla",
            name={"fi": "Käsityökerho", "en": "Handicraft club"},
            kind="hobby",
            format="group",
            alternative_names=("Puikkopaja",),
            summary={"fi": "Neulotaan yhdessä."},
            description={"fi": "Joka toinen tiistai."},
            eligibility={"fi": "Kaikille."},
            min_age=7,
            max_age=99,
            fee="paid",
            fee_text={"fi": "2 e"},
            languages=("fi", "sv"),
            areas=("564", "county:17"),
            topics=("urn:raitti:topic:vertaistuki",),
            target_groups=("KR1.2",),
            website="https://example.org/kerho",
            status="temporarily_closed",
            channels=(
                ChannelFacts(kind="place", location="talo", note={"fi": "Alakerta"}, schedules=(TUESDAYS,)),
                ChannelFacts(kind="online", url="https://example.org/verkossa", schedules=(DAILY,)),
                ChannelFacts(kind="phone", phone="08 765 432", note={"fi": "Vastaaja"}, schedules=(ONCE,)),
                ChannelFacts(kind="place", location="aukio"),
            ),
            contacts=(ContactFacts(role={"fi": "Ohjaaja"}, email="kerho@example.org", is_public=True),),
            verified_on=date(2026, 4, 1),
        ),
        actor=actor,
        now=now,
    )
    for source_id, publication in (("luonnos", "draft"), ("piilo", "hidden")):
        facts = OrganisationFacts(
            source="test", source_id=source_id, name={"fi": f"Näkymätön {source_id} ry"}, publication=publication
        )
        save_organisation(facts, actor=actor, now=now)
        service = ServiceFacts(source="test", source_id=source_id, organisation=source_id, name={"fi": "Näkymätön työ"})
        save_service(service, actor=actor, now=now)


def read(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield path.name, row


def comparable(folder: Path) -> set[tuple[str, ...]]:
    """Every row of every table, but for the moment of the last change."""
    return {(name, *(f"{k}={v}" for k, v in row.items() if k != "last_modified")) for name, row in read(folder)}


def empty_the_directory() -> None:
    for model in (Schedule, Channel, Contact, Service, Location):
        model.objects.all().delete()
    Organisation.objects.update(parent=None)
    Organisation.objects.all().delete()


def test_the_package_fits_the_standards_own_description(village: None, shared: Path, tmp_path: Path) -> None:
    call_command("export_hsds", tmp_path / "package")

    standard = json.loads((shared / "hsds" / "3.0" / "datapackage.json").read_text(encoding="utf-8"))
    tables = {resource["path"]: resource for resource in standard["resources"]}
    ids: dict[str, set[str]] = {}
    for name, row in read(tmp_path / "package"):
        fields = {field["name"]: field for field in tables[name]["schema"]["fields"]}
        assert list(row) == list(fields), name
        for column, value in row.items():
            rules = fields[column]["constraints"]
            assert value or not rules.get("required"), f"{name}: {column} is required"
            if value:
                check_value(fields[column], value)
                assert value in rules.get("enum", [value])
        assert row["id"] not in ids.setdefault(tables[name]["name"], set())
        ids[tables[name]["name"]].add(row["id"])
    for name, row in read(tmp_path / "package"):
        for key in tables[name]["schema"].get("foreignKeys", []):
            value = row[key["fields"]]
            assert not value or value in ids[key["reference"]["resource"]], f"{name}: {key['fields']} {value}"
    described = json.loads((tmp_path / "package" / "datapackage.json").read_text(encoding="utf-8"))
    assert {resource["path"] for resource in described["resources"]} == {n for n, _ in read(tmp_path / "package")}


def check_value(field: dict[str, Any], value: str) -> None:
    kind, form = field["type"], field.get("format")
    if form == "uuid":
        UUID(value)
    elif form == "uri":
        assert ":" in value
    elif form == "email":
        assert "@" in value
    elif kind == "number":
        float(value)
    elif kind == "date":
        date.fromisoformat(value)
    elif kind == "time":
        time.fromisoformat(value)
    elif kind == "datetime":
        datetime.fromisoformat(value)


def test_what_goes_out_comes_back_into_an_empty_directory_the_same(
    village: None, tmp_path: Path, import_from: Import
) -> None:
    call_command("export_hsds", tmp_path / "one")
    before = comparable(tmp_path / "one")
    empty_the_directory()

    first, code = import_from("hsds", tmp_path / "one")
    again, _ = import_from("hsds", tmp_path / "one")
    call_command("export_hsds", tmp_path / "two")

    assert (code, first[-1]) == (0, "5 created, 0 updated, 0 unchanged, 0 refused")
    assert again[-1] == "0 created, 0 updated, 5 unchanged, 0 refused"
    assert comparable(tmp_path / "two") == before
    village = Organisation.objects.get(business_id="0245437-2")
    assert village.name.data["se"] == "Geahččalangili"
    assert {area.code for area in village.operating_areas.all()} == {"564", "17", "FI"}
    assert village.parent is not None
    club = Service.objects.get()
    [tuesdays] = club.channels.get(location__street="Kylätie 1 A").schedules.all()
    assert (tuesdays.rrule, tuesdays.except_dates) == (TUESDAYS.rrule, ["2026-12-22"])
    assert sorted(schedule.rrule for schedule in Schedule.objects.filter(location=None)) == [
        "", DAILY.rrule, TUESDAYS.rrule,
    ]  # fmt: skip


def test_a_package_of_our_own_brought_back_into_the_same_directory_makes_nothing_twice(
    village: None, tmp_path: Path, import_from: Import
) -> None:
    call_command("export_hsds", tmp_path / "one")

    lines, code = import_from("hsds", tmp_path / "one")

    assert code == 0
    assert lines[-1].startswith("0 created")
    assert Organisation.objects.filter(publication="published").count() == 2


def test_nothing_private_and_nothing_unpublished_leaves(village: None, tmp_path: Path) -> None:
    call_command("export_hsds", tmp_path / "package")

    text = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "package").iterdir())
    assert "Salainen" not in text
    assert "salainen.henkilo" not in text
    assert "tarkastaja@" not in text
    assert "Näkymätön" not in text
    assert "Esimerkki Henkilö" in text


def test_examples_are_marked(village: None, tmp_path: Path) -> None:
    call_command("export_hsds", tmp_path / "package")

    organisations = {row["name"]: row for name, row in read(tmp_path / "package") if name == "organizations.csv"}
    assert organisations["Kokeilukylän kyläyhdistys ry"]["description"].startswith("[")
    assert not organisations["Kylien liitto ry"]["description"].startswith("[")


def test_an_earlier_package_is_replaced_but_other_files_are_never_touched(village: None, tmp_path: Path) -> None:
    call_command("export_hsds", tmp_path / "package")
    call_command("export_hsds", tmp_path / "package")
    other = tmp_path / "photos"
    other.mkdir()
    (other / "kuva.jpg").write_bytes(b"x")

    with pytest.raises(CommandError, match="holds other files"):
        call_command("export_hsds", other, lang="en")

    assert sorted(path.name for path in tmp_path.iterdir()) == ["package", "photos"]
    assert [path.name for path in other.iterdir()] == ["kuva.jpg"]


def test_real_organisations_go_out_and_come_back_the_same(
    country: None, shared: Path, tmp_path: Path, import_from: Import
) -> None:
    folder = shutil.copytree(shared / "ptv" / "directory", tmp_path / "ptv")
    organisations = json.loads((folder / "organizations.json").read_text(encoding="utf-8-sig"))
    (folder / "organizations.json").write_text(json.dumps(organisations[:60]), encoding="utf-8")
    import_from("ptv", folder)
    call_command("export_hsds", tmp_path / "one")
    before = comparable(tmp_path / "one")
    empty_the_directory()

    import_from("hsds", tmp_path / "one")
    call_command("export_hsds", tmp_path / "two")

    assert comparable(tmp_path / "two") == before
    assert Organisation.objects.count() == 60
