"""What bodies know of a person is handed out and erased; that a seat was held stays, without the name."""

from datetime import timedelta

import pytest

from raitti.bodies.actions.personal import forget_addresses, join_to_account
from raitti.bodies.models import Holder, Holding
from raitti.core.personal import HOLDINGS, every_holding
from tests.bodies.factories import HolderFactory, HoldingFactory, OfficeFactory, SeatFactory
from tests.bodies.world import seat
from tests.conftest import NOW
from tests.directory.world import build_world

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def seated():
    return seat(build_world(NOW))


@pytest.fixture
def held():
    every_holding()
    return HOLDINGS["seats"]


def test_everything_known_of_a_holder_is_handed_out(seated, held):
    person = seated.people["owner elsewhere"]
    OfficeFactory(body=seated.body, holder=Holder.objects.get(person=person))
    by_mail = HolderFactory(email=person.email.upper(), name="Sama Ihminen")
    shown = held.show(person)

    assert [row["name"] for row in shown] == ["Esimerkki Owner Elsewhere", by_mail.name]
    assert shown[0]["seats"][0]["seat"] == "Ikäihmiset"
    assert len(shown[0]["offices"]) == 1
    assert held.show(seated.people["owner"]) == []


def test_erasing_removes_the_name_ends_the_sitting_and_says_what_stays(seated, held):
    person = seated.people["owner elsewhere"]
    former = HoldingFactory(seat=SeatFactory(), holder=Holder.objects.get(person=person), until=TODAY - timedelta(9))
    kept = held.erase(person, NOW)
    holding = Holding.objects.get(seat=seated.seat, place="member")

    assert (holding.until, holding.ended_because) == (TODAY, "consent")
    assert (holding.holder.name, holding.holder.email, holding.holder.person) == ("", "", None)
    former.refresh_from_db()
    assert former.until == TODAY - timedelta(9), "the history stays"
    assert len(kept) == 1
    assert held.show(person) == []
    assert held.erase(seated.people["owner"], NOW) == [], "who holds nothing is told nothing"


def test_who_confirms_an_address_sees_the_bodies_they_were_seated_in_by_it(seated):
    person = seated.people["editor"]
    holder = HolderFactory(email=person.email)
    join_to_account(person, person.email)
    holder.refresh_from_db()
    assert holder.person == person


def test_an_address_several_people_share_joins_only_the_one_of_that_name(seated):
    person = seated.people["editor"]
    same, other = (HolderFactory(email="info@esimerkki.example", name=name) for name in (person.name, "Joku Muu"))
    assert join_to_account(person, "info@esimerkki.example") == 1
    same.refresh_from_db()
    other.refresh_from_db()
    assert (same.person, other.person) == (person, None)


def test_addresses_go_a_year_after_somebody_last_sat(seated):
    long_ago = NOW - timedelta(days=1000)
    old = HolderFactory(gender="woman", created=long_ago)
    HoldingFactory(holder=old, until=TODAY - timedelta(days=366))
    lately = HolderFactory(created=long_ago)
    HoldingFactory(holder=lately, until=TODAY - timedelta(days=300))
    forget_addresses(NOW)
    assert set(Holder.objects.filter(email="").values_list("pk", flat=True)) == {old.pk}
    old.refresh_from_db()
    assert (old.name != "", old.gender) == (True, "")
