"""The coordinator plans all projects of a programme together, page by page."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from raitti.core.addresses import address
from raitti.programmes.actions.programme_scenarios import solve_programme_later
from raitti.programmes.models import ProgrammeScenario, Scenario
from tests.conftest import NOW
from tests.directory.world import build_world
from tests.programmes.joint import join
from tests.programmes.world import fund

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost:8000"}


@pytest.fixture
def funded(client):
    it = fund(build_world(NOW))
    it.joint = join(it)
    client.force_login(it.people["coordinator"])
    return it


def read(client, name, language="fi", **words):
    answer = client.get(address(name, language, **words), headers=HOST)
    assert answer.status_code == 200
    return answer


def send(client, name, said, **words):
    return client.post(address(name, "en", **words), said, headers=HOST)


def question(it, **fields):
    joint = it.joint
    parts = {joint.first: "own", joint.second: "movable", joint.pool: "shared"}
    said = {"name": "Yhdessä 2026", "start": "2026-01", "end": "2026-12", "on": "2026-06-01", "closes": "on"}
    return said | {f"part-{project.uid}": part for project, part in parts.items()} | fields


def worked_out(client, it):
    send(client, "programme_plan_ask", question(it), programme=it.programme.uid)
    scenario = ProgrammeScenario.objects.get()
    solve_programme_later.func(str(scenario.uid))
    return scenario


def test_the_way_leads_from_the_programme_to_the_question_and_its_progress(client, funded):
    where = {"programme": funded.programme.uid}
    assert address("programme_plans", "fi", **where) in read(client, "own_programme", **where).content.decode()
    listed = read(client, "programme_plans", **where).content.decode()
    assert address("programme_plan_ask", "fi", **where) in listed
    assert "Toinen hanke" in read(client, "programme_plan_ask", **where).content.decode()

    answer = send(client, "programme_plan_ask", question(funded), **where)
    scenario = ProgrammeScenario.objects.get()
    assert answer["Location"] == address("programme_scenario", "en", scenario=scenario.uid)
    scenario.state, scenario.progress = "solving", {"value": 1234.0, "bound": 2345.0, "gap": 0.9}
    scenario.save()
    page = read(client, "programme_scenario", "en", scenario=scenario.uid).content.decode()
    assert "worth 1,234" in page
    assert "2,345" in page
    assert "every 2s" in page
    send(client, "programme_scenario_act", {}, scenario=scenario.uid, act="stop")
    scenario.refresh_from_db()
    assert scenario.stop_asked


def test_the_answer_tells_each_project_and_the_shared_staff_by_month(client, funded):
    scenario = worked_out(client, funded)
    page = read(client, "programme_scenario", scenario=scenario.uid).content.decode()
    assert "every 2s" not in page
    assert all(name in page for name in ("Oulun hanke", "Toinen hanke", "Yhteinen hanke"))
    assert "Hanketyöntekijä, Yhteinen hanke" in page
    part = read(client, "programme_part", scenario=scenario.uid, number=1)
    assert part.context["told"].activities[0].name in part.content.decode()
    assert client.get(address("programme_part", "fi", scenario=scenario.uid, number=4), headers=HOST).status_code == 404


def test_the_answer_is_taken_along(client, funded):
    scenario = worked_out(client, funded)
    where = {"scenario": scenario.uid}
    result = json.loads(read(client, "programme_scenario_file", "sv", **where, form="json").content)
    assert result["status"] in {"optimal", "feasible"}
    assert [project["title"] for project in result["projects"]] == ["Oulun hanke", "Toinen hanke", "Yhteinen hanke"]
    book = load_workbook(BytesIO(read(client, "programme_scenario_file", **where, form="xlsx").content))
    assert len(book.worksheets) == 4
    assert book.worksheets[0]["A2"].value == "Oulun hanke"
    assert b"[[project]]" in read(client, "programme_scenario_file", **where, form="toml").content


def test_the_parts_are_given_and_stand_among_each_projects_plans(client, funded):
    scenario = worked_out(client, funded)
    send(client, "programme_scenario_act", {}, scenario=scenario.uid, act="propose")
    mine = Scenario.objects.get(project=funded.project)
    assert "propose" not in read(client, "programme_scenario", "en", scenario=scenario.uid).content.decode()

    client.force_login(funded.people["owner"])
    assert "Yhdessä 2026" in read(client, "plans", project=funded.project.uid).content.decode()
    page = read(client, "scenario", scenario=mine.uid)
    assert address("plan_accept", "fi", scenario=mine.uid) in page.content.decode()
    assert "what-if" not in page.content.decode()
    accept = address("plan_accept", "fi", scenario=mine.uid)
    client.post(accept, {"reason": "Yhdessä enemmän.", "seen": 0}, headers=HOST)
    assert funded.project.plan_versions.get().scenario == mine


def test_what_is_wrong_in_a_question_is_said_and_nothing_typed_is_lost(client, funded):
    where = {"programme": funded.programme.uid}
    answer = send(client, "programme_plan_ask", question(funded, end="2025-01"), **where)
    assert answer.status_code == 422
    form = answer.context["form"]
    assert form.errors.keys() == {"end"}
    assert form[f"part-{funded.joint.pool.uid}"].value() == "shared"
    nobody = {key: "" if key.startswith("part-") else value for key, value in question(funded).items()}
    assert "Choose at least one project." in send(client, "programme_plan_ask", nobody, **where).content.decode()
    assert not ProgrammeScenario.objects.exists()


def test_rows_that_cannot_be_planned_are_named_by_table_and_field(client, funded):
    funded.joint.first.activities.update(min_months=3, max_months=0, begins="2026-05", ends="2026-02")
    answer = send(client, "programme_plan_ask", question(funded), programme=funded.programme.uid)
    assert answer.status_code == 422
    assert "Vertaisryhmät, until" in answer.content.decode()


def test_a_file_that_cannot_be_used_keeps_the_name_that_was_typed(client, funded):
    where = {"programme": funded.programme.uid}
    file = SimpleUploadedFile("ohjelma.toml", b'[[project]]\ntitle = "Yksi"\nstart = "2026-13"\nend = "2026-12"\n')
    answer = send(client, "programme_plan_read", {"name": "Syksyn kokeilu", "file": file}, **where)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Syksyn kokeilu" in page
    assert all(words in page for words in ("project 1, Yksi", "start", "2026-13"))
    assert send(client, "programme_plan_read", {"name": "Tyhjä"}, **where).status_code == 422


def test_a_programme_file_of_23_projects_is_taken_in(client, funded, shared):
    data = (Path(shared) / "plans" / "programme-23.toml").read_bytes()
    said = {"name": "", "file": SimpleUploadedFile("programme-23.toml", data)}
    send(client, "programme_plan_read", said, programme=funded.programme.uid)
    scenario = ProgrammeScenario.objects.get()
    assert (scenario.name, len(scenario.names)) == ("A programme of 23 projects", 23)


def test_nobody_else_sees_what_all_projects_cost(client, funded):
    scenario = worked_out(client, funded)
    for who in ("owner", "reader"):
        client.force_login(funded.people[who])
        for name, words in (
            ("programme_plans", {"programme": funded.programme.uid}),
            ("programme_scenario", {"scenario": scenario.uid}),
            ("programme_scenario_file", {"scenario": scenario.uid, "form": "json"}),
        ):
            assert client.get(address(name, "fi", **words), headers=HOST).status_code == 403
