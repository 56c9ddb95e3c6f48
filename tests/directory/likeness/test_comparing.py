"""Which two names, with what else is known, are worth a person's look, and which are not."""

import pytest

from raitti.directory.facts import OrganisationFacts
from raitti.directory.likeness import ENOUGH, compare, points, traits_of_facts
from raitti.directory.lookup import Lookup

pytestmark = pytest.mark.django_db


@pytest.fixture
def worth(areas):
    """The points of two names at home in Oulu, or where `home` says."""
    lookup = Lookup()

    def of(one: str, other: str, *, homes: tuple[str, str] = ("564", "564"), **shared: str) -> float:
        traits = [
            traits_of_facts(
                OrganisationFacts(source="", source_id="", name={"fi": name}, home_municipality=home, **shared), lookup
            )
            for name, home in zip((one, other), homes, strict=True)
        ]
        return points(compare(*traits, is_near=False))

    return of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Metsäsairila ry", "Metssäsairila ry"),
        ("Koulutusorganisaatio", "Koulutusorgnaisaatio"),
        ("Oulun Nivelpari ry", "Ouuln Nivelpari"),
        ("Naruskajoen väki", "Naruskajoen väki yhditsys"),
        ("Enterprise Europe Network", "Enterprise Europe Network yhdisttys"),
        ("Etelä-Suomen aluehallintovirasto", "Etelä-Suomne aluehallintovirasto"),
    ],
)
def test_a_slip_of_the_finger_alone_is_enough_even_where_nobody_says_where(worth, one, other):
    assert worth(one, other, homes=("", "")) >= ENOUGH
    assert worth(other, one, homes=("", "")) >= ENOUGH


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Oulun Kuurot ry", "Oulun Kuorot ry"),
        ("Kemin Sydänyhdistys", "Oulun Sydänyhdistys"),
        ("Invalidiliitto ry", "Invalidiliitto, Kemin osasto"),
        ("Oulun Sydänyhdistys ry", "Oulun Sydänyhdistyksen nuoret"),
        ("Oulun partiolaiset 1", "Oulun partiolaiset 2"),
    ],
)
def test_a_letter_that_makes_another_word_another_town_a_branch_or_a_section_is_another(worth, one, other):
    assert worth(one, other, homes=("", "")) < ENOUGH


@pytest.mark.parametrize(
    ("whole", "short"),
    [
        ("Suomen Punainen Risti", "SPR"),
        ("Oulun Seudun Omaishoitajat", "Oulun SO"),
        ("Kilpailu- ja kuluttajavirasto", "KKV"),
        ("Mannerheimin Lastensuojeluliitto", "MLL"),
        ("Suomen luonnonsuojeluliitto", "SLL"),
    ],
)
def test_initials_are_read_where_the_municipality_is_the_same_and_not_by_themselves(worth, whole, short):
    assert worth(whole, short) >= ENOUGH
    assert worth(whole, short, homes=("", "")) < ENOUGH


@pytest.mark.parametrize("short", ["MSL", "MLP"])
def test_letters_that_leave_out_what_abbreviations_keep_are_another_name_s(worth, short):
    assert worth("Mannerheimin Lastensuojeluliitto", short) < ENOUGH


def test_names_in_two_languages_are_found_by_two_ways_to_be_reached_the_same(areas):
    lookup = Lookup()
    reach = {"email": "posti@yhdistys.example", "phone": "08 123 456"}
    finnish, swedish = (
        traits_of_facts(OrganisationFacts(source="", source_id="", name=name, **reach), lookup)
        for name in ({"fi": "Kumppanit"}, {"sv": "Vännerna"})
    )
    assert points(compare(finnish, swedish, is_near=False)) >= ENOUGH
    assert points(compare(finnish, swedish, is_near=False, shared={"email:posti@yhdistys.example"})) < ENOUGH
