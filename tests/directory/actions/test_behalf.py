"""An association hears of what is done on its behalf, once, and takes it back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from raitti.core.models import AuditEntry
from raitti.directory.actions import save_organisation
from raitti.directory.actions.behalf import acting_for, undo_changes
from raitti.directory.actions.telling import read_undo_token, tell_now, tell_the_rest, undo_token
from raitti.directory.facts import ContactFacts
from raitti.directory.models import Organisation, Revision, Role
from raitti.directory.queries.addressees import Addressee, addressees_of
from raitti.directory.snapshots import facts_of
from tests.factories import MandateFactory, OrganisationFactory, PersonFactory
from tests.letters import letters

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent():
    return PersonFactory(email="agentti@example.org", name="Anna Agentti")


def change(organisation, agent, now, **facts):
    fresh = Organisation.objects.get(pk=organisation.pk)
    return save_organisation(replace(facts_of(fresh), **facts), actor=agent, now=now, on_behalf_of=organisation)


def waiting_letters():
    return DBTaskResult.objects.filter(task_path__endswith="telling._tell")


def test_several_changes_within_an_hour_become_one_letter_an_hour_later(now, agent):
    owner = MandateFactory(person__email="omistaja@example.org")
    organisation = owner.organisation
    change(organisation, agent, now, phone="040 111")
    change(organisation, agent, now + timedelta(minutes=20), email="uusi@example.org")
    [job] = waiting_letters()
    assert job.run_after == now + timedelta(hours=1)
    assert tell_now(organisation.pk, now=now + timedelta(hours=1)) == 2
    [letter] = letters()
    assert letter.to == "omistaja@example.org"
    assert "040 111" in letter.text
    assert "uusi@example.org" in letter.text
    assert "Anna Agentti" in letter.text
    assert "/fi/kumoa/" in letter.text
    assert tell_now(organisation.pk, now=now + timedelta(hours=2)) == 0
    change(organisation, agent, now + timedelta(hours=3), phone="040 222")
    assert waiting_letters().count() == 2


def test_one_s_own_change_is_told_to_nobody(now, agent):
    organisation = MandateFactory().organisation
    save_organisation(replace(facts_of(organisation), phone="08 555 0101"), actor=agent, now=now)
    assert not waiting_letters().exists()


def test_without_an_owner_the_entry_s_own_address_is_told_in_its_own_language(now, agent):
    organisation = OrganisationFactory(email="forening@example.org", languages=["sv", "fi"])
    change(organisation, agent, now, phone="040 1")
    tell_now(organisation.pk, now=now)
    [letter] = letters()
    assert letter.to == "forening@example.org"
    assert "/sv/angra/" in letter.text


def test_a_contact_that_is_not_public_is_in_no_letter(now, agent):
    organisation = MandateFactory().organisation
    hidden = ContactFacts(role={"fi": "Puheenjohtaja"}, phone="050 999", is_public=False)
    change(organisation, agent, now, contacts=(hidden,), phone="040 1")
    tell_now(organisation.pk, now=now)
    [letter] = letters()
    assert "040 1" in letter.text
    assert "050 999" not in letter.text + letter.html


def test_a_letter_that_was_never_written_is_caught_up_with(now, agent):
    organisation = MandateFactory().organisation
    change(organisation, agent, now, phone="040 1")
    waiting_letters().delete()
    tell_the_rest(now + timedelta(hours=1))
    assert letters() == []
    tell_the_rest(now + timedelta(hours=5))
    assert len(letters()) == 1


def test_undoing_tells_the_agent_and_the_audit_keeps_all_names(now, agent):
    mandate = MandateFactory()
    change(mandate.organisation, agent, now, phone="040 1")
    undo_changes(list(Revision.objects.all()), word="Numero on vanha.", actor=mandate.person, now=now)
    [letter] = letters()
    assert letter.to == "agentti@example.org"
    assert "Numero on vanha." in letter.text
    entries = AuditEntry.objects.order_by("pk")
    first, last = entries.first(), entries.last()
    assert (first.actor_label, first.on_behalf_label) == ("Anna Agentti", str(mandate.organisation))
    assert (last.verb, last.actor_id) == ("undid change of organisation", str(mandate.person.pk))


def test_a_link_leads_to_its_own_changes_and_cannot_be_made_up(now, agent):
    mandate = MandateFactory()
    change(mandate.organisation, agent, now, phone="040 1")
    change(OrganisationFactory(), agent, now, phone="040 2")
    mine, others = Revision.objects.order_by("pk")
    token = undo_token(mandate.organisation, [mine, others], Addressee("a@example.org", "fi", mandate.person))
    found, by = read_undo_token(token)
    assert (found, by) == ([mine], mandate.person.pk)
    assert read_undo_token(token[:-2]) is None


def test_who_acts_for_others_and_who_for_their_own(now):
    organisation = OrganisationFactory()
    today = now.date()
    for role, own in ((Role.OWNER, True), (Role.EDITOR, True), (Role.AGENT, False)):
        person = MandateFactory(organisation=organisation, role=role).person
        assert acting_for(person, organisation, today) == (None if own else organisation)
    stranger = PersonFactory()
    MandateFactory(organisation=organisation, person=stranger, role=Role.AGENT)
    MandateFactory(organisation=organisation, person=stranger, role=Role.EDITOR)
    assert acting_for(stranger, organisation, today) is None


def test_a_page_without_owner_or_address_has_nobody_to_write_to(now):
    assert addressees_of(OrganisationFactory(), now=now) == []
