"""From candidates to seats: what stands in the way is said before anybody sits, and everyone concerned is told."""

from datetime import date, timedelta

import pytest

from raitti.bodies.actions.appointing import appoint, first_day, propose, seen_of, what_stands_in_the_way
from raitti.bodies.actions.consenting import answer_as_candidate
from raitti.bodies.actions.own_candidacies import KEPT, remove_former_candidates
from raitti.bodies.facts.calls import Choice
from raitti.bodies.models import Call, Candidate, Holder, Holding, Nomination
from raitti.bodies.queries.calls import appointed_in
from raitti.bodies.queries.weighing import candidates_of, choices_kept, weigh
from raitti.core.personal import HOLDINGS
from raitti.core.verdicts import Refused
from raitti.directory.models import OrganisationStatus
from tests.bodies.calling import ANNA, CARL, a_call, has_closed, nominated, open_seats, willing
from tests.bodies.factories import HolderFactory, HoldingFactory, TermFactory
from tests.bodies.world import seat
from tests.conftest import NOW
from tests.directory.world import build_world, confirmed
from tests.letters import letters

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


class Standing:
    """A closed call with two seats; Anna and her deputy Bertta, and Carl, are candidates who said yes."""

    def __init__(self, it, **more):
        self.it, self.seats = it, open_seats(it)
        self.call = a_call(it, seats=self.seats, **more)
        nominated(it, self.call, ANNA, CARL)
        willing(self.call, now=NOW)
        self.call = has_closed(self.call)
        self.anna, self.bertta, self.carl = (
            Candidate.objects.get(name=f"{name} Esimerkki") for name in ("Anna", "Bertta", "Carl")
        )
        self.setter = it.people["county officer"]

    def choose(self, *choices):
        self.call = propose(self.call, choices, actor=self.it.people["owner"], now=NOW)
        return self

    def choose_all(self):
        first, second = self.seats
        return self.choose(Choice(first.pk, self.anna.pk, self.bertta.pk), Choice(second.pk, self.carl.pk))

    def appoint(self, **more):
        given = {"since": TODAY, "seen": seen_of(self.call), "words": {"fi": "Aluehallitus 20.11.2026 § 1"}}
        self.call = appoint(self.call, **given | more, actor=more.pop("actor", self.setter), now=NOW)
        return self.call


@pytest.fixture
def seated():
    return seat(build_world(NOW))


@pytest.fixture
def it(seated):
    return Standing(seated)


def refusal(act):
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.verdict


def test_those_chosen_sit_with_their_organisation_and_name_by_consent(it):
    answer_as_candidate(it.carl, is_willing=True, name_is_public=False, now=NOW)
    call = it.choose_all().appoint()

    assert call.state == Call.State.DECIDED
    held = {
        (one.holder.name, one.place): (one.seat, one.nominated_by, one.holder.name_is_public)
        for one in Holding.objects.filter(candidates__nomination__call=call)
    }
    association, (first, second) = it.it.world.elsewhere["association"], it.seats
    assert held == {
        ("Anna Esimerkki", "member"): (first, association, True),
        ("Bertta Esimerkki", "deputy"): (first, association, True),
        ("Carl Esimerkki", "member"): (second, association, False),
    }
    assert [[one.holder.name for one in each.holdings] for each in appointed_in(call)] == [
        ["Anna Esimerkki", "Bertta Esimerkki"],
        ["Carl Esimerkki"],
    ]


def test_everyone_concerned_gets_a_letter_and_those_not_chosen_too(it):
    it.choose(Choice(it.seats[0].pk, it.anna.pk, it.bertta.pk))
    before = len(letters())
    it.appoint()
    told = {letter.to: letter for letter in letters()[before:]}
    assert told.keys() == {
        "anna@example.org",
        "bertta@example.org",
        "carl@example.org",
        it.it.people["owner elsewhere"].email,
    }
    assert "Tyhjä paikka 0" in told["anna@example.org"].text
    assert "Anna Esimerkki, Bertta Esimerkki" in told[it.it.people["owner elsewhere"].email].text


def test_a_proposal_seats_nobody_and_tells_nobody(it):
    before = len(letters()), Holding.objects.count()
    it.choose_all()
    assert (len(letters()), Holding.objects.count()) == before
    assert it.call.state == Call.State.PUBLISHED


def test_whoever_looks_at_what_stands_in_the_way_changes_nothing(it):
    it.choose_all()
    before = Holding.objects.count(), Holder.objects.count()
    assert what_stands_in_the_way(it.call, choices_kept(it.call, candidates_of(it.call)), since=TODAY, now=NOW) == []
    assert (Holding.objects.count(), Holder.objects.count()) == before


