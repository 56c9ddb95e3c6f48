"""The picture page: what is sent becomes a picture or a sentence, and only those who may can use it."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from raitti.core.addresses import address
from raitti.directory.actions.pictures import picture_of, set_picture
from raitti.directory.models import Picture, Publication
from tests.factories import MandateFactory, OrganisationFactory, PersonFactory, ServiceFactory
from tests.pictures import HTML, SVG, picture

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost:8000"}
ALT = {"alt_fi": "Viisi ihmistä talkoissa"}


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def mandate(client):
    found = MandateFactory()
    client.force_login(found.person)
    return found


def page_of(organisation, kind="organisation", thing=None, language="fi"):
    words = {"organisation": organisation.uid, "kind": kind, "part": (thing or organisation).uid}
    return address("picture_page", language, **words)


def file(data, name="kuva.jpg", kind="image/jpeg"):
    return SimpleUploadedFile(name, data.read() if isinstance(data, BytesIO) else data, content_type=kind)


def test_a_picture_is_sent_seen_and_served(client, mandate):
    organisation = mandate.organisation
    response = client.post(page_of(organisation), {"picture": file(picture()), **ALT}, headers=HOST)
    assert response.status_code == 302
    kept = picture_of(organisation)
    shown = client.get(page_of(organisation), headers=HOST).content.decode()
    assert f"/media/pictures/{kept.uid}.webp" in shown
    served = client.get(f"/media/pictures/{kept.uid}.webp", headers=HOST)
    assert served["Content-Type"] == "image/webp"
    assert served["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in served["Cache-Control"]
    assert b"WEBP" in b"".join(served.streaming_content)[:16]
    assert client.get(f"/media/pictures/{kept.uid}-small.webp", headers=HOST).status_code == 200


def test_without_words_nothing_is_kept_and_what_was_written_stays(client, mandate):
    sent = {"picture": file(picture()), "alt_fi": "", "alt_sv": " "}
    response = client.post(page_of(mandate.organisation), sent, headers=HOST)
    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.content.decode()
    assert Picture.objects.count() == 0


@pytest.mark.parametrize("data", [SVG, HTML, b""], ids=["svg", "html", "nothing"])
def test_what_only_pretends_to_be_a_picture_is_told_and_the_words_stay(client, mandate, data):
    response = client.post(page_of(mandate.organisation), {"picture": file(data), **ALT}, headers=HOST)
    assert response.status_code == 422
    assert ALT["alt_fi"] in response.content.decode()
    assert Picture.objects.count() == 0


def test_a_photograph_of_several_megabytes_comes_through(client, mandate):
    import os

    from PIL import Image

    large = BytesIO()
    Image.frombytes("RGB", (1600, 1200), os.urandom(1600 * 1200 * 3)).save(large, "PNG")
    assert large.tell() > 5_000_000
    large.seek(0)
    response = client.post(page_of(mandate.organisation), {"picture": file(large), **ALT}, headers=HOST)
    assert response.status_code == 302


def test_much_more_than_that_is_turned_away_at_the_door(client, mandate):
    response = client.post(page_of(mandate.organisation), {"picture": file(b"x" * 13_000_000), **ALT}, headers=HOST)
    assert response.status_code == 413


def test_strangers_without_a_session_get_no_room_for_files(client):
    organisation = OrganisationFactory()
    response = client.post(page_of(organisation), {"picture": file(b"x" * 3_000_000)}, headers=HOST)
    assert response.status_code == 413


def test_other_pages_take_no_more_than_before(client, mandate):
    response = client.post(address("feedback", "fi"), {"message": "x" * 3_000_000}, headers=HOST)
    assert response.status_code == 413


def test_another_organisations_picture_is_not_ones_to_change(client, mandate):
    other = ServiceFactory()
    own_organisation_other_service = page_of(mandate.organisation, "service", other)
    assert client.get(own_organisation_other_service, headers=HOST).status_code == 404
    assert client.get(page_of(other.organisation, "service", other), headers=HOST).status_code == 403
    client.logout()
    assert client.post(page_of(other.organisation), {**ALT}, headers=HOST).status_code in {302, 401}


def test_a_picture_of_what_is_not_public_is_for_its_keepers_only(client, mandate, now):
    service = ServiceFactory(organisation=mandate.organisation, publication=Publication.DRAFT)
    kept = set_picture(service, picture(), {"fi": "Talkoot"}, actor=mandate.person, now=now)
    response = client.get(f"/media/pictures/{kept.uid}.webp", headers=HOST)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    client.force_login(PersonFactory())
    assert client.get(f"/media/pictures/{kept.uid}.webp", headers=HOST).status_code == 403


@pytest.mark.parametrize(
    "path",
    ["protected/proof.pdf", "pictures/../protected/proof.pdf", "pictures/%2e%2e/protected/x", "pictures/x.webp", ""],
)
def test_nothing_else_of_the_folder_is_served(client, settings, tmp_path, path):
    (tmp_path / "protected").mkdir()
    (tmp_path / "protected" / "proof.pdf").write_text("secret")
    assert client.get(f"/media/{path}", headers=HOST).status_code in {301, 404}


def test_the_public_page_shows_the_picture_with_its_words(client, mandate, now):
    from raitti.core.slugs import assign_slugs

    organisation = mandate.organisation
    assign_slugs(organisation, "organisation")
    set_picture(organisation, picture(), {"fi": "Talkoot pihalla"}, actor=mandate.person, now=now)
    organisation.refresh_from_db()
    page = client.get(address("organisation", "fi", slug=organisation.slugs["fi"]), headers=HOST).content.decode()
    assert 'alt="Talkoot pihalla"' in page
    assert '"ImageObject"' in page


def test_a_picture_is_removed(client, mandate, now):
    organisation = mandate.organisation
    kept = set_picture(organisation, picture(), {"fi": "Talkoot"}, actor=mandate.person, now=now)
    assert client.post(page_of(organisation), {"action": "remove"}, headers=HOST).status_code == 302
    assert client.get(f"/media/pictures/{kept.uid}.webp", headers=HOST).status_code == 404
