"""The steward's choices for a region: found on its dashboard, kept, written down, and followed."""

import pytest

from raitti.core.addresses import address
from raitti.core.models import AuditEntry
from raitti.directory.models import Organisation
from raitti.directory.queries.first_looks import is_looked_at_first
from tests.conftest import NOW
from tests.directory.world import build_world

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost:8000"}
CHOSEN = {"looks_first": "no", "check_months": "6", "hide_after_months": ""}


@pytest.fixture
def world():
    return build_world(NOW)


def test_a_steward_decides_how_the_regions_pages_are_looked_after(client, world):
    client.force_login(world.people["steward"])
    page = address("region_settings", "fi", key=world.portal.key)
    dashboard = address("overview_portal", "fi", key=world.portal.key)
    assert page in client.get(dashboard, headers=HOST).content.decode()
    assert client.get(page, headers=HOST).status_code == 200
    Organisation.objects.filter(pk=world.association.pk).update(verified_on="2026-01-10")

    assert client.post(page, CHOSEN, headers=HOST)["Location"] == dashboard

    world.portal.refresh_from_db()
    assert (world.portal.looks_first, world.portal.check_months, world.portal.hide_after_months) == (False, 6, None)
    assert not is_looked_at_first([world.oulu])
    world.association.refresh_from_db()
    assert world.association.next_check_due.month == 7
    assert AuditEntry.objects.get(verb="set region").changes["check_months"] == [12, 6]


def test_saving_what_is_so_already_is_no_change(client, world):
    client.force_login(world.people["steward"])
    page = address("region_settings", "fi", key=world.portal.key)
    chosen = {"looks_first": "yes", "check_months": "12", "hide_after_months": "12"}
    client.post(page, chosen, headers=HOST)
    assert not AuditEntry.objects.filter(verb="set region").exists()


@pytest.mark.parametrize("wrong", [{"looks_first": ""}, {"check_months": "1"}, {"hide_after_months": "-1"}])
def test_what_cannot_be_is_refused_and_the_rest_stays_chosen(client, world, wrong):
    client.force_login(world.people["steward"])
    answer = client.post(address("region_settings", "fi", key=world.portal.key), CHOSEN | wrong, headers=HOST)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    world.portal.refresh_from_db()
    assert world.portal.looks_first


@pytest.mark.parametrize("who", ["steward elsewhere", "coordinator", "owner", "contact officer"])
def test_others_neither_see_nor_send_it_nor_are_led_there(client, world, who):
    client.force_login(world.people[who])
    page = address("region_settings", "fi", key=world.portal.key)
    assert client.get(page, headers=HOST).status_code == 403
    assert client.post(page, CHOSEN, headers=HOST).status_code == 403
    if who == "coordinator":
        dashboard = client.get(address("overview_portal", "fi", key=world.portal.key), headers=HOST)
        assert page not in dashboard.content.decode()
