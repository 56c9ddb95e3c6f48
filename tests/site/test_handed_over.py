"""What a project made keeps an address that works, whatever becomes of it and wherever it moves."""

import pytest

from raitti.core.addresses import address
from raitti.core.slugs import assign_slugs
from raitti.core.texts import translated
from raitti.directory.models import Publication
from raitti.programmes.models import Project, Structure
from tests.conftest import NOW
from tests.directory.world import build_world
from tests.programmes.factories import StructureFactory
from tests.programmes.world import fund

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost:8000"}


@pytest.fixture
def funded():
    it = fund(build_world(NOW))
    assign_slugs(it.programme, "programme")
    assign_slugs(it.project, "project")
    it.pages = StructureFactory(
        project=it.project,
        name=translated(fi="Agenttien sivut", sv="Agenternas sidor"),
        url="https://vanha.example/",
    )
    assign_slugs(it.pages, "structure")
    return it


def lasting(it, language="fi"):
    return address("lives_on", language, slug=it.pages.slug_in(language))


def test_the_lasting_address_leads_to_the_page_that_tells_what_became_of_it(client, funded):
    answer = client.get(lasting(funded), headers=HOST)
    page = address("where_it_went", "fi", slug=funded.project.slug_in("fi"))
    assert (answer.status_code, answer["Location"]) == (302, f"{page}#agenttien-sivut")
    told = client.get(page, headers=HOST).content.decode()
    assert 'id="agenttien-sivut"' in told


def test_when_it_has_moved_its_old_address_leads_to_the_new_one(client, funded):
    Structure.objects.update(new_url="https://uusi.example/")
    assert client.get(lasting(funded), headers=HOST)["Location"] == "https://uusi.example/"
    page = client.get(address("where_it_went", "fi", slug=funded.project.slug_in("fi")), headers=HOST)
    assert "vanha.example" in page.content.decode()


def test_a_name_that_has_changed_and_another_language_lead_on(client, funded):
    old, swedish = lasting(funded), lasting(funded, "sv")
    funded.pages.name = translated(fi="Oppaat", sv="Guider")
    funded.pages.save()
    assign_slugs(funded.pages, "structure")
    assert client.get(old, headers=HOST)["Location"] == lasting(funded)
    assert client.get(swedish, headers=HOST)["Location"] == lasting(funded, "sv")


def test_what_ended_says_why(client, funded):
    Structure.objects.update(status="ended", settled_on=NOW.date(), end_reason=translated(fi="Tehtävä on tehty."))
    page = client.get(address("where_it_went", "fi", slug=funded.project.slug_in("fi")), headers=HOST)
    assert "Tehtävä on tehty." in page.content.decode()


def test_a_project_that_is_not_public_tells_nothing(client, funded):
    Project.objects.update(publication=Publication.DRAFT)
    assert client.get(lasting(funded), headers=HOST).status_code == 404
    page = address("where_it_went", "fi", slug=funded.project.slug_in("fi"))
    assert client.get(page, headers=HOST).status_code == 404
