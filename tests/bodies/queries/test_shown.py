"""Who held which seat on a day, and whose name is told."""

from datetime import date, timedelta
from typing import Any

import pytest

from raitti.bodies.models import Holding, Office, Stage
from raitti.bodies.queries.shown import days_of_change, in_bodies, sitting
from tests.bodies.factories import BodyFactory, HolderFactory, HoldingFactory, OfficeFactory, SeatFactory
from tests.factories import CREATED, OrganisationFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 21)


def named(**more: Any) -> Any:
    return HolderFactory(consented=CREATED, **more)


def test_a_seat_shows_its_member_and_deputy_of_the_day_and_no_other() -> None:
    seat = SeatFactory()
    before = HoldingFactory(seat=seat, holder=named(), since=date(2021, 6, 1), until=date(2025, 5, 31))
    now = HoldingFactory(seat=seat, holder=named())
    HoldingFactory(seat=seat, holder=named(), since=date(2027, 1, 1))
    HoldingFactory(seat=seat, holder=named(), place=Holding.Place.DEPUTY, until=date(2026, 11, 20))

    [then], [today] = sitting(seat.body, on=date(2025, 5, 31)).seats, sitting(seat.body, on=DAY).seats

    assert then.member is not None
    assert today.member is not None
    assert (then.member.person.name, then.deputy) == (before.holder.name, None)
    assert today.member.person.name == now.holder.name
    assert today.lacks_deputy


def test_the_last_day_of_a_holding_still_counts_and_the_next_does_not() -> None:
    held = HoldingFactory(until=DAY)

    assert sitting(held.seat.body, on=DAY).vacant == []
    assert len(sitting(held.seat.body, on=DAY + timedelta(days=1)).vacant) == 1


@pytest.mark.parametrize(
    "holder",
    [
        {"consented": None},
        {"consented": CREATED, "withdrawn": CREATED},
        {"consented": CREATED, "name": ""},
    ],
)
def test_without_consent_there_is_neither_name_nor_id_but_the_organisation(holder: dict[str, Any]) -> None:
    nominator = OrganisationFactory()
    held = HoldingFactory(holder=HolderFactory(**holder), nominated_by=nominator)
    OfficeFactory(body=held.seat.body, holder=held.holder)

    found = sitting(held.seat.body, on=DAY)

    [shown], [office] = found.seats, found.offices
    assert shown.member is not None
    assert (shown.member.person.name, shown.member.person.uid) == ("", None)
    assert shown.member.nominated_by == nominator
    assert (office.person.name, office.person.uid, office.seat) == ("", None, held.seat)


def test_a_seat_that_has_ended_is_there_until_its_last_day() -> None:
    seat = SeatFactory(ended_on=DAY)

    assert len(sitting(seat.body, on=DAY).seats) == 1
    assert sitting(seat.body, on=DAY + timedelta(days=1)).seats == ()


def test_a_seat_is_not_shown_as_vacant_before_anything_is_known_of_it() -> None:
    seat = SeatFactory()
    HoldingFactory(seat=seat, since=date(2024, 1, 1))

    assert sitting(seat.body, on=date(2023, 1, 1)).seats == ()
    assert len(sitting(seat.body, on=date(2024, 1, 1)).seats) == 1


def test_an_office_tells_the_seat_of_whoever_has_it() -> None:
    held = HoldingFactory(holder=named())
    OfficeFactory(body=held.seat.body, holder=held.holder)
    OfficeFactory(body=held.seat.body, holder=named(), task=Office.Task.SECRETARY)

    found = sitting(held.seat.body, on=DAY)

    assert [(office.task, office.seat) for office in found.offices] == [("chair", held.seat), ("secretary", None)]
    assert found.seats[0].member is not None
    assert found.seats[0].member.tasks == ("chair",)


def test_the_days_of_change_are_those_somebody_came_or_was_gone() -> None:
    held = HoldingFactory(since=date(2025, 6, 1), until=date(2026, 3, 31))
    HoldingFactory(seat=held.seat, since=date(2027, 6, 1))

    assert days_of_change(held.seat.body, until=DAY) == [date(2026, 4, 1), date(2025, 6, 1)]


def test_an_organisation_finds_its_seats_whoever_nominated_and_those_it_nominated_to() -> None:
    ours = OrganisationFactory()
    nominated = HoldingFactory(nominated_by=ours, holder=named())
    empty = SeatFactory(organisation=ours)
    HoldingFactory(nominated_by=ours, until=DAY - timedelta(days=1))
    HoldingFactory(nominated_by=ours, seat__body__publication="hidden")
    HoldingFactory(nominated_by=ours, seat__body__stage=Stage.ENDED)
    HoldingFactory()

    found, set_up = in_bodies(ours, on=DAY)

    by_seat = {each.seat.pk: each.holdings for each in found}
    assert set(by_seat) == {nominated.seat.pk, empty.pk}
    assert by_seat[nominated.seat.pk][0].person.name == nominated.holder.name
    assert by_seat[empty.pk] == ()
    assert set_up == []


def test_an_organisation_finds_the_bodies_it_set_up_or_looks_after_once_each() -> None:
    ours = OrganisationFactory()
    set_up, kept = BodyFactory(setter=ours, steward=ours), BodyFactory(steward=ours)
    for body in (set_up, set_up, kept):
        HoldingFactory(seat__body=body)

    found, around = in_bodies(ours, on=DAY)

    assert found == []
    assert {body.pk for body in around} == {set_up.pk, kept.pk}


def test_however_many_seats_there_are_it_takes_as_many_questions(django_assert_num_queries: Any) -> None:
    body, ours = BodyFactory(), OrganisationFactory()
    for _number in range(6):
        held = HoldingFactory(seat__body=body, nominated_by=ours)
        HoldingFactory(seat=held.seat, place=Holding.Place.DEPUTY, nominated_by=ours)

    with django_assert_num_queries(3):
        found = sitting(body, on=DAY)
        assert [shown.member and str(shown.member.nominated_by) for shown in found.seats] == [str(ours)] * 6
    with django_assert_num_queries(1):
        assert [len(each.holdings) for each in in_bodies(ours, on=DAY)[0]] == [2] * 6
