"""Answering whether an entry is still right: by the link of a letter, and by those who look after it."""

import re
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core import mail, signing

from raitti.core import links
from raitti.core.addresses import address
from raitti.core.audit import System
from raitti.core.jobs import Worker
from raitti.core.models import AuditEntry
from raitti.core.slugs import assign_slugs
from raitti.core.texts import translated
from raitti.directory.actions import set_publication
from raitti.directory.actions.check_rounds import ask_now, check_token
from raitti.directory.actions.freshness import confirm
from raitti.directory.actions.matters import open_matter
from raitti.directory.models import (
    Channel,
    CheckRound,
    Contact,
    Hiding,
    Matter,
    MatterKind,
    Organisation,
    OrganisationKind,
    Revision,
    Role,
    Schedule,
    Suggestion,
)
from raitti.directory.queries.confirmers import BY_LINK
from raitti.directory.rules import asked
from tests.factories import AreaFactory, MandateFactory, OrganisationFactory, ServiceFactory

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost:8000"}
NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
PROGRAM = System("test")


@pytest.fixture
def organisation():
    made = OrganisationFactory(
        name=translated(fi="Oulun Digiapu ry", sv="Uleåborgs Digihjälp rf"),
        email="digi@yhdistys.example",
        phone="040 555 0100",
        home_municipality=AreaFactory(),
        languages=["fi"],
    )
    assign_slugs(made, "organisation")
    return made


@pytest.fixture
def found(organisation) -> CheckRound:
    return ask_now(organisation, actor=PROGRAM, now=NOW)


@pytest.fixture
def path(found) -> str:
    """The link as it stands in the letter."""
    while Worker().work_once():
        pass
    return re.search(r"http://localhost:8000(/fi/tarkistus/\S+)", mail.outbox[0].body)[1]


def ask(client, path):
    return client.get(path, headers=HOST)


def answer(client, path, **values):
    return client.post(path, values, headers=HOST)


def warnings_on(page):
    return [str(said) for said in page.context["messages"] if said.level_tag == "warning"]


def test_the_link_of_a_letter_to_an_address_the_page_no_longer_has_opens_nothing(client, path, organisation):
    Organisation.objects.filter(pk=organisation.pk).update(email="uusi@yhdistys.example")

    for response in (ask(client, path), answer(client, path, answer="confirm")):
        assert response.status_code == 409
        assert "040 555 0100" not in response.content.decode()
    assert CheckRound.objects.get().answered is None


def test_looking_changes_nothing_however_often_it_is_done(client, path, organisation):
    for method in (client.get, client.head, client.get):
        assert method(path, headers=HOST).status_code == 200
    organisation.refresh_from_db()
    assert (organisation.verified_on, CheckRound.objects.get().answered) == (None, None)


def test_one_press_confirms_the_page_and_its_services(client, path, organisation):
    service, draft = (
        ServiceFactory(organisation=organisation),
        ServiceFactory(organisation=organisation, publication="draft"),
    )
    changed = Organisation.objects.get().changed

    response = answer(client, path, answer="confirm")

    assert response["Location"] == f"{path}kiitos/"
    organisation.refresh_from_db(), service.refresh_from_db(), draft.refresh_from_db()
    assert organisation.verified_on == service.verified_on is not None
    assert (organisation.verified_by, service.verified_by, draft.verified_on) == (BY_LINK, BY_LINK, None)
    assert organisation.changed == changed
    entry = AuditEntry.objects.get(verb="confirmed organisation")
    assert (entry.actor_kind, entry.actor_label) == ("link", BY_LINK)
    thanks = ask(client, response["Location"]).content.decode()
    assert address("organisation", "fi", slug=organisation.slug_in("fi")) in thanks


def test_a_link_that_was_answered_changes_nothing_any_more(client, path, organisation):
    answer(client, path, answer="confirm")
    response = answer(client, path, answer="close", status="dissolved", since="2026-01-01", reason="Loppu")
    organisation.refresh_from_db()
    assert (response.status_code, organisation.status) == (409, "active")
    again = client.get(path, headers=HOST, follow=True)
    assert (again.status_code, again.context["organisation"]) == (200, organisation), "opening it twice is no fault"


def test_the_link_of_an_earlier_round_is_of_no_use_in_the_next(client, path, organisation):
    confirm(organisation, actor=PROGRAM, by=BY_LINK, now=NOW)
    ask_now(organisation, actor=PROGRAM, now=NOW + timedelta(days=400))
    assert answer(client, path, answer="confirm").status_code == 409
    assert CheckRound.objects.filter(answered=None).count() == 1


