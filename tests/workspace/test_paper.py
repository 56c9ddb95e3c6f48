"""The form on paper, for those who keep a page and for everyone."""

import pytest

from raitti.core.addresses import address
from raitti.render import pdf
from tests.factories import MandateFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost:8000"}


@pytest.mark.parametrize("name", ["paper", "paper_file"])
def test_keepers_get_the_form_with_their_details_and_others_do_not(client, name):
    mandate = MandateFactory()
    client.force_login(mandate.person)
    answer = client.get(address(name, "sv", organisation=mandate.organisation.uid), headers=HOST)
    assert answer.status_code == 200
    if name == "paper_file":
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF-")
    else:
        assert str(mandate.organisation) in answer.content.decode()
    other = OrganisationFactory()
    assert client.get(address(name, "sv", organisation=other.uid), headers=HOST).status_code == 403


def test_everyone_gets_the_empty_form(client):
    page = client.get(address("empty_paper", "fi"), headers=HOST).content.decode()
    assert address("empty_paper_file", "fi") in page
    assert client.get(address("empty_paper_file", "fi"), headers=HOST).content.startswith(b"%PDF-")


def test_where_the_machine_cannot_draw_text_the_page_to_print_says_what_is_missing(client, monkeypatch):
    def lacking() -> None:
        raise pdf.NoWriter

    monkeypatch.setattr(pdf, "_writer", lacking)
    from raitti.core.kept import forget_kept

    forget_kept()
    answer = client.get(address("empty_paper_file", "en"), headers=HOST)
    assert answer["Content-Type"].startswith("text/html")
    assert "libpango" in answer.content.decode()
