"""Suggestions, reports, hidden pages, history and undoing, as their readers meet them."""

from dataclasses import replace
from urllib.parse import unquote

import pytest
from django.utils import timezone

from raitti.core.addresses import address
from raitti.core.texts import translated
from raitti.directory.actions import save_organisation
from raitti.directory.actions.moderation import appeal, hide, report_content
from raitti.directory.actions.suggestions import suggest_change
from raitti.directory.actions.telling import tell_now
from raitti.directory.facts import ContactFacts
from raitti.directory.models import Hiding, Matter, Organisation, Portal, Revision, Role
from raitti.directory.snapshots import facts_of
from tests.factories import AreaFactory, MandateFactory, OrganisationFactory, PersonFactory
from tests.letters import letters

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost:8000"}


@pytest.fixture
def town():
    return OrganisationFactory(kind="municipality", home_municipality=AreaFactory())


@pytest.fixture
def organisation(town):
    return OrganisationFactory(
        name=translated(fi="Kerho ry"),
        summary=translated(fi="Kokoonnumme tiistaisin."),
        phone="040 1",
        home_municipality=town.home_municipality,
    )


@pytest.fixture
def owner(organisation):
    return MandateFactory(organisation=organisation, person__email="omistaja@example.org").person


@pytest.fixture
def agent(town):
    return MandateFactory(organisation=town, role=Role.AGENT, person__name="Anna Agentti").person


@pytest.fixture
def steward(town, organisation):
    home = OrganisationFactory(kind="federation")
    portal = Portal.objects.create(key="koe", hostname="koe.localhost", name=translated(fi="Koe"), steward=home)
    portal.areas.add(town.home_municipality)
    return MandateFactory(organisation=home, role=Role.STEWARD, person__name="Sari Steward").person


def change(organisation, actor, *, on_behalf_of=None, **facts):
    fresh = Organisation.objects.get(pk=organisation.pk)
    known = replace(facts_of(fresh), **facts)
    return save_organisation(known, actor=actor, now=timezone.now(), on_behalf_of=on_behalf_of)


def test_the_owner_accepts_in_part_with_a_word_and_the_page_changes(client, organisation, owner):
    proposed = {"phone": "040 2", "summary": {"fi": "Kokoonnumme torstaisin."}}
    made = suggest_change(organisation, proposed=proposed, email="lukija@example.org", now=timezone.now())
    client.force_login(owner)
    path = address("suggestion", "fi", uid=str(made.uid))
    page = client.get(path, headers=HOST).content.decode()
    assert ">tiistaisin</del>" in page.replace("\n", "")
    assert ">torstaisin</ins>" in page.replace("\n", "")
    response = client.post(path, {"accepted": ["summary"], "some": "1"}, headers=HOST)
    assert response.status_code == 422, "a reason is asked for"
    assert 'value="summary" checked' in response.content.decode()
    assert 'value="phone" checked' not in response.content.decode()
    response = client.post(path, {"accepted": ["summary"], "some": "1", "reason": "Numero on oikein."}, headers=HOST)
    assert response["Location"] == address("history", "fi", uid=str(organisation.uid))
    organisation.refresh_from_db()
    assert (str(organisation.summary), organisation.phone) == ("Kokoonnumme torstaisin.", "040 1")
    assert "Numero on oikein." in letters(to="lukija@example.org")[0].text


def test_a_decided_suggestion_still_shows_what_was_proposed_and_what_came_of_each_part(client, organisation, owner):
    proposed = {"phone": "040 555 0102", "summary": {"fi": "Kokoonnumme torstaisin."}, "website": ""}
    made = suggest_change(organisation, proposed=proposed, message="Soita <b>ensin</b>.", now=timezone.now())
    client.force_login(owner)
    path = address("suggestion", "fi", uid=str(made.uid))
    client.post(path, {"accepted": ["summary", "message"], "reason": "Numero on oikein."}, headers=HOST)

    page = client.get(path, headers=HOST).content.decode()

    for field, came in {
        "Kokoonnumme torstaisin.": "hyväksytty",
        "040 555 0102": "ei hyväksytty",
        "Soita &lt;b&gt;ensin&lt;/b&gt;.": "",
    }.items():
        part = next(part for part in page.split("<section") if field in part)
        assert f"<strong>{came}" in part
    assert page.count("<section") == len(proposed) + 1


def test_an_agent_who_accepts_acts_on_behalf_and_is_told_so_before(client, organisation, agent):
    made = suggest_change(organisation, proposed={"phone": "040 2"}, now=timezone.now())
    client.force_login(agent)
    path = address("suggestion", "fi", uid=str(made.uid))
    assert 'class="behalf"' in client.get(path, headers=HOST).content.decode()
    client.post(path, {"all": "1"}, headers=HOST)
    assert Revision.objects.get().on_behalf == "Kerho ry"


