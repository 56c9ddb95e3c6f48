"""Saying by the link of a letter that somebody else looks after the page now."""

import pytest
from django.core import mail

from raitti.core.addressees import row_of
from raitti.core.audit import System
from raitti.core.jobs import Worker
from raitti.core.models import AuditEntry
from raitti.core.slugs import assign_slugs
from raitti.core.texts import translated
from raitti.directory.actions.check_rounds import ask_now, check_entries
from raitti.directory.actions.leaving import leave_page
from raitti.directory.actions.matters import open_for
from raitti.directory.actions.publishing import set_publication
from raitti.directory.models import CheckRound, Contact, Mandate, Matter, Publication, Role
from tests.conftest import NOW
from tests.factories import AreaFactory, MandateFactory, OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db
OWN = "digi@yhdistys.example"
WORDS = "Kysykää Ainolta, 040 555 0199"


@pytest.fixture
def organisation():
    made = OrganisationFactory(name=translated(fi="Oulun Digiapu ry"), email=OWN, home_municipality=AreaFactory())
    assign_slugs(made, "organisation")
    return made


@pytest.fixture
def owner(organisation):
    return MandateFactory(organisation=organisation, role=Role.OWNER, person=PersonFactory(email="virpi@example.org"))


def leave(organisation, email, words=""):
    leave_page(organisation, row_of(email), words=words, now=NOW)
    organisation.refresh_from_db()


def letters_to(address):
    while Worker().work_once():
        pass
    return [letter for letter in mail.outbox if letter.to == [address]]


def test_the_role_of_one_of_several_owners_ends_and_the_others_are_told(organisation, owner):
    other = MandateFactory(organisation=organisation, role=Role.OWNER)

    leave(organisation, owner.person.email, WORDS)

    owner.refresh_from_db()
    assert owner.ended_on is not None
    assert "Roolisi" in letters_to("virpi@example.org")[0].subject
    told = letters_to(other.person.email)[0]
    assert WORDS in told.body
    assert f"/{organisation.uid}/" in told.body
    assert not Matter.objects.exists()
    entry = AuditEntry.objects.get(verb="left the page")
    assert (entry.actor_kind, entry.subject_id) == ("link", str(organisation.pk))


def test_the_last_owner_stays_until_somebody_looks_who_does_it_now(organisation, owner):
    leave(organisation, owner.person.email, WORDS)

    owner.refresh_from_db()
    assert owner.ended_on is None
    assert WORDS in Matter.objects.get(kind="stale", done=None).notes.get().text
    assert letters_to(OWN)


def test_an_owner_who_has_left_gets_no_more_reminders_of_this_round(organisation, owner):
    organisation.next_check_due = NOW.date()
    organisation.save()
    check_entries(NOW)
    leave(organisation, owner.person.email)
    before = len(letters_to("virpi@example.org"))

    check_entries(NOW.replace(month=12, day=30))

    assert len(letters_to("virpi@example.org")) == before


def test_the_pages_own_address_is_taken_off_it_and_its_owners_told(organisation, owner):
    Contact.objects.create(
        organisation=organisation, role=translated(fi="sihteeri"), email=OWN, phone="040 1", is_public=True
    )
    Contact.objects.create(organisation=organisation, role=translated(fi="kerho"), email=OWN.upper(), is_public=True)
    Contact.objects.create(organisation=organisation, name="Virpi", email=OWN)

    leave(organisation, OWN)

    assert organisation.email == ""
    rows = organisation.contacts.values_list("name", "email", "phone")
    assert set(rows) == {("", "", "040 1"), ("Virpi", OWN, "")}
    assert letters_to("virpi@example.org")
    assert not Matter.objects.exists()


def test_where_nobody_is_left_somebody_who_helps_associations_looks(organisation):
    ask_now(organisation, actor=System("test"), now=NOW)

    leave(organisation, OWN, WORDS)

    found = CheckRound.objects.get()
    assert (found.answered, found.queued) == (None, NOW)
    assert WORDS in Matter.objects.get(about_uid=found.uid, done=None).notes.get().text


def test_who_does_it_now_is_told_to_the_queue_of_a_page_that_is_out_of_sight_too(organisation, owner):
    found = ask_now(organisation, actor=System("test"), now=NOW)
    CheckRound.objects.update(queued=NOW, hidden=NOW)
    open_for(CheckRound.objects.get())
    set_publication(organisation, Publication.HIDDEN, actor=System("test"), now=NOW)

    leave(organisation, owner.person.email, WORDS)

    assert WORDS in Matter.objects.get(about_uid=found.uid, done=None).notes.get().text


def test_roles_held_as_ones_work_are_not_for_a_link_to_end(organisation, owner):
    steward = MandateFactory(organisation=organisation, role=Role.STEWARD, person=owner.person)
    MandateFactory(organisation=organisation, role=Role.OWNER)

    leave(organisation, owner.person.email)

    assert list(Mandate.objects.filter(person=owner.person, ended_on=None)) == [steward]
