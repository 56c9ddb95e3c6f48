"""What the directory hands to the index: who a thing is, where it counts, and nothing that is not public."""

import json
from datetime import date

import pytest

from raitti.core.texts import translated
from raitti.directory.actions import finish_run, save_portal, save_topics
from raitti.directory.actions.indexing import refresh_areas
from raitti.directory.entries import (
    list_locations,
    list_organisations,
    list_services,
    list_topics,
    location_entries,
    organisation_entries,
    service_entries,
)
from raitti.directory.facts import (
    ChannelFacts,
    ContactFacts,
    PortalFacts,
    TopicFacts,
    VocabularyFacts,
)
from raitti.directory.lookup import Lookup
from raitti.places.models import Area, AreaKind
from raitti.search.analysis import Facet
from raitti.search.entries import SOURCES
from raitti.search.models import SearchDocument
from tests.factories import AreaFactory

DIGITUKI = "urn:raitti:topic:digituki"


def filters_of(kind: str) -> set[str]:
    return set(SearchDocument.objects.get(kind=kind).filters.split())


def test_a_thing_has_an_entry_in_each_language_it_is_written_in(save):
    names = {"fi": "Oulun Digiapu ry", "se": "Oulu digiveahkki"}
    organisation = save(name=names, description={"sv": "Hjälp med datorn."}).thing

    entries = {entry.language: entry for entry in organisation_entries(organisation)}

    assert set(entries) == {"fi", "sv", "se"}
    assert entries["se"].title == "Oulu digiveahkki"
    assert entries["sv"].title == "Oulun Digiapu ry"
    assert "Oulu digiveahkki" in entries["fi"].names
    assert entries["sv"].body == "Hjälp med datorn."


def test_an_organisation_counts_where_it_lives_works_and_meets(save, save_place):
    save(operating_areas=("890",)), save_place(municipality="244")

    entry = organisation_entries(save(operating_areas=("890",)).thing)[0]

    assert entry.facets["municipality"] == ["244", "564", "890"]
    assert entry.facets["region"] == ["17", "19"]
    assert entry.facets["accessibility"] == ["wheelchair"]
    assert (entry.latitude, entry.longitude) == (65.01, 25.47)


def test_a_region_counts_as_its_municipalities_but_the_whole_country_as_none(save, areas):
    AreaFactory(kind=AreaKind.COUNTRY, code="FI", name=translated(fi="Suomi"))

    region = organisation_entries(save("1", operating_areas=("region:17",)).thing)[0]
    country = organisation_entries(save("2", operating_areas=("country:FI",), home_municipality="").thing)[0]

    assert region.facets["municipality"] == ["244", "564"]
    assert country.facets["municipality"] == []


def test_what_was_in_a_merged_municipality_counts_for_its_successor(save, areas):
    merged = AreaFactory(code="436", name=translated(fi="Lumijoki"), valid_until=date(2026, 1, 1))
    merged.successors.add(areas["oulu"])

    entry = organisation_entries(save(home_municipality="436").thing)[0]

    assert entry.facets["municipality"] == ["436", "564"]
    assert "Lumijoki" in entry.keywords


def test_topics_count_with_what_is_broader_and_with_what_others_call_the_same(save, topics, actor, now):
    ptv = VocabularyFacts(key="ptv-palveluluokat", name="PTV")
    same = TopicFacts(uri="http://uri.suomi.fi/codelist/ptv/ptvserclass2/code/P9.4", name={"fi": "Asioinnin tuki"})
    save_topics(ptv, [same], actor=actor, now=now)

    own = organisation_entries(save("1", topics=(DIGITUKI,), target_groups=("urn:raitti:topic:ikaihmiset",)).thing)[0]
    others = organisation_entries(save("2", name={"fi": "Muu ry"}, topics=("P9.4",)).thing)[0]

    assert own.facets["topic"] == others.facets["topic"] == ["arki", "digituki"]
    assert own.facets["target_group"] == ["ikaihmiset"]
    assert "Digituki" in own.keywords
    assert "Asioinnin tuki" in others.keywords


def test_a_class_nobody_imported_still_leads_to_our_own_topic(topics):
    found = Lookup().topics("http://urn.fi/URN:NBN:fi:au:ptvl:P9.4")

    assert [topic.notation for topic in found] == ["digituki"]


def test_a_service_is_found_by_its_organisation_place_and_town(save, save_place, save_activity):
    save(), save_place()
    place = ChannelFacts(kind="place", location="talo")
    service = save_activity(channels=(place, ChannelFacts(kind="online", url="https://etana.example/"))).thing

    entry = service_entries(service)[0]

    assert {"Oulun Digiapu ry", "Kumppanuustalo", "Oulu", "Uleåborg"} <= set(entry.keywords)
    assert entry.facets["remote"] == ["yes"]
    assert entry.facets["accessibility"] == ["wheelchair"]
    assert entry.data["organisation"] == "Oulun Digiapu ry"
    assert entry.data["organisation_slugs"]["fi"] == "oulun-digiapu-ry"
    assert entry.data["municipality"] == "Oulu"
    assert entry.data["remote"] is True


def test_a_service_without_a_place_counts_where_its_organisation_works(save, save_activity):
    save(operating_areas=("244", "890"))

    entry = service_entries(save_activity(channels=()).thing)[0]

    assert entry.facets["municipality"] == ["244", "890"]