def test_a_candidate_without_a_yes_is_not_appointed(it):
    it.choose_all()
    Candidate.objects.filter(pk=it.anna.pk).update(consent=Candidate.Consent.ASKED)
    assert refusal(it.appoint).code == "no_consent"
    assert not Holding.objects.filter(seat__in=it.seats).exists()


def test_a_withdrawn_yes_takes_a_candidate_out_of_the_choice_and_the_deputy_cannot_stay_alone(it):
    it.choose_all()
    answer_as_candidate(it.anna, is_willing=False, now=NOW)
    it.anna.refresh_from_db()
    assert it.anna.seat is None
    verdict = refusal(it.appoint)
    assert verdict.code == "no_member"
    assert "Bertta Esimerkki" in str(verdict.reason)


def test_nobody_gets_two_seats(it):
    first, second = it.seats
    twice = [Choice(first.pk, it.anna.pk), Choice(second.pk, it.anna.pk)]
    assert refusal(lambda: it.choose(*twice)).code == "two_seats"
    # Nominated by two associations, one person is two candidates with one address.
    nomination = Nomination.objects.create(
        call=it.call,
        organisation=it.it.world.association,
        made_for=it.it.world.association.uid,
        state="sent",
        created=NOW,
        changed=NOW,
        sent=NOW,
    )
    again = Candidate.objects.create(
        nomination=nomination, name="Anna Esimerkki", email="Anna@example.org", consent=Candidate.Consent.GIVEN
    )
    it.choose(Choice(first.pk, it.anna.pk), Choice(second.pk, again.pk))
    assert refusal(it.appoint).code == "two_seats"


def test_who_sits_in_the_body_already_gets_no_second_seat(it):
    HoldingFactory(seat=open_seats(it.it, 1)[0], holder=HolderFactory(name="Carl Esimerkki", email="carl@example.org"))
    it.choose_all()
    assert refusal(it.appoint).code == "two_seats"


def test_a_seat_that_somebody_holds_still_is_not_filled(it):
    HoldingFactory(seat=it.seats[0])
    it.choose_all()
    assert refusal(it.appoint).code == "taken"


def test_too_many_terms_on_end_are_refused(seated):
    old = TermFactory(body=seated.body, starts=date(2021, 6, 1), ends=date(2025, 5, 31))
    term = TermFactory(body=seated.body)
    seated.body.most_terms = 1
    seated.body.save()
    it = Standing(seated, term=term.pk)
    holder = HolderFactory(name="Anna Esimerkki", email="anna@example.org")
    before = {"since": old.starts, "until": old.ends, "term": old}
    HoldingFactory(seat=open_seats(seated, 1)[0], holder=holder, **before)
    it.choose_all()
    assert refusal(it.appoint).code == "most_terms"


def test_an_association_closed_meanwhile_has_nobody_appointed(it):
    association = it.it.world.elsewhere["association"]
    association.status = OrganisationStatus.DISSOLVED
    association.save()
    it.choose_all()
    assert refusal(it.appoint).code == "organisation_closed"


def test_nothing_is_decided_before_closing_nor_twice_nor_of_a_choice_that_changed(it):
    it.choose_all()
    seen = seen_of(it.call)
    later = NOW + timedelta(minutes=5)
    it.call = propose(it.call, [Choice(it.seats[0].pk, it.carl.pk)], actor=it.setter, now=later)
    assert refusal(lambda: it.appoint(seen=seen)).code == "overtaken"
    it.appoint()
    assert refusal(it.appoint).code == "decided"
    assert refusal(lambda: it.choose_all()).code == "decided"


def test_an_open_call_takes_no_choice(seated):
    call = a_call(seated)
    assert refusal(lambda: propose(call, [], actor=seated.people["owner"], now=NOW)).code == "open"


def test_an_empty_choice_decides_nothing(it):
    it.choose()
    assert refusal(it.appoint).code == "nobody"


def test_where_the_law_binds_an_imbalance_needs_its_reason(it):
    it.it.body.is_gender_balanced = True
    it.it.body.save()
    Holding.objects.all().delete()
    Candidate.objects.update(gender="woman")
    it.choose_all()
    verdict = refusal(it.appoint)
    assert (verdict.code, verdict.details["field"]) == ("imbalance", "imbalance_reason")
    call = it.appoint(imbalance_reason="Teemasta ei ollut miesehdokkaita haun jatkamisen jälkeenkään.")
    assert call.imbalance_reason.startswith("Teemasta")


def test_a_balance_that_is_kept_needs_no_reason(it):
    it.it.body.is_gender_balanced = True
    it.it.body.save()
    Holding.objects.all().delete()
    Candidate.objects.filter(pk=it.anna.pk).update(gender="woman")
    Candidate.objects.filter(pk=it.carl.pk).update(gender="man")
    it.choose_all()
    assert it.appoint().imbalance_reason == ""


