"""What is known of a person's roles is handed out and erased, but no page is left without an owner."""

import pytest

from raitti.accounts.actions import erase_person
from raitti.accounts.queries import everything_about
from raitti.core.models import AuditEntry
from raitti.core.verdicts import Refused
from raitti.directory.actions.claims import claim_organisation
from raitti.directory.actions.invitations import invite
from raitti.directory.actions.mandates import give_mandate
from raitti.directory.models import Claim, Invitation, Mandate, Role
from tests.directory.world import confirmed
from tests.factories import MandateFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(now):
    """Someone with a role beside an owner's, an invitation to another page and a claim to a third."""
    person = confirmed("oili@example.org", name="Oili Esimerkki")
    kept = MandateFactory().organisation
    give_mandate(person, kept, Role.OWNER, actor=person, now=now)
    other = MandateFactory()
    invite(other.organisation, Role.EDITOR, person.email, actor=other.person, now=now)
    entry = OrganisationFactory(email="toimisto@kutojat.example")
    claim_organisation(entry, way="address", actor=person, now=now, position="sihteeri")
    return person


def test_everything_about_ones_roles_is_handed_out(person, now):
    told = str(everything_about(person, now=now))
    for words in ("'role': 'sivun omistaja'", "'role': 'muokkaaja'", "sihteeri"):
        assert words in told


def test_erasing_an_account_takes_roles_invitations_claims_and_the_name_beside_them(person, now):
    erase_person(person, now=now)

    assert not Mandate.objects.filter(person=person).exists()
    assert not Claim.objects.exists()
    assert not Invitation.objects.exists()
    assert not AuditEntry.objects.filter(subject_label__contains="Oili").exists()
    assert not AuditEntry.objects.filter(actor_label__contains="Oili").exists()


def test_the_last_owner_is_told_which_page_to_hand_over_first_and_nothing_is_erased(person, now):
    alone = MandateFactory(person=person)

    with pytest.raises(Refused) as refused:
        erase_person(person, now=now)

    assert str(alone.organisation) in str(refused.value.verdict.reason)
    assert person.mandates.filter(ended_on=None).count() == 2
    assert Claim.objects.exists()
