"""Every open matter is in somebody's queue, in the queues of exactly those who may settle it."""

from datetime import timedelta
from itertools import product
from uuid import uuid4

import pytest
from django.core.management import call_command

from raitti.accounts.models import Person
from raitti.core.texts import translated
from raitti.directory.actions.matters import open_for
from raitti.directory.models import Claim, Mandate, Matter, MatterKind, Organisation, Role
from raitti.directory.queries.queue import in_nobodys_queue, queue_of
from raitti.directory.rules import may_hide, may_work_on
from raitti.places.models import AreaKind
from tests.conftest import NOW
from tests.directory.world import World, build_world
from tests.factories import AreaFactory, OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db


# What all who help settle (new pages but their own), what contact officers do not, what stewards alone do.
KINDS = (MatterKind.NEW, MatterKind.STALE, MatterKind.SUGGESTION, MatterKind.IMPORT)


def open_matters(world: World) -> list[Matter]:
    """One of each kind: about organisations here, in a region without a portal, without a place, and about none."""
    country = AreaFactory(kind=AreaKind.COUNTRY, code="FI")
    kemi = AreaFactory(code="240", name=translated(fi="Kemi"))
    everywhere = OrganisationFactory(name=translated(fi="Koko maan ry"))
    everywhere.operating_areas.set([country])
    works_here = OrganisationFactory(name=translated(fi="Maakunnan ry"))
    works_here.operating_areas.set([world.oulu.region])
    about: list[tuple[Organisation | None, object]] = [
        (world.association, world.oulu),
        (OrganisationFactory(home_municipality=kemi), kemi),
        (OrganisationFactory(), None),
        (everywhere, None),
        (works_here, None),
        (None, world.oulu),
        (None, kemi),
        (None, None),
    ]
    return [
        Matter.objects.create(
            kind=kind, about_uid=uuid4(), organisation=organisation, municipality=municipality, title="x", opened=NOW
        )
        for kind, (organisation, municipality) in product(KINDS, about)
    ]


@pytest.fixture
def world() -> World:
    return build_world(NOW)


def without(role: Role) -> None:
    Mandate.objects.filter(role=role).update(ended_on=(NOW - timedelta(days=1)).date())


@pytest.mark.parametrize("missing", [None, Role.STEWARD, Role.AGENT, Role.CONTACT_OFFICER])
def test_every_matter_is_in_the_queues_of_those_who_may_settle_it_and_in_one_at_least(world, missing):
    if missing is not None:
        without(missing)
    matters = open_matters(world)
    people = [person for person in world.people.values() if isinstance(person, Person)]
    queues = {person: set(queue_of(person, now=NOW) or ()) for person in people}

    for matter in matters:
        where = (matter.kind, str(matter.organisation), str(matter.municipality))
        has = {person for person in people if matter in queues[person]}
        assert has == {person for person in people if may_work_on(person, matter, now=NOW)}, where
        assert has, where
    assert not in_nobodys_queue(now=NOW).exists()


def test_where_no_steward_is_the_coordinator_does_what_a_steward_does_and_elsewhere_not(world):
    coordinator = world.people["coordinator"]
    placeless = OrganisationFactory()
    assert may_hide(coordinator, placeless, now=NOW)
    assert not may_hide(coordinator, world.association, now=NOW)

    without(Role.STEWARD)
    assert may_hide(coordinator, world.association, now=NOW)
    Person.objects.filter(pk=coordinator.pk).update(is_active=False)
    assert not may_hide(Person.objects.get(pk=coordinator.pk), world.association, now=NOW)


def test_without_a_coordinator_what_falls_between_is_told_to_whoever_runs_the_service(world, capsys):
    matters = open_matters(world)
    without(Role.COORDINATOR)

    nobodys = set(in_nobodys_queue(now=NOW))
    people = [person for person in world.people.values() if isinstance(person, Person)]
    seen = {matter for person in people for matter in queue_of(person, now=NOW) or ()}
    assert nobodys == set(matters) - seen
    assert nobodys
    call_command("mend_queue")
    left = in_nobodys_queue(now=NOW).count()
    assert left
    assert f"nobody's queue: {left}" in capsys.readouterr().out


def test_a_claim_is_in_an_agent_s_queue_only_when_whoever_asks_says_that_an_agent_knows_them(world):
    agent, officer, steward = (world.people[name] for name in ("municipality's agent", "contact officer", "steward"))
    about = {"organisation": OrganisationFactory(home_municipality=world.oulu), "created": NOW}
    waits = {way: open_for(Claim.objects.create(person=PersonFactory(), way=way, **about)) for way in Claim.Way.values}
    assert set(queue_of(agent, now=NOW)) == {waits["agent"]}
    assert not queue_of(officer, now=NOW).exists()
    assert set(queue_of(steward, now=NOW)) == set(waits.values())


def test_a_new_page_is_in_the_queue_of_its_area_and_not_of_its_own_agent(world):
    matter = Matter.objects.create(
        kind=MatterKind.NEW, about_uid=uuid4(), organisation=world.association, title="x", opened=NOW
    )
    its_own, of_the_area = world.people["its agent"], world.people["municipality's agent"]
    assert matter in queue_of(of_the_area, now=NOW)
    assert matter not in queue_of(its_own, now=NOW)
    assert not may_work_on(its_own, matter, now=NOW)
