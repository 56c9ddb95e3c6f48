"""Meetings in OParl's words: what the call and published minutes tell everyone, and nothing else in any state."""

from html import unescape
from typing import Any

import pytest
from django.test import Client

from raitti.api.oparl.regions import region_of
from raitti.bodies.actions import agenda
from raitti.bodies.models import Holder
from tests.api.test_oparl import COMMON, TYPE
from tests.bodies import meetings as made
from tests.bodies.meetings import LINK, SECRET, SYSTEM, Met, decide
from tests.bodies.test_meetings_outside import DRAFT, WHY, forbidden, stand
from tests.bodies.world import seat
from tests.directory.world import build_world

pytestmark = pytest.mark.django_db
LISTS = ("meeting", "agendaItem", "paper", "file")
REQUIRED = {
    "Meeting": {"name", "organization", "start", "end", "agendaItem"},
    "AgendaItem": {"meeting", "order", "public", "name"},
    "Paper": {"body", "name", "mainFile"},
    "File": {"accessUrl", "name", "mimeType"},
}
ALLOWED = {
    "Meeting": {
        *("name", "meetingState", "cancelled", "start", "end", "location", "organization", "participant"),
        *("invitation", "resultsProtocol", "verbatimProtocol", "auxiliaryFile", "agendaItem", "license", "keyword"),
        *("web", "deleted"),
    },
    "AgendaItem": {
        *("meeting", "number", "order", "name", "public", "consultation", "result", "resolutionText"),
        *("resolutionFile", "auxiliaryFile", "start", "end", "license", "keyword", "web", "deleted"),
    },
    "Paper": {
        *("body", "name", "reference", "date", "paperType", "relatedPaper", "superordinatedPaper"),
        *("subordinatedPaper", "mainFile", "auxiliaryFile", "location", "originatorPerson", "underDirectionOf"),
        *("originatorOrganization", "consultation", "license", "keyword", "web", "deleted"),
    },
    "File": {
        *("name", "fileName", "mimeType", "date", "size", "sha1Checksum", "sha512Checksum", "text", "accessUrl"),
        *("downloadUrl", "externalServiceUrl", "masterFile", "derivativeFile", "fileLicense", "meeting"),
        *("agendaItem", "paper", "license", "keyword", "web", "deleted"),
    },
}


@pytest.fixture
def program(client: Client) -> Client:
    client.defaults |= {"HTTP_ACCEPT_LANGUAGE": "fi", "HTTP_HOST": "localhost:8000"}
    return client


@pytest.fixture
def met(now: Any, settings: Any, tmp_path: Any) -> Met:
    settings.MEDIA_ROOT = tmp_path
    return made.plan(seat(build_world(now)))


def ask(program: Client, address: str) -> dict[str, Any]:
    answer = program.get(address.removeprefix("http://localhost:8000"))
    assert answer.status_code == 200, (address, answer.content)
    found: dict[str, Any] = answer.json()
    return found


def listed(program: Client, met: Met, kind: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ask(program, f"/oparl/v1/body/{region_of(met.seated.body.pk)}/{kind}")["data"]
    return found


def parts_of(thing: Any) -> list[dict[str, Any]]:
    """An object and all objects within it."""
    if isinstance(thing, list):
        return [part for each in thing for part in parts_of(each)]
    if not isinstance(thing, dict):
        return []
    return [thing, *(part for value in thing.values() for part in parts_of(value))]


def with_paper(met: Met) -> Met:
    agenda.add_paper(
        met.item(), name="Luonnos.txt", content=b"Kaikille", is_confidential=False, actor=SYSTEM, now=met.now
    )
    return met


def test_every_object_has_what_oparl_asks_can_be_fetched_and_leads_to_files_that_are_there(
    program: Client, met: Met
) -> None:
    with_paper(met)
    made.publish(made.check(made.close(made.begin(met))))

    found = [part for kind in LISTS for part in parts_of(listed(program, met, kind))]

    assert {thing["type"].removeprefix(TYPE) for thing in found} == set(REQUIRED)
    for thing in found:
        kind = thing["type"].removeprefix(TYPE)
        own = {name for name in thing if not name.startswith("raitti:")}
        assert (COMMON | REQUIRED[kind]) <= own, thing
        assert own <= COMMON | ALLOWED[kind], thing
        assert ask(program, thing["id"])["id"] == thing["id"]
        if kind == "File" and "paper" in thing:
            answer = program.get(thing["accessUrl"].removeprefix("http://localhost:8000"))
            assert (answer.status_code, answer.content) == (200, b"Kaikille")


def test_a_meeting_tells_what_was_decided_once_its_minutes_are_published_and_not_before(
    program: Client, met: Met
) -> None:
    Holder.objects.filter(pk=met.chair.pk).update(consented=met.now)
    made.begin(met)
    decide(met, met.item(), decision={"fi": "Annettiin lausunto."})
    made.close(met)
    [before] = listed(program, met, "meeting")
    made.publish(made.check(met))
    [after] = listed(program, met, "meeting")

    assert "Annettiin" not in str(before)
    assert "resultsProtocol" not in before
    assert any(item.get("resolutionText") == "Annettiin lausunto." for item in after["agendaItem"])
    assert [person.rpartition("/")[2] for person in after["participant"]] == [str(met.chair.uid)]
    assert after["modified"] > before["modified"]
    assert after["resultsProtocol"]["accessUrl"].endswith("/minutes.pdf")


@pytest.mark.parametrize("state", [*made.STATES])
@pytest.mark.parametrize("who", ["nobody", "owner", "owner elsewhere"])
def test_what_is_not_public_of_a_meeting_is_told_to_no_program(program: Client, met: Met, state: str, who: str) -> None:
    stand(met, state)
    if who != "nobody":
        program.force_login(met.seated.people[who])
    paths = [f"/oparl/v1/body/{region_of(met.seated.body.pk)}/{kind}" for kind in LISTS]
    paths += [f"/oparl/v1/organization/{met.seated.body.uid}/meeting"]
    paths += [f"/oparl/v1/meeting/{met.meeting.uid}", f"/oparl/v1/file/minutes-{met.meeting.uid}"]
    paths += [f"/oparl/v1/agendaItem/{item.uid}" for item in met.meeting.items.all()]
    papers = [paper.uid for item in met.meeting.items.all() for paper in item.papers.all()]
    paths += [f"/oparl/v1/{kind}{uid}" for uid in papers for kind in ("paper/", "file/paper-")]

    told = " ".join(unescape(program.get(path).content.decode()) for path in paths)

    assert [word for word in {SECRET, LINK, WHY, *forbidden(state)} if word.casefold() in told.casefold()] == []
    assert state == "published" or DRAFT not in told


@pytest.mark.parametrize("kind", LISTS)
def test_a_meeting_that_is_only_planned_is_not_known(program: Client, met: Met, kind: str) -> None:
    assert listed(program, with_paper(met), kind) == []
    assert program.get(f"/oparl/v1/meeting/{met.meeting.uid}").status_code == 404
