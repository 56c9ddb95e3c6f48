import pytest

from raitti.places.models import Area
from raitti.places.queries import (
    codes_with_predecessors,
    distance_km,
    municipalities_in,
    neighbours,
    sorted_by_name,
    successor_of,
)
from tests.places.conftest import municipality

pytestmark = pytest.mark.django_db


def test_an_area_of_any_kind_opens_into_its_municipalities(finland):
    kainuu = Area.objects.regions().get(code="18")
    south = Area.objects.counties().get(code="11")

    assert municipalities_in([finland]).count() == 308
    assert {str(area) for area in municipalities_in([kainuu, municipality("Oulu")])} == {
        *("Hyrynsalmi", "Kajaani", "Kuhmo", "Paltamo", "Puolanka", "Ristijärvi", "Sotkamo", "Suomussalmi"),
        "Oulu",
    }
    assert municipality("Lappeenranta") in municipalities_in([south])
    assert not municipalities_in([]).exists()


def test_what_has_ended_is_found_as_its_successor(finland):
    pertunmaa = Area.objects.get(kind="municipality", code="588")

    assert successor_of(pertunmaa) == [municipality("Mäntyharju")]
    assert list(municipalities_in([pertunmaa])) == [municipality("Mäntyharju")]
    assert codes_with_predecessors(municipality("Mäntyharju")) == ["507", "588"]
    assert codes_with_predecessors(municipality("Oulu")) == ["564"]


def test_names_are_listed_as_finnish_and_swedish_readers_expect(finland):
    in_finnish = [str(area) for area in sorted_by_name(municipalities_in([finland]), "fi")]
    in_swedish = [area.name_in("sv").value for area in sorted_by_name(municipalities_in([finland]), "sv")]

    assert in_finnish[0] == "Akaa"
    assert in_finnish[-1] == "Äänekoski"
    assert in_finnish.index("Ylöjärvi") < in_finnish.index("Ypäjä") < in_finnish.index("Ähtäri")
    assert in_swedish.index("Övertorneå") == len(in_swedish) - 1
    assert in_swedish.index("Åbo") < in_swedish.index("Äänekoski")


def test_neighbours_are_the_nearest_municipalities(finland):
    near = neighbours(municipality("Oulu"), limit=6)

    assert str(near[0]) == "Kempele"
    assert {"Liminka", "Muhos", "Tyrnävä"} <= {str(area) for area in near}
    assert municipality("Oulu") not in near


def test_from_helsinki_to_utsjoki_it_is_over_a_thousand_kilometres(finland):
    helsinki, utsjoki = municipality("Helsinki"), municipality("Utsjoki")

    kilometres = distance_km((helsinki.latitude, helsinki.longitude), (utsjoki.latitude, utsjoki.longitude))

    assert 1050 < kilometres < 1150