@pytest.mark.parametrize("kind", ["forged", "cut", "other purpose", "other round", "no round"])
def test_what_is_not_our_link_shows_nothing(client, found, organisation, kind):
    token = check_token(found, organisation.email)
    tokens = {
        "forged": signing.dumps(str(found.uid), key="another", salt="raitti.check", compress=True),
        "cut": token[:-3],
        "other purpose": links.sign("claim", str(found.uid)),
        "other round": links.sign("check", "00000000-0000-4000-8000-000000000000"),
        "no round": links.sign("check", {"uid": "x"}),
    }
    response = ask(client, address("check", "fi", token=tokens[kind]))
    assert response.status_code == 409
    assert organisation.phone not in response.content.decode()


def test_a_link_older_than_ninety_days_is_of_no_use(client, path, monkeypatch):
    real = signing.time.time
    monkeypatch.setattr(signing.time, "time", lambda: real() + timedelta(days=89).total_seconds())
    assert ask(client, path).status_code == 200
    monkeypatch.setattr(signing.time, "time", lambda: real() + timedelta(days=91).total_seconds())
    assert ask(client, path).status_code == 409


def test_the_page_shows_nothing_that_is_not_public(client, path, organisation):
    Contact.objects.create(organisation=organisation, name="Salainen Nimi", phone="050 999", email="s@example.org")
    ServiceFactory(organisation=organisation, name=translated(fi="Luonnos"), publication="draft")
    page = ask(client, path).content.decode()
    assert "Oulun Digiapu ry" in page
    for secret in ("Salainen Nimi", "050 999", "s@example.org", "Luonnos"):
        assert secret not in page


def test_what_a_steward_hid_is_neither_shown_nor_changed_by_the_link(client, path, organisation, now):
    set_publication(organisation, "hidden", actor=PROGRAM, now=now)
    response = answer(client, path, answer="confirm")
    assert (response.status_code, organisation.phone in response.content.decode()) == (409, False)


def hide_unanswered(organisation, round_):
    at = NOW + timedelta(days=200)
    CheckRound.objects.filter(pk=round_.pk).update(hidden=at)
    about = {"organisation": organisation, "thing_kind": "organisation", "thing_uid": organisation.uid}
    Hiding.objects.create(**about, reason="Kukaan ei vastannut.", hidden_by="tarkistus", at=at)
    set_publication(organisation, "hidden", actor=PROGRAM, now=at)


@pytest.mark.parametrize("by_link", [True, False])
@pytest.mark.parametrize("what", ["confirm", "change"])
def test_a_page_nobody_answered_for_is_back_at_once_and_says_so(client, path, organisation, found, by_link, what):
    hide_unanswered(organisation, found)
    if not by_link:
        client.force_login(MandateFactory(organisation=organisation).person)
        path = address("confirm", "fi", uid=organisation.uid)
    assert "Kukaan ei vastannut." in ask(client, path).content.decode()

    fields = {"phone": "040 555 0199", "email": organisation.email, "website": "", "description": ""}
    response = answer(client, path, answer=what, **(fields if what == "change" else {}))

    assert "Nyt se näkyy taas kaikille." in ask(client, response["Location"]).content.decode()
    assert Hiding.objects.get().ended
    public = address("organisation", "fi", slug=organisation.slug_in("fi"))
    assert client.get(public, headers=HOST).status_code == 200


def test_what_is_new_is_on_the_page_at_once_with_the_old_kept(client, path, organisation):
    Contact.objects.create(
        organisation=organisation, role=translated(fi="Sihteeri"), phone="040 555 0100", is_public=True
    )
    fields = {"phone": "040 555 0199", "email": organisation.email, "website": "digiapu.example", "description": "Hei"}

    response = answer(client, path, answer="change", **fields)

    assert response.status_code == 302
    organisation.refresh_from_db()
    assert (organisation.phone, organisation.website) == ("040 555 0199", "https://digiapu.example")
    assert str(organisation.description) == "Hei"
    assert organisation.contacts.get().phone == "040 555 0199"
    assert organisation.verified_by == BY_LINK
    before = Revision.objects.get(thing_uid=organisation.uid).before
    assert before["phone"] == "040 555 0100"
    assert CheckRound.objects.get().answer == "changed"


def test_a_slip_is_explained_and_nothing_typed_is_lost(client, path, organisation):
    response = answer(client, path, answer="change", email="ei osoite", phone="040 1", website="", description="Uutta")
    page = response.content.decode()
    assert response.status_code == 422
    assert 'value="ei osoite"' in page
    assert "Uutta" in page
    assert 'href="#email"' in page
    assert 'aria-invalid="true"' in page
    organisation.refresh_from_db()
    assert (organisation.email, organisation.verified_on) == ("digi@yhdistys.example", None)


