import pytest

from raitti.places.models import Area
from raitti.places.queries import find_municipality, find_place
from tests.places.conftest import municipality

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        *[("Oulu", "Oulu"), ("  oulu ", "Oulu"), ("Uleåborg", "Oulu"), ("564", "Oulu"), ("Oulussa", "Oulu")],
        *[("Ouluun", "Oulu"), ("lähellä Oulua", "Oulu"), ("nära Uleåborg", "Oulu"), ("Åbo", "Turku")],
        *[("Turussa", "Turku"), ("Helsingissä", "Helsinki"), ("Lahteen", "Lahti"), ("Tampereelta", "Tampere")],
        *[("Rovaniemellä", "Rovaniemi"), ("Outokummussa", "Outokumpu"), ("Kauniaisissa", "Kauniainen")],
        *[("Haapavedellä", "Haapavesi"), ("Virroilla", "Virrat"), ("Varkaudesta", "Varkaus"), ("Iihin", "Ii")],
        *[("Uudessakaupungissa", "Uusikaupunki"), ("Isossakyrössä", "Isokyrö"), ("Kangasalla", "Kangasala")],
        *[("Eanodat", "Enontekiö"), ("Aanaar", "Inari"), ("Pertunmaalla", "Mäntyharju"), ("588", "Mäntyharju")],
        *[("Espooseen", "Espoo"), ("Sallassa", "Salla"), ("Salossa", "Salo"), ("Vaasassa", "Vaasa")],
    ],
)
def test_a_municipality_is_found_by_any_form_of_its_name(finland, typed, name):
    assert find_municipality(typed) == municipality(name)


def test_every_municipality_is_found_by_its_own_names_and_code(finland):
    for area in Area.objects.current().municipalities():
        assert find_municipality(str(area)) == area
        assert find_municipality(area.name_in("sv").value) == area
        assert find_municipality(area.code) == area


@pytest.mark.parametrize("typed", ["", " ", "xyz", "a", "n", "999", "\x00", "😀", "%", "' OR 1=1 --", "o" * 10_000])
def test_what_is_no_municipality_finds_nothing(finland, typed):
    assert find_municipality(typed) is None
    assert find_place(typed) is None


def test_a_place_is_found_by_postal_code_municipality_or_post_office(finland):
    oulu = municipality("Oulu")

    assert find_place("90830").label == "90830 Haukipudas"
    assert find_place("FI-90830 Haukipudas").municipality == oulu
    assert find_place("haukipudas").label == "Haukipudas (Oulu)"
    assert find_place("Oulussa").label == "Oulu"
    assert find_place("00100", "sv").label == "00100 Helsingfors"
    assert (find_place("90830").latitude, find_place("90830").longitude) == (oulu.latitude, oulu.longitude)
    assert find_place("09999") is None


def test_a_postal_code_of_an_ended_municipality_leads_to_the_successor(finland):
    assert find_place("19430").municipality == municipality("Mäntyharju")
