"""Who may sit where: one seat a person and body, one member and one deputy a seat, within a term, not for ever."""

from datetime import date, timedelta

import pytest

from raitti.bodies.actions.seating import (
    change_holder,
    end_holding,
    forget_holder,
    forget_person,
    known_holder,
    replace_holder,
    seat_person,
    set_name_public,
)
from raitti.bodies.facts.seating import HolderFacts, Sitting
from raitti.bodies.models import Holding, Office
from raitti.core.models import AuditEntry
from raitti.core.verdicts import Refused
from raitti.directory.models import OrganisationStatus
from tests.bodies.factories import BodyFactory, HolderFactory, HoldingFactory, OfficeFactory, SeatFactory, TermFactory
from tests.bodies.world import seat
from tests.conftest import NOW
from tests.directory.world import build_world
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
SINCE = date(2025, 6, 1)
ANNA = HolderFacts(name="Anna Esimerkki", email="anna@example.org")
BERTTA = HolderFacts(name="Bertta Esimerkki", email="bertta@example.org")


@pytest.fixture
def seated():
    return seat(build_world(NOW))


@pytest.fixture
def setter(seated):
    return seated.people["county officer"]


@pytest.fixture
def term(seated):
    return TermFactory(body=seated.body)


@pytest.fixture
def empty(seated):
    return SeatFactory(body=seated.body)


def sit(chair, who=ANNA, *, actor, **sitting):
    return seat_person(chair, who, Sitting(**{"since": SINCE} | sitting), actor=actor, now=NOW)


def refusal(act, *given, **said):
    with pytest.raises(Refused) as refused:
        act(*given, **said)
    assert str(refused.value.verdict.reason).strip()
    return refused.value.verdict.code


def test_whoever_is_seated_sits_to_the_end_of_the_term_on_somebodys_nomination(seated, setter, term, empty):
    holding = sit(empty, actor=setter, nominated_by=seated.world.association)

    assert (holding.term, holding.until) == (term, date(2029, 5, 31))
    assert holding.nominated_by == seated.world.association
    assert AuditEntry.objects.filter(verb="seated person", subject_id=str(empty.pk)).exists()
    assert not AuditEntry.objects.filter(subject_label__contains="Anna").exists()


def test_only_who_appoints_or_keeps_the_papers_seats_anyone(seated, empty):
    assert refusal(sit, empty, actor=seated.people["owner elsewhere"]) == "not_allowed"
    assert seat_person(
        empty, ANNA, Sitting(since=SINCE), actor=seated.people["owner elsewhere"], now=NOW, is_decided=True
    ), "a caller that has asked its own rule says so"


def test_nobody_sits_in_two_seats_of_one_body_at_once(seated, setter, empty):
    other = SeatFactory(body=seated.body)
    sit(empty, actor=setter)
    HoldingFactory(seat=other, until=None)

    assert refusal(sit, SeatFactory(body=seated.body), actor=setter) == "two_seats"
    assert refusal(sit, other, actor=setter, place="deputy") == "two_seats"
    assert refusal(sit, empty, actor=setter, place="deputy") == "two_seats", "nor as their own deputy"
    assert sit(SeatFactory(body=BodyFactory(setter=seated.world.county)), actor=setter), "in another body they may"


def test_a_person_written_down_twice_is_still_one(seated, setter, empty):
    person = seated.people["owner elsewhere"]
    twin = HolderFactory(person=person, name="Toinen Nimi")
    assert refusal(sit, empty, twin, actor=setter) == "two_seats"


def test_one_member_holds_a_seat_at_a_time(seated, setter, empty):
    sit(empty, actor=setter, until=date(2026, 12, 31))

    assert refusal(sit, empty, BERTTA, actor=setter, since=date(2026, 12, 31)) == "taken"
    assert refusal(sit, empty, BERTTA, actor=setter, since=date(2024, 1, 1)) == "taken"
    assert sit(empty, BERTTA, actor=setter, since=date(2027, 1, 1))


def test_a_deputy_needs_a_member_to_stand_in_for(seated, setter, empty):
    assert refusal(sit, empty, actor=setter, place="deputy") == "no_member"
    sit(empty, BERTTA, actor=setter)
    assert sit(empty, actor=setter, place="deputy").place == "deputy"
    bare = SeatFactory(body=seated.body, has_deputy=False)
    HoldingFactory(seat=bare)
    assert refusal(sit, bare, HolderFacts(name="Cecilia"), actor=setter, place="deputy") == "no_deputy"


def test_nobody_is_seated_outside_a_term(seated, setter, term, empty):
    assert refusal(sit, empty, actor=setter, since=date(2029, 6, 1)) == "outside_term"
    assert refusal(sit, empty, actor=setter, until=date(2030, 1, 1)) == "outside_term"
    assert refusal(sit, empty, actor=setter, until=date(2025, 5, 1)) == "order"


