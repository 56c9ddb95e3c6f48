"""Places in the forms: none is made twice, and one that moves is still found by distance."""

from dataclasses import replace
from datetime import datetime

import pytest
from django.test import Client

from raitti.core.addresses import address
from raitti.core.texts import translated
from raitti.directory.actions import save_location, save_service
from raitti.directory.facts import ChannelFacts, LocationFacts, ServiceFacts
from raitti.directory.models import Location, Organisation, Service
from raitti.search.models import SearchDocument
from tests.factories import AreaFactory, MandateFactory, OrganisationFactory, PersonFactory
from tests.workspace.entries.filling import HOST, open_form, press

pytestmark = pytest.mark.django_db


@pytest.fixture
def oulu():
    return AreaFactory(
        code="564", name=translated(fi="Oulu", sv="Uleåborg"), latitude=65.0121, longitude=25.4651, valid_until=None
    )


@pytest.fixture
def organisation(oulu) -> Organisation:
    return OrganisationFactory(home_municipality=oulu)


@pytest.fixture
def keeper(organisation) -> Client:
    client = Client()
    client.force_login(MandateFactory(organisation=organisation).person)
    return client


def place(organisation: Organisation, name: str, street: str, point: tuple[float, float], *, now: datetime) -> Location:
    facts = LocationFacts(
        source="",
        source_id="",
        name={"fi": name},
        organisation=f"uid:{organisation.uid}",
        street=street,
        municipality="564",
        latitude=point[0],
        longitude=point[1],
    )
    return save_location(facts, actor=PersonFactory(), now=now).thing


@pytest.fixture
def hall(now) -> Location:
    """Another organisation's place."""
    return place(OrganisationFactory(), "Kylätalo", "Kirkkokatu 2", (65.02, 25.5), now=now)


def new(client: Client, organisation: Organisation, kind: str) -> str:
    return str(client.get(address(f"new_{kind}", "en", organisation=organisation.uid), headers=HOST)["Location"])


def activity_at(client: Client, path: str, **place: str) -> dict[str, object]:
    fields: dict[str, object] = {**open_form(client, path), "name_fi": "Lukupiiri"}
    [way] = fields["way"]  # type: ignore[misc]
    return fields | {f"way-{way}-{name}": value for name, value in place.items()}


@pytest.mark.parametrize("written", [{"street": "kirkkokatu  2"}, {"place_name": "Kylätalo"}])
def test_a_place_that_is_here_is_offered_and_no_second_one_is_made(keeper, organisation, hall, written):
    path = new(keeper, organisation, "service")
    fields = activity_at(keeper, path, **written)
    [way] = fields["way"]

    asked = press(keeper, path, fields)

    page = asked.content.decode()
    assert asked.status_code == 422
    assert f'href="#way-{way}-same_place"' in page
    assert "Kylätalo" in page
    assert not Service.objects.exists()
    again = open_form(keeper, path) | {f"way-{way}-same_place": f"uid:{hall.uid}"}
    assert press(keeper, path, again).status_code == 302
    assert Service.objects.get().channels.get().location == hall
    assert Location.objects.count() == 1


def test_a_place_said_to_be_another_is_added(keeper, organisation, hall):
    path = new(keeper, organisation, "service")
    fields = activity_at(keeper, path, street="Kirkkokatu 2", place_name="Kellarisali", same_place="other")
    [way] = fields["way"]
    press(keeper, path, fields)
    press(keeper, path, open_form(keeper, path) | {f"way-{way}-same_place": "other"})

    made = Service.objects.get().channels.get().location
    assert (str(made), made.organisation, str(made.municipality)) == ("Kellarisali", organisation, "Oulu")
    assert Location.objects.count() == 2


def test_the_town_of_a_new_place_is_there_before_one_types_it(keeper, organisation, oulu):
    path = new(keeper, organisation, "service")
    fields = activity_at(keeper, path, street="Torikatu 1")
    [way] = fields["way"]
    assert fields[f"way-{way}-town"] == ["Oulu"]

    press(keeper, path, fields)

    assert Service.objects.get().channels.get().location.municipality == oulu


def test_a_town_nobody_knows_is_named(keeper, organisation):
    path = new(keeper, organisation, "service")
    answer = press(keeper, path, activity_at(keeper, path, street="Torikatu 1", town="Oolu"))

    assert answer.status_code == 422
    assert "Oolu" in answer.content.decode()


