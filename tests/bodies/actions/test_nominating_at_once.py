"""Two who act in one moment: one association has one nomination, and a call is decided once."""

import pytest

from raitti.bodies.actions.appointing import appoint, propose, seen_of
from raitti.bodies.actions.nominating import save_nomination
from raitti.bodies.facts.calls import Choice, NominationFacts
from raitti.bodies.models import Candidate, Holding, Nomination
from tests.bodies.calling import ANNA, CARL, a_call, has_closed, nominated, open_seats, willing
from tests.bodies.world import seat
from tests.conftest import NOW
from tests.directory.actions.test_two_at_once import are, at_once
from tests.directory.world import build_world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def seated():
    return seat(build_world(NOW))


@pytest.mark.parametrize("_time", range(3))
def test_of_two_who_nominate_for_one_association_the_second_is_told(seated, _time):
    call, of = a_call(seated), seated.world.elsewhere["association"]
    owner, agent = seated.people["owner elsewhere"], seated.people["agent elsewhere"]

    def nominate(who, candidate):
        save_nomination(call, of, NominationFacts(candidates=(candidate,)), send=True, actor=who, now=NOW)

    outcomes = at_once(lambda: nominate(owner, ANNA), lambda: nominate(agent, CARL))

    assert are(outcomes, "done", "overtaken")
    assert Nomination.objects.count() == 1
    assert Candidate.objects.count() in {1, 2}


@pytest.mark.parametrize("_time", range(3))
def test_a_call_is_decided_once(seated, _time):
    places = open_seats(seated, 1)
    call = a_call(seated, seats=places)
    nominated(seated, call, CARL)
    willing(call, now=NOW)
    call = has_closed(call)
    setter, carl = seated.people["county officer"], Candidate.objects.get()
    call = propose(call, [Choice(places[0].pk, carl.pk)], actor=setter, now=NOW)
    seen = seen_of(call)

    def decide():
        appoint(call, since=NOW.date(), seen=seen, words={}, actor=setter, now=NOW)

    assert are(at_once(decide, decide), "done", "decided")
    assert Holding.objects.filter(seat=places[0]).count() == 1
