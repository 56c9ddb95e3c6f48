"""An entry's picture: with words, in its place, and gone when it is gone."""

from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from raitti.core.models import AuditEntry
from raitti.core.verdicts import Refused
from raitti.directory.actions.pictures import picture_of, remove_picture, set_picture
from raitti.directory.actions.rows import copy_service
from raitti.directory.models import Picture
from tests.factories import OrganisationFactory, PersonFactory, ServiceFactory
from tests.pictures import SVG, picture

pytestmark = pytest.mark.django_db
ALT = {"fi": "Viisi ihmistä talkoissa"}


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_picture_is_kept_in_two_sizes_with_its_words(media, now):
    organisation = OrganisationFactory()
    kept = set_picture(organisation, picture(), ALT, actor=PersonFactory(), now=now)
    assert files(media) == sorted([f"{kept.uid.hex}.webp", f"{kept.uid.hex}-small.webp"])
    assert str(picture_of(organisation).alt) == ALT["fi"]
    assert AuditEntry.objects.filter(verb="set picture of", subject_id=str(organisation.pk)).count() == 1


def test_a_picture_without_words_is_refused_and_leaves_nothing(media, now):
    service = ServiceFactory()
    with pytest.raises(Refused) as refused:
        set_picture(service, picture(), {"fi": "  "}, actor=PersonFactory(), now=now)
    assert refused.value.verdict.details["field"] == "alt"
    assert files(media) == []


def test_the_old_files_go_only_when_the_new_are_sure(media, now, django_capture_on_commit_callbacks):
    service, actor = ServiceFactory(), PersonFactory()
    old = set_picture(service, picture(), ALT, actor=actor, now=now)
    with django_capture_on_commit_callbacks() as waiting:
        new = set_picture(service, picture("PNG"), ALT, actor=actor, now=now)
    assert default_storage.exists(old.file.name)
    for later in waiting:
        later()
    assert files(media) == sorted([f"{new.uid.hex}.webp", f"{new.uid.hex}-small.webp"])
    assert Picture.objects.count() == 1


def test_a_refused_file_leaves_the_picture_there_was(media, now):
    from io import BytesIO

    service, actor = ServiceFactory(), PersonFactory()
    old = set_picture(service, picture(), ALT, actor=actor, now=now)
    before = files(media)
    with pytest.raises(Refused):
        set_picture(service, BytesIO(SVG), ALT, actor=actor, now=now)
    assert picture_of(service) == old
    assert files(media) == before


def test_the_words_can_be_changed_alone(now):
    service, actor = ServiceFactory(), PersonFactory()
    old = set_picture(service, picture(), ALT, actor=actor, now=now)
    set_picture(service, None, {**ALT, "sv": "Fem personer på talko"}, actor=actor, now=now)
    assert picture_of(service).uid == old.uid
    assert picture_of(service).alt.data["sv"] == "Fem personer på talko"


def test_without_any_picture_words_alone_are_refused(now):
    with pytest.raises(Refused):
        set_picture(ServiceFactory(), None, ALT, actor=PersonFactory(), now=now)


def test_a_removed_picture_takes_its_files_along(media, now, django_capture_on_commit_callbacks):
    service, actor = ServiceFactory(), PersonFactory()
    set_picture(service, picture(), ALT, actor=actor, now=now)
    with django_capture_on_commit_callbacks(execute=True):
        remove_picture(service, actor=actor, now=now)
    assert files(media) == []
    assert picture_of(service) is None


def test_a_copy_of_an_activity_has_a_picture_of_its_own(media, now, django_capture_on_commit_callbacks):
    service, actor = ServiceFactory(), PersonFactory()
    first = set_picture(service, picture(), ALT, actor=actor, now=now)

    copied = copy_service(service, actor=actor, now=now, today=now.date()).thing

    own = picture_of(copied)
    assert own is not None
    assert (str(own.alt), own.width, own.height) == (ALT["fi"], first.width, first.height)
    assert own.file.read() == first.file.read()
    with django_capture_on_commit_callbacks(execute=True):
        remove_picture(service, actor=actor, now=now)
    assert files(media) == sorted([f"{own.uid.hex}.webp", f"{own.uid.hex}-small.webp"])


def test_a_copy_is_made_even_where_the_picture_file_is_lost(media, now):
    service, actor = ServiceFactory(), PersonFactory()
    default_storage.delete(set_picture(service, picture(), ALT, actor=actor, now=now).file.name)

    assert picture_of(copy_service(service, actor=actor, now=now, today=now.date()).thing) is None
