"""Handing over what lives on, page by page: nothing typed is lost, and the receiver finds everything."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from raitti.core.addresses import address
from raitti.core.slugs import assign_slugs
from raitti.core.texts import pick, translated
from raitti.programmes.models import Structure
from tests.conftest import NOW
from tests.directory.world import build_world
from tests.letters import letters
from tests.programmes.factories import StructureFactory
from tests.programmes.world import fund

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost:8000"}


@pytest.fixture
def funded(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    it = fund(build_world(NOW))
    assign_slugs(it.programme, "programme")
    assign_slugs(it.project, "project")
    it.board = StructureFactory(
        project=it.project, name=translated(fi="Neuvottelukunta"), successor=it.world.county, steward=it.project.host
    )
    client.force_login(it.people["owner"])
    return it


def at(it, name, **words):
    return address(name, "fi", **({"structure": it.board.uid} | words))


def read(client, path):
    answer = client.get(path, headers=HOST)
    assert answer.status_code == 200, answer.content.decode()[:300]
    return answer.content.decode()


def offer(client, it):
    client.post(at(it, "structure_offer"), {"message": "Olkaa hyvät."}, headers=HOST)
    it.board.refresh_from_db()


def test_the_project_leads_to_what_is_to_be_handed_over(client, funded):
    hub = read(client, address("own_project", "fi", project=funded.project.uid))
    listed = address("structures", "fi", project=funded.project.uid)
    assert listed in hub
    assert "Neuvottelukunta" in read(client, listed)


def test_something_new_is_named_and_what_is_wrong_keeps_every_word(client, funded):
    path = address("structure_new", "fi", project=funded.project.uid)
    typed = {"kind": "tool", "name_sv": "Årsklocka", "url": "kello.example", "due": "30.11.2026"}
    wrong = client.post(path, typed | {"due": "pian"}, headers=HOST)
    assert wrong.status_code == 422
    assert "Årsklocka" in wrong.content.decode()

    client.post(path, typed, headers=HOST)

    made = Structure.objects.get(kind="tool")
    assert (pick(made.name, "sv").value, made.url, made.due.isoformat()) == (
        "Årsklocka",
        "https://kello.example",
        "2026-11-30",
    )


def test_the_receiver_is_found_by_name(client, funded):
    Structure.objects.update(successor=None)
    path = at(funded, "structure_receiver")
    assert str(funded.world.county.uid) in read(client, f"{path}?q=pohteen")
    assert client.post(path, {"receiver": "ei"}, headers=HOST).status_code == 404

    client.post(path, {"receiver": funded.world.county.uid}, headers=HOST)
    assert Structure.objects.get().successor == funded.world.county


def test_the_steps_are_written_down_and_a_mistake_is_taken_back(client, funded):
    funded.board.steps.create(step="named", done_on=NOW.date(), done_by="")
    day = NOW.date().isoformat()
    client.post(at(funded, "structure_step", step="agreed"), {"on": day, "evidence": "Pöytäkirja"}, headers=HOST)
    assert "Pöytäkirja" in read(client, at(funded, "structure"))

    client.post(at(funded, "structure_act", act="agreed"), headers=HOST)
    assert not funded.board.steps.filter(step="agreed").exists()


def test_the_receiver_comes_from_desk_to_acceptance_in_two_pages(client, funded):
    offer(client, funded)
    officer = funded.people["county officer"]
    assert len(letters(officer.email)) == 1
    client.force_login(officer)
    accept = at(funded, "structure_accept")
    assert accept in read(client, address("desk", "fi"))
    assert "confirmed" in read(client, accept)

    day = NOW.date().replace(year=NOW.year + 1).isoformat()
    unticked = client.post(accept, {"confirmed": "agreed", "giver_reads_until": day}, headers=HOST)
    assert unticked.status_code == 422
    steps = ["named", "agreed", "content_moved", "access_moved"]
    client.post(accept, {"confirmed": steps, "giver_reads_until": day}, headers=HOST)

    funded.board.refresh_from_db()
    assert (funded.board.status, funded.board.steward) == ("handed_over", funded.world.county)
    desk = read(client, address("desk", "fi"))
    assert accept not in desk
    assert at(funded, "structure") in desk


def test_the_giver_reads_on_and_changes_nothing(client, funded):
    offer(client, funded)
    today = NOW.date()
    way = {"giver": funded.project.host, "receiver": funded.world.county}
    funded.board.handovers.create(**way, accepted_on=today, giver_reads_until=today.replace(year=today.year + 1))
    Structure.objects.update(
        status="handed_over", steward=funded.world.county, settled_on=today, settled_by="Vastaanottaja"
    )
    page = read(client, at(funded, "structure"))
    assert at(funded, "structure_edit") not in page
    assert client.get(at(funded, "structure_edit"), headers=HOST).status_code == 403


def test_the_receiver_hands_it_on_from_its_own_page_and_the_public_page_tells_the_way(client, funded):
    offer(client, funded)
    client.force_login(funded.people["county officer"])
    day = NOW.date().replace(year=NOW.year + 1).isoformat()
    steps = ["named", "agreed", "content_moved", "access_moved"]
    client.post(at(funded, "structure_accept"), {"confirmed": steps, "giver_reads_until": day}, headers=HOST)
    receiver = at(funded, "structure_receiver")
    page = read(client, at(funded, "structure"))
    assert receiver in page
    assert at(funded, "structure_offer") not in page

    client.post(receiver, {"receiver": funded.world.federation.uid}, headers=HOST)
    assert at(funded, "structure_act", act="keep") in read(client, at(funded, "structure"))
    client.post(at(funded, "structure_act", act="keep"), headers=HOST)
    assert at(funded, "structure_offer") not in read(client, at(funded, "structure"))

    client.post(receiver, {"receiver": funded.world.federation.uid}, headers=HOST)
    client.post(at(funded, "structure_offer"), {"message": ""}, headers=HOST)
    client.force_login(funded.people["steward"])
    accept = at(funded, "structure_accept")
    assert accept in read(client, address("desk", "fi"))
    client.post(accept, {"confirmed": steps[1:], "giver_reads_until": day}, headers=HOST)

    told = read(client, address("where_it_went", "fi", slug=funded.project.slug_in("fi")))
    way = [pick(each.name, "fi").value for each in (funded.project.host, funded.world.county, funded.world.federation)]
    places = [told.rindex(name) for name in way]
    assert places == sorted(places)
    assert told.index(way[2]) < told.index(way[0], told.index("<h2"))


def test_declining_needs_a_reason(client, funded):
    offer(client, funded)
    client.force_login(funded.people["county officer"])
    assert client.post(at(funded, "structure_decline"), {"reason": " "}, headers=HOST).status_code == 422
    client.post(at(funded, "structure_decline"), {"reason": "Ei väkeä."}, headers=HOST)
    assert Structure.objects.get().status == "living"


def test_files_go_along_and_are_handed_out_as_files_that_cannot_act(client, funded):
    def send(name, content):
        file = SimpleUploadedFile(name, content)
        return client.post(at(funded, "structure_attach"), {"file": file}, headers=HOST)

    assert send("ohjelma.exe", b"MZ").status_code == 422
    send("ohje.txt", b"<script>")
    file = funded.board.attachments.get()
    answer = client.get(at(funded, "structure_file", file=file.uid), headers=HOST)
    assert answer.content == b"<script>"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]

    packed = client.get(at(funded, "structure_package"), headers=HOST)
    with zipfile.ZipFile(BytesIO(packed.content)) as package:
        assert f"structures/{funded.board.uid}/files/ohje.txt" in package.namelist()
    client.post(at(funded, "structure_file_remove", file=file.uid), headers=HOST)
    assert not funded.board.attachments.exists()


def test_a_project_is_closed_when_everything_is_settled_and_its_archive_is_there(client, funded):
    close = address("project_close", "fi", project=funded.project.uid)
    refused = client.get(close, headers=HOST)
    assert refused.status_code == 409
    assert "Neuvottelukunta" in refused.content.decode()

    assert client.post(at(funded, "structure_end"), {"reason_fi": ""}, headers=HOST).status_code == 422
    client.post(at(funded, "structure_end"), {"reason_fi": "Tehtävä on tehty."}, headers=HOST)
    # What ends is not handed over: no steps wait there.
    assert 'id="steps"' not in read(client, at(funded, "structure"))
    assert client.post(close, {"words_fi": ""}, headers=HOST).status_code == 422
    client.post(close, {"words_fi": "Kiitos kaikille!"}, headers=HOST)

    funded.project.refresh_from_db()
    assert funded.project.closed_on is not None
    archive = client.get(address("project_archive", "fi", project=funded.project.uid), headers=HOST)
    with zipfile.ZipFile(BytesIO(archive.content)) as package:
        assert {"handover.json", "README.md", "project/project.json", "SHA256SUMS"} <= set(package.namelist())
    told = read(client, address("where_it_went", "fi", slug=funded.project.slug_in("fi")))
    assert "Kiitos kaikille!" in told
