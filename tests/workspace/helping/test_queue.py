"""The queue page: one's own area only, oldest first, taken, noted and done."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from django.utils.translation import override

from raitti.core.addresses import address
from raitti.core.texts import translated
from raitti.directory.actions.matters import close_matter, open_for, open_matter
from raitti.directory.models import Claim, Matter, Portal, Role, Suggestion
from tests.factories import AreaFactory, MandateFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost:8000"}


@pytest.fixture
def area():
    return AreaFactory()


@pytest.fixture
def agent(client, area):
    mandate = MandateFactory(
        role=Role.AGENT, organisation=OrganisationFactory(kind="municipality", home_municipality=area)
    )
    client.force_login(mandate.person)
    return mandate.person


def waiting(name, area=None, *, kind="stale", days=1, **fields):
    organisation = OrganisationFactory(home_municipality=area or AreaFactory())
    opened = timezone.now() - timedelta(days=days)
    return open_matter(kind=kind, about_uid=uuid4(), organisation=organisation, title=name, now=opened, **fields)


def read(client, query=""):
    return client.get(address("queue", "fi") + query, headers=HOST).content.decode()


def test_only_one_s_own_area_shows_oldest_first(client, area, agent):
    waiting("Uudempi ry", area, days=1)
    waiting("Vanhempi ry", area, days=5)
    waiting("Naapurin ry")
    page = read(client)
    assert page.index("Vanhempi ry") < page.index("Uudempi ry")
    assert "Naapurin ry" not in page


def test_what_was_settled_lately_is_found_again_with_who_did_it(client, area, agent):
    done = waiting("Hoidettu ry", area)
    neighbours = waiting("Naapurin ry")
    for matter in (done, neighbours):
        close_matter(kind=matter.kind, about_uid=matter.about_uid, by="Aino Apuri", now=timezone.now())
    waiting("Avoin ry", area)

    page = read(client, "?whose=done")

    assert address("matter", "fi", uid=done.uid) in page
    assert "Aino Apuri" in page
    assert "Naapurin ry" not in page
    assert "Avoin ry" not in page
    assert "Hoidettu ry" not in read(client)


def test_what_came_of_it_is_told_in_each_reader_s_language(client, area, agent):
    done = waiting("Hoidettu ry", area)
    with override("fi"):
        close_matter(
            kind=done.kind, about_uid=done.about_uid, by="A", now=timezone.now(), outcome=Claim.State.REFUSED.label
        )
    for language, said in (("fi", "hylätty"), ("sv", "avslagen"), ("en", "refused")):
        for path in (address("queue", language) + "?whose=done", address("matter", language, uid=done.uid)):
            assert said in client.get(path, headers=HOST).content.decode().casefold()


def test_an_import_says_what_it_found_and_leads_to_the_page(client, area):
    steward = MandateFactory(role=Role.STEWARD)
    portal = Portal.objects.create(
        key="koe", hostname="koe.localhost", name=translated(fi="Koe"), steward=steward.organisation
    )
    portal.areas.add(area)
    client.force_login(steward.person)
    gone = waiting("Kadonnut ry", area, kind="import", details={"vanished_from": "Naapurin luettelo"})
    page = client.get(address("matter", "fi", uid=gone.uid), headers=HOST).content.decode()
    for shown in (read(client), page):
        assert "Naapurin luettelo" in shown
    assert address("organisation_desk", "fi", organisation=gone.organisation.uid) in page


def test_what_is_the_steward_s_does_not_show_to_an_agent(client, area, agent):
    waiting("Ilmoitettu ry", area, kind="report")
    assert "Ilmoitettu ry" not in read(client)


def test_what_comes_into_the_queue_later_is_not_in_it_yet(client, area, agent):
    waiting("Myöhempi ry", area, days=-3)
    assert "Myöhempi ry" not in read(client)


def test_the_late_are_marked_and_the_others_are_not(client, area, agent):
    waiting("Tuore ry", area, days=1)
    assert 'class="tag warm">Late' not in read(client)
    waiting("Myöhässä ry", area, days=60)
    assert read(client).count("tag warm") == 3, "one late matter and the two chosen filters"


def test_filters_narrow_and_a_strange_one_does_not_break_the_page(client, area, agent):
    waiting("Pyyntö ry", area, kind="new")
    waiting("Ehdotus ry", area, kind="suggestion")
    page = read(client, "?kind=suggestion")
    assert "Ehdotus ry" in page
    assert "Pyyntö ry" not in page
    assert "Pyyntö ry" in read(client, "?kind=x&whose=y&page=99")


def test_taking_shows_it_as_one_s_own_and_giving_back_as_nobody_s(client, area, agent):
    matter = waiting("Pyyntö ry", area)
    path = address("matter", "fi", uid=str(matter.uid))
    response = client.post(path, {"act": "take", "back": "queue", "filters": "kind=claim"}, headers=HOST)
    assert response["Location"] == address("queue", "fi") + "?kind=claim"
    matter.refresh_from_db()
    assert matter.assigned_to == agent
    assert "Pyyntö ry" in read(client, "?whose=mine")
    assert "Pyyntö ry" not in read(client, "?whose=nobodys")
    client.post(path, {"act": "leave"}, headers=HOST)
    matter.refresh_from_db()
    assert matter.assigned_to is None


def test_a_note_is_seen_by_the_next_one_and_an_empty_one_is_explained(client, area, agent):
    matter = waiting("Pyyntö ry", area)
    path = address("matter", "fi", uid=str(matter.uid))
    client.post(path, {"act": "note", "text": "Soitettu maanantaina."}, headers=HOST)
    assert "Soitettu maanantaina." in client.get(path, headers=HOST).content.decode()
    response = client.post(path, {"act": "note", "text": " "}, headers=HOST)
    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.content.decode()


def test_another_area_s_matter_cannot_be_opened_or_taken_by_its_address(client, area, agent):
    matter = waiting("Naapurin ry")
    path = address("matter", "fi", uid=str(matter.uid))
    assert client.get(path, headers=HOST).status_code == 403
    assert client.post(path, {"act": "take"}, headers=HOST).status_code == 403
    matter.refresh_from_db()
    assert matter.assigned_to is None


def test_a_person_without_an_area_has_no_queue(client):
    client.force_login(MandateFactory().person)
    assert client.get(address("queue", "fi"), headers=HOST).status_code == 403
    desk = client.get(address("desk", "fi"), headers=HOST).content.decode()
    assert address("queue", "fi") not in desk


def test_the_navigation_says_how_much_waits(client, area, agent):
    waiting("Pyyntö ry", area)
    desk = client.get(address("desk", "fi"), headers=HOST).content.decode()
    assert address("queue", "fi") in desk
    assert "(1)" in desk


def test_each_matter_leads_to_where_it_is_decided(client, area, agent, now):
    organisation = OrganisationFactory(home_municipality=area)
    about = {"organisation": organisation, "thing_kind": "organisation", "thing_uid": organisation.uid}
    suggestion = Suggestion.objects.create(**about, created=now, proposed={"phone": "1"})
    open_for(suggestion)
    assert address("suggestion", "fi", uid=str(suggestion.uid)) in read(client)


def test_a_long_queue_is_read_in_a_dozen_questions(client, area, agent, django_assert_max_num_queries):
    for number in range(40):
        waiting(f"Yhdistys {number}", area)
    with django_assert_max_num_queries(12):
        read(client)
    assert Matter.objects.count() == 40