def test_what_cannot_be_kept_is_said_at_its_field_and_nothing_is_decided(client, organisation, owner):
    made = suggest_change(organisation, proposed={"website": "ei osoite"}, now=timezone.now())
    client.force_login(owner)
    response = client.post(address("suggestion", "fi", uid=str(made.uid)), {"all": "1"}, headers=HOST)
    assert response.status_code == 422
    made.refresh_from_db()
    assert made.state == "open"


def test_a_stranger_reads_neither_suggestion_report_history_nor_appeal(client, organisation, steward):
    now = timezone.now()
    made = suggest_change(organisation, proposed={"phone": "2"}, now=now)
    report = report_content(organisation, why="wrong", message="salaisuus", now=now)
    change(organisation, steward, phone="040 9")
    hiding = hide(organisation, reason="x", actor=steward, now=now)
    revision = Revision.objects.order_by("pk").first()
    client.force_login(MandateFactory().person)
    for name, words in {
        "suggestion": {"uid": made.uid},
        "reported": {"uid": report.uid},
        "appealed": {"uid": hiding.uid},
        "hide": {"uid": organisation.uid},
        "history": {"uid": organisation.uid},
        "change": {"uid": organisation.uid, "number": revision.pk},
    }.items():
        path = address(name, "fi", **words)
        assert client.get(path, headers=HOST).status_code == 403, name
        assert client.post(path, {"all": "1"}, headers=HOST).status_code in {403, 405}, name


def test_the_steward_hides_by_a_report_and_the_reason_is_asked_for_first(client, organisation, owner, steward):
    report = report_content(organisation, why="offensive", message="Katso tekstiä.", now=timezone.now())
    client.force_login(steward)
    path = address("reported", "fi", uid=str(report.uid))
    assert "Katso tekstiä." in client.get(path, headers=HOST).content.decode()
    response = client.post(path, {"decision": "hide", "answer": "Piilotimme."}, headers=HOST)
    assert response.status_code == 422
    assert "Piilotimme." in response.content.decode()
    client.post(path, {"decision": "hide", "hide_because": "Herjaava.", "answer": "Piilotimme."}, headers=HOST)
    organisation.refresh_from_db()
    assert organisation.publication == "hidden"
    assert not Matter.objects.filter(done=None).exists()


def test_the_keeper_appeals_by_the_letter_s_link_and_the_steward_gives_back(client, organisation, owner, steward):
    hiding = hide(organisation, reason="Herjaava.", actor=steward, now=timezone.now())
    path = letters(to="omistaja@example.org")[0].path()
    assert "Herjaava." in client.get(path, headers=HOST).content.decode()
    assert client.post(path, {"text": " "}, headers=HOST).status_code == 422
    client.post(path, {"text": "Korjasimme tekstin."}, headers=HOST)
    assert client.post(path, {"text": "Uudestaan"}, headers=HOST).status_code == 409
    client.force_login(steward)
    answer = address("appealed", "fi", uid=str(hiding.uid))
    assert "Korjasimme tekstin." in client.get(answer, headers=HOST).content.decode()
    client.post(answer, {"decision": "give_back", "answer": "Kiitos."}, headers=HOST)
    organisation.refresh_from_db()
    assert organisation.publication == "published"
    assert Hiding.objects.get().ended is not None


def test_history_shows_before_and_after_and_a_field_is_brought_back(client, organisation, owner):
    change(organisation, owner, phone="040 2", summary={"fi": "Kokoonnumme torstaisin."})
    client.force_login(owner)
    listed = client.get(address("history", "fi", uid=str(organisation.uid)), headers=HOST).content.decode()
    revision = Revision.objects.get()
    path = address("change", "fi", uid=str(organisation.uid), number=revision.pk)
    assert path in listed
    page = client.get(path, headers=HOST).content.decode()
    assert ">1</del>" in page
    assert ">2</ins>" in page
    assert client.post(path, {"some": "1"}, headers=HOST).status_code == 422, "nothing was ticked"
    client.post(path, {"some": "1", "field": ["phone"]}, headers=HOST)
    organisation.refresh_from_db()
    assert (organisation.phone, str(organisation.summary)) == ("040 1", "Kokoonnumme torstaisin.")
    client.post(path, {"whole": "1"}, headers=HOST)
    organisation.refresh_from_db()
    assert str(organisation.summary) == "Kokoonnumme tiistaisin."


