"""A package goes to another installation and back without losing anything, and broken ones are refused whole."""

import json
import zipfile
from hashlib import sha256
from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command

from raitti.core.audit import System
from raitti.core.texts import pick
from raitti.exchange.actions.handover import take_in
from raitti.exchange.handover.writing import pack_project, pack_structure
from raitti.exchange.handover.zipping import read_zip, write_zip
from raitti.exchange.rows import Unreadable
from raitti.programmes.models import Attachment, LedgerEntry, Programme, Project, Structure
from tests.conftest import NOW
from tests.directory.world import build_world
from tests.exchange.handover_world import elsewhere, fill, structure_of
from tests.programmes.world import fund

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    return build_world(NOW)


@pytest.fixture
def funded(world):
    return fund(world)


def into(content, to):
    return take_in(content, name="paketti.zip", to=to, actor=System("test"), now=NOW)


def files_of(content):
    return read_zip(content, "paketti.zip")


def refused(content, to):
    with pytest.raises(Unreadable) as refusal:
        into(content, to)
    return refusal.value.reason


def changed(content, **files):
    """The package with other files in it, and checksums that agree."""
    return write_zip({**files_of(content), **files})


def test_a_structure_comes_to_another_installation_and_leaves_it_the_same(world):
    with elsewhere(world) as there:
        structure = structure_of(there)
        package = pack_structure(structure)

    said = into(package, world.county)

    arrived = Structure.objects.get()
    assert (said.structures, said.known) == (1, 0)
    assert (arrived.uid, arrived.steward, arrived.project) == (structure.uid, world.county, None)
    assert arrived.attachments.get().file.read() == b"nimi\n=SUMMA(1)\n"
    assert set(arrived.steps.values_list("step", flat=True)) == {"named", "agreed"}
    assert pack_structure(arrived) == package


def test_a_whole_project_comes_to_another_installation_and_leaves_it_the_same(world):
    with elsewhere(world) as there:
        structure = fill(there)
        package = pack_project(there.project)
    gone = world.municipality.uid
    world.municipality.delete()
    assert not Project.objects.exists()

    into(package, world.association)

    arrived = Project.objects.get()
    assert arrived.uid == there.project.uid
    assert sorted(str(entry.amount) for entry in LedgerEntry.objects.all()) == ["0.01", "159000.55"]
    assert arrived.structures.get().uid == structure.uid
    partner = arrived.partners.get()
    assert (partner.uid, partner.publication) == (gone, "draft")
    again = pack_project(arrived)
    differing = {name for name, content in files_of(package).items() if files_of(again).get(name) != content}
    assert differing == set()
    assert again == package


def test_a_second_time_changes_nothing(funded):
    fill(funded)
    package = pack_project(funded.project)
    before = [list(model.objects.order_by("pk").values()) for model in (Programme, Project, Structure, Attachment)]

    said = into(package, funded.world.federation)

    assert (said.is_new_project, said.structures, said.known) == (False, 0, 1)
    assert before == [
        list(model.objects.order_by("pk").values()) for model in (Programme, Project, Structure, Attachment)
    ]


def test_the_same_content_gives_the_same_file_to_the_byte(funded):
    fill(funded)
    assert pack_project(funded.project) == pack_project(Project.objects.get())


def test_people_open_it_without_this_program_and_read_it_in_the_receivers_language_first(funded):
    officer = funded.people["county officer"]
    officer.language = "sv"
    officer.save()
    files = files_of(pack_structure(structure_of(funded)))

    readme = files["README.md"].decode()
    assert readme.startswith("# Överlåtelsepaket: Delegationen")
    assert "# Luovutuspaketti: Neuvottelukunta" in readme
    assert "# Handover package: The board" in readme
    assert "https://uusi.example/" in files["structures.csv"].decode("utf-8-sig")
    path = next(name for name in files if name.endswith("jäsenet.csv"))
    with zipfile.ZipFile(BytesIO(pack_structure(Structure.objects.get()))) as file:
        sums = file.read("SHA256SUMS").decode()
    assert f"{sha256(files[path]).hexdigest()}  {path}\n" in sums