def test_a_service_can_be_ticked_off_while_the_others_are_confirmed(client, path, organisation):
    over, going = ServiceFactory(organisation=organisation), ServiceFactory(organisation=organisation)
    answer(client, path, answer="change", **{f"ended-{over.uid}": "on"})
    over.refresh_from_db(), going.refresh_from_db()
    assert (over.status, over.verified_on, going.status, going.verified_by) == ("defunct", None, "active", BY_LINK)


@pytest.fixture
def tuesdays(organisation):
    service = ServiceFactory(organisation=organisation)
    channel = Channel.objects.create(service=service, kind="online", url="https://x.example")
    Schedule.objects.create(channel=channel, starts_on=date(2026, 9, 1), rrule="FREQ=WEEKLY;BYDAY=TU")
    return service


def test_new_times_in_words_are_taken_as_they_are_meant(client, path, organisation, tuesdays):
    assert "tiistai" in ask(client, path).content.decode()
    done = answer(client, path, answer="change", **{f"times-{tuesdays.uid}": "joka torstai klo 17–19"})
    assert warnings_on(ask(client, done["Location"])) == []
    schedule = Schedule.objects.get()
    assert "TH" in schedule.rrule
    assert (schedule.opens.hour, schedule.closes.hour) == (17, 19)
    tuesdays.refresh_from_db()
    assert tuesdays.verified_by == BY_LINK


def test_times_that_nobody_understands_wait_for_a_person(client, path, organisation, tuesdays):
    words = "silloin kun Maijalle sopii"
    done = answer(client, path, answer="change", **{f"times-{tuesdays.uid}": words})
    assert done.status_code == 302
    (warning,) = warnings_on(ask(client, done["Location"]))
    assert str(tuesdays.name) in warning, "nobody takes them to be on the page"
    tuesdays.refresh_from_db(), organisation.refresh_from_db()
    assert (Suggestion.objects.get().message, tuesdays.verified_on) == (words, None)
    assert organisation.verified_by == BY_LINK
    assert Matter.objects.get(done=None).kind == "suggestion"


@pytest.mark.parametrize(("status", "of_services"), [("dissolved", "defunct"), ("dormant", "temporarily_closed")])
def test_an_association_says_that_it_rests_or_is_no_more(client, path, organisation, status, of_services):
    service = ServiceFactory(organisation=organisation)
    response = answer(client, path, answer="close", status=status, since="2026-10-31", reason="Väki väheni.")
    assert response.status_code == 302
    organisation.refresh_from_db(), service.refresh_from_db()
    assert (organisation.status, organisation.status_since) == (status, date(2026, 10, 31))
    assert (str(organisation.status_reason), service.status) == ("Väki väheni.", of_services)
    assert CheckRound.objects.get().answer == "closed"
    public = client.get(address("organisation", "fi", slug=organisation.slug_in("fi")), headers=HOST).content.decode()
    assert "Väki väheni." in public
    assert ask(client, response["Location"]).status_code == 200


def test_closing_asks_for_a_reason_and_a_day_that_has_come(client, path, organisation):
    response = answer(client, path, answer="close", status="dissolved", since="2099-01-01", reason="")
    organisation.refresh_from_db()
    assert (response.status_code, organisation.status) == (422, "active")


def test_every_page_asks_a_rule(client, path):
    with asked() as heard:
        ask(client, path)
        answer(client, path, answer="confirm")
        ask(client, f"{path}kiitos/")
    assert {"may_answer_check", "may_follow_check_link", "may_see"} <= set(heard)


def test_the_address_is_told_to_no_other_site(client, path):
    assert ask(client, path)["Referrer-Policy"] == "same-origin"


