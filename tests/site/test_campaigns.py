"""A campaign's public page: statements come in, wait, are shown, and their addresses go."""

from datetime import timedelta

import pytest
from django.utils import timezone

from raitti.core import rates
from raitti.core.addresses import address, slug_of
from raitti.core.audit import System
from raitti.core.models import AuditEntry
from raitti.core.personal import every_holding
from raitti.core.texts import translated
from raitti.programmes.actions.campaigns import forget_addresses, judge_support, save_campaign
from raitti.programmes.facts import CampaignFacts
from raitti.programmes.models import Plea, Support
from tests.factories import PersonFactory
from tests.programmes.factories import ProjectFactory

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost:8000"}
SAID = {"name": "Kylän Marttayhdistys", "position": "puheenjohtaja", "text": "Työ on tärkeää.", "email": "m@x.example"}


@pytest.fixture(autouse=True)
def _fresh_turns():
    rates.forget_all()


@pytest.fixture
def campaign():
    today = timezone.localdate()
    facts = CampaignFacts(
        name={"fi": "Työn puolesta", "sv": "För arbetet"},
        opens=today,
        closes=today + timedelta(days=7),
        is_published=True,
    )
    project = ProjectFactory(name=translated(fi="Hanke"))
    return save_campaign(project, facts, actor=System("tests"), now=timezone.now())


def where(campaign, language="fi"):
    return address("campaign", language, slug=slug_of(campaign, language))


def read(client, campaign, language="fi"):
    return client.get(where(campaign, language), headers=HOST).content.decode()


def test_a_statement_waits_until_it_is_looked_at_and_its_address_never_shows(client, campaign):
    answer = client.post(where(campaign), SAID, headers=HOST)
    assert answer.status_code == 302
    support = Support.objects.get()
    assert (support.state, support.email, support.language) == ("waiting", "m@x.example", "fi")
    assert SAID["name"] not in read(client, campaign)

    judge_support(support, show=True, actor=System("tests"), now=timezone.now())
    for language in ("fi", "sv", "en"):
        page = read(client, campaign, language)
        assert SAID["name"] in page
        assert "m@x.example" not in page
    judge_support(support, show=False, actor=System("tests"), now=timezone.now())
    assert SAID["name"] not in read(client, campaign)
    assert "m@x.example" not in str(list(AuditEntry.objects.values()))


def test_what_else_was_said_of_the_project_and_the_whole_programme_stands_beside_the_statements(client, campaign):
    other = ProjectFactory(programme=campaign.programme)
    of = {
        "programme": campaign.programme,
        "grant_year": 2026,
        "kind": "appeal",
        "on": "2026-01-14",
        "given_by": "Järjestöt",
    }
    for project, title in ((campaign.project, "Hankkeesta"), (None, "Ohjelmasta"), (other, "Muusta")):
        Plea.objects.create(**of, project=project, title=translated(fi=title), created=timezone.now())
    page = read(client, campaign)
    assert "Hankkeesta" in page
    assert "Ohjelmasta" in page
    assert "Muusta" not in page


def test_nothing_typed_is_lost_when_something_is_missing(client, campaign):
    answer = client.post(where(campaign), {**SAID, "name": "", "email": "ei osoite"}, headers=HOST)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Työ on tärkeää." in page
    assert page.count('aria-invalid="true"') == 2
    assert not Support.objects.exists()


def test_a_program_that_fills_every_field_is_thanked_and_nothing_is_kept(client, campaign):
    assert client.post(where(campaign), {**SAID, "nickname": "robotti"}, headers=HOST).status_code == 302
    assert not Support.objects.exists()


def test_one_connection_sends_only_so_many(client, campaign, settings):
    settings.RAITTI_RATE_FORMS = 2
    statuses = [client.post(where(campaign), SAID, headers=HOST).status_code for _ in range(4)]
    assert statuses[0] == 302
    assert 429 in statuses
    assert Support.objects.count() == statuses.count(302)


def test_a_campaign_closes_by_its_date(client, campaign):
    campaign.closes = campaign.opens = timezone.localdate() - timedelta(days=1)
    campaign.save()
    assert "<form" not in read(client, campaign).partition("<main")[2].partition("</main>")[0]
    answer = client.post(where(campaign), SAID, headers=HOST)
    assert answer.status_code == 422
    assert not Support.objects.exists()


def test_a_draft_is_nobodys_page(client, campaign):
    campaign.publication = "draft"
    campaign.save()
    assert client.get(where(campaign), headers=HOST).status_code == 404


def test_addresses_are_removed_a_month_after_the_campaign(client, campaign):
    client.post(where(campaign), SAID, headers=HOST)
    now = timezone.now()
    forget_addresses(now + timedelta(days=36))
    assert Support.objects.get().email
    forget_addresses(now + timedelta(days=39))
    assert not Support.objects.get().email


def test_a_person_sees_and_erases_what_an_address_of_theirs_gave(client, campaign):
    person = PersonFactory(email=SAID["email"])
    client.post(where(campaign), SAID, headers=HOST)
    holding = next(
        each for each in every_holding() if any(row.get("text") == SAID["text"] for row in each.show(person))
    )
    told = holding.erase(person, timezone.now())
    support = Support.objects.get()
    assert (support.email, support.position, support.text) == ("", "", SAID["text"])
    assert told
