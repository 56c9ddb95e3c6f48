"""Publishing what was written: with others' changes, in one's own or another's name, wholly or not at all."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import unquote
from uuid import uuid4

import pytest

from raitti.accounts.models import Person
from raitti.core.models import AuditEntry
from raitti.core.personal import HOLDINGS
from raitti.core.texts import versions
from raitti.core.verdicts import Refused
from raitti.directory.actions import save_organisation
from raitti.directory.actions.behalf import undo_changes
from raitti.directory.actions.drafts import as_if_published, discard_draft, publish_draft, save_draft
from raitti.directory.actions.moderation import holder_of
from raitti.directory.actions.old_drafts import remove_old_drafts
from raitti.directory.actions.telling import read_undo_token, tell_now
from raitti.directory.facts import ChannelFacts, LocationFacts, OrganisationFacts, ServiceFacts
from raitti.directory.models import CheckRound, Draft, Location, Mandate, Organisation, Revision, Role, Service
from raitti.directory.snapshots import facts_of
from raitti.search.models import SearchDocument
from tests.factories import MandateFactory, OrganisationFactory, PersonFactory
from tests.letters import letters

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation(areas, actor, now) -> Organisation:
    facts = OrganisationFacts(
        source="", source_id="", name={"fi": "Kerho ry"}, summary={"fi": "Vanha"}, home_municipality="564"
    )
    return save_organisation(facts, actor=actor, now=now).thing


def keeper(organisation: Organisation, role: Role = Role.OWNER) -> Person:
    return MandateFactory(organisation=organisation, role=role).person


def begin(person: Person, base: Any, now: Any, *, kind: str = "organisation", of: Organisation | None = None) -> Draft:
    thing = Organisation.objects.filter(uid=base.uid).first()
    return save_draft(
        person,
        base,
        kind=kind,
        uid=base.uid,
        organisation=of or thing,
        base_changed=thing.changed if thing else None,
        fields={"name_fi": ["…"]},
        now=now,
    )


def test_a_draft_is_kept_once_for_each_person_and_begins_where_the_entry_stood(organisation, now):
    one, two = keeper(organisation), keeper(organisation)
    base = facts_of(organisation)

    first = begin(one, base, now)
    begin(two, base, now)
    again = begin(one, replace(base, phone="08 555 0109"), now + timedelta(minutes=1))

    assert Draft.objects.count() == 2
    assert (again.pk, again.base_facts) == (first.pk, first.base_facts)
    assert AuditEntry.objects.filter(verb="began draft").count() == 2


def test_publishing_verifies_the_entry_and_answers_whoever_asked(organisation, now):
    person = keeper(organisation)
    CheckRound.objects.create(organisation=organisation, began=now)
    draft = begin(person, facts_of(organisation), now)

    publish_draft(
        draft, replace(facts_of(organisation), phone="08 555 0101"), actor=person, now=now + timedelta(days=3)
    )

    organisation.refresh_from_db()
    assert organisation.verified_on == (now + timedelta(days=3)).date()
    assert organisation.next_check_due is not None
    assert str(person) not in organisation.verified_by
    assert CheckRound.objects.get().answer == CheckRound.Answer.CHANGED
    assert not Draft.objects.exists()


def test_two_people_publish_different_fields_and_both_stay(organisation, now):
    one, two = keeper(organisation), keeper(organisation)
    base = facts_of(organisation)
    first, second = begin(one, base, now), begin(two, base, now)

    publish_draft(first, replace(base, phone="08 555 0101"), actor=one, now=now + timedelta(minutes=1))
    publish_draft(second, replace(base, email="a@example.org"), actor=two, now=now + timedelta(minutes=2))

    organisation.refresh_from_db()
    assert (organisation.phone, organisation.email) == ("08 555 0101", "a@example.org")


def test_the_same_text_written_by_two_waits_for_a_choice_and_nothing_is_written(organisation, now):
    one, two = keeper(organisation), keeper(organisation)
    base = facts_of(organisation)
    first, second = begin(one, base, now), begin(two, base, now)
    mine = replace(base, summary={"fi": "Toinen"}, phone="08 555 0102")
    publish_draft(first, replace(base, summary={"fi": "Ensin"}), actor=one, now=now + timedelta(minutes=1))

    asked = publish_draft(second, mine, actor=two, now=now + timedelta(minutes=2))

    organisation.refresh_from_db()
    assert [conflict.key for conflict in asked.conflicts] == ["summary.fi"]
    assert (versions(organisation.summary), organisation.phone) == ({"fi": "Ensin"}, "")
    assert Draft.objects.get() == second

    chosen = {"summary.fi": "mine"}
    done = publish_draft(second, mine, actor=two, now=now + timedelta(minutes=3), choices=chosen, seen=asked.seen)
    organisation.refresh_from_db()
    assert not done.conflicts
    assert (versions(organisation.summary), organisation.phone) == ({"fi": "Toinen"}, "08 555 0102")
    assert Revision.objects.latest("at").before["summary"] == {"fi": "Ensin"}


def test_a_new_entry_belongs_to_whoever_made_it_but_not_to_an_agent_of_the_area(areas, actor, now):
    municipality = OrganisationFactory(kind="municipality", home_municipality=areas["oulu"])
    agent = MandateFactory(organisation=municipality, role=Role.AGENT).person
    for person in (PersonFactory(), agent):
        facts = OrganisationFacts(
            source="", source_id="", uid=uuid4(), name={"fi": f"Seura {person.pk}"}, home_municipality="564"
        )
        publish_draft(begin(person, facts, now), facts, actor=person, now=now)

    made = Mandate.objects.exclude(person=agent)
    assert [(mandate.role, str(mandate.organisation)) for mandate in made] == [
        (Role.OWNER, f"Seura {made[0].person.pk}")
    ]


def test_an_association_hears_of_the_page_an_agent_made_and_takes_it_away(areas, now):
    municipality = OrganisationFactory(kind="municipality", home_municipality=areas["oulu"])
    agent = MandateFactory(organisation=municipality, role=Role.AGENT, person__name="Anna Agentti").person
    name, uid = {"fi": "Paperikerho"}, uuid4()
    facts = OrganisationFacts(
        source="", source_id="", uid=uid, name=name, home_municipality="564", email="kerho@example.org"
    )
    publish_draft(begin(agent, facts, now), facts, actor=agent, now=now)

    [letter] = letters(to="kerho@example.org")
    assert "Anna Agentti" in letter.text
    token = re.search(r"/kumoa/(\S+)/", letter.text)[1]
    changes, by = read_undo_token(unquote(token))
    [made] = changes
    assert (made.actor, made.on_behalf) == ("Anna Agentti", "Paperikerho")
    [line] = AuditEntry.objects.filter(on_behalf_label="Paperikerho")
    assert line.actor_label == "Anna Agentti"
    assert tell_now(made.organisation_id, now=now + timedelta(hours=1)) == 0, "one letter is enough"
    undo_changes(changes, actor=holder_of(by), now=now)
    assert Organisation.objects.get(uid=uid).publication == "draft"


def test_a_new_place_is_saved_with_the_activity_that_meets_there(organisation, now):
    person = keeper(organisation)
    reference, place = f"uid:{organisation.uid}", uuid4()
    facts = ServiceFacts(
        source="",
        source_id="",
        uid=uuid4(),
        organisation=reference,
        name={"fi": "Kahvila"},
        channels=(ChannelFacts(kind="place", location=f"uid:{place}", uid=uuid4()),),
    )
    new = LocationFacts(source="", source_id="", uid=place, name={"fi": "Kylätalo"}, organisation=reference)
    draft = begin(person, facts, now, kind="service", of=organisation)

    publish_draft(draft, facts, places=[new], actor=person, now=now)

    assert str(Service.objects.get().channels.get().location) == "Kylätalo"


def test_what_cannot_be_is_refused_whole_and_the_draft_stays(organisation, now):
    person = keeper(organisation)
    base = facts_of(organisation)
    draft = begin(person, base, now)

    with pytest.raises(Refused) as refused:
        publish_draft(draft, replace(base, phone="08 555 0101", founded_year=3000), actor=person, now=now)

    organisation.refresh_from_db()
    assert refused.value.verdict.details["field"] == "founded_year"
    assert organisation.phone == ""
    assert Draft.objects.get().fields == {"name_fi": ["…"]}


def test_a_preview_is_taken_back_entirely(organisation, now):
    person = PersonFactory()
    facts = OrganisationFacts(source="", source_id="", uid=uuid4(), name={"fi": "Tuleva ry"}, home_municipality="564")
    draft = begin(person, facts, now)
    before = AuditEntry.objects.count(), SearchDocument.objects.count()

    with as_if_published(draft, facts, actor=person, now=now) as shown:
        assert Organisation.objects.get(pk=shown.pk).name_in("fi").value == "Tuleva ry"

    assert Organisation.objects.get() == organisation
    assert (AuditEntry.objects.count(), SearchDocument.objects.count()) == before
    assert not Mandate.objects.exists()
    assert Draft.objects.get() == draft


def test_an_agents_change_is_kept_under_both_names_and_can_be_undone(organisation, now):
    agent = keeper(organisation, Role.AGENT)
    base = facts_of(organisation)

    publish_draft(begin(agent, base, now), replace(base, phone="08 555 0101"), actor=agent, now=now)

    revision = Revision.objects.get()
    assert (revision.actor, revision.on_behalf) == (str(agent), "Kerho ry")
    assert revision.undo_until == now + timedelta(days=30)
    entry = AuditEntry.objects.get(verb="updated organisation")
    assert (entry.actor_label, entry.on_behalf_label) == (str(agent), "Kerho ry")


def test_an_entry_that_is_gone_is_not_made_anew_from_an_old_draft(organisation, now):
    person = keeper(organisation)
    place = Location.objects.create(name={"fi": "Talo"}, organisation=organisation, created=now, changed=now)
    base = facts_of(place)
    draft = save_draft(
        person,
        base,
        kind="location",
        uid=place.uid,
        organisation=organisation,
        base_changed=place.changed,
        fields={},
        now=now,
    )
    place.delete()

    with pytest.raises(Refused) as refused:
        publish_draft(draft, base, actor=person, now=now)

    assert refused.value.verdict.code == "gone"
    assert Draft.objects.exists()


def test_a_discarded_draft_leaves_the_entry_as_it_was(organisation, now):
    person = keeper(organisation)
    before = facts_of(organisation)

    discard_draft(begin(person, before, now), actor=person, now=now)

    organisation.refresh_from_db()
    assert facts_of(organisation) == before
    assert not Draft.objects.exists()


def test_a_draft_is_handed_out_and_erased_with_its_writer(organisation, now):
    person, other = keeper(organisation), keeper(organisation)
    begin(person, facts_of(organisation), now)
    begin(other, facts_of(organisation), now)
    holding = HOLDINGS["drafts"]

    [shown] = holding.show(person)
    assert (shown["organisation"], shown["written"]) == ("Kerho ry", {"name_fi": ["…"]})
    holding.erase(person, now)
    assert Draft.objects.get().person == other


def test_a_draft_nobody_touches_is_removed_after_a_year_and_a_half(organisation, now):
    begin(keeper(organisation), facts_of(organisation), now)

    remove_old_drafts(now + timedelta(days=540))
    assert Draft.objects.exists()
    remove_old_drafts(now + timedelta(days=560))
    assert not Draft.objects.exists()
