"""What is done where letters come back: the next address is tried, and where there is none, a person is to look."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from raitti.core import daily
from raitti.core.addressees import forget_bounce, is_bounced, mark_bounced, refuse_kinds, row_of
from raitti.core.models import AuditEntry
from raitti.core.texts import translated
from raitti.core.verdicts import Refused
from raitti.directory.actions.check_rounds import check_entries
from raitti.directory.actions.claims import claim_organisation
from raitti.directory.actions.invitations import invite
from raitti.directory.actions.mail_again import let_mail_go_again, let_own_mail_go_again
from raitti.directory.actions.matters import mend_queue
from raitti.directory.actions.reminders import remind_of_mandates, tell_of_returned
from raitti.directory.models import CheckRound, Contact, Matter, Organisation, Role
from raitti.directory.queries.addressees import addressees_of, dead_addresses, language_of
from tests.factories import MandateFactory, OrganisationFactory, PersonFactory
from tests.letters import letters

pytestmark = pytest.mark.django_db
OWN = "toimisto@kutojat.example"
DAY = timedelta(days=1)


@pytest.fixture
def organisation(areas, now):
    return OrganisationFactory(
        name=translated(fi="Oulun Kutojat ry"),
        email=OWN,
        languages=["fi"],
        home_municipality=areas["oulu"],
        next_check_due=timezone.localdate(now),
    )


def with_owner(organisation, email="omistaja@example.org", **fields):
    return MandateFactory(organisation=organisation, person=PersonFactory(email=email), **fields)


def role_contact(organisation, email="sihteeri@kutojat.example", **fields):
    return Contact.objects.create(
        organisation=organisation, role=translated(fi="Sihteeri"), email=email, **{"is_public": True} | fields
    )


def written_to() -> list[str]:
    return [letter.to for letter in letters()]


def why() -> str:
    return Matter.objects.get(done=None).details["why"]


def test_the_dead_address_is_passed_over_and_an_owner_is_asked(organisation, now):
    with_owner(organisation)
    mark_bounced(OWN, "5.1.1", now=now)
    check_entries(now)
    assert written_to() == ["omistaja@example.org"]
    assert not Matter.objects.exists()


def test_the_dead_owner_is_passed_over_and_the_others_are_asked(organisation, now):
    with_owner(organisation)
    with_owner(organisation, "toinen@example.org")
    mark_bounced("Omistaja@example.org", "5.1.1", now=now)
    check_entries(now)
    assert written_to() == [OWN, "toinen@example.org"]


def test_where_the_own_address_is_dead_the_next_role_address_is_tried_but_no_person_s_and_no_secret_one(
    organisation, now
):
    role_contact(organisation, "aino@example.org", name="Aino Esimerkki")
    role_contact(organisation, "salainen@kutojat.example", is_public=False)
    mark_bounced(OWN, "5.1.1", now=now)
    role_contact(organisation)
    check_entries(now)
    assert written_to() == ["sihteeri@kutojat.example"]


@pytest.mark.parametrize("reason", ["dead", "unwanted", "no_address"])
def test_where_nobody_can_be_reached_a_person_is_to_look_at_once_and_reads_why(organisation, now, reason):
    if reason == "dead":
        mark_bounced(OWN, "5.1.1", now=now)
    elif reason == "unwanted":
        refuse_kinds(row_of(OWN), {"reminder"})
    else:
        Organisation.objects.filter(pk=organisation.pk).update(email="")
    check_entries(now)
    assert (letters(), why()) == ([], reason)
    assert not mend_queue(now=now)


def test_who_got_the_letters_and_did_not_answer_is_told_apart_from_who_cannot(organisation, now):
    for days in (0, 21, 42):
        check_entries(now + days * DAY)
    assert (len(letters()), why()) == (2, "unanswered")


@pytest.mark.parametrize("reminded", [False, True])
def test_a_letter_that_comes_back_goes_to_the_next_address_the_day_after_once_and_with_time_to_answer(
    organisation, now, reminded
):
    role_contact(organisation)
    check_entries(now)
    sent = now
    if reminded:
        sent = now + 21 * DAY
        check_entries(sent)
    before = len(letters())
    mark_bounced(OWN, "5.1.1", now=sent + timedelta(hours=1))
    for days in (1, 1, 2, 20, 21):
        check_entries(sent + days * DAY)
    assert written_to()[before:] == ["sihteeri@kutojat.example"]
    assert not Matter.objects.exists()
    check_entries(sent + 22 * DAY)
    assert len(written_to()) == before + (1 if reminded else 2)
    assert Matter.objects.exists() is reminded


def test_where_the_only_letter_comes_back_nobody_waits_three_weeks(organisation, now):
    check_entries(now)
    mark_bounced(OWN, "5.1.1", now=now + timedelta(hours=1))
    check_entries(now + DAY)
    assert (written_to(), why()) == ([OWN], "dead")


def test_where_one_of_several_letters_comes_back_the_others_keep_their_time(organisation, now):
    with_owner(organisation)
    check_entries(now)
    mark_bounced("omistaja@example.org", "5.1.1", now=now + timedelta(hours=1))
    for days in (1, 2, 20):
        check_entries(now + days * DAY)
    assert len(letters()) == 2
    assert not Matter.objects.exists()


def test_a_new_address_is_asked_without_more_ado(organisation, now):
    mark_bounced(OWN, "5.1.1", now=now)
    assert [one.known.address for one in dead_addresses(organisation, on=now.date())] == [OWN]
    organisation.email = "uusi@kutojat.example"
    organisation.save()
    assert dead_addresses(organisation, on=now.date()) == []
    check_entries(now)
    assert written_to() == ["uusi@kutojat.example"]


def test_what_is_told_to_owners_goes_to_the_own_address_when_no_owner_is_reached(organisation, now):
    with_owner(organisation)
    assert [one.address for one in addressees_of(organisation, now=now)] == ["omistaja@example.org"]
    mark_bounced("omistaja@example.org", "5.1.1", now=now)
    assert [one.address for one in addressees_of(organisation, now=now)] == [OWN]


@pytest.mark.parametrize(
    ("languages", "name", "expected"),
    [
        (["sv", "fi"], {"fi": "Nimi"}, "sv"),
        (["se", "en"], {"fi": "Nimi"}, "en"),
        (["se"], {"sv": "Namn"}, "sv"),
        ([], {"se": "Namma"}, "fi"),
    ],
)
def test_an_organisation_is_written_to_in_the_first_language_we_speak(languages, name, expected):
    assert language_of(OrganisationFactory(languages=languages, name=translated(**name))) == expected


class TestMandates:
    def test_where_mail_to_a_holder_does_not_arrive_the_others_are_asked_once(self, organisation, now):
        mandate = with_owner(organisation, renew_by=timezone.localdate(now))
        with_owner(organisation, "toinen@example.org")
        mark_bounced(mandate.person.email, "5.1.1", now=now)
        for _ in range(2):
            remind_of_mandates(now)
        assert sorted(written_to()) == [OWN, "toinen@example.org"]
        assert str(organisation.uid) in letters()[0].text
        assert not Matter.objects.exists()

    def test_where_nobody_else_is_there_a_person_is_to_look(self, organisation, now):
        Organisation.objects.filter(pk=organisation.pk).update(next_check_due=date(2040, 1, 1), email="")
        mandate = with_owner(organisation, renew_by=timezone.localdate(now))
        mark_bounced(mandate.person.email, "5.1.1", now=now)
        for _ in range(2):
            remind_of_mandates(now)
        assert (letters(), why()) == ([], "dead")
        assert Matter.objects.get().organisation == organisation
        check_entries(now + DAY)
        assert CheckRound.objects.count() == 1


class TestInvitations:
    @pytest.fixture
    def giver(self, organisation):
        return with_owner(organisation).person

    def test_the_giver_hears_once_that_the_letter_came_back(self, organisation, giver, now):
        invite(organisation, Role.EDITOR, "vaara@example.org", actor=giver, now=now)
        tell_of_returned(now)
        assert written_to() == ["vaara@example.org"]
        mark_bounced("vaara@example.org", "5.1.1", now=now + timedelta(hours=1))
        for _ in range(2):
            tell_of_returned(now + DAY)
        assert written_to() == ["vaara@example.org", giver.email]
        assert "vaara@example.org" in letters(giver.email)[0].text

    def test_if_the_giver_cannot_be_reached_either_the_other_owners_hear_and_else_the_steward(
        self, organisation, giver, now
    ):
        invite(organisation, Role.EDITOR, "vaara@example.org", actor=giver, now=now)
        for address in ("vaara@example.org", giver.email):
            mark_bounced(address, "5.1.1", now=now + timedelta(hours=1))
        tell_of_returned(now + DAY)
        assert written_to() == ["vaara@example.org", OWN]

        invite(organisation, Role.EDITOR, "hukassa@example.org", actor=giver, now=now)
        for address in ("hukassa@example.org", OWN):
            mark_bounced(address, "5.1.1", now=now + timedelta(hours=1))
        tell_of_returned(now + DAY)
        assert why() == "dead"

    def test_inviting_someone_by_hand_tries_a_dead_address_anew(self, organisation, giver, now):
        mark_bounced("kutsuttu@example.org", "5.1.1", now=now - DAY)
        invite(organisation, Role.EDITOR, "Kutsuttu@example.org", actor=giver, now=now)
        assert not is_bounced("kutsuttu@example.org")

    def test_trying_again_sends_the_invitation_anew_and_a_second_failure_is_told_anew(self, organisation, giver, now):
        invite(organisation, Role.EDITOR, "vaara@example.org", actor=giver, now=now)
        mark_bounced("vaara@example.org", "5.1.1", now=now + timedelta(hours=1))
        tell_of_returned(now + DAY)
        let_mail_go_again(organisation, row_of("vaara@example.org"), actor=giver, now=now + DAY)
        assert [letter.path() for letter in letters("vaara@example.org")].count(letters()[0].path()) == 2
        mark_bounced("vaara@example.org", "5.1.1", now=now + 2 * DAY)
        tell_of_returned(now + 3 * DAY)
        assert written_to().count(giver.email) == 2

    def test_the_worker_sees_to_it_daily(self):
        daily.find_chores()
        assert daily.CHORES["tell of invitations that came back"] is tell_of_returned


class TestTryingAgain:
    def test_letters_go_again_and_the_trace_does_not_say_where_to(self, organisation, now):
        owner = with_owner(organisation).person
        for address in (OWN, owner.email):
            mark_bounced(address, "5.1.1", now=now)
            let_mail_go_again(organisation, row_of(address), actor=owner, now=now)
            assert not is_bounced(address)
        entry = AuditEntry.objects.filter(verb="let mail go again").first()
        assert OWN not in str([entry.changes, entry.subject_label])

    def test_an_address_of_somebody_else_s_is_not_touched(self, organisation, now):
        mark_bounced("muu@example.org", "5.1.1", now=now)
        with pytest.raises(Refused):
            let_mail_go_again(organisation, row_of("muu@example.org"), actor=PersonFactory(), now=now)
        assert is_bounced("muu@example.org")

    def test_one_s_own(self, now):
        person = PersonFactory()
        mark_bounced(person.email, "5.1.1", now=now)
        let_own_mail_go_again(person, now=now)
        assert not is_bounced(person.email)


def test_a_claim_cannot_wait_for_a_link_that_never_arrives(organisation, now):
    mark_bounced(OWN, "5.1.1", now=now)
    with pytest.raises(Refused) as refused:
        claim_organisation(organisation, way="address", actor=PersonFactory(), now=now)
    assert refused.value.verdict.details["field"] == "way"
    forget_bounce(OWN)
    claim_organisation(organisation, way="address", actor=PersonFactory(), now=now)
    assert written_to() == [OWN]
