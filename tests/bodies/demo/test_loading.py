"""The demo's bodies: believable, invented, in three languages, once."""

import pytest
from django.utils import timezone

from raitti.bodies.demo import load_demo, reading
from raitti.bodies.demo.loading import LOADERS
from raitti.bodies.models import Body, BodyKind, Holder, Holding, Joining, Seat, Stage
from raitti.core.audit import System
from raitti.core.texts import versions
from raitti.directory.models import OrganisationKind
from raitti.search.models import SearchDocument
from tests.conftest import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def test_there_is_a_board_of_a_region_one_of_a_municipality_a_table_an_expert_group_and_one_being_founded() -> None:
    boards = Body.objects.filter(kind=BodyKind.ADVISORY_BOARD, stage=Stage.ACTIVE)
    kinds = sorted(area.kind for body in boards for area in body.areas.all())

    assert kinds == ["municipality", "region"]
    assert Body.objects.filter(kind=BodyKind.PARTNERSHIP_TABLE).exists()
    assert Body.objects.filter(stage=Stage.FOUNDING, founding_steps__done_on=None).exists()
    assert Body.objects.filter(stage=Stage.ENDED, ended_on__isnull=False).exists()


def test_ten_open_support_groups_stand_behind_the_ten_seats_of_the_expert_group() -> None:
    expert = Body.objects.get(kind=BodyKind.EXPERT_GROUP)
    groups = Body.objects.filter(kind=BodyKind.SUPPORT_GROUP, joining=Joining.OPEN)

    assert {group.behind_id for group in groups} == set(expert.seats.values_list("pk", flat=True))
    assert groups.count() == 10
    assert all(group.topics.exists() for group in groups)


def test_everything_is_marked_as_an_example_and_everyone_is_called_one() -> None:
    assert not Body.objects.exclude(is_example=True).exists()
    assert not Holder.objects.exclude(name__endswith=" Esimerkki").exists()
    assert not Holder.objects.exclude(email__endswith=".example").exists()


def test_every_text_is_in_three_languages_and_every_body_can_be_found() -> None:
    for thing in (*Body.objects.all(), *Seat.objects.all()):
        for field in ("name", "summary", "purpose", "how_to_get_in"):
            filled = versions(getattr(thing, field, None))
            assert not filled or set(filled) == {"fi", "sv", "en"}, (thing, field)
    for body in Body.objects.all():
        assert set(body.slugs) == {"fi", "sv", "en"}
        assert SearchDocument.objects.filter(kind="body", object_id=str(body.uid)).count() == 3


def test_holdings_fit_their_seats_and_terms() -> None:
    for holding in Holding.objects.select_related("seat__body", "term", "nominated_by"):
        assert holding.term is None or holding.term.body == holding.seat.body
        assert holding.seat.has_deputy or holding.place == Holding.Place.MEMBER
        wanted = holding.seat.organisation_kind
        nominator = holding.nominated_by
        assert not wanted or (nominator is not None and nominator.kind == OrganisationKind(wanted))


def test_nobody_sits_in_two_seats_of_one_body_and_no_seat_has_two_members_at_once() -> None:
    today = timezone.localdate(NOW)
    now = list(Holding.objects.on(today).values_list("seat__body", "holder"))
    places = list(Holding.objects.on(today).values_list("seat", "place"))

    assert len(set(now)) == len(now)
    assert len(set(places)) == len(places)


def test_some_names_are_public_some_are_not_and_a_seat_is_vacant() -> None:
    assert {holder.name_is_public for holder in Holder.objects.all()} == {True, False}
    assert {holder.name for holder in Holder.objects.filter(consented=None)} == reading.unnamed(reading.read())


def test_a_second_time_does_nothing() -> None:
    before = (Body.objects.count(), Holding.objects.count())

    load_demo(actor=System("test"), now=NOW)

    assert (Body.objects.count(), Holding.objects.count()) == before


def test_what_a_part_loads_gets_the_bodies_by_their_keys() -> None:
    heard: list[str] = []
    Body.objects.update(is_example=False)
    LOADERS.append(lambda bodies, **_: heard.extend(bodies))
    try:
        load_demo(actor=System("test"), now=NOW)
    finally:
        LOADERS.pop()

    assert {"jarjestoneuvottelukunta", "tukiryhma-nuoret"} <= set(heard)


def test_each_part_is_loaded_once() -> None:
    assert len(LOADERS) == len(set(LOADERS))