def test_a_change_of_another_page_is_not_found_under_this_one(client, organisation, owner):
    change(OrganisationFactory(), owner, email="salainen@kutojat.example")
    client.force_login(owner)
    path = address("change", "fi", uid=str(organisation.uid), number=Revision.objects.get().pk)
    assert client.get(path, headers=HOST).status_code == 404


def test_the_association_undoes_by_the_letter_without_signing_in(client, organisation, owner, agent):
    hidden = ContactFacts(role={"fi": "Puheenjohtaja"}, phone="050 999", is_public=False)
    change(organisation, agent, on_behalf_of=organisation, phone="040 2", contacts=(hidden,))
    tell_now(organisation.pk, now=timezone.now())
    path = unquote(letters(to="omistaja@example.org")[0].path())
    page = client.get(path, headers=HOST).content.decode()
    assert "Anna Agentti" in page
    assert "050 999" not in page
    assert client.post(path, {}, headers=HOST).status_code == 422
    client.post(path, {"change": [str(Revision.objects.get().pk)], "word": "Väärä numero."}, headers=HOST)
    organisation.refresh_from_db()
    assert organisation.phone == "040 1"
    assert "Väärä numero." in letters(to=agent.email)[-1].text
    assert client.get(path, headers=HOST).status_code == 200, "the page then says that it is undone"


def test_a_link_that_was_tampered_with_or_whose_reader_lost_the_role_undoes_nothing(client, organisation, owner, agent):
    change(organisation, agent, on_behalf_of=organisation, phone="040 2")
    tell_now(organisation.pk, now=timezone.now())
    path = unquote(letters(to="omistaja@example.org")[0].path())
    assert client.get(path[:-4] + "x/", headers=HOST).status_code == 410
    owner.mandates.update(ended_on=timezone.localdate())
    response = client.post(path, {"change": [str(Revision.objects.get().pk)]}, headers=HOST)
    assert response.status_code == 403
    organisation.refresh_from_db()
    assert organisation.phone == "040 2"


def test_an_owner_undoes_from_the_history_too_and_an_agent_does_not(client, organisation, owner, agent):
    change(organisation, agent, on_behalf_of=organisation, phone="040 2")
    path = address("change", "fi", uid=str(organisation.uid), number=Revision.objects.get().pk)
    client.force_login(agent)
    assert client.post(path, {"undo": "1"}, headers=HOST).status_code == 403
    client.force_login(owner)
    client.post(path, {"undo": "1"}, headers=HOST)
    organisation.refresh_from_db()
    assert organisation.phone == "040 1"


def test_the_steward_hides_and_gives_back_from_the_page_s_history(client, organisation, steward):
    client.force_login(steward)
    path = address("hide", "fi", uid=str(organisation.uid))
    assert client.post(path, {"hide_because": ""}, headers=HOST).status_code == 422
    client.post(path, {"hide_because": "Syy"}, headers=HOST)
    assert not Organisation.objects.visible_to(None).filter(pk=organisation.pk).exists()
    client.post(path, {}, headers=HOST)
    assert Organisation.objects.visible_to(None).filter(pk=organisation.pk).exists()


def test_an_appeal_is_answered_only_by_a_choice_that_was_made(client, organisation, owner, steward):
    hiding = hide(organisation, reason="Mainos.", actor=steward, now=timezone.now())
    appeal(hiding, "Emme mainosta.", actor=owner, now=timezone.now())
    client.force_login(steward)
    path = address("appealed", "fi", uid=str(hiding.uid))
    assert "checked" not in client.get(path, headers=HOST).content.decode()

    response = client.post(path, {"answer": "Sivu on korjattu."}, headers=HOST)

    assert response.status_code == 422
    assert "Sivu on korjattu." in response.content.decode()
    assert Hiding.objects.get().answer == ""


def test_history_says_until_when_what_others_did_can_be_undone(client, organisation, owner, agent):
    change(organisation, agent, on_behalf_of=organisation, phone="040 2")
    until = timezone.localtime(Revision.objects.get().undo_until)
    path = address("history", "en", uid=str(organisation.uid))
    shown = []
    for reader in (owner, agent):
        client.force_login(reader)
        page = client.get(path, headers=HOST).content.decode()
        shown.append(f"until {until.day}.{until.month}.{until.year}" in page)
    assert shown == [True, False]


def test_an_unknown_person_is_led_to_sign_in(client, organisation):
    PersonFactory()
    for name in ("history", "hide"):
        response = client.get(address(name, "fi", uid=str(organisation.uid)), headers=HOST)
        assert response.status_code == 302, name
        assert response["Location"].startswith(address("sign_in", "fi"))
