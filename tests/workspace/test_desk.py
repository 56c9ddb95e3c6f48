"""One's own desk."""

import pytest

from raitti.core.addresses import address
from tests.factories import MandateFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def test_a_visitor_is_led_to_sign_in_and_back(client):
    response = client.get(address("desk", "fi"), headers={"host": "localhost:8000"})
    assert response.status_code == 302
    assert response["Location"] == f"{address('sign_in', 'fi')}?next=%2Ffi%2Foma%2F"


def test_the_desk_shows_what_one_looks_after_and_nothing_else(client):
    mandate = MandateFactory()
    other = OrganisationFactory()
    client.force_login(mandate.person)
    page = client.get(address("desk", "fi"), headers={"host": "localhost:8000"}).content.decode()
    assert str(mandate.organisation) in page
    assert str(other) not in page


def test_the_desk_is_on_the_common_host_only(client):
    response = client.get(address("desk", "sv"), headers={"host": "lappi.localhost:8000"})
    assert response["Location"] == "http://localhost:8000/sv/mina-sidor/"
