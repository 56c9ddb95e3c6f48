"""Ids of the national service data and logos go out where HSDS has a place for them, and ids come back."""

import csv
import io
import json
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from raitti.core.audit import System
from raitti.core.models import Slug
from raitti.core.slugs import find_by_slug, keep_former_words
from raitti.directory.actions import save_location, save_organisation, save_service
from raitti.directory.actions.pictures import set_picture
from raitti.directory.facts import ChannelFacts, ContactFacts, LocationFacts, OrganisationFacts, ServiceFacts
from raitti.directory.models import Contact, Location, Organisation, Picture, Service
from raitti.directory.snapshots import organisation_facts, service_facts
from raitti.exchange.giving import file_of
from tests.exchange.conftest import Import
from tests.exchange.test_hsds_out import empty_the_directory
from tests.hsds import Schemas
from tests.pictures import picture

pytestmark = pytest.mark.django_db
ACTOR = System("test")
SECRET = ContactFacts(role={"fi": "Avain"}, name="Salli Salattu", phone="040 000 000")


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def from_ptv(towns, now) -> Organisation:
    """An office, its place and its service as PTV tells of them, with a contact only we know; and a group of ours."""
    own = {"source": "ptv", "contacts": (SECRET,)}
    facts = OrganisationFacts(
        **own, source_id="o-1", name={"fi": "Neuvola"}, business_id="0245437-2", register_number="123.456"
    )
    organisation = save_organisation(facts, actor=ACTOR, now=now).thing
    place = LocationFacts(**own, source_id="l-1", organisation="o-1", name={"fi": "Talo"}, street="Kylätie 1")
    save_location(place, actor=ACTOR, now=now)
    way = ChannelFacts(kind="place", location="l-1", source_id="c-1")
    service = ServiceFacts(**own, source_id="s-1", organisation="o-1", name={"fi": "Neuvonta"}, channels=(way,))
    save_service(service, actor=ACTOR, now=now)
    group = OrganisationFacts(source="", source_id="", name={"fi": "Ryhmä"})
    made = save_organisation(group, actor=ACTOR, now=now).thing
    facts = ServiceFacts(source="", source_id="", organisation=f"uid:{made.uid}", name={"fi": "Kerho"})
    save_service(facts, actor=ACTOR, now=now)
    return organisation


def ids() -> set[tuple[str, str]]:
    """Source and source id of everything that came from PTV."""
    return {
        (type(row).__name__, row.source_id)
        for model in (Organisation, Service, Location)
        for row in model._default_manager.filter(source="ptv")
    }


def test_the_interface_tells_the_ids_and_the_logo_and_fits_the_schemas(from_ptv, client, shared, now):
    set_picture(from_ptv, SimpleUploadedFile("a.jpg", picture().read()), {"fi": "Talo"}, actor=ACTOR, now=now)
    schemas = Schemas(shared / "hsds" / "3.0" / "schema")

    [record] = [
        each
        for each in client.get("/hsds/organizations?full=true").json()["contents"]
        if each["id"] == str(from_ptv.uid)
    ]
    assert schemas.faults("organization", record) == []
    told = {each["identifier_type"]: each["identifier"] for each in record["organization_identifiers"]}
    assert told == {"PTV": "o-1", "business ID": "0245437-2", "association register number": "123.456"}
    assert record["logo"].endswith(f"/{Picture.objects.get().uid}.webp")
    assert client.get(record["logo"]).status_code == 200

    service = client.get(f"/hsds/services/{Service.objects.get(source='ptv').uid}").json()
    assert schemas.faults("service", service) == []
    assert service["organization"]["logo"] == record["logo"]
    details = {each["taxonomy_term"]["name"]: each["value"] for each in service["attributes"]}
    assert details["ptv_id"] == "s-1"
    place = service["service_at_locations"][0]["location"]
    assert (place["external_identifier_type"], place["external_identifier"]) == ("PTV", "l-1")


@pytest.mark.parametrize("path", ["organizations", "services", "service_at_locations?full=true"])
def test_lists_ask_no_more_for_more_logos(from_ptv, client, now, path):
    asked = []
    client.get(f"/hsds/{path}")
    for organisation in Organisation.objects.all():
        set_picture(organisation, SimpleUploadedFile("a.jpg", picture().read()), {"fi": "x"}, actor=ACTOR, now=now)
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/hsds/{path}")
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_one_organisations_package_has_ids_and_logo(from_ptv, now):
    set_picture(from_ptv, SimpleUploadedFile("a.jpg", picture().read()), {"fi": "Talo"}, actor=ACTOR, now=now)
    made = file_of(Organisation.objects.filter(pk=from_ptv.pk), "hsds", now=now)

    def table(name: str) -> list[dict[str, str]]:
        with zipfile.ZipFile(io.BytesIO(made)) as package:
            return list(csv.DictReader(io.StringIO(package.read(f"hsds/{name}.csv").decode())))

    [row] = table("organizations")
    assert row["logo"].endswith(f"/{Picture.objects.get().uid}.webp")
    assert {each["identifier"] for each in table("organization_identifiers")} == {"o-1", "0245437-2", "123.456"}
    assert {each["external_identifier"] for each in table("locations")} == {"l-1"}
    assert "s-1" in {each["value"] for each in table("attributes")}


