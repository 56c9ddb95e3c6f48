import pytest

from raitti.places.models import Area
from raitti.places.queries import list_entries, search_entries
from raitti.search.entries import SOURCES
from tests.places.conftest import municipality

pytestmark = pytest.mark.django_db


def test_a_municipality_is_listed_in_every_language_it_has_a_name_in(finland):
    entries = {entry.language: entry for entry in search_entries(municipality("Inari"))}

    assert set(entries) == {"fi", "sv", "en", "se", "smn", "sms"}
    assert entries["sv"].title == "Enare"
    assert {"Inari", "Anár", "Aanaar", "Aanar"} <= set(entries["sv"].names)
    assert entries["fi"].facets == {"municipality": ["148"], "region": ["19"]}
    assert entries["fi"].summary == "Lappi"
    assert entries["sv"].data["slugs"] == {"fi": "inari", "sv": "enare", "en": "inari"}


def test_a_former_name_leads_to_the_successor_and_the_ended_one_is_not_listed(finland):
    assert "Pertunmaa" in search_entries(municipality("Mäntyharju"))[0].names
    assert search_entries(Area.objects.get(kind="municipality", code="588")) == []


def test_the_rebuild_walks_all_municipalities(finland):
    assert SOURCES["municipality"] is list_entries
    assert sum(1 for _ in list_entries()) == 308
