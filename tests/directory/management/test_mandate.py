"""`raitti mandate` and `raitti mandates`: how a new installation gets its first steward and coordinator."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from raitti.core.models import AuditEntry
from raitti.core.slugs import assign_slugs
from raitti.core.texts import translated
from raitti.directory.actions.invitations import accept_invitation
from raitti.directory.models import Invitation, Mandate, Organisation, OrganisationKind, Portal, Role
from tests.directory.world import confirmed
from tests.factories import MandateFactory, OrganisationFactory, PersonFactory
from tests.workspace.signing_in import letters

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("LC_ALL", "C")


@pytest.fixture
def keeper() -> Organisation:
    """Who looks after the portal of Lapland."""
    body = OrganisationFactory.create(name=translated(fi="Lapin Järjestötupa"))
    Portal.objects.create(key="lappi", hostname="lappi.localhost", name=translated(fi="Lappi"), steward=body)
    return body


def run(name: str, *arguments: str, **options: object) -> str:
    told = StringIO()
    call_command(name, *arguments, stdout=told, **options)
    return told.getvalue()


def test_whose_account_has_the_address_is_a_steward_at_once_and_told(keeper):
    person = PersonFactory.create(language="sv")

    said = run("mandate", person.email.upper(), "steward", "lappi")

    mandate = Mandate.objects.get()
    assert (mandate.person, mandate.organisation, mandate.role) == (person, keeper, Role.STEWARD)
    assert mandate.given_by == "Raitti"
    assert person.email in said
    entry = AuditEntry.objects.get(verb="gave mandate")
    assert (entry.actor_kind, entry.actor_label) == ("system", "the operator")
    (letter,) = letters()
    assert letter.to == [person.email]


def test_to_an_address_without_an_account_goes_an_invitation_that_can_be_accepted(keeper):
    said = run("mandate", "uusi@example.org", "coordinator", "lappi", language="en")

    assert "invitation" in said
    assert not Mandate.objects.exists()
    (letter,) = letters()
    assert letter.to == ["uusi@example.org"]
    assert "Raitti invites you" in letter.body
    accept_invitation(Invitation.objects.get(), actor=confirmed("uusi@example.org"), now=timezone.now())
    assert (Mandate.objects.get().role, Mandate.objects.get().given_by) == (Role.COORDINATOR, "Raitti")


def test_asked_twice_it_changes_nothing_and_says_so(keeper):
    person = PersonFactory.create()
    run("mandate", person.email, "steward", "lappi")

    assert "already" in run("mandate", person.email, "steward", "lappi")

    assert Mandate.objects.count() == 1
    assert len(letters()) == 1


@pytest.mark.parametrize("typed", ["rovaniemi", "1572860-0", "uid"])
def test_an_organisation_is_known_by_its_address_its_number_and_its_uid(typed):
    municipality = OrganisationFactory.create(
        name=translated(fi="Rovaniemi"), kind=OrganisationKind.MUNICIPALITY, business_id="1572860-0"
    )
    assign_slugs(municipality, "organisation")
    person = PersonFactory.create()

    run("mandate", person.email, "contact_officer", str(municipality.uid) if typed == "uid" else typed)

    assert Mandate.objects.get().organisation == municipality


@pytest.mark.parametrize(
    ("email", "role", "where", "options", "word"),
    [
        ("aino@example.org", "steward", "nowhere", {}, "nowhere"),
        ("aino", "steward", "lappi", {}, "e-mail"),
        ("aino@example.org", "contact_officer", "lappi", {}, "not one of this organisation"),
        ("aino@example.org", "coordinator", "lappi", {"until": timezone.localdate().replace(year=2020, day=1)}, "past"),
        ("aino@example.org", "coordinator", "lappi", {"end": True}, "does not have this role"),
    ],
)
def test_each_refusal_is_a_sentence(keeper, email, role, where, options, word):
    with pytest.raises(CommandError, match=word):
        run("mandate", email, role, where, **options)

    assert not Mandate.objects.exists()
    assert not Invitation.objects.exists()


def test_only_who_looks_after_a_portal_has_stewards():
    other = OrganisationFactory.create(name=translated(fi="Toinen"))
    with pytest.raises(CommandError, match="looks after"):
        run("mandate", PersonFactory.create().email, "steward", str(other.uid))


def test_what_may_mean_two_organisations_is_asked_about(keeper):
    other = OrganisationFactory.create(name=translated(fi="Lappi"))
    assign_slugs(other, "organisation")
    with pytest.raises(CommandError, match=str(other.uid)):
        run("mandate", PersonFactory.create().email, "coordinator", "lappi")


def test_a_role_is_ended_but_never_that_of_the_last_owner(keeper):
    steward = MandateFactory.create(organisation=keeper, role=Role.STEWARD)
    owner = MandateFactory.create(organisation=keeper, role=Role.OWNER)

    assert steward.person.email in run("mandate", steward.person.email, "steward", "lappi", end=True)
    with pytest.raises(CommandError, match="last one"):
        run("mandate", owner.person.email, "owner", "lappi", end=True)

    assert [row.role for row in Mandate.objects.filter(ended_on=None)] == [Role.OWNER]


def test_the_list_shows_who_reaches_beyond_one_association_and_who_is_invited_to(keeper):
    steward = MandateFactory.create(organisation=keeper, role=Role.STEWARD)
    owner = MandateFactory.create(organisation=keeper, role=Role.OWNER)
    run("mandate", "uusi@example.org", "coordinator", "lappi")

    everyone, own = run("mandates"), run("mandates", "lappi")

    assert steward.person.email in everyone
    assert "uusi@example.org" in everyone
    assert owner.person.email not in everyone
    assert owner.person.email in own


def test_a_new_installation_is_told_how_to_begin():
    assert "raitti mandate --help" in run("mandates")
