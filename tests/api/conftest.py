"""A small village to ask about, and a program that asks."""

from collections.abc import Iterator
from datetime import date, datetime, time

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from raitti.core.audit import System
from raitti.core.texts import translated
from raitti.directory.actions import save_location, save_organisation, save_portal, save_service, save_topics
from raitti.directory.facts import (
    ChannelFacts,
    ContactFacts,
    LocationFacts,
    OrganisationFacts,
    PortalFacts,
    ScheduleFacts,
    ServiceFacts,
    TopicFacts,
    VocabularyFacts,
)
from raitti.directory.models import Organisation
from raitti.places.models import Area, AreaKind, PostalCode
from tests.conftest import NOW
from tests.exchange.conftest import import_from  # noqa: F401 - a fixture these tests use, too
from tests.factories import AreaFactory

SOURCE = "register"


@pytest.fixture
def program(client: Client) -> Client:
    """A program that reads English."""
    client.defaults |= {"HTTP_ACCEPT_LANGUAGE": "en", "HTTP_HOST": "localhost:8000"}
    client.raise_request_exception = False
    return client


@pytest.fixture
def at_one_moment(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    """Turns come back as time goes by: however slow the machine, everything is asked at one moment."""
    monkeypatch.setattr(timezone, "now", lambda: now)


def _areas() -> dict[str, Area]:
    north = AreaFactory(kind=AreaKind.REGION, code="17", name=translated(fi="Pohjois-Pohjanmaa"))
    country = AreaFactory(kind=AreaKind.COUNTRY, code="FI", name=translated(fi="Suomi"))
    oulu = AreaFactory(
        code="564", name=translated(fi="Oulu", sv="Uleåborg"), region=north, latitude=65.01, longitude=25.47
    )
    kemi = AreaFactory(code="240", name=translated(fi="Kemi"), latitude=65.73, longitude=24.56)
    PostalCode.objects.create(code="90100", name=translated(fi="Oulu"), municipality=oulu)
    PostalCode.objects.create(code="94100", name=translated(fi="Kemi"), municipality=kemi)
    return {"north": north, "country": country, "oulu": oulu, "kemi": kemi}


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The village, built once for the tests of a module and rolled back after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        _build(_areas(), NOW)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def village(built: None, db: None) -> None:
    """Three published organisations and a draft, with services at places, online and by phone."""


@pytest.fixture
def open_village(transactional_db: None) -> None:
    """The same village, for other connections to see."""
    _build(_areas(), NOW)


def _build(areas: dict[str, Area], now: datetime) -> None:
    actor = System("test")
    own = [
        TopicFacts(uri="urn:raitti:topic:arki", notation="arki", name={"fi": "Arki", "sv": "Vardag"}),
        TopicFacts(
            uri="urn:raitti:topic:digituki",
            notation="digituki",
            name={"fi": "Digituki"},
            broader=("urn:raitti:topic:arki",),
        ),
    ]
    save_topics(VocabularyFacts(key="raitti", name="Raitti"), own, actor=actor, now=now)
    for number, (name, home, publication) in enumerate(
        [
            ("Oulun Digiapu ry", "564", "published"),
            ("Kemin Digiapu ry", "240", "published"),
            ("Oulun Kuoro ry", "564", "published"),
            ("Näkymätön ry", "564", "draft"),
        ]
    ):
        key = str(number)
        organisation = OrganisationFacts(
            source=SOURCE,
            source_id=key,
            name={"fi": name},
            home_municipality=home,
            topics=("urn:raitti:topic:digituki",) if "Digi" in name else (),
            publication=publication,
            contacts=(
                ContactFacts(role={"fi": "Toimisto"}, email="toimisto@example.org", is_public=True),
                ContactFacts(name="Salainen Henkilö", phone="040 000 0000"),
            ),
            is_example=number == 2,
        )
        save_organisation(organisation, actor=actor, now=now)
        area = areas["oulu" if home == "564" else "kemi"]
        place = LocationFacts(
            source=SOURCE,
            source_id=key,
            organisation=key,
            name={"fi": f"{name} talo"},
            street="Kylätie 1",
            postal_code="90100" if home == "564" else "94100",
            municipality=home,
            latitude=area.latitude,
            longitude=area.longitude,
            accessibility={"wheelchair": "yes"},
        )
        save_location(place, actor=actor, now=now)
        weekly = ScheduleFacts(
            starts_on=date(2026, 9, 1), opens=time(12), closes=time(14), rrule="FREQ=WEEKLY;BYDAY=TU"
        )
        service = ServiceFacts(
            source=SOURCE,
            source_id=key,
            organisation=key,
            name={"fi": f"Älypuhelinopastus {number}", "sv": f"Mobilhjälp {number}"},
            description={"fi": "Opastamme puhelimen käytössä."},
            areas=("region:17",) if home == "564" else (),
            topics=("urn:raitti:topic:digituki",),
            languages=("fi", "sv"),
            channels=(
                ChannelFacts(kind="place", location=key, schedules=(weekly,)),
                ChannelFacts(kind="online", url="https://example.org/opastus"),
                ChannelFacts(kind="phone", phone="08 123 456"),
            ),
        )
        save_service(service, actor=actor, now=now)
    save_portal(
        PortalFacts(key="pohjoinen", hostname="pohjoinen.localhost", name={"fi": "Pohjoinen"}, areas=("region:17",)),
        steward=Organisation.objects.get(source_id="0"),
        actor=actor,
        now=now,
    )
