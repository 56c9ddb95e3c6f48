"""A name without consent is told nowhere: on no page, in no interface, export, feed, calendar, index or data."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from raitti.bodies.actions.indexing import refresh_body
from raitti.bodies.models import Holding
from raitti.core.shelf import content_changed
from raitti.core.slugs import assign_slugs
from raitti.search.models import SearchDocument, SearchWord
from tests.bodies.factories import HolderFactory, HoldingFactory, OfficeFactory, SeatFactory
from tests.bodies.world import Seated, seat
from tests.conftest import NOW
from tests.directory.world import build_world

pytestmark = pytest.mark.django_db

# No other text has these letters in a row.
SECRET = "Xylofonia Qvistgård"
OPEN = "Zyklopia Wallenqvist"
HOST = {"host": "localhost:8000"}
WITHOUT_CONSENT: dict[str, dict[str, Any]] = {
    "never agreed": {"consented": None},
    "took it back": {"consented": NOW, "withdrawn": NOW},
}
READERS = ("nobody", "anyone", "owner", "county officer", "steward", "owner elsewhere")


@dataclass
class Shown:
    seated: Seated
    holding: Holding


@pytest.fixture(params=sorted(WITHOUT_CONSENT))
def shown(request: pytest.FixtureRequest) -> Shown:
    """A body with somebody who may not be named as member, in an office, before and as deputy; and one who may."""
    seated = seat(build_world(NOW))
    ours = seated.world.association
    holder = HolderFactory(name=SECRET, email="salainen.osoite@example.org", **WITHOUT_CONSENT[request.param])
    fellow = HolderFactory(name=OPEN, consented=NOW, email="julkisen.osoite@example.org")
    held = HoldingFactory(seat=SeatFactory(body=seated.body), holder=holder, nominated_by=ours)
    past = {"since": held.since.replace(year=2021), "until": held.since.replace(year=2022)}
    HoldingFactory(seat=held.seat, holder=holder, nominated_by=ours, **past)
    other = SeatFactory(body=seated.body)
    HoldingFactory(seat=other, holder=fellow, nominated_by=ours)
    HoldingFactory(seat=other, holder=holder, place=Holding.Place.DEPUTY, nominated_by=ours)
    OfficeFactory(body=seated.body, holder=holder)
    OfficeFactory(body=seated.body, holder=fellow, task="secretary")
    assign_slugs(seated.body, "body")
    for thing, kind in ((ours, "organisation"), (seated.world.oulu, "municipality")):
        assign_slugs(thing, kind)
    refresh_body(seated.body)
    content_changed()
    return Shown(seated, held)


def body_slug(shown: Shown) -> str:
    return shown.seated.body.slug_in("fi")


# Every public address that tells of a body or of those who sit in it. OParl's is among them, whole.
PLACES: dict[str, Callable[[Shown], str]] = {
    "list": lambda _: "/fi/toimielimet/",
    "page": lambda shown: f"/fi/toimielimet/{body_slug(shown)}/",
    "seats": lambda shown: f"/fi/toimielimet/{body_slug(shown)}/paikat/",
    "seats then": lambda shown: f"/fi/toimielimet/{body_slug(shown)}/paikat/?on=2021-12-01",
    "feed": lambda shown: f"/fi/toimielimet/{body_slug(shown)}/atom.xml",
    "calendar": lambda shown: f"/fi/toimielimet/{body_slug(shown)}/kokoukset.ics",
    "organisation": lambda shown: f"/fi/jarjestot/{shown.seated.world.association.slug_in('fi')}/",
    "municipality": lambda shown: f"/fi/kunnat/{shown.seated.world.oulu.slug_in('fi')}/",
    "region": lambda _: "/fi/alueet/pohjois-pohjanmaa/",
    "news": lambda _: "/fi/uutta/atom.xml",
    "search": lambda _: "/fi/haku/?q=neuvottelukunta",
    "search by program": lambda _: "/api/v1/search?q=neuvottelukunta",
    "completion": lambda _: "/api/v1/complete?q=xylo",
    "bodies": lambda _: "/api/v1/bodies",
    "body": lambda shown: f"/api/v1/bodies/{shown.seated.body.uid}",
    "body then": lambda shown: f"/api/v1/bodies/{shown.seated.body.uid}?on=2021-12-01",
    "body's seats": lambda shown: f"/api/v1/bodies/{shown.seated.body.uid}/seats",
    "holdings": lambda shown: f"/api/v1/bodies/{shown.seated.body.uid}/holdings",
    "organisation by program": lambda shown: f"/api/v1/organisations/{shown.seated.world.association.uid}",
    "organisation in HSDS": lambda shown: f"/hsds/organizations/{shown.seated.world.association.uid}",
    **{
        f"OParl {kind}": lambda _, kind=kind: f"/oparl/v1/body/pohjois-pohjanmaa/{kind}?modified_since=2020-01-01"  # type: ignore[misc]
        for kind in ("organization", "membership", "person", "meeting", "agendaItem", "paper", "file")
    },
    "OParl membership": lambda shown: f"/oparl/v1/membership/seat-{shown.holding.pk}",
}
# Those that tell of people at all name the one who agreed: else the test would pass because nothing is shown.
NAMING = ("page", "seats", "feed", "organisation", "body", "body's seats", "holdings", "OParl person")


def read(client: Client, shown: Shown, place: str, reader: str) -> str:
    client.logout()
    if reader != "nobody":
        client.force_login(shown.seated.people[reader])
    response = client.get(PLACES[place](shown), headers=HOST | {"accept-language": "fi"})
    assert response.status_code == 200, (place, response.status_code)
    return response.content.decode()


@pytest.mark.parametrize("place", sorted(PLACES))
def test_a_name_without_consent_is_told_to_nobody_anywhere(client: Client, shown: Shown, place: str) -> None:
    # Whoever took their consent back was there for OParl once: its shell says that they are gone.
    uid = str(shown.holding.holder.uid) if place != "OParl person" else SECRET
    secrets = (*SECRET.split(), "salainen.osoite", "julkisen.osoite", uid)

    told = {reader: read(client, shown, place, reader) for reader in READERS}

    assert [(reader, secret) for reader in READERS for secret in secrets if secret in told[reader]] == []


@pytest.mark.parametrize("place", NAMING)
def test_a_name_with_consent_is_told(client: Client, shown: Shown, place: str) -> None:
    assert OPEN in read(client, shown, place, "nobody")


def test_no_name_is_among_the_words_of_the_index(shown: Shown) -> None:
    words = " ".join(SearchWord.objects.values_list("word", flat=True))
    rows = " ".join(str(row) for row in SearchDocument.objects.values("title", "summary", "body", "data", "words_body"))

    for part in (*SECRET.split(), *OPEN.split()):
        assert part.casefold() not in words
        assert part not in rows


def test_who_was_never_named_is_no_person_of_oparl(client: Client, shown: Shown) -> None:
    holder = shown.holding.holder
    answer = client.get(f"/oparl/v1/person/{holder.uid}", headers=HOST)

    if holder.consented is None:
        assert answer.status_code == 404
    else:
        assert set(answer.json()) == {"id", "type", "created", "modified", "deleted"}
