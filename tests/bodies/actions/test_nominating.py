"""Nominating: kept, sent, changed until closing, taken back; candidates answer for themselves."""

from dataclasses import replace
from urllib.parse import unquote

import pytest

from raitti.bodies.actions.consenting import PATIENCE, answer_as_candidate, candidate_of_token, remind_candidates
from raitti.bodies.actions.nominating import save_nomination, stamp, withdraw_nomination
from raitti.bodies.call_entries import list_calls
from raitti.bodies.facts.calls import CandidateFacts, NominationFacts
from raitti.bodies.models import Candidate, Nomination
from raitti.core.links import sign
from raitti.core.models import AuditEntry
from raitti.core.verdicts import Refused
from raitti.directory.actions.merging import merge
from raitti.directory.models import OrganisationStatus, Role
from tests.bodies.calling import ANNA, CARL, a_call, has_closed, nominated, open_seats, willing
from tests.bodies.factories import SeatFactory
from tests.bodies.world import seat
from tests.conftest import NOW
from tests.directory.world import build_world
from tests.letters import letters

pytestmark = pytest.mark.django_db


@pytest.fixture
def seated():
    return seat(build_world(NOW))


@pytest.fixture
def call(seated):
    return a_call(seated)


def refusal(act):
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.verdict


def test_what_is_kept_may_lack_a_lot_and_asks_nobody(seated, call):
    made = nominated(seated, call, CandidateFacts(name="Anna", email=""), send=False)
    assert made.state == Nomination.State.DRAFT
    assert letters() == []
    assert [each.consent for each in made.candidates.all()] == [Candidate.Consent.UNASKED]


def test_what_is_sent_asks_each_candidate_and_confirms_to_the_association(seated, call):
    made = nominated(seated, call)
    assert made.state == Nomination.State.SENT
    assert {letter.to for letter in letters()} == {
        "anna@example.org",
        "bertta@example.org",
        seated.people["owner elsewhere"].email,
    }
    member, deputy = made.candidates.order_by("-as_what")
    assert (member.name, deputy.deputy_of) == ("Anna Esimerkki", member)
    assert {each.consent for each in (member, deputy)} == {Candidate.Consent.ASKED}


@pytest.mark.parametrize(
    ("candidates", "field", "code"),
    [
        ((), "name_0", "missing"),
        ((CandidateFacts(name="", email="anna@example.org"),), "name_0", "missing"),
        ((CandidateFacts(name="Anna", email=""),), "email_0", "missing"),
        ((replace(ANNA, deputy_email=""),), "deputy_email_0", "missing"),
        ((CandidateFacts(name="", email="", deputy_name="B", deputy_email="b@example.org"),), "name_0", "no_member"),
        ((ANNA, replace(CARL, email="ANNA@example.org")), "email_1", "twice"),
        ((ANNA, CARL, replace(CARL, email="c2@example.org")), "name_2", "many"),
        ((replace(ANNA, email="ei osoite"),), "email_0", "email"),
        ((replace(ANNA, wished=999_999),), "wished_0", "choice"),
    ],
)
def test_what_is_not_whole_is_refused_at_its_field_and_nobody_is_asked(seated, call, candidates, field, code):
    facts = NominationFacts(candidates=candidates)
    organisation, actor = seated.world.elsewhere["association"], seated.people["owner elsewhere"]
    verdict = refusal(lambda: save_nomination(call, organisation, facts, send=True, actor=actor, now=NOW))
    assert (verdict.details["field"], verdict.code) == (field, code)
    assert str(verdict.reason)
    assert not Nomination.objects.exists()
    assert letters() == []


def test_a_call_without_deputies_takes_none(seated):
    call = a_call(seated, wants_deputies=False)
    assert refusal(lambda: nominated(seated, call)).code == "no_deputy"


def test_a_seat_of_another_organisation_cannot_be_wished_for(seated):
    own = SeatFactory(body=seated.body, belongs="organisation", organisation=seated.world.association)
    call = a_call(seated, seats=[own, *open_seats(seated)])
    assert refusal(lambda: nominated(seated, call, replace(ANNA, wished=own.pk))).code == "other"


def test_an_agent_nominates_on_the_associations_behalf_and_the_log_says_so(seated, call):
    nominated(seated, call, by="agent elsewhere")
    entry = AuditEntry.objects.get(verb="sent nomination")
    assert (entry.actor_label, entry.on_behalf_label) == ("Agent Elsewhere", "Utsjoen Kutojat ry")
    # The association's own people hear of it too.
    assert seated.people["owner elsewhere"].email in {letter.to for letter in letters()}


def test_a_change_keeps_the_answers_asks_the_new_and_tells_those_left_out(seated, call):
    nominated(seated, call)
    willing(call, now=NOW)
    before = len(letters())

    made = nominated(seated, call, replace(ANNA, deputy_name="Dag Esimerkki", deputy_email="dag@example.org"))

    answers = dict(made.candidates.values_list("email", "consent"))
    assert answers == {"anna@example.org": "given", "dag@example.org": "asked"}
    new = [letter.to for letter in letters()[before:]]
    assert sorted(new) == ["bertta@example.org", "dag@example.org", seated.people["owner elsewhere"].email]
    assert made.state == Nomination.State.SENT


