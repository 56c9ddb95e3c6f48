"""Who represents an association: every body where its theme, area or kind has a voice, and how to reach who speaks."""

import pytest

from raitti.bodies.models import Holding
from raitti.bodies.queries.representing import voices_of
from raitti.core.texts import translated
from tests.bodies.factories import BodyFactory, HoldingFactory, SeatFactory, TopicFactory
from tests.bodies.world import seat
from tests.conftest import NOW
from tests.directory.world import build_world
from tests.factories import ServiceFactory

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def seated():
    return seat(build_world(NOW))


def reasons(organisation):
    return {str(voice.seat): voice.reason for voice in voices_of(organisation, on=TODAY)}


def test_a_theme_speaks_for_those_whose_pages_or_activities_are_about_it_or_something_under_it(seated):
    families, carers = TopicFactory(), TopicFactory()
    carers.broader.set([families])
    SeatFactory(body=seated.body, name=translated(fi="Perheet"), belongs="theme", topic=families)
    SeatFactory(body=seated.body, name=translated(fi="Omaishoito"), belongs="theme", topic=carers)
    seated.world.association.topics.set([families])
    ServiceFactory(organisation=seated.world.municipality).topics.set([carers])

    assert reasons(seated.world.association) == {"Perheet": "theme"}
    assert reasons(seated.world.municipality) == {"Perheet": "theme", "Omaishoito": "theme"}
    assert reasons(seated.world.county) == {}


def test_a_draft_activity_gives_no_voice(seated):
    theme = TopicFactory()
    SeatFactory(body=seated.body, belongs="theme", topic=theme)
    ServiceFactory(organisation=seated.world.association, publication="draft").topics.set([theme])
    assert reasons(seated.world.association) == {}


def test_a_body_of_another_area_does_not_speak_for_one_and_one_of_the_country_does(seated):
    theme, world = TopicFactory(), seated.world
    for organisation in (world.association, world.elsewhere["association"]):
        organisation.topics.set([theme])
    SeatFactory(body=seated.body, name=translated(fi="Oulun teema"), belongs="theme", topic=theme)
    SeatFactory(body=BodyFactory(), name=translated(fi="Maan teema"), belongs="theme", topic=theme)
    in_county = BodyFactory()
    in_county.areas.set([world.oulu.county])
    SeatFactory(body=in_county, name=translated(fi="Alueen teema"), belongs="theme", topic=theme)

    assert set(reasons(world.association)) == {"Oulun teema", "Maan teema", "Alueen teema"}
    found = reasons(world.elsewhere["association"])
    assert found == {"Maan teema": "theme", "Ikäihmiset": "ours"}, "it nominated to a seat in Oulu"


def test_an_areas_seat_speaks_for_those_at_home_or_at_work_there(seated):
    world = seated.world
    SeatFactory(body=seated.body, name=translated(fi="Oulu"), belongs="area", area=world.oulu)
    assert reasons(world.association) == {"Oulu": "area"}
    assert reasons(world.federation) == {"Oulu": "area"}, "it works in the whole region"
    assert "Oulu" not in reasons(world.elsewhere["association"])


def test_a_seat_of_a_type_of_organisation_speaks_for_that_type(seated):
    SeatFactory(
        body=seated.body,
        name=translated(fi="Yhdistykset"),
        belongs="organisation_kind",
        organisation_kind="association",
    )
    assert reasons(seated.world.association) == {"Yhdistykset": "kind"}
    assert reasons(seated.world.county) == {}


def test_ones_own_seat_and_that_of_the_organisation_above_come_too_ones_own_first(seated):
    world = seated.world
    world.association.parent = world.federation
    world.association.save()
    HoldingFactory(seat=SeatFactory(body=seated.body, name=translated(fi="Muu")), nominated_by=world.federation)
    SeatFactory(body=seated.body, name=translated(fi="Oma"), belongs="organisation", organisation=world.association)
    assert list(reasons(world.association).items()) == [("Oma", "ours"), ("Muu", "above")]


def test_ended_and_hidden_bodies_and_ended_seats_speak_for_nobody(seated):
    kind = {"belongs": "organisation_kind", "organisation_kind": "association"}
    SeatFactory(body=BodyFactory(stage="ended"), **kind)
    SeatFactory(body=BodyFactory(publication="draft"), **kind)
    SeatFactory(body=seated.body, ended_on=TODAY.replace(day=1), **kind)
    assert reasons(seated.world.association) == {}


def test_who_holds_it_is_told_and_a_role_to_write_to_never_a_persons_own_address(seated):
    theirs = seated.world.elsewhere["association"]

    def address():
        return voices_of(theirs, on=TODAY)[0].address

    voice = voices_of(theirs, on=TODAY)[0]
    assert voice.member == Holding.objects.get(seat=seated.seat, place="member")
    assert voice.deputy is not None
    assert address() == ""
    seated.body.steward.email = "toimisto@esimerkki.example"
    seated.body.steward.save()
    assert address() == "toimisto@esimerkki.example"
    theirs.email = "kutojat@esimerkki.example"
    theirs.save()
    assert address() == "kutojat@esimerkki.example"
    seated.body.email = "jane@esimerkki.example"
    seated.body.save()
    assert address() == "jane@esimerkki.example"
    assert voice.member.holder.email not in {address()}


def test_many_seats_cost_no_more_questions_than_one(seated, django_assert_max_num_queries):
    kind = {"belongs": "organisation_kind", "organisation_kind": "association"}
    for _ in range(6):
        HoldingFactory(seat=SeatFactory(body=seated.body, **kind), nominated_by=seated.world.federation)
    with django_assert_max_num_queries(14):
        found = voices_of(seated.world.association, on=TODAY)
        assert [(str(v.body), str(v.member.nominated_by), v.address) for v in found]
    assert len(found) == 6