def test_what_is_nobody_elses_stays_behind(funded):
    fill(funded)
    content = b"".join(files_of(pack_project(funded.project)).values()).decode()
    assert "salainen@esimerkki.example" not in content
    assert "waiting ry" not in content
    assert "shown ry" in content
    assert funded.people["editor"].email not in content


def test_a_package_changed_on_its_way_is_refused_by_the_name_of_what_differs(funded):
    package = pack_structure(structure_of(funded))
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name) + (b"x" if name == "README.md" else b""))
    assert "README.md" in refused(made.getvalue(), funded.world.county)


@pytest.mark.parametrize("name", ["../ulos.txt", "/etc/passwd", "a\\..\\b", "a/../b", "a//b", "kansio/"])
def test_a_name_that_leads_elsewhere_is_refused(funded, name):
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr(name, b"")
    assert name in refused(made.getvalue(), funded.world.county)


def test_a_link_in_a_package_is_refused(funded):
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        entry = zipfile.ZipInfo("linkki")
        entry.external_attr = 0o120777 << 16
        file.writestr(entry, b"/etc/passwd")
    assert "linkki" in refused(made.getvalue(), funded.world.county)


def test_a_package_that_swells_is_refused(funded, monkeypatch):
    monkeypatch.setattr("raitti.exchange.handover.zipping.MOST_UNPACKED", 1000)
    package = write_zip({"handover.json": b" " * 5000})
    assert "megabytes" in refused(package, funded.world.county) or "megatavua" in refused(package, funded.world.county)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"hei", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_package_is_refused(funded, content):
    assert refused(content, funded.world.county)


@pytest.mark.parametrize(
    "manifest",
    [
        {"format": "muu", "version": 1},
        {"format": "raitti-handover", "version": 99, "kind": "structure", "structures": []},
        {"format": "raitti-handover", "version": 1, "kind": "structure", "language": "fi", "structures": ["ei"]},
        [],
    ],
)
def test_an_unknown_kind_or_version_is_refused(funded, manifest):
    package = changed(pack_structure(structure_of(funded)), **{"handover.json": json.dumps(manifest).encode()})
    assert refused(package, funded.world.county)


@pytest.mark.parametrize(
    ("field", "value"),
    [("kind", "x" * 50), ("name", "pelkkä teksti"), ("due", "huomenna"), ("url", "javascript:1"), ("uid", "../x")],
)
def test_a_value_that_cannot_be_is_refused_and_nothing_of_the_package_is_kept(funded, field, value):
    structure = structure_of(funded)
    package, path = pack_structure(structure), f"structures/{structure.uid}/structure.json"
    structure.delete()
    row = json.loads(files_of(package)[path]) | {field: value}

    assert refused(changed(package, **{path: json.dumps(row).encode()}), funded.world.county)
    assert not Structure.objects.exists()


def test_a_file_that_is_not_what_its_name_says_is_not_taken_in(funded):
    structure = structure_of(funded)
    package = pack_structure(structure)
    path = next(name for name in files_of(package) if name.endswith("jäsenet.csv"))
    structure.delete()
    assert refused(changed(package, **{path: b"\x00\xff"}), funded.world.county)
    assert not Structure.objects.exists()


def test_the_commands_write_a_package_and_take_it_in(funded, tmp_path):
    structure = structure_of(funded)
    path, said = tmp_path / "paketti.zip", StringIO()
    call_command("handover_export", str(structure.uid), str(path), stdout=said, lang="en")
    structure.delete()
    to = funded.world.county.slug_in("fi") or str(funded.world.county.uid)
    call_command("handover_import", str(path), to=to, stdout=said, lang="en")

    assert "1 structures taken in, 0 were here already" in said.getvalue()
    assert pick(Structure.objects.get().name, "sv").value == "Delegationen"
    for arguments in (["ei-ole-mitaan", str(path)], ["00000000-0000-0000-0000-000000000000", str(path)]):
        with pytest.raises(CommandError):
            call_command("handover_export", *arguments, lang="en")
    for to in ("ei-ketaan", "00000000-0000-0000-0000-000000000000"):
        with pytest.raises(CommandError):
            call_command("handover_import", str(path), to=to, lang="en")
