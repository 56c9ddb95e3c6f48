"""A small neighbourhood: a region with three municipalities, one of them far away, and a few topics."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from raitti.core.audit import System
from raitti.core.texts import translated
from raitti.directory.actions import save_location, save_organisation, save_service, save_topics
from raitti.directory.actions.saving import Saved
from raitti.directory.facts import (
    ChannelFacts,
    LocationFacts,
    OrganisationFacts,
    ScheduleFacts,
    ServiceFacts,
    TopicFacts,
    VocabularyFacts,
)
from raitti.directory.lookup import Lookup
from raitti.places.models import Area, AreaKind
from tests.directory.world import World, build_world
from tests.factories import AreaFactory

SOURCE = "register"


@pytest.fixture
def actor() -> System:
    return System("test")


@pytest.fixture
def areas(db: None) -> dict[str, Area]:
    """Oulu and Kempele side by side in Northern Ostrobothnia, Utsjoki far away in Lapland."""
    north = AreaFactory(kind=AreaKind.REGION, code="17", name=translated(fi="Pohjois-Pohjanmaa"))
    lapland = AreaFactory(kind=AreaKind.REGION, code="19", name=translated(fi="Lappi", sv="Lappland"))
    oulu = translated(fi="Oulu", sv="Uleåborg")
    return {
        "north": north,
        "lapland": lapland,
        "oulu": AreaFactory(code="564", name=oulu, region=north, latitude=65.01, longitude=25.47),
        "kempele": AreaFactory(
            code="244", name=translated(fi="Kempele"), region=north, latitude=64.91, longitude=25.51
        ),
        "utsjoki": AreaFactory(
            code="890", name=translated(fi="Utsjoki"), region=lapland, latitude=69.91, longitude=27.03
        ),
    }


@pytest.fixture
def topics(db: None, actor: System, now: datetime) -> None:
    """Two of our own topics, one under the other, the narrower the same as a PTV class."""
    own = [
        TopicFacts(uri="urn:raitti:topic:arki", notation="arki", name={"fi": "Arki", "sv": "Vardag"}),
        TopicFacts(
            uri="urn:raitti:topic:digituki",
            notation="digituki",
            name={"fi": "Digituki", "sv": "Digitalt stöd"},
            other={"fi": ("tietokoneapu",)},
            broader=("urn:raitti:topic:arki",),
            same_as=("http://uri.suomi.fi/codelist/ptv/ptvserclass2/code/P9.4",),
        ),
    ]
    save_topics(VocabularyFacts(key="raitti", name="Raitti"), own, actor=actor, now=now)
    groups = [TopicFacts(uri="urn:raitti:topic:ikaihmiset", notation="ikaihmiset", name={"fi": "Ikäihmiset"})]
    vocabulary = VocabularyFacts(key="raitti-kohderyhmat", name="Kohderyhmät", role="target_group")
    save_topics(vocabulary, groups, actor=actor, now=now)


Save = Callable[..., Saved]


@pytest.fixture
def save(areas: dict[str, Area], actor: System, now: datetime) -> Save:
    """Save an organisation in Oulu; keyword arguments override its facts, `at` the moment."""

    def act(source_id: str = "1", *, at: datetime = now, lookup: Lookup | None = None, **facts: Any) -> Saved:
        known = {"source": SOURCE, "name": {"fi": "Oulun Digiapu ry"}, "home_municipality": "564"} | facts
        return save_organisation(OrganisationFacts(source_id=source_id, **known), actor=actor, now=at, lookup=lookup)

    return act


@pytest.fixture
def save_place(save: Save, actor: System, now: datetime) -> Save:
    def act(source_id: str = "talo", *, at: datetime = now, lookup: Lookup | None = None, **facts: Any) -> Saved:
        known = {
            "source": SOURCE,
            "organisation": "1",
            "name": {"fi": "Kumppanuustalo"},
            "municipality": "564",
            "latitude": 65.01,
            "longitude": 25.47,
            "accessibility": {"wheelchair": "yes", "lift": "no"},
        } | facts
        return save_location(LocationFacts(source_id=source_id, **known), actor=actor, now=at, lookup=lookup)

    return act


TUESDAYS = ScheduleFacts(starts_on=datetime(2026, 9, 1).date(), rrule="FREQ=WEEKLY;BYDAY=TU")  # noqa: DTZ001


@pytest.fixture
def save_activity(save: Save, actor: System, now: datetime) -> Save:
    def act(source_id: str = "neuvonta", *, at: datetime = now, lookup: Lookup | None = None, **facts: Any) -> Saved:
        known = {
            "source": SOURCE,
            "organisation": "1",
            "name": {"fi": "Älypuhelinopastus"},
            "channels": (ChannelFacts(kind="place", location="talo", schedules=(TUESDAYS,)),),
        } | facts
        return save_service(ServiceFacts(source_id=source_id, **known), actor=actor, now=at, lookup=lookup)

    return act


@pytest.fixture
def world(db: None, now: datetime) -> World:
    """A region with everyone in it; see `tests/directory/world.py`."""
    return build_world(now)