class TestSignedIn:
    def path(self, organisation):
        return address("confirm", "fi", uid=organisation.uid)

    def test_an_owner_confirms_as_the_association_itself(self, client, organisation):
        client.force_login(MandateFactory(organisation=organisation).person)
        assert answer(client, self.path(organisation), answer="confirm")["Location"] == address("freshness", "fi")
        organisation.refresh_from_db()
        assert organisation.verified_by == "the association itself"
        assert AuditEntry.objects.get(verb="confirmed organisation").on_behalf_id == ""

    def test_an_agent_confirms_on_the_association_s_behalf_and_the_trace_says_so(self, client, organisation):
        town = OrganisationFactory(kind=OrganisationKind.MUNICIPALITY, home_municipality=organisation.home_municipality)
        client.force_login(MandateFactory(organisation=town, role=Role.AGENT).person)
        page = ask(client, self.path(organisation)).content.decode()
        assert 'class="behalf"' in page
        assert 'href="tel:0405550100"' in page
        answer(client, self.path(organisation), answer="confirm")
        organisation.refresh_from_db()
        assert organisation.verified_by.startswith("an association agent")
        assert AuditEntry.objects.get(verb="confirmed organisation").on_behalf_id == str(organisation.pk)

    def test_a_contact_officer_confirms_but_does_not_change(self, client, organisation):
        town = OrganisationFactory(kind=OrganisationKind.MUNICIPALITY, home_municipality=organisation.home_municipality)
        client.force_login(MandateFactory(organisation=town, role=Role.CONTACT_OFFICER).person)
        response = answer(client, self.path(organisation), answer="change", phone="1")
        organisation.refresh_from_db()
        assert (response.status_code, organisation.phone) == (403, "040 555 0100")
        assert answer(client, self.path(organisation), answer="confirm").status_code == 302

    def test_strangers_are_turned_away(self, client, organisation):
        client.force_login(MandateFactory().person)
        for path in (self.path(organisation), address("ask_again", "fi", uid=organisation.uid)):
            assert answer(client, path, answer="confirm").status_code == 403
        organisation.refresh_from_db()
        assert (organisation.verified_on, CheckRound.objects.count()) == (None, 0)

    def test_whoever_comes_from_the_queue_goes_back_to_it(self, client, organisation):
        town = OrganisationFactory(kind=OrganisationKind.MUNICIPALITY, home_municipality=organisation.home_municipality)
        client.force_login(MandateFactory(organisation=town, role=Role.AGENT).person)
        for name in ("overview", "queue"):
            assert answer(client, self.path(organisation), answer="confirm")["Location"] == address(name, "fi")
            open_matter(
                kind=MatterKind.STALE, about_uid=uuid4(), organisation=organisation, title="Oulun Digiapu ry", now=NOW
            )

    def test_a_letter_is_not_offered_where_none_arrives(self, client, organisation):
        town = OrganisationFactory(kind=OrganisationKind.MUNICIPALITY, home_municipality=organisation.home_municipality)
        client.force_login(MandateFactory(organisation=town, role=Role.AGENT).person)
        offer = address("ask_again", "fi", uid=organisation.uid)
        assert offer in ask(client, self.path(organisation)).content.decode()
        Organisation.objects.filter(pk=organisation.pk).update(email="")
        assert offer not in ask(client, self.path(organisation)).content.decode()

    def test_a_letter_can_be_sent_from_the_page(self, client, organisation):
        client.force_login(MandateFactory(organisation=organisation).person)
        for _ in range(3):
            answer(client, address("ask_again", "fi", uid=organisation.uid))
        found = CheckRound.objects.get()
        assert found.asked
        assert found.reminded


def test_whoever_no_longer_looks_after_the_page_says_so_and_the_link_answers_no_more(client, path, organisation):
    other = MandateFactory(organisation=organisation, role=Role.OWNER).person
    assert 'value="leave"' in ask(client, path).content.decode()

    response = answer(client, path, answer="leave", words="Kysykää Ainolta")

    assert response["Location"] == f"{path}ohi/"
    assert ask(client, response["Location"]).status_code == 200
    organisation.refresh_from_db()
    assert (organisation.email, CheckRound.objects.get().answered) == ("", None)
    while Worker().work_once():
        pass
    assert any("Kysykää Ainolta" in letter.body for letter in mail.outbox if letter.to == [other.email])
    assert ask(client, path).status_code == 409


def test_a_last_owner_who_leaves_is_shown_how_to_hand_the_page_over(client, organisation):
    mandate = MandateFactory(organisation=organisation, role=Role.OWNER)
    found = ask_now(organisation, actor=PROGRAM, now=NOW)
    link = address("check", "fi", token=check_token(found, mandate.person.email))

    left = ask(client, answer(client, link, answer="leave")["Location"]).content.decode()

    assert address("hand_over", "fi", uid=mandate.uid) in left


def test_words_too_long_to_be_kept_stand_there_still_and_nothing_has_happened(client, path, organisation):
    long = "Kysykää Ainolta " * 40

    response = answer(client, path, answer="leave", words=long)

    assert response.status_code == 422
    assert long.strip() in response.content.decode()
    organisation.refresh_from_db()
    assert organisation.email == "digi@yhdistys.example"
