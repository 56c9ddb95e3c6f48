import re

import pytest

from raitti.core.models import AuditEntry, Slug
from raitti.core.slugs import find_by_slug
from raitti.core.texts import versions
from raitti.places.actions import load_facts
from raitti.places.models import Area, PostalCode
from tests.conftest import NOW
from tests.places.conftest import ACTOR, municipality

pytestmark = pytest.mark.django_db


def test_finland_has_308_municipalities_19_regions_and_21_counties(finland):
    current = Area.objects.current()

    assert current.municipalities().count() == 308
    assert current.regions().count() == 19
    assert current.counties().count() == 21


def test_helsinki_and_aland_arrange_the_services_of_a_county_themselves(finland):
    helsinki = municipality("Helsinki").county

    assert helsinki.arranges_itself
    assert helsinki not in Area.objects.counties()
    assert {area.county.code for area in Area.objects.filter(region__code="21")} == {"91"}


def test_every_code_is_text_of_its_official_length(finland):
    patterns = {"municipality": r"\d{3}", "region": r"\d{2}", "county": r"\d{2}", "country": "FI"}

    assert all(re.fullmatch(patterns[area.kind], area.code) for area in Area.objects.all())
    assert municipality("Alajärvi").code == "005"


def test_every_municipality_has_a_region_a_county_a_place_on_the_map_and_people(finland):
    for area in Area.objects.current().municipalities():
        assert area.region_id, area
        assert area.county_id, area
        assert 59.7 < area.latitude < 70.2, area
        assert 19.3 < area.longitude < 31.6, area
        assert area.population > 0, area


def test_uusimaa_is_four_counties_and_helsinki(finland):
    counties = {area.county for area in Area.objects.current().municipalities().filter(region__code="01")}

    assert len([county for county in counties if not county.arranges_itself]) == 4
    assert [county.code for county in counties if county.arranges_itself] == ["90"]


def test_names_stand_in_the_languages_of_the_place(finland):
    assert versions(municipality("Oulu").name)["sv"] == "Uleåborg"
    assert versions(municipality("Inari").name) | {"se": "Anár", "smn": "Aanaar", "sms": "Aanar"} == versions(
        municipality("Inari").name
    )
    assert municipality("Pietarsaari").languages == ["sv", "fi"]
    assert municipality("Turku").languages == ["fi", "sv"]
    assert municipality("Jomala").languages == ["sv"]


def test_oulu_is_at_uleaborg_in_swedish(finland):
    oulu = municipality("Oulu")

    assert oulu.slugs == {"fi": "oulu", "sv": "uleaborg", "en": "oulu"}
    assert find_by_slug("municipality", "sv", "uleaborg") == (oulu.pk, True)
    assert Slug.objects.filter(kind="region", language="fi", slug="lappi").exists()


def test_pertunmaa_stands_as_ended_and_leads_to_mantyharju(finland):
    pertunmaa = Area.objects.get(kind="municipality", code="588")

    assert pertunmaa.valid_until.isoformat() == "2025-01-01"
    assert list(pertunmaa.successors.all()) == [municipality("Mäntyharju")]


def test_a_postal_code_leads_to_its_municipality_of_today(finland):
    assert PostalCode.objects.get(code="90830").municipality == municipality("Oulu")
    assert PostalCode.objects.get(code="19430").municipality == municipality("Mäntyharju")
    assert versions(PostalCode.objects.get(code="00100").name) == {"fi": "Helsinki", "sv": "Helsingfors"}
    assert all(len(code) == 5 for code in PostalCode.objects.values_list("code", flat=True))


def test_loading_again_changes_nothing_and_writes_no_entry(finland):
    entries = AuditEntry.objects.count()

    again = load_facts(actor=ACTOR, now=NOW)

    assert (again.created, again.updated) == (0, 0)
    assert again.unchanged > 4000
    assert AuditEntry.objects.count() == entries


def test_loading_repairs_what_was_lost_or_changed(finland):
    Area.objects.filter(kind="municipality", code="564").update(population=1)
    PostalCode.objects.filter(code="90830").delete()

    outcome = load_facts(actor=ACTOR, now=NOW)

    assert (outcome.created, outcome.updated) == (1, 1)
    assert municipality("Oulu").population > 200_000
