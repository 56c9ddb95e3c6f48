"""The steward's page of sources."""

import pytest

from raitti.core.addresses import address
from raitti.core.audit import System
from raitti.core.texts import translated
from raitti.directory.models import Portal, Role
from raitti.exchange.actions import harvest
from raitti.exchange.models import HarvestSource
from raitti.exchange.unfetched import Unfetched
from tests.factories import MandateFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost:8000"}
PAGE = address("harvest", "fi", key="p")
GOOD = {"name": "Naapuri", "url": "https://naapuri.example.org/hsds/", "language": "fi", "every_hours": "24"}


@pytest.fixture
def portal() -> Portal:
    return Portal.objects.create(
        key="p", hostname="p.x", name=translated(fi="Pohjoinen"), steward=OrganisationFactory()
    )


def test_a_steward_adds_watches_pauses_and_removes_a_source(client, portal):
    client.force_login(MandateFactory(organisation=portal.steward, role=Role.STEWARD).person)
    assert client.post(PAGE, GOOD, headers=HOST).status_code == 302
    source = HarvestSource.objects.get()
    assert "Naapuri" in client.get(PAGE, headers=HOST).content.decode()

    for act in ("now", "pause", "resume"):
        assert client.post(address("harvest_source", "fi", uid=source.uid, act=act), headers=HOST).status_code == 302
    client.post(address("harvest_source", "fi", uid=source.uid, act="remove"), headers=HOST)
    assert not HarvestSource.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"url": "http://naapuri.example.org/"}, {"every_hours": "0"}, {"every_hours": "100000"}, {"name": ""}]
)
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(client, portal, wrong):
    client.force_login(MandateFactory(organisation=portal.steward, role=Role.STEWARD).person)
    answer = client.post(PAGE, GOOD | wrong, headers=HOST)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert (GOOD | wrong)["url"] in answer.content.decode()
    assert not HarvestSource.objects.exists()


@pytest.mark.parametrize(
    ("language", "said"), [("fi", "Lähteeseen ei saada yhteyttä."), ("sv", "Källan kan inte nås.")]
)
def test_why_nothing_could_be_fetched_is_told_in_the_reader_s_language(client, portal, now, language, said):
    """Whatever the language of the source's texts."""
    source = harvest.add_source(portal, **GOOD | {"language": "en", "every_hours": 24}, actor=System("test"), now=now)
    source.failure = Unfetched("silent").kept
    source.save()
    client.force_login(MandateFactory(organisation=portal.steward, role=Role.STEWARD).person)
    assert said in client.get(address("harvest", language, key="p"), headers=HOST).content.decode()


def test_others_do_not_see_it(client, portal):
    client.force_login(MandateFactory(organisation=portal.steward, role=Role.EDITOR).person)
    assert client.get(PAGE, headers=HOST).status_code == 403
    assert client.post(PAGE, GOOD, headers=HOST).status_code == 403
