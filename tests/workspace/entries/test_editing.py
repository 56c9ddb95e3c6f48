"""Editing an entry: nothing typed is lost, nobody else reads it, and two people's changes are put together."""

import json
import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from raitti.core.addresses import address
from raitti.core.texts import translated, versions
from raitti.directory.actions import save_service, save_topics
from raitti.directory.facts import ChannelFacts, ContactFacts, ServiceFacts, TopicFacts, VocabularyFacts
from raitti.directory.models import (
    Draft,
    FirstLook,
    Location,
    Mandate,
    Organisation,
    Publication,
    Revision,
    Role,
    Service,
)
from raitti.directory.rules import asked
from raitti.directory.snapshots import facts_of
from tests.factories import MandateFactory, OrganisationFactory, PersonFactory
from tests.workspace.entries.filling import HOST, edit, form_on, in_one_window, open_form, press

pytestmark = pytest.mark.django_db


@pytest.fixture
def volunteer(client: Client) -> Client:
    client.force_login(PersonFactory())
    return client


Keeper = Callable[[Organisation], Client]


@pytest.fixture
def keeper_of() -> Keeper:
    def make(organisation: Organisation) -> Client:
        client = Client()
        client.force_login(MandateFactory(organisation=organisation).person)
        return client

    return make


def test_whoever_adds_an_organisation_keeps_its_page_and_reads_what_happens_next(volunteer):
    path = volunteer.get(address("new_organisation", "fi"), headers=HOST)["Location"]
    fields = open_form(volunteer, path) | {"name_fi": "Kempeleen Kutojat ry", "phone": "040 1234567"}

    response = press(volunteer, path, fields)

    organisation = Organisation.objects.get()
    assert response["Location"].startswith(address("organisation_desk", "fi", organisation=organisation.uid))
    assert (versions(organisation.name), organisation.publication) == ({"fi": "Kempeleen Kutojat ry"}, "draft")
    assert "sähköpostia" in volunteer.get(response["Location"], headers=HOST).content.decode()
    assert organisation.verified_on is not None
    assert organisation.next_check_due > organisation.verified_on
    assert Mandate.objects.get().role == Role.OWNER
    assert not Draft.objects.exists()


def test_pressing_publish_twice_makes_one_organisation(volunteer):
    path = address("edit_organisation", "fi", organisation=uuid4())
    fields = open_form(volunteer, path) | {"name_fi": "Kempeleen Kutojat ry"}
    fields |= {"contact-new0-role_fi": ["Sihteeri"]}

    press(volunteer, path, fields)
    press(volunteer, path, fields)

    assert Organisation.objects.get().contacts.count() == 1


def test_an_untouched_form_published_changes_nothing_but_the_check(keeper_of, now):
    organisation = OrganisationFactory(
        name=translated(fi="Kerho ry", se="Searvi"), description=translated(fi="Eka.\n\nToka."), phone="08 555 0101"
    )
    facts = ServiceFacts(
        source="ptv",
        source_id="p1",
        organisation=f"uid:{organisation.uid}",
        name={"fi": "Kahvila"},
        contacts=(ContactFacts(role={"fi": "Ohjaaja"}, phone="040 555 0101", is_public=False, source_id="c1"),),
        channels=(ChannelFacts(kind="phone", phone="08 555 0102", note={"sv": "Ring"}, source_id="k1"),),
    )
    service = save_service(facts, actor=PersonFactory(), now=now).thing
    client = keeper_of(organisation)
    before = facts_of(organisation), facts_of(service)
    part = address("edit_service", "fi", organisation=organisation.uid, part=service.uid)

    assert press(client, edit(organisation), open_form(client, edit(organisation))).status_code == 302
    assert press(client, part, open_form(client, part)).status_code == 302

    after = facts_of(Organisation.objects.get()), facts_of(Service.objects.get())
    for old, new in zip(before, after, strict=True):
        assert {name for name in vars(new) if getattr(old, name) != getattr(new, name)} == {
            "verified_on",
            "verified_by",
        }


