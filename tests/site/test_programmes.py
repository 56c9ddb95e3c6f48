"""What everyone sees of programmes and projects: who, where, with what money, by what plan; never what is internal."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client
from jsonschema import FormatChecker

from raitti.programmes.models import Notice, Programme, Project
from tests.hsds import Schemas

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_region")]
YHES = "/fi/hankkeet/yhes-enemman-jarjestoagentit-maakuntien-toimintaa-kehittamassa/"


def told(client: Client, path: str) -> str:
    return client.get(path).content.decode().replace("\xa0", " ")


def row(words: str) -> Project:
    return next(project for project in Project.objects.all() if words in str(project.name))


def test_a_programme_leads_to_all_its_projects_from_the_list_and_from_the_map(client: Client) -> None:
    programme = Programme.objects.get()
    body = told(client, f"/fi/ohjelmat/{programme.slug_in('fi')}/")
    for project in programme.projects.all():
        assert body.count(f'href="/fi/hankkeet/{project.slug_in("fi")}/"') == 2
    assert "120 000 €" in body
    assert "602 000 €" in body


def test_a_project_tells_its_money_and_plan_but_not_what_posts_cost_nor_what_was_used(client: Client) -> None:
    body = told(client, YHES)
    assert "180 000 €" in body
    assert "120 000 €" in body
    assert "Järjestöagentti, Kymenlaakso" in body
    assert "Uusi toiminta: järjestömessut" in body
    for internal in ("4 200", "174 000", "800 €"):
        assert internal not in body


def test_a_project_that_is_not_published_is_nowhere(client: Client) -> None:
    project = row("Yhes enemmän")
    project.publication = "draft"
    project.save()
    assert client.get(YHES).status_code == 404
    assert client.get(f"{YHES}tiedotteet/1/").status_code == 404
    for path in (
        f"/fi/ohjelmat/{project.programme.slug_in('fi')}/",
        "/fi/uutta/atom.xml",
        "/fi/avoin-data/avustukset.json",
    ):
        assert "yhes-enemman" not in told(client, path), path
    assert "yhes-enemman" not in told(client, "/sitemap-projects-1.xml")


def test_a_notice_stands_on_its_page_with_headings_and_in_the_feed_of_its_region_alone(client: Client) -> None:
    path = f"{YHES}tiedotteet/1/"
    body = told(client, path)
    assert "<h2>Mikä jatkuu</h2>" in body
    assert "<li>Sähköinen palvelualusta ja yhdistysinfo</li>" in body
    assert path in told(client, YHES)
    feed = told(client, "/fi/uutta/atom.xml")
    assert path in feed
    assert "teki avustuspäätöksen 6.2.2020" in feed
    assert "tiedotteet/1/" in told(client, "/fi/alueet/kymenlaakso/uutta/atom.xml")
    assert "yhes-enemman" not in told(client, "/fi/alueet/lappi/uutta/atom.xml")


def test_a_notice_in_another_language_s_words_leads_to_the_right_address(client: Client) -> None:
    response = client.get(
        f"{YHES}tiedotteet/1/".replace("/fi/hankkeet/", "/sv/projekt/").replace("tiedotteet", "meddelanden")
    )
    assert response.status_code == 301
    assert response["Location"].startswith("/sv/projekt/tillsammans-mera")
    assert response["Location"].endswith("/meddelanden/1/")


def test_a_draft_of_a_notice_is_not_to_be_read(client: Client) -> None:
    Notice.objects.filter(project=row("Yhes enemmän")).update(state="approved", published=None)
    assert client.get(f"{YHES}tiedotteet/1/").status_code == 404
    assert "tiedotteet" not in told(client, YHES)
    assert "tiedotteet" not in told(client, "/fi/alueet/kymenlaakso/uutta/atom.xml")


def test_a_host_s_page_leads_to_its_projects(client: Client) -> None:
    host = row("Yhes enemmän").host
    assert YHES in told(client, f"/fi/jarjestot/{host.slug_in('fi')}/")


def test_the_decided_grants_are_valid_360giving(client: Client, shared: Path) -> None:
    made = json.loads(client.get("/fi/avoin-data/avustukset.json").content)
    formats = FormatChecker()
    formats.checks("date-time", raises=ValueError)(lambda text: "T" in text and bool(datetime.fromisoformat(text)))
    assert Schemas(shared / "grants", formats).faults("360-giving-package-schema", made) == []
    amounts = sorted(grant["amountAwarded"] for grant in made["grants"])
    assert amounts == [7500, 120000, 180000, 640000]


def test_what_has_only_been_proposed_is_not_among_the_decided_grants(client: Client) -> None:
    made = json.loads(client.get("/en/open-data/grants.json").content)
    assert "Northern Ostrobothnia" not in json.dumps(made, ensure_ascii=False)
    assert {org["id"] for grant in made["grants"] for org in grant["recipientOrganization"]}
