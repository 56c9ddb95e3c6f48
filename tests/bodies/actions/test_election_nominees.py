"""Those nominated in a call stand in an election, and those elected get seats of the body."""

from datetime import timedelta

import pytest

from raitti.bodies.actions import closing
from raitti.bodies.actions.appointing import appoint, seen_of
from raitti.bodies.actions.consenting import answer_as_candidate
from raitti.bodies.actions.election_nominees import seat_elected, take_candidates
from raitti.bodies.actions.elections import open_election
from raitti.bodies.models import Candidate, Election, ElectionCandidate, Holding
from raitti.bodies.queries.elections import calls_to_take, elected, preview_roll
from raitti.core.verdicts import Refused
from tests.bodies.calling import ANNA, CARL, a_call, has_closed, nominated, open_seats, willing
from tests.bodies.elections import PROGRAM, cast, counted, keys_in
from tests.bodies.factories import ElectionFactory, GroupFactory, MembershipFactory, TopicFactory
from tests.bodies.world import seat
from tests.conftest import NOW
from tests.directory.world import build_world
from tests.factories import OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def keys(tmp_path):
    with keys_in(tmp_path) as folder:
        yield folder


@pytest.fixture
def it():
    return seat(build_world(NOW))


@pytest.fixture
def seats(it):
    found = open_seats(it)
    found[0].topic = TopicFactory()
    found[0].save()
    return found


@pytest.fixture
def call(it, seats):
    """A closed call; Anna (with her deputy) and Carl were nominated and are willing, under their names."""
    made = a_call(it, seats=seats)
    nominated(it, made, ANNA, CARL)
    willing(made, now=NOW)
    return has_closed(made)


@pytest.fixture
def election(it):
    return ElectionFactory(body=it.body, rule="equal_shares", seats=2, roll="associations", closes=NOW + timedelta(7))


def refusal(act, *arguments, **named):
    with pytest.raises(Refused) as caught:
        act(*arguments, **named, now=NOW)
    return caught.value.verdict.code


def result(election):
    """The election held, with everyone chosen who can be, and published."""
    election = open_election(election, actor=PROGRAM, now=NOW)
    cast(election.voters.first(), [one.number for one in election.candidates.all()], now=NOW)
    election = counted(election)
    return closing.publish_election(election, actor=PROGRAM, now=NOW)


def test_members_nominated_stand_with_their_association_once_and_deputies_do_not(election, call):
    assert [one.fit for one in calls_to_take(election, now=NOW)] == [2]
    assert take_candidates(election, call, actor=PROGRAM, now=NOW).put_up == 2
    assert take_candidates(election, call, actor=PROGRAM, now=NOW).put_up == 0
    assert list(election.candidates.values_list("name", flat=True)) == ["Anna Esimerkki", "Carl Esimerkki"]
    assert {one.organisation for one in election.candidates.all()} == {call.nominations.get().organisation}
    assert not calls_to_take(election, now=NOW)


def test_whoever_has_not_said_yes_to_their_name_being_seen_is_left_out_and_it_is_told(it, election, call):
    Candidate.objects.filter(name="Carl Esimerkki").update(name_is_public=False)
    taken = take_candidates(election, call, actor=PROGRAM, now=NOW)
    assert (taken.put_up, taken.left_out) == (1, 1)


def test_an_open_call_and_one_of_another_body_give_no_candidates(it, election, call):
    type(call).objects.filter(pk=call.pk).update(closes=NOW + timedelta(1))
    call.refresh_from_db()
    assert refusal(take_candidates, election, call, actor=PROGRAM) == "not_closed"
    other = has_closed(call)
    elsewhere = ElectionFactory(seats=2, rule="equal_shares")
    assert refusal(take_candidates, elsewhere, other, actor=PROGRAM) == "not_closed"


def test_those_who_wished_for_seats_of_a_theme_make_a_quota_of_as_many_as_it_has_seats(it, election, call, seats):
    Candidate.objects.filter(name="Anna Esimerkki").update(wished=seats[0])
    take_candidates(election, call, actor=PROGRAM, now=NOW)
    quota = election.quotas.get()
    assert (quota.at_most, [one.name for one in quota.candidates.all()]) == (1, ["Anna Esimerkki"])