def test_a_form_with_a_slip_comes_back_with_everything_typed_and_the_slip_named(volunteer):
    path = address("edit_organisation", "fi", organisation=uuid4())
    fields = open_form(volunteer, path) | {"name_fi": "Kerho ry", "email": "ei osoite", "home": "Atlantis"}

    response = press(volunteer, path, fields)

    page = response.content.decode()
    assert response.status_code == 422
    assert 'value="Kerho ry"' in page
    assert 'value="ei osoite"' in page
    assert 'href="#email"' in page
    assert 'href="#home"' in page
    assert re.search(r'<input[^>]*name="email"[^>]*aria-invalid="true"', page)
    assert not Organisation.objects.exists()
    assert Draft.objects.get().fields["home"] == ["Atlantis"]


def test_the_draft_is_saved_as_one_writes_and_is_there_again(volunteer):
    path = address("edit_organisation", "fi", organisation=uuid4())
    fields = open_form(volunteer, path) | {"name_fi": "Kerho", "founded_year": "joskus"}

    told = press(volunteer, path, fields, "", accept="application/json")

    assert json.loads(told.content)["saved"]
    again = open_form(volunteer, path)
    assert again["name_fi"] == ["Kerho"]
    assert again["founded_year"] == ["joskus"]
    assert not Organisation.objects.exists()


def test_nobody_else_reads_a_draft_by_its_address(volunteer, client):
    path = address("edit_organisation", "fi", organisation=uuid4())
    press(volunteer, path, open_form(volunteer, path) | {"name_fi": "Salainen seura"}, "draft")
    other = Client()
    other.force_login(PersonFactory())

    assert "Salainen" not in other.get(path, headers=HOST).content.decode()
    preview = address("preview_organisation", "fi", organisation=Draft.objects.get().thing_uid)
    assert other.get(preview, headers=HOST).status_code == 302
    assert Client().get(path, headers=HOST).status_code == 302


def test_the_ended_session_gives_back_what_was_written(volunteer):
    path = address("edit_organisation", "fi", organisation=uuid4())
    fields = open_form(volunteer, path) | {"name_fi": "Kerho ry"}
    volunteer.logout()

    response = press(volunteer, path, fields)

    assert response.status_code == 401
    assert "Kerho ry" in response.content.decode()


@pytest.mark.parametrize("page", ["edit_organisation", "organisation_desk", "new_service", "close_organisation"])
def test_pages_of_another_association_are_refused(volunteer, page):
    organisation = OrganisationFactory()

    with asked() as rules:
        response = volunteer.get(address(page, "fi", organisation=organisation.uid), headers=HOST)

    assert rules
    assert response.status_code == 403


def test_another_associations_activity_cannot_be_edited_through_ones_own(keeper_of, now):
    own, other = OrganisationFactory(), OrganisationFactory()
    facts = ServiceFacts(source="", source_id="", organisation=f"uid:{other.uid}", name={"fi": "Heidän"})
    theirs = save_service(facts, actor=PersonFactory(), now=now).thing
    path = address("edit_service", "fi", organisation=own.uid, part=theirs.uid)

    assert keeper_of(own).get(path, headers=HOST).status_code == 404
    assert keeper_of(own).post(path, {"name_fi": "Meidän"}, headers=HOST).status_code == 404


def test_a_preview_shows_the_public_page_and_leaves_no_trace(volunteer):
    path = address("edit_organisation", "fi", organisation=uuid4())
    fields = open_form(volunteer, path) | {"name_fi": "Kerho ry", "summary_fi": "Pelaamme shakkia."}

    page = volunteer.get(press(volunteer, path, fields, "preview")["Location"], headers=HOST).content.decode()

    assert "<h1>Kerho ry</h1>" in page
    assert "Pelaamme shakkia." in page
    assert not Organisation.objects.exists()
    assert not Mandate.objects.exists()
    assert Draft.objects.count() == 1
    assert press(volunteer, path, form_of_preview(page)).status_code == 302
    assert FirstLook.objects.get().organisation == Organisation.objects.get()


def form_of_preview(page: str) -> dict[str, list[str]]:
    return form_on(page.replace('<form class="row"', '<form data-draft="" class="row"'))


def test_whoever_publishes_first_reads_that_someone_else_has_begun_too(keeper_of):
    organisation = OrganisationFactory()
    first, second = keeper_of(organisation), keeper_of(organisation)
    fields, others = open_form(first, edit(organisation)), open_form(second, edit(organisation))
    press(second, edit(organisation), others | {"summary_fi": "Toisen sanat"}, "draft")

    done = press(first, edit(organisation), fields | {"summary_fi": "Ensimmäisen sanat"})

    page = first.get(done["Location"], headers=HOST)
    assert str(Draft.objects.get().person) in " ".join(str(said) for said in page.context["messages"])


