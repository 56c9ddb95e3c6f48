"""Organisations are closed and merged while their people sit: the seats follow, or stand empty and are told of."""

import pytest

from raitti.bodies.actions.organisations import end_sittings_of_closed
from raitti.bodies.actions.seating import seat_person
from raitti.bodies.facts.seating import HolderFacts, Sitting
from raitti.bodies.models import Body, Holding, Seat
from raitti.core.audit import System
from raitti.directory.actions.freshness import close_organisation
from raitti.directory.actions.merging import merge, undo_merge
from raitti.directory.models import Organisation, OrganisationStatus
from tests.bodies.factories import BodyFactory, HoldingFactory, OfficeFactory, SeatFactory
from tests.bodies.world import seat
from tests.conftest import NOW
from tests.directory.world import build_world
from tests.factories import OrganisationFactory
from tests.letters import letters

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
BY = System("test")


@pytest.fixture
def seated():
    return seat(build_world(NOW))


def close(organisation):
    close_organisation(organisation, "dissolved", since=TODAY, reason={}, actor=BY, now=NOW)


def test_when_an_organisation_is_closed_whoever_sat_on_its_nomination_leaves_and_the_vacancy_is_told(seated):
    chair = OfficeFactory(body=seated.body, holder=Holding.objects.get(seat=seated.seat, place="member").holder)
    other = HoldingFactory(seat=SeatFactory(body=seated.body), nominated_by=seated.world.federation)
    close(seated.world.elsewhere["association"])

    ended = Holding.objects.filter(seat=seated.seat)
    assert set(ended.values_list("until", "ended_because")) == {(TODAY, "organisation")}
    for row in (other, chair):
        row.refresh_from_db()
    assert (other.until, chair.until) == (None, TODAY)
    assert Seat.objects.get(pk=seated.seat.pk).ended_on is None, "the seat stays, empty"
    told = {letter.to for letter in letters()}
    assert {seated.people["owner"].email, seated.people["county officer"].email} <= told


def test_the_seat_of_a_closed_organisation_stands_empty_whoever_nominated_to_it(seated):
    own = SeatFactory(body=seated.body, belongs="organisation", organisation=seated.world.federation)
    holding = HoldingFactory(seat=own)
    close(seated.world.federation)
    holding.refresh_from_db()
    assert (holding.until, holding.ended_because) == (TODAY, "organisation")


def test_an_organisation_that_only_rests_keeps_its_seats(seated):
    resting = seated.world.elsewhere["association"]
    close_organisation(resting, "dormant", since=TODAY, reason={}, actor=BY, now=NOW)
    assert not Holding.objects.exclude(until=None).exists()


def test_one_closed_otherwise_than_by_hand_is_found_the_next_day(seated):
    Organisation.objects.filter(pk=seated.world.elsewhere["association"].pk).update(status=OrganisationStatus.DISSOLVED)
    end_sittings_of_closed(NOW)
    end_sittings_of_closed(NOW)
    assert set(Holding.objects.values_list("until", flat=True)) == {TODAY}


def test_seats_nominations_and_bodies_follow_an_organisation_that_is_merged_and_come_back(seated):
    gone, kept = seated.world.federation, OrganisationFactory()
    gone.portals.all().delete()
    own = SeatFactory(body=seated.body, belongs="organisation", organisation=gone)
    holding = seat_person(
        own, HolderFacts(name="Anna Esimerkki"), Sitting(since=TODAY), actor=seated.people["owner"], now=NOW
    )
    theirs = BodyFactory(setter=gone, steward=gone)
    done = merge(kept, gone, choices={}, actor=BY, now=NOW)

    def behind():
        body = Body.objects.get(pk=theirs.pk)
        found = Holding.objects.select_related("seat").get(pk=holding.pk)
        return {body.setter_id, body.steward_id, found.nominated_by_id, found.seat.organisation_id}

    assert behind() == {kept.pk}
    undo_merge(done, actor=BY, now=NOW)
    assert behind() == {gone.pk}