def test_a_hidden_place_of_others_is_neither_told_nor_taken(keeper, organisation, hall):
    Location.objects.update(publication="draft")
    path = new(keeper, organisation, "service")

    fields = activity_at(keeper, path, street="Kirkkokatu 2", same_place=f"uid:{hall.uid}")

    answer = press(keeper, path, fields)
    assert answer.status_code in {302, 422}
    assert "Kylätalo" not in answer.content.decode()
    assert not hall.channels.exists()


def test_a_place_added_by_itself_is_asked_about_once(keeper, organisation, hall):
    path = new(keeper, organisation, "location")
    fields = open_form(keeper, path) | {"name_fi": "Talo", "street": "Kirkkokatu 2", "area": "Oulu"}

    asked = press(keeper, path, fields)

    assert asked.status_code == 422
    assert 'href="#is_another"' in asked.content.decode()
    assert press(keeper, path, open_form(keeper, path) | {"is_another": "on"}).status_code == 302
    assert Location.objects.count() == 2


def test_the_question_comes_while_one_writes(keeper, organisation, hall):
    asked = {"way-1-street": "Kirkkokatu 2", "way-1-town": "Oulu", "organisation": str(organisation.uid)}

    page = keeper.get(address("look_up_place", "en"), asked, headers=HOST).content.decode()

    assert f'name="way-1-same_place" value="uid:{hall.uid}"' in page


@pytest.fixture
def own_place(now, organisation) -> Location:
    return place(organisation, "Toimisto", "Torikatu 1", (65.1, 25.6), now=now)


def moved(client: Client, place: Location, **fields: str) -> str:
    """What the page says after a place was written otherwise."""
    path = address("edit_location", "en", organisation=place.organisation.uid, part=place.uid)
    assert press(client, path, open_form(client, path) | fields).status_code == 302
    place.refresh_from_db()
    desk = address("organisation_desk", "en", organisation=place.organisation.uid)
    return client.get(desk, headers=HOST).content.decode()


def spot_in_index(place: Location) -> tuple[float | None, float | None, bool]:
    row = SearchDocument.objects.get(object_id=str(place.uid), language="fi")
    return row.latitude, row.longitude, bool(row.data.get("is_rough"))


def test_a_place_that_moved_is_found_by_distance_from_the_middle_of_its_municipality(keeper, own_place):
    assert spot_in_index(own_place) == (65.1, 25.6, False)

    told = moved(keeper, own_place, street="Puistokatu 7")

    assert (own_place.latitude, own_place.longitude) == (None, None)
    assert "from the middle of the municipality" in told
    assert spot_in_index(own_place) == (65.0121, 25.4651, True)


def test_a_point_given_with_the_new_address_is_exact(keeper, own_place):
    told = moved(keeper, own_place, street="Puistokatu 7", point="https://www.openstreetmap.org/#map=19/65.06/25.48")

    assert "from the middle of the municipality" not in told
    assert spot_in_index(own_place) == (65.06, 25.48, False)


@pytest.mark.parametrize("written", [{"street": "Torikatu 1 B 3"}, {"city": "OULU"}, {"street": "torikatu 1"}])
def test_the_same_address_in_more_words_keeps_its_point(keeper, own_place, written):
    moved(keeper, own_place, **written)

    assert (own_place.latitude, own_place.longitude) == (65.1, 25.6)


def test_what_is_no_point_is_told_how_to_write_it(keeper, own_place):
    path = address("edit_location", "en", organisation=own_place.organisation.uid, part=own_place.uid)

    answer = press(keeper, path, open_form(keeper, path) | {"point": "torin laidalla"})

    assert answer.status_code == 422
    assert "torin laidalla" in answer.content.decode()
    assert 'href="#point"' in answer.content.decode()


def test_an_activity_in_a_hundred_places_is_saved_by_its_form(organisation, keeper, now):
    ways = tuple(ChannelFacts(kind="online", url=f"https://esimerkki.example/{each}") for each in range(100))
    facts = ServiceFacts(source="", source_id="", organisation=f"uid:{organisation.uid}", name={"fi": "Neuvonta"})
    service = save_service(replace(facts, channels=ways), actor=PersonFactory(), now=now).thing
    path = address("edit_service", "fi", organisation=organisation.uid, part=service.uid)

    form = open_form(keeper, path)
    response = press(keeper, path, form | {"name_fi": "Neuvonta kaikille"})

    assert response.status_code == 302
    service.refresh_from_db()
    assert (str(service), service.channels.count()) == ("Neuvonta kaikille", 100)