def test_a_place_tells_its_address_and_whose_it_is(save, save_place):
    save()

    entry = location_entries(save_place(street="Kirkkokatu 1", postal_code="90100", city="Oulu").thing)[0]

    assert entry.summary == "Kirkkokatu 1, 90100 Oulu"
    assert entry.data["organisation"] == "Oulun Digiapu ry"


def test_private_contacts_never_reach_the_index(save):
    private = ContactFacts(name="Salainen Henkilö", email="salainen@oma.example", phone="050 999 9999")

    save(contacts=(private,))

    row = SearchDocument.objects.get(kind="organisation")
    kept = json.dumps([getattr(row, column.attname) for column in row._meta.concrete_fields], default=str)
    assert "alainen" not in kept
    assert "999" not in kept


def test_a_new_name_reaches_the_services_and_places(save, save_place, save_activity):
    save(), save_place(), save_activity()

    save(name={"fi": "Oulun Verkkoapu ry"})

    names = SearchDocument.objects.filter(kind__in=["service", "location"]).values_list("data", flat=True)
    assert [data["organisation"] for data in names] == ["Oulun Verkkoapu ry"] * 2


def test_a_moved_place_moves_the_services_held_there(save, save_place, save_activity):
    save(), save_place(), save_activity()

    save_place(municipality="890", name={"fi": "Giisá"})

    service = SearchDocument.objects.get(kind="service")
    assert service.data["municipality"] == "Utsjoki"


def test_a_new_portal_is_marked_on_what_it_shows(save, save_place, save_activity, actor, now):
    steward = save(name={"fi": "Oulun Digiapu ry"}).thing
    save_place(), save_activity()
    save("far", name={"fi": "Utsjoen kyläyhdistys ry"}, home_municipality="890")
    facts = PortalFacts(key="pohjoinen", hostname="pohjoinen.localhost", name={"fi": "Pohjoinen"}, areas=("region:17",))

    assert save_portal(facts, steward=steward, actor=actor, now=now).outcome == "created"
    assert save_portal(facts, steward=steward, actor=actor, now=now).outcome == "unchanged"

    here = Facet("portal", "pohjoinen").token
    shown = {row.title for row in SearchDocument.objects.all() if here in row.filters.split()}
    assert shown == {"Oulun Digiapu ry", "Älypuhelinopastus", "Kumppanuustalo"}


def test_a_rebuild_lists_the_same_entries_as_saving_wrote(save, save_place, save_activity, topics):
    save(topics=(DIGITUKI,)), save_place(), save_activity()
    written = set(SearchDocument.objects.values_list("kind", "object_id", "language", "title"))

    listed = {
        (entry.kind, entry.object_id, entry.language, entry.title)
        for kind in ("organisation", "service", "location", "topic")
        for entries in SOURCES[kind]()
        for entry in entries
    }

    assert listed == written


@pytest.mark.parametrize("source", [list_organisations, list_services, list_locations, list_topics])
def test_listing_takes_as_many_queries_for_many_as_for_few(
    save, save_place, save_activity, topics, source, django_assert_max_num_queries
):
    for number in range(8):
        facts = {"organisation": f"o{number}"}
        save(f"o{number}", name={"fi": f"Yhdistys {number} ry"}, topics=(DIGITUKI,), operating_areas=("244",))
        save_place(f"p{number}", **facts)
        save_activity(f"s{number}", **facts, channels=(ChannelFacts(kind="place", location=f"p{number}"),))

    with django_assert_max_num_queries(12):
        assert len(list(source())) in {3, 8}


def test_areas_that_changed_hands_are_refreshed(save, save_place, save_activity, areas):
    save(), save_place(), save_activity()
    Area.objects.filter(code="564").update(region=areas["lapland"])

    refresh_areas([areas["oulu"].pk])

    assert filters_of("service") >= {Facet("region", "19").token}
    assert Facet("region", "17").token not in filters_of("service")


def test_a_run_that_indexes_at_its_end_leaves_the_index_as_saving_one_by_one_would(
    areas, save, save_place, save_activity, actor, now
):
    save(), save_place(), save_activity()
    one_by_one = set(SearchDocument.objects.values_list("fingerprint", flat=True))
    SearchDocument.objects.all().delete()
    later = Lookup(index_later=True)

    for act, phone in ((save, "08 111 111"), (save, "")):
        act(phone=phone, lookup=later)
    save_place(lookup=later, street="Kirkkokatu 1"), save_place(lookup=later)
    save_activity(lookup=later, website="https://a.example/"), save_activity(lookup=later)
    hidden = save("2", name={"fi": "Piilossa ry"}, publication="hidden", lookup=later).thing
    assert not SearchDocument.objects.exists()
    finish_run(later, now=now)

    rows = SearchDocument.objects.all()
    assert {row.title for row in rows} == {"Oulun Digiapu ry", "Kumppanuustalo", "Älypuhelinopastus"}
    assert not rows.filter(object_id=str(hidden.uid)).exists()
    assert set(rows.values_list("fingerprint", flat=True)) == one_by_one


@pytest.mark.parametrize(("status", "rests"), [("active", False), ("dormant", True), ("dissolved", True)])
def test_what_rests_or_has_ended_says_so_to_the_search(save, status, rests):
    organisation = save(status=status).thing

    assert {entry.is_resting for entry in organisation_entries(organisation)} == {rests}


def test_what_is_on_a_break_says_so_to_the_search(save, save_activity):
    save()

    assert service_entries(save_activity(status="temporarily_closed", channels=()).thing)[0].is_resting
    assert not service_entries(save_activity(status="active", channels=()).thing)[0].is_resting