def test_a_quota_that_would_leave_too_few_to_elect_is_left_open(it, election, call, seats):
    Candidate.objects.filter(deputy_of=None).update(wished=seats[0])
    take_candidates(election, call, actor=PROGRAM, now=NOW)
    assert election.quotas.get().at_most is None


def test_whoever_takes_back_their_yes_in_the_call_is_struck_from_the_vote(election, call):
    take_candidates(election, call, actor=PROGRAM, now=NOW)
    open_election(election, actor=PROGRAM, now=NOW)
    anna = Candidate.objects.get(name="Anna Esimerkki")
    answer_as_candidate(anna, is_willing=False, now=NOW)
    one = election.candidates.get(number=1)
    assert (one.name, one.nominee) == ("", None)
    assert one.withdrawn == NOW


def test_those_elected_are_seated_by_what_the_call_knows_of_them_and_the_call_counts_it_as_done(
    it, election, call, seats
):
    take_candidates(election, call, actor=PROGRAM, now=NOW)
    first, second = elected(result(election))
    setter = it.people["county officer"]
    holding = seat_elected(first, seats[0], "member", since=TODAY, actor=setter, now=NOW)
    assert (holding.holder.email, holding.holder.name_is_public) == (first.nominee.email, True)
    assert holding.nominated_by == call.nominations.get().organisation
    first.nominee.refresh_from_db()
    assert first.nominee.holding == holding

    assert refusal(seat_elected, first, seats[1], "member", since=TODAY, actor=setter) == "seated"
    assert refusal(seat_elected, second, seats[0], "member", since=TODAY, actor=setter) == "taken"
    assert refusal(seat_elected, second, seats[1], "deputy", since=TODAY, actor=setter) == "no_member"
    seat_elected(second, seats[0], "deputy", since=TODAY, actor=setter, now=NOW)
    assert Holding.objects.filter(seat=seats[0]).count() == 2

    words = {"fi": "Vaali 20.11.2026"}
    decided = appoint(call, since=TODAY, seen=seen_of(call), words=words, actor=setter, now=NOW)
    assert decided.state == "decided"
    assert Holding.objects.filter(seat__in=seats).count() == 2


def test_one_who_holds_a_seat_gets_no_second_and_nobody_sits_before_the_result_is_published(it, election, seats):
    sitting = it.seat.holdings.get(place="member").holder
    one = ElectionCandidate.objects.create(election=election, number=1, name=sitting.name, holder=sitting)
    assert refusal(seat_elected, one, seats[0], "member", since=TODAY, actor=PROGRAM) == "unpublished"
    Election.objects.filter(pk=election.pk).update(state="published", opened=NOW)
    assert refusal(seat_elected, one, seats[0], "member", since=TODAY, actor=PROGRAM) == "not_elected"
    ElectionCandidate.objects.filter(pk=one.pk).update(place=1)
    assert refusal(seat_elected, one, seats[0], "member", since=TODAY, actor=PROGRAM) == "two_seats"
    assert Holding.objects.filter(seat__in=seats).count() == 0


def test_members_of_an_open_group_have_one_ballot_each_and_those_who_left_have_none():
    group = GroupFactory()
    association = OrganisationFactory(email="yhdistys@esimerkki.example")
    person = PersonFactory(name="Jaana Jäsen")
    MembershipFactory(body=group, person=person, name="Jaana Jäsen", email=person.email)
    MembershipFactory(body=group, person=None, name="Osoite Vain", email="osoite@esimerkki.example")
    for _ in range(2):
        MembershipFactory(body=group, person=PersonFactory(), organisation=association)
    MembershipFactory(body=group, person=PersonFactory(), name="Lähti Pois", state="left")
    election = ElectionFactory(body=group, rule="approval", seats=1, roll="group", closes=NOW + timedelta(7))
    for number in (1, 2):
        ElectionCandidate.objects.create(election=election, number=number, name=f"Esimerkki {number}")
    shown = preview_roll(election, now=NOW)
    assert (shown.number, shown.unreached) == (3, 0)
    election = open_election(election, actor=PROGRAM, now=NOW)
    assert sorted(voter.name for voter in election.voters.all()) == sorted(
        ["Jaana Jäsen", "Osoite Vain", str(association)]
    )
    assert election.voters.get(name="Jaana Jäsen").holder.person == person
