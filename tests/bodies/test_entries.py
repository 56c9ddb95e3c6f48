"""Finding bodies: by what they are for and whose seats they have, never by who sits in them."""

import pytest

from raitti.bodies.actions.indexing import refresh_body
from raitti.bodies.models import Body, Holding, Stage
from raitti.core.texts import translated
from raitti.search.models import SearchDocument
from raitti.search.queries import Query, find
from tests.bodies.factories import BodyFactory
from tests.bodies.world import Seated, seat
from tests.conftest import NOW
from tests.directory.world import build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def seated() -> Seated:
    found = seat(build_world(NOW))
    Body.objects.update(purpose=translated(fi="Hyvinvointisuunnitelman valmistelu"))
    found.body.refresh_from_db()
    refresh_body(found.body)
    return found


def titles(text: str, language: str = "fi", **more: object) -> list[str]:
    return [hit.plain_title for hit in find(Query(text=text, language=language, **more)).hits]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "words", ["järjestöneuvottelukunta", "hyvinvointisuunnitelma", "ikäihmiset", "neuvottelukunta"]
)
def test_a_body_is_found_by_its_name_purpose_seats_and_kind(seated: Seated, words: str) -> None:
    assert titles(words) == ["Oulun seudun järjestöneuvottelukunta"]


def test_a_body_is_found_in_swedish_by_its_swedish_name(seated: Seated) -> None:
    assert titles("organisationsdelegationen", "sv") == ["Organisationsdelegationen"]


def test_a_body_is_found_where_it_works_and_by_its_kind_alone(seated: Seated) -> None:
    assert titles("", municipalities=[seated.world.oulu.code], kinds=["body"]) == titles("järjestöneuvottelukunta")
    assert titles("", municipalities=["000"], kinds=["body"]) == []


@pytest.mark.parametrize("publication", ["draft", "hidden"])
def test_what_is_not_public_leaves_the_index(seated: Seated, publication: str) -> None:
    seated.body.publication = publication
    seated.body.save()
    refresh_body(seated.body)

    assert not SearchDocument.objects.filter(kind="body").exists()


def test_nobody_s_name_is_in_the_index_even_with_consent(seated: Seated) -> None:
    for holding in Holding.objects.all():
        holding.holder.consented = NOW
        holding.holder.save()
    refresh_body(seated.body)

    for document in SearchDocument.objects.filter(kind="body"):
        assert "Esimerkki" not in str(document.__dict__)
        assert "esimerkki" not in f"{document.words_name} {document.words_keys} {document.words_body}"


def test_an_ended_body_comes_after_one_at_work(seated: Seated) -> None:
    ended = BodyFactory(name=seated.body.name, stage=Stage.ENDED)
    twin = BodyFactory(name=seated.body.name)
    for body in (ended, twin):
        refresh_body(body)

    stages = [hit.data["stage"] for hit in find(Query(text="järjestöneuvottelukunta", language="fi")).hits]

    assert stages == ["active", "active", "ended"]