def test_two_people_who_change_different_things_both_get_their_way(keeper_of):
    organisation = OrganisationFactory(summary=translated(fi="Vanha"), phone="08 555 0101")
    one, two = keeper_of(organisation), keeper_of(organisation)
    path = edit(organisation)
    first = open_form(one, path) | {"summary_fi": "Uusi"}
    second = open_form(two, path) | {"phone": "08 555 0102", "summary_sv": "Ny"}

    press(one, path, first)
    assert press(two, path, second).status_code == 302

    organisation.refresh_from_db()
    assert (versions(organisation.summary), organisation.phone) == ({"fi": "Uusi", "sv": "Ny"}, "08 555 0102")


def test_two_people_who_change_the_same_text_are_told_and_the_second_chooses(keeper_of):
    organisation = OrganisationFactory(summary=translated(fi="Vanha"), phone="08 555 0101")
    one, two = keeper_of(organisation), keeper_of(organisation)
    path = edit(organisation)
    first = in_one_window(open_form(one, path)) | {"summary_fi": "Ykkösen"}
    second = in_one_window(open_form(two, path)) | {"summary_fi": "Kakkosen"}
    press(one, path, first, "draft")
    told = json.loads(press(two, path, second | {"phone": "08 555 0102"}, "", accept="application/json").content)
    assert len(told["others"]) == 1
    assert str(Draft.objects.exclude(fields__phone=["08 555 0102"]).get().person) in told["others"][0]
    assert str(Draft.objects.get(fields__phone=["08 555 0102"]).person) in one.get(path, headers=HOST).content.decode()
    press(one, path, first)

    side_by_side = press(two, path, second | {"phone": "08 555 0102"})

    page = side_by_side.content.decode()
    assert side_by_side.status_code == 409
    assert "Ykkösen" in page
    assert "Kakkosen" in page
    organisation.refresh_from_db()
    assert versions(organisation.summary) == {"fi": "Ykkösen"}
    assert Draft.objects.get().fields["summary_fi"] == ["Kakkosen"]

    sent = form_on(page.replace('<form class="stack wide"', '<form data-draft="" class="stack wide"'))
    assert press(two, path, sent | {"choice.summary.fi": "mine"}).status_code == 302
    organisation.refresh_from_db()
    assert (versions(organisation.summary), organisation.phone) == ({"fi": "Kakkosen"}, "08 555 0102")
    assert any(revision.before["summary"] == {"fi": "Ykkösen"} for revision in Revision.objects.all())


def test_a_choice_made_over_an_older_version_is_asked_anew(keeper_of):
    organisation = OrganisationFactory(summary=translated(fi="Vanha"))
    one, two = keeper_of(organisation), keeper_of(organisation)
    path = edit(organisation)
    first, second = open_form(one, path), open_form(two, path) | {"summary_fi": "Minun"}
    press(one, path, first | {"summary_fi": "Toinen"})
    page = press(two, path, second).content.decode()
    sent = form_on(page.replace('<form class="stack wide"', '<form data-draft="" class="stack wide"'))
    press(one, path, open_form(one, path) | {"summary_fi": "Kolmas"})

    response = press(two, path, sent | {"choice.summary.fi": "mine"})

    assert response.status_code == 409
    assert "Kolmas" in response.content.decode()


def test_an_activity_is_published_with_its_new_place_and_times(keeper_of):
    organisation = OrganisationFactory()
    client = keeper_of(organisation)
    path = client.get(address("new_service", "fi", organisation=organisation.uid), headers=HOST)["Location"]
    fields = open_form(client, path)
    [way] = fields["way"]
    fields |= {
        "name_fi": "Lukupiiri",
        f"way-{way}-when": "joka toinen tiistai klo 17–19",
        f"way-{way}-place_name": "Kirjasto",
        f"way-{way}-street": "Kirjastotie 1",
    }

    assert press(client, path, fields).status_code == 302

    [channel] = Service.objects.get().channels.all()
    [schedule] = channel.schedules.all()
    assert (channel.kind, str(channel.location), channel.location.organisation) == ("place", "Kirjasto", organisation)
    assert "INTERVAL=2" in schedule.rrule
    assert Location.objects.get().publication == Publication.PUBLISHED