def test_ids_come_back_into_an_empty_directory(from_ptv, tmp_path: Path, import_from: Import):
    call_command("export_hsds", tmp_path / "one")
    before = ids()
    empty_the_directory()

    lines, code = import_from("hsds", tmp_path / "one")
    again, _ = import_from("hsds", tmp_path / "one")

    assert (code, lines[-1]) == (0, "5 created, 0 updated, 0 unchanged, 0 refused")
    assert again[-1] == "0 created, 0 updated, 5 unchanged, 0 refused"
    assert ids() == before == {("Organisation", "o-1"), ("Service", "s-1"), ("Location", "l-1")}
    assert Service.objects.get(source="ptv").channels.get().source_id == "c-1"
    assert Service.objects.get(source="ptv").channels.get().location.organisation.source_id == "o-1"
    assert Service.objects.get(source="hsds").organisation.source == "hsds"


def test_old_address_words_lead_on_where_a_package_is_taken_in(from_ptv, tmp_path: Path, import_from: Import, now):
    for name in ("Perheneuvola", "Hyvinvointineuvola"):
        facts = replace(organisation_facts(Organisation.objects.get(pk=from_ptv.pk)), name={"fi": name})
        save_organisation(facts, actor=ACTOR, now=now)
    club = Service.objects.get(source="")
    save_service(replace(service_facts(club), name={"fi": "Iltakerho"}), actor=ACTOR, now=now)
    call_command("export_hsds", tmp_path / "one")
    empty_the_directory()
    Slug.objects.filter(kind__in=["organisation", "service", "location"]).delete()
    other = save_organisation(
        OrganisationFacts(source="", source_id="", name={"fi": "Perheneuvola"}), actor=ACTOR, now=now
    ).thing

    import_from("hsds", tmp_path / "one")
    import_from("hsds", tmp_path / "one")

    moved = Organisation.objects.get(source="ptv")
    assert find_by_slug("organisation", "fi", "hyvinvointineuvola") == (moved.pk, True)
    assert find_by_slug("organisation", "sv", "neuvola") == (moved.pk, False)
    assert find_by_slug("organisation", "fi", "perheneuvola") == (other.pk, True), "what is here keeps its address"
    assert find_by_slug("service", "fi", "kerho") == (Service.objects.get(name__contains="Iltakerho").pk, False)


@pytest.mark.parametrize("word", ["<script>", "Iso Sana", "", "../polku"])
def test_a_package_cannot_bring_words_that_are_no_address(from_ptv, word):
    before = Slug.objects.count()
    keep_former_words(from_ptv, "organisation", {"fi": [word], "xx": ["sana"]})
    assert Slug.objects.count() == before


def test_ids_come_back_from_a_single_record_too(from_ptv, client, tmp_path: Path, import_from: Import):
    record = client.get(f"/hsds/organizations/{from_ptv.uid}?full_service=true").json()
    (tmp_path / "one.json").write_text(json.dumps(record), encoding="utf-8")
    before = ids()
    empty_the_directory()

    _lines, code = import_from("hsds", tmp_path / "one.json")

    assert code == 0
    assert ids() == before


def test_what_came_back_is_known_to_the_national_data_again(country, shared: Path, tmp_path: Path, import_from: Import):
    folder = shutil.copytree(shared / "ptv" / "directory", tmp_path / "ptv")
    organisations = json.loads((folder / "organizations.json").read_text(encoding="utf-8-sig"))
    (folder / "organizations.json").write_text(json.dumps(organisations[:20]), encoding="utf-8")
    import_from("ptv", folder)
    call_command("export_hsds", tmp_path / "one")
    before = ids()
    empty_the_directory()
    import_from("hsds", tmp_path / "one")

    lines, _code = import_from("ptv", folder)

    assert lines[-1].startswith("0 created")
    assert ids() == before


def test_our_own_package_over_the_same_directory_takes_nothing_private_away(
    from_ptv, tmp_path: Path, import_from: Import, now
):
    set_picture(from_ptv, SimpleUploadedFile("a.jpg", picture().read()), {"fi": "Talo"}, actor=ACTOR, now=now)
    call_command("export_hsds", tmp_path / "one")

    lines, code = import_from("hsds", tmp_path / "one")

    assert (code, lines[-1]) == (0, "0 created, 0 updated, 5 unchanged, 0 refused"), lines
    assert Contact.objects.filter(name="Salli Salattu", is_public=False).count() == 3
    assert Picture.objects.count() == 1
    assert Service.objects.get(source="ptv").channels.get().source_id == "c-1"
