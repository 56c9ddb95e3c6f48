"""What signed-in pages have in common."""

import pytest

from raitti.core.addresses import address

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost:8000"}


@pytest.mark.parametrize("name", ["invitation", "claim_link", "undo", "appeal"])
def test_a_broken_link_of_a_letter_says_so_and_is_no_page_that_never_was(client, name):
    response = client.get(address(name, "en", token="torn"), headers=HOST)
    assert response.status_code == 410
    assert "Open it from the letter again" in response.content.decode()
