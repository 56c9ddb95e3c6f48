"""A body that a project founded is handed over among its structures: its steward moves, its seats and history stay."""

from datetime import date

import pytest

from raitti.bodies.actions.bodies import open_body
from raitti.bodies.facts.bodies import BodyFacts
from raitti.bodies.models import Body, Holding
from raitti.core.verdicts import Refused
from raitti.programmes.actions.answers import accept_structure, decline_structure
from raitti.programmes.actions.structures import add_structure, name_receiver, offer
from raitti.programmes.facts import StructureFacts
from raitti.programmes.queries.structures import thing_of, things_to_give
from raitti.programmes.rules import may_offer_structure
from tests.bodies.factories import BodyFactory, HoldingFactory
from tests.conftest import NOW
from tests.directory.world import build_world
from tests.programmes.world import fund

pytestmark = pytest.mark.django_db
STEPS = ("agreed", "content_moved", "access_moved")


@pytest.fixture
def funded():
    return fund(build_world(NOW))


@pytest.fixture
def body(funded):
    facts = BodyFacts(name={"fi": "Kumppanuuspöytä"}, first_meeting=date(2027, 2, 17))
    made = open_body(facts, steward=funded.world.association, actor=funded.people["owner"], now=NOW, model="helsinki")
    HoldingFactory(seat=made.seats.first(), since=date(2026, 1, 1))
    return made


def structure(funded, body, **fields):
    facts = StructureFacts(kind="body", name={"fi": "Kumppanuuspöytä"}, thing=f"body:{body.uid}", **fields)
    return add_structure(funded.project, facts, actor=funded.people["owner"], now=NOW)


def offered(funded, body):
    found = structure(funded, body)
    name_receiver(found, funded.world.county, actor=funded.people["owner"], now=NOW)
    return offer(found, actor=funded.people["owner"], now=NOW)


def test_a_projects_people_are_offered_the_bodies_they_look_after_with_their_parts_in_them(funded, body):
    part = BodyFactory(parent=body, steward=body.steward)
    BodyFactory(steward=body.steward, stage="ended")
    BodyFactory()
    given = things_to_give(funded.people["owner"], funded.world.association, now=NOW)
    assert [thing for thing in given if isinstance(thing, Body)] == [body]
    assert part not in given


def test_accepting_moves_the_steward_with_seats_papers_and_history_untouched(funded, body):
    part = BodyFactory(parent=body, steward=body.steward)
    before = list(body.seats.values()), list(Holding.objects.values()), list(body.founding_steps.values())
    accept_structure(offered(funded, body), confirmed=STEPS, actor=funded.people["county officer"], now=NOW)
    moved = Body.objects.get(pk=body.pk)
    part.refresh_from_db()

    assert moved.steward == part.steward == funded.world.county
    assert moved.setter == funded.world.association, "who appoints is another matter"
    assert (list(moved.seats.values()), list(Holding.objects.values()), list(moved.founding_steps.values())) == before


def test_a_body_that_is_declined_stays_where_it_is(funded, body):
    decline_structure(offered(funded, body), reason="Ei nyt.", actor=funded.people["county officer"], now=NOW)
    assert Body.objects.get(pk=body.pk).steward == funded.world.association


def test_nobody_puts_along_a_body_that_is_not_theirs_or_that_their_editors_decide_of_alone(funded, body):
    foreign = BodyFactory()
    with pytest.raises(Refused) as unknown:
        structure(funded, foreign)
    assert unknown.value.verdict.code == "unknown"
    found = structure(funded, body)
    found = name_receiver(found, funded.world.county, actor=funded.people["owner"], now=NOW)
    assert may_offer_structure(funded.people["owner"], found, now=NOW)
    assert not may_offer_structure(funded.people["editor"], found, now=NOW)


def test_a_body_handed_over_otherwise_goes_along_no_more(funded, body):
    found = structure(funded, body)
    body.steward = funded.world.county
    body.save()
    assert thing_of(found) is None
