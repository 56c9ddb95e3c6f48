"""What is counted in Finland's regions for a new programme, and which of it may count by itself."""

import pytest

from raitti.core.audit import System
from raitti.core.texts import translated
from raitti.places.actions import load_facts
from raitti.places.models import Area, AreaKind
from raitti.programmes.queries.shapes import first_inputs, region_counts, region_names
from tests.conftest import NOW
from tests.factories import AreaFactory, OrganisationFactory
from tests.programmes.factories import ProjectFactory, StructureFactory

pytestmark = pytest.mark.django_db


def town(region: Area, *, population: int, latitude: float, county: Area | None = None) -> Area:
    return AreaFactory(region=region, county=county, population=population, latitude=latitude, longitude=25.0)


@pytest.fixture
def north() -> Area:
    return AreaFactory(kind=AreaKind.REGION, code="17", name=translated(fi="Pohjois-Pohjanmaa", sv="Norra Österbotten"))


def test_all_of_finland_is_counted_from_its_official_areas():
    load_facts(actor=System("test"), now=NOW)
    counts = region_counts()

    assert len(counts) == 19
    assert sum(row["municipalities"] for row in counts.values()) == 308
    assert sum(row["population"] for row in counts.values()) > 5_500_000
    assert max(counts, key=lambda code: counts[code]["distances"]) == "19", "Lapland has the longest ways"
    assert max(counts, key=lambda code: counts[code]["population"]) == "01"


def test_a_region_is_measured_from_its_largest_town(north):
    town(north, population=1_000, latitude=64.0)
    town(north, population=200_000, latitude=65.0)
    town(north, population=3_000, latitude=67.0)

    # One degree south is 111 kilometres, two degrees north 222, and the town itself none.
    assert region_counts()["17"] == {
        "population": 204_000,
        "associations": 0,
        "structures": 0,
        "municipalities": 3,
        "distances": 111,
    }


def test_structures_count_where_their_projects_work_and_no_more_than_three(north):
    county = AreaFactory(kind=AreaKind.COUNTY, code="16")
    oulu = town(north, population=5, latitude=65.0, county=county)
    elsewhere = AreaFactory(kind=AreaKind.REGION, code="19")
    town(elsewhere, population=5, latitude=68.0)
    for area in (north, oulu, county, AreaFactory(kind=AreaKind.COUNTRY, code="FI")):
        project = ProjectFactory()
        project.areas.set([area])
        StructureFactory(project=project)
    gone = ProjectFactory()
    gone.areas.set([elsewhere])
    StructureFactory(project=gone, status="ended")

    counted = region_counts()
    assert (counted["17"]["structures"], counted["19"]["structures"]) == (3, 0)

    StructureFactory(project=ProjectFactory.create()).project.areas.set([north])
    assert region_counts()["17"]["structures"] == 3


def test_associations_count_by_themselves_only_when_some_are_known_in_every_region(north):
    oulu = town(north, population=5, latitude=65.0)
    inari = town(AreaFactory(kind=AreaKind.REGION, code="19"), population=5, latitude=68.0)
    OrganisationFactory(home_municipality=oulu)
    assert first_inputs()["weights"]["associations"] == "0"
    assert first_inputs()["weights"]["structures"] == "20", "no structures is an answer"

    OrganisationFactory(home_municipality=inari)
    assert first_inputs()["weights"]["associations"] == "20"


def test_regions_are_called_in_the_readers_language_and_unknown_ones_by_their_code(north):
    assert region_names(["99", "17"], "sv") == {"17": "Norra Österbotten", "99": "99"}