def test_the_balance_counts_members_and_deputies_apart_and_those_who_stay(it):
    Candidate.objects.filter(pk=it.anna.pk).update(gender="woman")
    stays = Holding.objects.get(seat=it.it.seat, place="member").holder
    stays.gender = "man"
    stays.save()
    it.choose_all()
    seen = weigh(it.call, candidates_of(it.call), choices_kept(it.call, candidates_of(it.call)), on=TODAY)
    members, deputies = (each.together for each in seen.genders)
    assert (members.women, members.men, members.unknown) == (1, 1, 1)
    assert (deputies.women, deputies.men, deputies.unknown) == (0, 0, 2)
    assert (seen.candidates, seen.first_timers, seen.first_timers_chosen) == (3, 3, 3)
    assert [(line.candidates, line.chosen) for line in seen.lines["organisation"]] == [(3, 3)]


def test_the_first_day_is_that_of_the_term_or_today(seated):
    coming = TermFactory(body=seated.body, starts=date(2027, 6, 1), ends=date(2029, 5, 31))
    call = a_call(seated, term=coming.pk)
    assert first_day(call, now=NOW) == coming.starts
    assert first_day(a_call(seated), now=NOW) == TODAY


class TestAfterTheDecision:
    def test_who_was_appointed_changes_by_the_link_whether_the_name_is_public(self, it):
        it.choose_all().appoint()
        it.anna.refresh_from_db()
        answer_as_candidate(it.anna, is_willing=True, name_is_public=False, now=NOW)
        it.anna.holding.holder.refresh_from_db()
        assert not it.anna.holding.holder.name_is_public

    def test_who_withdraws_leaves_the_seat_and_the_public_page_and_it_is_told(self, it):
        it.choose_all().appoint(since=TODAY - timedelta(days=3))
        it.anna.refresh_from_db()
        before = len(letters())
        answer_as_candidate(it.anna, is_willing=False, now=NOW)
        holding = Holding.objects.select_related("holder").get(pk=it.anna.holding_id)
        assert (holding.until, holding.ended_because) == (TODAY, Holding.End.CONSENT)
        assert not holding.holder.name_is_public
        told = {letter.to for letter in letters()[before:]}
        assert {it.setter.email, it.it.people["owner elsewhere"].email} <= told

    def test_who_was_not_appointed_has_nothing_to_answer_any_more(self, it):
        it.choose(Choice(it.seats[0].pk, it.anna.pk)).appoint()
        assert refusal(lambda: answer_as_candidate(it.carl, is_willing=False, now=NOW)).code == "ended"

    def test_candidates_are_removed_after_half_a_year_those_who_sit_later(self, it):
        it.choose(Choice(it.seats[0].pk, it.anna.pk)).appoint()
        remove_former_candidates(NOW + KEPT - timedelta(days=1))
        assert Candidate.objects.count() == 3
        remove_former_candidates(NOW + KEPT + timedelta(days=1))
        assert list(Candidate.objects.values_list("name", flat=True)) == ["Anna Esimerkki"]
        assert Nomination.objects.get().motivation == ""
        Holding.objects.filter(candidates=it.anna).update(until=TODAY)
        remove_former_candidates(NOW + KEPT + timedelta(days=1))
        assert not Candidate.objects.exists()

    def test_what_was_never_decided_is_not_kept_for_ever(self, it):
        remove_former_candidates(it.call.closes + KEPT + timedelta(days=1))
        assert not Candidate.objects.exists()


def test_somebody_gets_their_candidacies_and_can_have_them_erased(it):
    person = confirmed("carl@example.org", name="Carl")
    held = HOLDINGS["candidacies"]
    (row,) = held.show(person)
    assert (row["name"], row["email"]) == ("Carl Esimerkki", "carl@example.org")
    assert len(held.erase(person, NOW)) == 1
    assert sorted(Candidate.objects.values_list("name", flat=True)) == ["Anna Esimerkki", "Bertta Esimerkki"]

    owner = it.it.people["owner elsewhere"]
    assert held.show(owner)[0]["motivation"] == "Pitkä kokemus."
    held.erase(owner, NOW)
    assert Nomination.objects.get().nominated_by is None


def test_a_wish_for_a_seat_is_counted_by_its_theme(it):
    nominated_seat = it.seats[0]
    Candidate.objects.filter(pk=it.anna.pk).update(wished=nominated_seat)
    seen = weigh(it.call, candidates_of(it.call), [], on=TODAY)
    assert [line.candidates for line in seen.lines["theme"]] == [1, 2]


def test_one_call_may_leave_a_seat_empty(it):
    it.choose(Choice(it.seats[1].pk, it.carl.pk)).appoint()
    assert [len(each.holdings) for each in appointed_in(it.call)] == [0, 1]
