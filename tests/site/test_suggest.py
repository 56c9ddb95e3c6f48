"""Anyone suggests and reports, without an account; nothing typed is lost, and programs get nowhere."""

import pytest
from django.test import Client, override_settings

from raitti.core import rates
from raitti.core.addresses import address
from raitti.core.audit import System
from raitti.core.texts import translated
from raitti.directory.actions import set_publication
from raitti.directory.models import Location, Matter, Report, Suggestion
from tests.factories import CREATED, OrganisationFactory, ServiceFactory

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost:8000"}


@pytest.fixture
def organisation():
    return OrganisationFactory(
        name=translated(fi="Kerho ry", sv="Klubben rf"),
        summary=translated(fi="Vanha lause"),
        phone="040 1",
        email="kerho@example.org",
    )


def sent(organisation, **changed):
    """The form as it is shown, with some of it changed."""
    fields = {"name": "Kerho ry", "summary": "Vanha lause", "description": "", "website": ""}
    return {**fields, "phone": "040 1", "email": "kerho@example.org", "message": "", "answer_to": "", **changed}


def test_the_form_shows_the_present_texts_and_takes_only_what_was_changed(client, organisation):
    path = address("suggest", "fi", slug=str(organisation.uid))
    page = client.get(path, headers=HOST)
    assert page["Cache-Control"].find("no-cache") >= 0
    assert "Vanha lause" in page.content.decode()
    said = sent(organisation, phone="040 2", answer_to="lukija@example.org")
    response = client.post(path, said, headers=HOST)
    assert response["Location"] == address("feedback_thanks", "fi")
    made = Suggestion.objects.get()
    assert (made.proposed, made.email, made.person) == ({"phone": "040 2"}, "lukija@example.org", None)
    assert Matter.objects.get().about_uid == made.uid


def test_a_text_is_mended_in_the_language_it_was_shown_in(client, organisation):
    path = address("suggest", "sv", slug=str(organisation.uid))
    said = sent(organisation, name="Klubben r.f.", summary="Uusi lause")
    client.post(path, said, headers=HOST)
    assert Suggestion.objects.get().proposed == {"name": {"sv": "Klubben r.f."}, "summary": {"fi": "Uusi lause"}}


def test_nothing_changed_is_explained_and_nothing_typed_is_lost(client, organisation):
    path = address("suggest", "fi", slug=str(organisation.uid))
    assert client.post(path, sent(organisation), headers=HOST).status_code == 422
    said = sent(organisation, summary="Harkittu lause", answer_to="ei osoite", name="")
    response = client.post(path, said, headers=HOST)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Harkittu lause" in page
    assert 'aria-describedby="answer_to-error"' in page
    assert 'aria-describedby="name-error"' in page
    assert not Suggestion.objects.exists()


def test_a_program_that_fills_every_field_changes_nothing(client, organisation):
    for name in ("suggest", "report"):
        path = address(name, "fi", slug=str(organisation.uid))
        response = client.post(path, sent(organisation, phone="040 123 4567", why="wrong", nickname="x"), headers=HOST)
        assert response.status_code == 302
    assert not Suggestion.objects.exists()
    assert not Report.objects.exists()


@override_settings(RAITTI_RATE_FORMS=1)
def test_too_many_are_asked_to_wait_and_keep_their_words(client, organisation):
    rates.forget_all()
    path = address("suggest", "fi", slug=str(organisation.uid))
    client.post(path, sent(organisation, phone="040 123 4567"), headers=HOST)
    response = client.post(path, sent(organisation, phone="puh. 040 765 4321"), headers=HOST)
    assert response.status_code == 429
    assert "puh. 040 765 4321" in response.content.decode()
    assert Suggestion.objects.count() == 1
    rates.forget_all()


def test_what_is_wrong_goes_to_the_steward_s_queue(client, organisation):
    path = address("report", "fi", slug=str(organisation.uid))
    assert client.post(path, {"message": "x"}, headers=HOST).status_code == 422
    client.post(path, {"why": "private", "message": "Nimeni on täällä."}, headers=HOST)
    report = Report.objects.get()
    assert (report.why, report.organisation) == ("private", organisation)
    assert Matter.objects.get().kind == "report"


def test_activities_and_places_have_the_same_forms(client):
    service = ServiceFactory()
    place = Location.objects.create(name=translated(fi="Talo"), created=CREATED, changed=CREATED)
    for thing in (service, place):
        for name in ("suggest", "report"):
            assert client.get(address(name, "fi", slug=str(thing.uid)), headers=HOST).status_code == 200


def test_what_is_not_public_has_no_form(client, organisation, now):
    set_publication(organisation, "hidden", actor=System("test"), now=now)
    for uid in (str(organisation.uid), "3f0c1f80-0000-4000-8000-000000000000", "sana"):
        for name in ("suggest", "report"):
            assert client.get(address(name, "fi", slug=uid), headers=HOST).status_code == 404


def test_a_form_from_elsewhere_is_refused(organisation):
    strict = Client(enforce_csrf_checks=True)
    path = address("suggest", "fi", slug=str(organisation.uid))
    assert strict.post(path, sent(organisation, phone="2"), headers=HOST).status_code == 403
    assert not Suggestion.objects.exists()
