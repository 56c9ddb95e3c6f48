"""What a person did for pages stays when they leave, without their name; their notes are theirs to take along."""

import pytest
from django.utils.translation import override

from raitti.accounts.actions import erase_person
from raitti.accounts.queries import everything_about
from raitti.directory.actions.claims import claim_organisation
from raitti.directory.actions.matters import add_note, assign_matter, close_matter, open_matter
from raitti.directory.actions.moderation import hide, report_content
from raitti.directory.actions.publishing import set_publication
from raitti.directory.models import Hiding, Matter, MatterNote, Publication, Revision
from tests.directory.world import confirmed
from tests.factories import OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return confirmed("oili@example.org", name="Oili Esimerkki")


@pytest.fixture
def matter(now):
    entry = OrganisationFactory()
    return open_matter(kind="report", about_uid=entry.uid, title="Kutojat", organisation=entry, now=now)


def test_ones_own_notes_are_handed_out_and_no_namesakes(person, matter, now):
    namesake = PersonFactory(name=person.name)
    add_note(matter, "Soitin maanantaina.", actor=person, now=now)
    add_note(matter, "Kävin paikalla.", actor=namesake, now=now.replace(hour=3))

    told = str(everything_about(person, now=now))

    assert "Soitin maanantaina." in told
    assert "Kävin paikalla." not in told


def test_whoever_leaves_takes_the_name_out_of_history_queue_and_hidings(person, matter, now):
    entry = matter.organisation
    set_publication(entry, Publication.DRAFT, actor=person, now=now)
    hide(entry, reason="Mainos.", actor=person, now=now)
    add_note(matter, "Soitin maanantaina.", actor=person, now=now)
    other = OrganisationFactory(email="posti@kutojat.example")
    claim_organisation(other, way="address", actor=person, now=now)
    person.name = "Oili Uusinimi"
    person.save()
    close_matter(kind="report", about_uid=matter.about_uid, by=person, now=now)

    with override("en"):
        kept = [str(sentence) for sentence in erase_person(person, now=now)]

    for values in (
        Revision.objects.values_list("actor", flat=True),
        Hiding.objects.values_list("hidden_by", flat=True),
        MatterNote.objects.values_list("author", flat=True),
        Matter.objects.values_list("done_by", flat=True),
    ):
        assert list(values)
        assert not [value for value in values if "Oili" in value]
    assert any("notes" in sentence.lower() for sentence in kept)


def test_what_they_had_taken_waits_for_everyone_again(person, matter, now):
    assign_matter(matter, person, actor=person, now=now)

    erase_person(person, now=now)

    matter.refresh_from_db()
    assert matter.assigned_to is None


def test_what_someone_reported_with_another_address_of_theirs_goes_too(person, now):
    second = person.emailaddress_set.create(email="oili.toinen@example.org", verified=True)
    report = report_content(OrganisationFactory(), why="wrong", message="…", email=second.email, now=now)

    erase_person(person, now=now)

    report.refresh_from_db()
    assert report.email == ""