def test_of_two_of_one_association_the_second_is_told_of_the_first(seated, call):
    organisation, actor = seated.world.elsewhere["association"], seated.people["owner elsewhere"]
    facts = NominationFacts(candidates=(ANNA,))
    first = save_nomination(call, organisation, facts, send=False, actor=actor, now=NOW)

    def act(seen):
        return save_nomination(
            call, organisation, NominationFacts(candidates=(CARL,)), send=True, actor=actor, now=NOW, seen=seen
        )

    assert refusal(lambda: act("")).code == "overtaken"
    assert act(stamp(first)).pk == first.pk
    assert Nomination.objects.count() == 1


def test_nothing_is_taken_in_after_closing_nor_for_a_closed_association(seated, call):
    closed = has_closed(call)
    assert refusal(lambda: nominated(seated, closed)).code == "closed"
    fresh = a_call(seated)
    organisation = seated.world.elsewhere["association"]
    organisation.status = OrganisationStatus.DISSOLVED
    organisation.save()
    assert refusal(lambda: nominated(seated, fresh)).code == "closed"


def test_what_is_taken_back_tells_the_candidates_and_keeps_nothing_of_them(seated, call):
    made = nominated(seated, call)
    before = len(letters())
    done = withdraw_nomination(made, actor=seated.people["owner elsewhere"], now=NOW)
    assert done.state == Nomination.State.WITHDRAWN
    assert not Candidate.objects.exists()
    assert {letter.to for letter in letters()[before:]} == {"anna@example.org", "bertta@example.org"}
    assert (
        refusal(lambda: withdraw_nomination(made, actor=seated.people["owner elsewhere"], now=NOW)).code == "withdrawn"
    )


def test_who_took_back_can_nominate_again_while_it_is_open(seated, call):
    made = nominated(seated, call)
    withdraw_nomination(made, actor=seated.people["owner elsewhere"], now=NOW)
    again = nominated(seated, call, CARL)
    assert (again.pk, again.state) == (made.pk, Nomination.State.SENT)


def test_two_associations_that_become_one_keep_both_nominations(seated, call):
    world = seated.world
    seated.world.give(seated.people["anyone"], world.federation, Role.OWNER)
    nominated(seated, call)
    nominated(seated, call, CARL, by="anyone", organisation=world.federation)
    gone, kept = world.elsewhere["association"], world.authority
    kept_too = world.federation
    assert {gone.pk, kept_too.pk} == set(call.nominations.values_list("organisation", flat=True))

    nominated(seated, call, replace(CARL, email="toinen@example.org"), by="the program", organisation=kept)
    merge(kept, gone, choices={}, actor=seated.people["the program"], now=NOW)

    assert call.nominations.filter(organisation=kept).count() == 2
    assert Candidate.objects.filter(nomination__organisation=kept).count() == 3


class TestOwnAnswer:
    """A candidate's yes and no, by the letter's link."""

    @pytest.fixture
    def anna(self, seated, call):
        return nominated(seated, call).candidates.get(name="Anna Esimerkki")

    def test_the_letters_link_leads_to_the_candidate_and_to_nobody_else(self, anna):
        path = next(letter for letter in letters() if letter.to == "anna@example.org").path()
        assert candidate_of_token(unquote(path.rstrip("/").rpartition("/")[2])) == anna
        assert candidate_of_token(sign("something else", str(anna.uid))) is None
        assert candidate_of_token("rikki") is None

    def test_a_yes_keeps_what_was_said_with_it(self, anna):
        done = answer_as_candidate(anna, is_willing=True, name_is_public=True, gender="woman", now=NOW)
        assert (done.consent, done.name_is_public, done.gender) == ("given", True, "woman")

    def test_a_no_is_told_to_the_association_and_keeps_no_gender(self, seated, anna):
        before = len(letters())
        done = answer_as_candidate(anna, is_willing=False, name_is_public=True, gender="woman", now=NOW)
        assert (done.consent, done.name_is_public, done.gender) == ("declined", False, "")
        assert [letter.to for letter in letters()[before:]] == [seated.people["owner elsewhere"].email]

    def test_a_yes_can_be_withdrawn_and_given_again(self, anna):
        for is_willing, consent in ((True, "given"), (False, "withdrawn"), (True, "given")):
            assert answer_as_candidate(anna, is_willing=is_willing, now=NOW).consent == consent

    def test_after_closing_a_withdrawal_is_told_to_those_who_look_after_the_body_too(self, seated, call, anna):
        answer_as_candidate(anna, is_willing=True, now=NOW)
        has_closed(call)
        before = len(letters())
        answer_as_candidate(anna, is_willing=False, now=NOW)
        told = {letter.to for letter in letters()[before:]}
        assert {seated.people["county officer"].email, seated.people["owner"].email} <= told

    def test_a_reminder_comes_once_after_some_silence(self, anna):
        later = NOW + PATIENCE
        for moment, more in ((later - PATIENCE / 2, 0), (later, 2), (later, 2), (later + PATIENCE, 2)):
            remind_candidates(moment)
            reminders = [each for each in letters() if each.subject.startswith(("A reminder", "Muistutus"))]
            assert len(reminders) == more

    def test_no_name_of_a_candidate_stands_in_the_log_or_the_index(self, anna):
        answer_as_candidate(anna, is_willing=True, now=NOW)
        answer_as_candidate(anna, is_willing=False, now=NOW)
        told = f"{list(AuditEntry.objects.values())} {list(list_calls())}".casefold()
        assert "withdrew as candidate" in told
        for word in ("anna esimerkki", "bertta", "anna@", "pitkä kokemus"):
            assert word not in told