def test_where_a_body_has_no_terms_one_sits_until_further_notice(seated, setter, empty):
    holding = sit(empty, actor=setter)
    assert (holding.term, holding.until) == (None, None)


def test_an_ended_seat_is_held_by_nobody(seated, setter):
    gone = SeatFactory(body=seated.body, ended_on=date(2025, 12, 31))
    assert refusal(sit, gone, actor=setter, since=date(2026, 1, 1)) == "seat_ended"


def terms(body, count):
    return [
        TermFactory(body=body, starts=date(2013 + 4 * n, 6, 1), ends=date(2017 + 4 * n, 5, 31)) for n in range(count)
    ]


def test_a_person_sits_no_more_terms_on_end_than_the_body_allows(seated, setter, empty):
    first, second, third, fourth = terms(seated.body, 4)
    seated.body.most_terms = 2
    seated.body.save()
    sit(empty, actor=setter, since=first.starts)
    sit(empty, actor=setter, since=second.starts)

    assert refusal(sit, empty, actor=setter, since=third.starts) == "most_terms"
    assert sit(empty, BERTTA, actor=setter, since=third.starts)
    assert sit(empty, actor=setter, since=fourth.starts), "after a term between they may again"


def test_the_terms_on_end_are_counted_in_both_directions(seated, setter, empty):
    first, second, third = terms(seated.body, 3)
    seated.body.most_terms = 2
    seated.body.save()
    sit(empty, actor=setter, since=first.starts)
    sit(empty, actor=setter, since=third.starts)
    assert refusal(sit, empty, actor=setter, since=second.starts) == "most_terms"


def test_an_organisation_has_members_no_more_terms_on_end_than_the_body_allows(seated, setter, empty):
    first, second, third = terms(seated.body, 3)
    seated.body.most_organisation_terms = 2
    seated.body.save()
    ours = seated.world.association
    for number, each in enumerate((first, second)):
        sit(empty, HolderFacts(name=f"Eri Ihminen {number}"), actor=setter, since=each.starts, nominated_by=ours)

    assert refusal(sit, empty, actor=setter, since=third.starts, nominated_by=ours) == "most_organisation_terms"
    assert sit(empty, actor=setter, since=third.starts, nominated_by=seated.world.federation)


def test_nobody_sits_on_the_nomination_of_an_organisation_that_is_closed_or_whose_seat_it_is_not(seated, setter):
    world = seated.world
    own = SeatFactory(body=seated.body, belongs="organisation", organisation=world.federation)
    of_kind = SeatFactory(body=seated.body, belongs="organisation_kind", organisation_kind="foundation")
    closed = OrganisationFactory(status=OrganisationStatus.DISSOLVED)

    assert refusal(sit, own, actor=setter, nominated_by=world.association) == "other_organisation"
    assert refusal(sit, of_kind, actor=setter, nominated_by=world.association) == "other_kind"
    assert refusal(sit, SeatFactory(body=seated.body), actor=setter, nominated_by=closed) == "organisation_closed"
    assert sit(own, actor=setter).nominated_by == world.federation, "the seat's own organisation needs no saying"


def test_while_the_one_that_appoints_is_closed_nobody_is_seated(seated, empty):
    seated.body.setter.status = OrganisationStatus.DISSOLVED
    seated.body.setter.save()
    assert refusal(sit, empty, actor=seated.people["owner"]) == "setter_closed"


def test_whoever_follows_another_begins_the_day_after(seated, setter):
    before = Holding.objects.get(seat=seated.seat, place="member")
    after = replace_holder(before, ANNA, Sitting(since=TODAY), actor=setter, now=NOW)
    before.refresh_from_db()

    assert (before.until, before.ended_because) == (TODAY - timedelta(days=1), "replaced")
    assert (after.place, after.nominated_by) == ("member", before.nominated_by)
    assert refusal(replace_holder, after, BERTTA, Sitting(since=TODAY), actor=setter, now=NOW) == "order"


def test_whoever_cannot_follow_leaves_the_one_before_in_the_seat(seated, setter):
    before = Holding.objects.get(seat=seated.seat, place="member")
    deputy = Holding.objects.get(seat=seated.seat, place="deputy").holder
    assert refusal(replace_holder, before, deputy, Sitting(since=TODAY), actor=setter, now=NOW) == "two_seats"
    before.refresh_from_db()
    assert before.until is None


