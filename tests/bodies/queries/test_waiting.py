"""What waits in a body: empty seats, last terms, missing deputies, terms that run out; told to those who must act."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from raitti.bodies.actions.telling import tell_of_body, tell_what_waits
from raitti.bodies.models import Told
from raitti.bodies.queries.waiting import waits_of
from raitti.core.daily import CHORES, find_chores
from raitti.directory.models import OrganisationStatus
from tests.bodies.factories import BodyFactory, HolderFactory, HoldingFactory, SeatFactory, TermFactory
from tests.bodies.world import seat
from tests.conftest import NOW
from tests.directory.world import build_world
from tests.letters import letters

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def seated():
    return seat(build_world(NOW))


def kinds(body, now=NOW):
    return [wait.kind for wait in waits_of([body], now=now)[body.pk]]


def test_nothing_waits_where_every_seat_is_held_by_a_member_and_a_deputy(seated):
    assert kinds(seated.body) == []


def test_an_empty_seat_and_one_without_deputy_wait(seated):
    SeatFactory(body=seated.body)
    HoldingFactory(seat=SeatFactory(body=seated.body))
    HoldingFactory(seat=SeatFactory(body=seated.body, has_deputy=False))
    ended = SeatFactory(body=seated.body, ended_on=TODAY)
    assert kinds(seated.body) == ["vacant", "no_deputy"]
    with override("fi"):
        said = [wait.sentence for wait in waits_of([seated.body], now=NOW)[seated.body.pk]]
    assert str(ended) not in "".join(said)


def test_a_seat_whose_next_holder_is_known_does_not_wait(seated):
    HoldingFactory(seat=SeatFactory(body=seated.body, has_deputy=False), since=TODAY + timedelta(days=9))
    assert kinds(seated.body) == []


def test_a_term_that_ends_within_six_months_waits_until_the_next_is_open(seated):
    term = TermFactory(body=seated.body, ends=date(2027, 5, 21))
    assert kinds(seated.body) == ["term_ends"]
    assert waits_of([seated.body], now=NOW)[seated.body.pk][0].by == term.ends
    term.ends = date(2027, 5, 22)
    term.save()
    assert kinds(seated.body) == []
    term.ends = TODAY - timedelta(days=1)
    term.save()
    assert kinds(seated.body) == ["term_over"]
    TermFactory(body=seated.body, starts=TODAY, ends=None)
    assert kinds(seated.body) == []


def test_a_body_that_sits_for_terms_and_has_none_waits_for_one(seated):
    seated.body.term_rule = "council_term"
    assert kinds(seated.body) == ["no_term"]


def test_holders_and_organisations_in_their_last_allowed_term_are_told(seated):
    first = TermFactory(body=seated.body, starts=date(2021, 6, 1), ends=date(2025, 5, 31))
    second = TermFactory(body=seated.body)
    seated.body.most_terms = seated.body.most_organisation_terms = 2
    seated.body.save()
    holder, place = HolderFactory(), SeatFactory(body=seated.body, has_deputy=False)
    given = {"nominated_by": seated.world.federation, "seat": place}
    HoldingFactory(holder=holder, term=first, since=first.starts, until=first.ends, **given)
    HoldingFactory(holder=holder, term=second, since=second.starts, until=second.ends, **given)
    HoldingFactory(seat=SeatFactory(body=seated.body, has_deputy=False), term=second, since=second.starts)

    found = waits_of([seated.body], now=NOW)[seated.body.pk]
    assert [wait.kind for wait in found] == ["last_term", "last_organisation_term"]
    with override("en"):
        assert str(holder) in found[0].sentence
        assert "2 on end are allowed" in found[1].sentence


def test_that_who_appoints_or_looks_after_a_body_is_closed_waits(seated):
    for organisation in (seated.body.setter, seated.body.steward):
        organisation.status = OrganisationStatus.DISSOLVED
        organisation.save()
    assert kinds(seated.body) == ["setter_closed", "steward_closed"]


def test_open_groups_ended_bodies_and_those_being_founded_have_no_empty_seats(seated):
    for fields in ({"joining": "open"}, {"stage": "ended"}, {"stage": "founding"}):
        body = BodyFactory(**fields)
        SeatFactory(body=body)
        assert waits_of([body], now=NOW).get(body.pk, []) == []


def test_what_waits_in_many_bodies_costs_no_more_questions_than_in_one(seated, django_assert_num_queries):
    for _ in range(4):
        SeatFactory(body=BodyFactory())
    bodies = [seated.body]
    with django_assert_num_queries(8):
        waits_of(bodies, now=NOW)
    many = list(type(seated.body).objects.select_related("setter", "steward"))
    with django_assert_num_queries(8):
        assert sum(map(len, waits_of(many, now=NOW).values())) == 4


def readers():
    return {letter.to for letter in letters()}


def test_those_who_must_act_get_one_letter_and_no_other_for_a_month(seated):
    SeatFactory(body=seated.body)
    SeatFactory(body=seated.body)
    people = seated.people
    keepers = {people[who].email for who in ("owner", "other owner", "editor", "county officer")}

    tell_what_waits(NOW)
    assert readers() == keepers
    assert len(letters()) == len(keepers), "both seats stand in one letter"
    assert "/bodies/" in letters()[0].text or "/toimielimet/" in letters()[0].text

    tell_what_waits(NOW + timedelta(days=29))
    assert len(letters()) == len(keepers)
    tell_what_waits(NOW + timedelta(days=30))
    assert len(letters()) == 2 * len(keepers)


def test_what_is_new_is_told_at_once_with_all_else_and_what_was_mended_is_news_when_it_comes_again(seated):
    empty = SeatFactory(body=seated.body, has_deputy=False)
    tell_of_body(seated.body, now=NOW)
    SeatFactory(body=seated.body)
    tomorrow = NOW + timedelta(days=1)
    assert [wait.kind for wait in tell_of_body(seated.body, now=tomorrow)] == ["vacant"]
    holding = HoldingFactory(seat=empty)
    assert tell_of_body(seated.body, now=tomorrow) == []
    assert Told.objects.count() == 1
    holding.delete()
    assert len(tell_of_body(seated.body, now=tomorrow)) == 1


def test_telling_is_a_daily_chore():
    find_chores()
    assert CHORES["tell what waits in bodies"] is tell_what_waits
