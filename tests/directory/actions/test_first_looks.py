"""New organisations: looked at before everyone sees them, let in, or sent back without anything being lost."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from raitti.accounts.actions import erase_person
from raitti.accounts.models import Person
from raitti.core.addresses import address
from raitti.core.personal import HOLDINGS
from raitti.core.verdicts import Refused
from raitti.directory.actions.drafts import publish_draft, save_draft
from raitti.directory.actions.first_looks import accept_first_look, send_back
from raitti.directory.actions.matters import mend_queue, open_for
from raitti.directory.actions.merging import merge, undo_merge
from raitti.directory.actions.never_shown import remove_never_shown, remove_sent_back
from raitti.directory.actions.pictures import set_picture
from raitti.directory.facts import OrganisationFacts, ServiceFacts
from raitti.directory.models import (
    DuplicateSuspicion,
    FirstLook,
    Mandate,
    Matter,
    Organisation,
    Portal,
    Publication,
    Role,
    Service,
)
from raitti.directory.queries.first_looks import look_at
from raitti.directory.queries.queue import queue_of
from raitti.directory.rules import may_publish
from raitti.directory.snapshots import facts_of
from raitti.search.models import SearchDocument
from tests.conftest import NOW
from tests.directory.world import World, build_world, confirmed
from tests.factories import OrganisationFactory, ServiceFactory
from tests.letters import letters
from tests.pictures import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build_world(NOW)


@pytest.fixture
def volunteer() -> Person:
    return confirmed("kutoja@esimerkki.example", language="en")


def blank(**fields: Any) -> OrganisationFacts:
    known: dict[str, Any] = {"uid": uuid4(), "name": {"fi": "Kaakkurin Kutojat ry"}, "home_municipality": "564"}
    return OrganisationFacts(source="", source_id="", **known | fields)


def publish(person: Person, facts: Any, kind: str = "organisation", *, now: Any = NOW) -> Organisation:
    thing = Organisation.objects.filter(uid=facts.uid).first()
    of = thing
    if kind == "service":
        of = Organisation.objects.get(uid=UUID(facts.organisation.removeprefix("uid:")))
    draft = save_draft(
        person,
        facts_of(thing) if thing is not None and kind == "organisation" else facts,
        kind=kind,
        uid=facts.uid,
        organisation=of,
        base_changed=thing.changed if thing else None,
        fields={},
        now=now,
    )
    saved = publish_draft(draft, facts, actor=person, now=now).saved
    assert saved is not None
    return saved.thing


def test_what_a_volunteer_makes_waits_in_the_area_s_queue_and_can_be_filled_meanwhile(world, volunteer):
    made = publish(volunteer, blank())
    publish(volunteer, replace(facts_of(made), phone="040 1"), now=NOW + timedelta(hours=1))
    service = ServiceFacts(
        source="", source_id="", uid=uuid4(), organisation=f"uid:{made.uid}", name={"fi": "Kutomailta"}
    )
    publish(volunteer, service, "service", now=NOW + timedelta(hours=2))

    made.refresh_from_db()
    assert (made.publication, made.phone) == (Publication.DRAFT, "040 1")
    assert Mandate.objects.get(person=volunteer).role == Role.OWNER
    assert not may_publish(volunteer, made, now=NOW)
    assert not Service.objects.visible_to(None).exists()
    assert not SearchDocument.objects.filter(object_id=str(made.uid)).exists()
    [matter] = Matter.objects.all()
    for role, waits in (("municipality's agent", True), ("steward", True), ("steward elsewhere", False)):
        assert (matter in queue_of(world.people[role], now=NOW + timedelta(days=1))) is waits
    assert not mend_queue(now=NOW + timedelta(days=1))


def test_whoever_looks_after_the_area_publishes_at_once_and_another_area_s_agent_does_not(world):
    here = publish(world.people["municipality's agent"], blank())
    there = publish(world.people["agent elsewhere"], blank(name={"fi": "Kaakkurin Soutajat ry"}))

    assert (here.publication, there.publication) == (Publication.PUBLISHED, Publication.DRAFT)
    assert look_at(here) is None
    assert look_at(there) is not None


def test_a_region_that_looks_at_none_first_lets_everybody_publish_at_once(world, volunteer):
    Portal.objects.filter(pk=world.portal.pk).update(looks_first=False)
    assert publish(volunteer, blank()).publication == Publication.PUBLISHED


def test_a_role_of_the_staff_without_its_second_step_is_told_so_and_the_draft_stays(world, settings):
    settings.RAITTI_SECOND_FACTOR = True
    with pytest.raises(Refused, match="second_factor"):
        publish(world.people["municipality's agent"], blank())
    assert not FirstLook.objects.exists()


def test_accepting_shows_the_page_with_what_was_added_and_tells_its_maker(world, volunteer):
    made = publish(volunteer, blank())
    service = ServiceFacts(
        source="", source_id="", uid=uuid4(), organisation=f"uid:{made.uid}", name={"fi": "Kutomailta"}
    )
    publish(volunteer, service, "service")
    accept_first_look(FirstLook.objects.get(), actor=world.people["steward"], now=NOW)

    made.refresh_from_db()
    assert made.publication == Publication.PUBLISHED
    assert Service.objects.visible_to(None).exists()
    assert SearchDocument.objects.filter(object_id=str(service.uid)).exists()
    assert Matter.objects.get().done == NOW
    [letter] = letters(volunteer.email)
    assert "Everyone can see the page now" in letter.subject
    publish(volunteer, replace(facts_of(made), phone="040 2"), now=NOW + timedelta(days=1))
    assert FirstLook.objects.count() == 1, "it is looked at once"


def test_sending_back_needs_a_reason_loses_nothing_and_the_page_can_be_sent_again(world, volunteer):
    made, steward = publish(volunteer, blank(phone="040 1")), world.people["steward"]
    look = FirstLook.objects.get()
    with pytest.raises(Refused) as refused:
        send_back(look, " ", actor=steward, now=NOW)
    assert refused.value.verdict.details["field"] == "reason"

    send_back(look, "Kuka tästä vastaa?", actor=steward, now=NOW)
    made.refresh_from_db()
    assert (made.publication, made.phone) == (Publication.DRAFT, "040 1")
    assert "Kuka tästä vastaa?" in letters(volunteer.email)[-1].text
    assert not queue_of(steward, now=NOW).exists()

    publish(volunteer, replace(facts_of(made), phone="040 2"), now=NOW + timedelta(days=1))
    assert [one.state for one in FirstLook.objects.all()] == ["open", "refused"]
    assert queue_of(steward, now=NOW + timedelta(days=1)).count() == 1


def test_a_page_that_is_here_already_is_answered_with_the_way_to_its_keys(world, volunteer):
    publish(volunteer, blank())
    look = FirstLook.objects.get()
    send_back(look, "", actor=world.people["steward"], now=NOW, instead=world.association)

    [letter] = letters(volunteer.email)
    assert str(world.association) in letter.text
    assert str(world.association.uid) in letter.path()


def test_nobody_lets_in_what_they_sent_and_a_friend_made_agent_of_the_page_does_not_either(world, volunteer):
    made = publish(volunteer, blank())
    look, friend = FirstLook.objects.get(), confirmed("ystava@esimerkki.example")
    world.give(friend, made, Role.AGENT)
    world.give(volunteer, world.municipality, Role.AGENT)
    for person in (volunteer, friend):
        with pytest.raises(Refused):
            accept_first_look(look, actor=person, now=NOW)
    made.refresh_from_db()
    assert made.publication == Publication.DRAFT


def test_making_it_part_of_a_page_that_is_here_settles_it_and_undoing_lets_it_wait_again(world, volunteer):
    made = publish(volunteer, blank())
    done = merge(world.association, made, choices={}, actor=world.people["steward"], now=NOW)
    assert not Matter.objects.filter(kind="new", done=None).exists()
    assert may_publish(volunteer, world.association, now=NOW)

    undo_merge(done, actor=world.people["steward"], now=NOW + timedelta(days=1))
    assert look_at(Organisation.objects.get(uid=made.uid)) is not None
    assert Matter.objects.filter(kind="new", done=None).exists()


def test_a_new_page_merged_with_one_that_is_shown_is_shown_and_waits_no_more(world, volunteer):
    made = publish(volunteer, blank())
    other = OrganisationFactory(home_municipality=world.oulu)
    merge(made, other, choices={}, actor=world.people["steward"], now=NOW)
    made.refresh_from_db()
    assert (made.publication, look_at(made)) == (Publication.PUBLISHED, None)
    assert not Matter.objects.filter(kind="new", done=None).exists()


def test_what_one_has_sent_is_among_one_s_own_data_and_forgotten_with_the_account(world, volunteer):
    publish(volunteer, blank())
    holding = HOLDINGS["first_looks"]
    assert [row["state"] for row in holding.show(volunteer)] == ["odottaa"]
    holding.erase(volunteer, NOW)
    assert FirstLook.objects.get().sent_by is None


def test_what_was_sent_back_and_left_is_kept_for_a_year_and_then_gone(world, volunteer):
    made = publish(volunteer, blank())
    send_back(look_at(made), "Nimi puuttuu.", actor=world.people["steward"], now=NOW)
    Organisation.objects.filter(pk=made.pk).update(changed=NOW)

    remove_sent_back(NOW + timedelta(days=364))
    assert Organisation.objects.filter(pk=made.pk).exists()
    remove_sent_back(NOW + timedelta(days=366))
    assert not Organisation.objects.filter(pk=made.pk).exists()


def test_what_was_sent_again_or_shown_is_not_taken_away(world, volunteer):
    shown, again = publish(volunteer, blank()), publish(volunteer, blank(name={"fi": "Kaakkurin Pelaajat ry"}))
    for made in (shown, again):
        send_back(look_at(made), "Nimi puuttuu.", actor=world.people["steward"], now=NOW)
        publish(volunteer, replace(facts_of(made), phone="040 1"), now=NOW + timedelta(hours=1))
    accept_first_look(look_at(shown), actor=world.people["steward"], now=NOW + timedelta(hours=2))
    Organisation.objects.update(changed=NOW)

    remove_sent_back(NOW + timedelta(days=3660))
    assert Organisation.objects.filter(pk__in=[shown.pk, again.pk]).count() == 2


def test_whoever_made_a_page_that_was_never_shown_can_leave_and_it_goes_with_them(world, volunteer):
    made = publish(volunteer, blank())
    service = ServiceFacts(
        source="", source_id="", uid=uuid4(), organisation=f"uid:{made.uid}", name={"fi": "Kutomailta"}
    )
    publish(volunteer, service, "service")

    erase_person(volunteer, now=NOW)

    assert not Organisation.objects.filter(pk=made.pk).exists()
    assert not Matter.objects.filter(done=None).exists()


def test_with_a_page_that_was_never_shown_go_its_pictures_its_address_and_the_questions_about_it(
    world, volunteer, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    older, made = OrganisationFactory(), publish(volunteer, blank())
    service = ServiceFactory(organisation=made)
    for thing in (made, service):
        set_picture(thing, picture(), {"fi": "Kangaspuut"}, actor=volunteer, now=NOW)
    # As the second of the two: a matter about the first goes with it anyway.
    open_for(DuplicateSuspicion.objects.create(first=older, second=made, found_at=NOW))
    Organisation.objects.filter(pk=older.pk).update(parent=made)

    with django_capture_on_commit_callbacks(execute=True):
        remove_never_shown(made, actor=volunteer, now=NOW)

    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not Matter.objects.filter(done=None).exists()
    older.refresh_from_db()
    assert older.parent is None
    assert publish(volunteer, blank()).slugs["fi"] == "kaakkurin-kutojat-ry"


def test_the_last_owner_of_a_page_that_was_shown_still_hands_it_over_first(world, volunteer):
    made = publish(volunteer, blank())
    accept_first_look(look_at(made), actor=world.people["steward"], now=NOW)

    with pytest.raises(Refused):
        erase_person(volunteer, now=NOW)
    assert Organisation.objects.filter(pk=made.pk).exists()


def test_an_association_hears_by_its_own_address_that_an_agent_has_made_its_page(world):
    made = publish(world.people["municipality's agent"], blank(email="kutojat@esimerkki.example"))

    [letter] = [letter for letter in letters() if letter.to == "kutojat@esimerkki.example"]
    assert address("organisation", "fi", slug=made.slugs["fi"]) in letter.text
    assert "Kaakkurin Kutojat ry" in letter.subject


def test_whoever_makes_a_page_of_their_own_gets_no_letter_about_it(world, volunteer):
    publish(volunteer, blank(email="kutojat@esimerkki.example"))
    assert not [letter for letter in letters() if letter.to == "kutojat@esimerkki.example"]


@pytest.mark.parametrize("role", ["coordinator", "county officer", "reader", "agent elsewhere"])
@pytest.mark.parametrize("looks_first", [True, False])
def test_who_has_a_role_there_but_does_not_look_after_the_area_keeps_the_page_they_make(world, role, looks_first):
    Portal.objects.filter(pk=world.portal.pk).update(looks_first=looks_first)
    maker = world.people[role]
    made = publish(maker, blank(email="kutojat@esimerkki.example"))

    assert (made.publication == Publication.DRAFT) is looks_first
    assert Mandate.objects.get(organisation=made).person == maker
    assert not [letter for letter in letters() if letter.to == "kutojat@esimerkki.example"]