def test_whoever_resigns_leaves_the_chair_too_and_the_deputy_stays(seated):
    holding = Holding.objects.get(seat=seated.seat, place="member")
    chair = OfficeFactory(body=seated.body, holder=holding.holder)
    papers = OfficeFactory(body=seated.body, holder=holding.holder, task=Office.Task.SECRETARY)

    end_holding(holding, on=TODAY, actor=seated.people["owner elsewhere"], now=NOW)
    for each in (holding, chair, papers):
        each.refresh_from_db()
    assert (holding.until, holding.ended_because, chair.until, papers.until) == (TODAY, "resigned", TODAY, None)
    assert Holding.objects.get(seat=seated.seat, place="deputy").until is None


def test_one_leaves_only_ones_own_seat_once_and_not_before_one_came(seated):
    holding, member = Holding.objects.get(seat=seated.seat, place="member"), seated.people["owner elsewhere"]
    assert refusal(end_holding, holding, on=TODAY, actor=seated.people["anyone"], now=NOW) == "not_allowed"
    assert refusal(end_holding, holding, on=SINCE - timedelta(days=1), actor=member, now=NOW) == "order"
    end_holding(holding, on=TODAY - timedelta(days=1), actor=member, now=NOW)
    assert refusal(end_holding, holding, on=TODAY, actor=member, now=NOW) == "over"


def test_who_was_to_begin_and_does_not_was_never_there(seated, setter, empty):
    holding = sit(empty, actor=setter, since=TODAY + timedelta(days=30))
    end_holding(holding, on=TODAY, actor=setter, now=NOW)
    assert not Holding.objects.filter(seat=empty).exists()


def test_a_name_is_public_only_by_consent_which_can_be_taken_back(seated):
    holder = HolderFactory(person=seated.people["anyone"])
    HoldingFactory(seat=SeatFactory(body=seated.body), holder=holder)
    assert not holder.name_is_public
    holder = set_name_public(holder, seated.body, is_public=True, actor=seated.people["owner"], now=NOW)
    assert holder.name_is_public
    holder = set_name_public(holder, seated.body, is_public=False, actor=seated.people["anyone"], now=NOW)
    assert not holder.name_is_public
    other = seated.people["owner elsewhere"]
    assert refusal(set_name_public, holder, seated.body, is_public=True, actor=other, now=NOW) == "not_allowed"


def test_whoever_is_forgotten_leaves_only_that_somebody_sat_there(seated, setter, empty):
    holding = sit(empty, actor=setter)
    forget_holder(holding.holder, now=NOW)
    holding.refresh_from_db()

    assert (holding.holder.name, holding.holder.email, holding.holder.person) == ("", "", None)
    assert holding.since == SINCE
    assert refusal(sit, SeatFactory(body=seated.body), holding.holder, actor=setter) == "forgotten"


def test_a_person_is_forgotten_at_their_wish_once_they_have_left(seated):
    holding = Holding.objects.get(seat=seated.seat, place="member")
    asking = {"actor": seated.people["owner"], "now": NOW}
    assert refusal(forget_person, holding.holder, seated.body, **asking) == "sits"
    end_holding(holding, on=TODAY - timedelta(days=1), **asking)
    assert forget_person(holding.holder, seated.body, **asking).name == ""
    stranger = {"actor": seated.people["anyone"], "now": NOW}
    assert refusal(forget_person, holding.holder, seated.body, **stranger) == "not_allowed"


def test_a_corrected_address_lets_in_whoever_it_belongs_to_and_nobody_else(seated):
    holder = Holding.objects.get(seat=seated.seat, place="member").holder
    asking = {"actor": seated.people["owner"], "now": NOW}
    other = seated.people["editor"]
    changed = change_holder(holder, seated.body, HolderFacts(name="Uusi Nimi", email=other.email), **asking)
    assert (changed.name, changed.person) == ("Uusi Nimi", other)
    changed = change_holder(holder, seated.body, HolderFacts(name="Uusi Nimi", email="muu@example.org"), **asking)
    assert changed.person is None
    assert refusal(change_holder, holder, seated.body, HolderFacts(name=""), **asking) == "missing"


def test_whoever_is_known_by_name_and_address_is_not_written_down_again(seated):
    first = known_holder(ANNA, now=NOW)
    again = known_holder(HolderFacts(name="anna esimerkki", email="ANNA@example.org", name_is_public=True), now=NOW)
    sharing = known_holder(HolderFacts(name="Aulis Esimerkki", email="anna@example.org"), now=NOW)

    assert again == first
    assert again.name_is_public
    assert sharing != first, "two people may read one association's mail"


def test_only_a_confirmed_address_joins_a_seat_to_an_account(seated):
    known = seated.people["anyone"]
    assert known_holder(HolderFacts(name="Joku", email=known.email.upper()), now=NOW).person == known
    known.emailaddress_set.update(verified=False)
    assert known_holder(HolderFacts(name="Toinen", email=known.email), now=NOW).person is None
