"""Who had another program told of changes leaves no address behind with it."""

import pytest

from raitti.accounts.actions import erase_person
from raitti.accounts.queries import everything_about
from raitti.exchange.actions.webhooks import add_webhook
from tests.directory.world import confirmed
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


def test_the_address_told_of_faults_is_handed_out_and_goes_with_its_owner(now):
    person = confirmed("oili@example.org", name="Oili Esimerkki")
    told = add_webhook(
        OrganisationFactory(), "https://ohjelma.example/", email=person.email, language="fi", actor=person, now=now
    )
    assert "https://ohjelma.example/" in str(everything_about(person, now=now))

    erase_person(person, now=now)

    told.refresh_from_db()
    assert (told.email, told.created_by) == ("", "…")