def test_words_that_are_no_time_are_named_and_kept(keeper_of):
    organisation = OrganisationFactory()
    client = keeper_of(organisation)
    words = {"organisation": organisation.uid, "part": uuid4()}
    path = address("edit_service", "fi", **words)
    fields = open_form(client, path)
    [way] = fields["way"]
    typed = fields | {"name_fi": "X", f"way-{way}-when": "jos vain jaksetaan"}

    for language, sentence in (("fi", "Emme ymmärtäneet"), ("sv", "Vi förstod inte")):
        response = press(client, address("edit_service", language, **words), in_one_window(typed))
        page = response.content.decode()

        assert response.status_code == 422
        assert f'href="#way-{way}-when"' in page
        assert "jos vain jaksetaan" in page
        # The language they read now, though they began to write in another.
        assert sentence in page


def test_one_more_time_or_contact_is_added_without_losing_what_was_written(keeper_of):
    organisation = OrganisationFactory()
    client = keeper_of(organisation)
    path = address("edit_service", "fi", organisation=organisation.uid, part=uuid4())

    press(client, path, open_form(client, path) | {"name_fi": "Kahvila"}, "another_way")
    press(client, path, open_form(client, path), "another_contact")

    fields = open_form(client, path)
    assert (fields["name_fi"], len(fields["way"]), len(fields["contact"])) == (["Kahvila"], 2, 2)


def test_a_draft_can_be_thrown_away(keeper_of):
    organisation = OrganisationFactory(phone="08 555 0101")
    client = keeper_of(organisation)
    press(client, edit(organisation), open_form(client, edit(organisation)) | {"phone": "08 555 0102"}, "draft")

    client.post(address("discard_organisation", "fi", organisation=organisation.uid), headers=HOST)

    assert not Draft.objects.exists()
    assert open_form(client, edit(organisation))["phone"] == ["08 555 0101"]


def test_of_two_windows_of_one_person_neither_pushes_out_the_other_unasked(volunteer):
    path = address("edit_organisation", "fi", organisation=uuid4())
    early, late = open_form(volunteer, path), open_form(volunteer, path)
    press(volunteer, path, early | {"name_fi": "Ensimmäinen"}, "draft")

    told = press(volunteer, path, late | {"name_fi": "Toinen"}, "", accept="application/json")
    shown = press(volunteer, path, late | {"name_fi": "Toinen"}, "draft")

    assert (told.status_code, shown.status_code) == (409, 409)
    assert Draft.objects.get().fields["name_fi"] == ["Ensimmäinen"]
    again = form_on(shown.content.decode())
    assert again["name_fi"] == ["Toinen"]
    press(volunteer, path, again, "draft")
    assert Draft.objects.get().fields["name_fi"] == ["Toinen"]


def test_who_writes_on_is_told_that_someone_has_published_meanwhile(keeper_of):
    organisation = OrganisationFactory(phone="08 555 0101")
    one, two = keeper_of(organisation), keeper_of(organisation)
    path = edit(organisation)
    first, second = open_form(one, path), in_one_window(open_form(two, path))
    press(two, path, second, "draft")
    press(one, path, first | {"phone": "08 555 0102"})

    told = json.loads(press(two, path, second, "", accept="application/json").content)

    assert len(told["others"]) == 1


def test_topics_are_offered_while_one_writes_and_after_a_reload(volunteer):
    vocabulary = VocabularyFacts(key="raitti", name="Raitti")
    topics = [TopicFacts(uri="urn:raitti:topic:kasityot", notation="kasityot", name={"fi": "Käsityöt"})]
    save_topics(vocabulary, topics, actor=PersonFactory(), now=timezone.now())
    path = address("edit_organisation", "fi", organisation=uuid4())
    fields = open_form(volunteer, path) | {"name_fi": "Kutojat ry", "summary_fi": "Teemme käsitöitä yhdessä."}

    sent = {**fields, "about": "topics", "kind": "organisation"}
    offered = volunteer.post(address("offer_topics", "fi"), sent, headers=HOST).content.decode()
    assert 'name="topics" value="urn:raitti:topic:kasityot"' in offered
    press(volunteer, path, fields, "draft")
    page = volunteer.get(path, headers=HOST).content.decode()
    assert page.count('value="urn:raitti:topic:kasityot"') == 2

    press(volunteer, path, open_form(volunteer, path) | {"topics": "urn:raitti:topic:kasityot"})
    assert [topic.notation for topic in Organisation.objects.get().topics.all()] == ["kasityot"]
