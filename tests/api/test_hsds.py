"""HSDS 3.0 over HTTP: every endpoint and parameter, every answer held against the standard's own schemas."""

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from raitti.core.texts import translated
from raitti.directory.models import Location, Organisation, Service
from raitti.places.queries import list_entries
from raitti.search.actions import put
from raitti.search.queries import Query, find_many
from tests.factories import AreaFactory
from tests.hsds import Schemas

pytestmark = pytest.mark.django_db
PAGE = {"total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents"}
LISTS = {
    "organizations": "organization",
    "services": "service",
    "service_at_locations": "service_at_location",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
}


@pytest.fixture(scope="session")
def schemas(shared: Path) -> Schemas:
    return Schemas(shared / "hsds" / "3.0" / "schema")


def contents(program: Client, path: str, **query: Any) -> list[dict[str, Any]]:
    answer = program.get(f"/hsds/{path}", query)
    assert answer.status_code == 200, answer.content
    assert set(answer.json()) == PAGE
    found: list[dict[str, Any]] = answer.json()["contents"]
    return found


def test_the_root_says_which_version_this_is(program: Client, db: None) -> None:
    answer = program.get("/hsds/").json()

    assert (answer["version"], set(answer)) == ("3.0", {"version", "profile", "openapi_url"})
    assert program.get(answer["openapi_url"]).json()["openapi"].startswith("3.")


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("query", [{}, {"full": "true"}, {"full": "true", "full_service": "true"}, {"minimal": "true"}])
def test_every_list_fits_its_schema(
    program: Client, village: None, schemas: Schemas, path: str, query: dict[str, str]
) -> None:
    found = contents(program, path, **query)

    assert found
    for record in found:
        assert schemas.faults(LISTS[path], record) == []


@pytest.mark.parametrize("path", LISTS)
def test_every_record_is_found_by_its_id_and_fits_its_schema(
    program: Client, village: None, schemas: Schemas, path: str
) -> None:
    for record in contents(program, path):
        answer = program.get(f"/hsds/{path}/{record['id']}")
        assert answer.status_code == 200
        assert answer.json()["id"] == record["id"]
        assert schemas.faults(LISTS[path], answer.json()) == []


def test_nothing_is_ever_null(program: Client, village: None) -> None:
    for path in LISTS:
        assert b": null" not in program.get(f"/hsds/{path}", {"full": "true", "full_service": "true"}).content


def test_drafts_and_private_contacts_are_in_no_answer(program: Client, village: None) -> None:
    for path in LISTS:
        for form in ("json", "ndjson"):
            answer = program.get(f"/hsds/{path}", {"full": "true", "full_service": "true", "format": form})
            text = answer.getvalue().decode()
            assert "Salainen" not in text
            assert "Näkymätön" not in text.encode().decode("unicode_escape", "ignore")
            assert "N\\u00e4kym\\u00e4t\\u00f6n" not in text


def test_examples_are_marked(program: Client, village: None) -> None:
    marked = {record["name"]: record["description"] for record in contents(program, "organizations")}

    assert marked["Oulun Kuoro ry"].startswith("[invented example]")
    assert not marked["Oulun Digiapu ry"].startswith("[")
    assert [s["alert"] for s in contents(program, "services") if "alert" in s] == ["invented example"]


def test_pages_divide_the_list_and_say_where_they_stand(program: Client, village: None) -> None:
    first = program.get("/hsds/organizations", {"per_page": 2}).json()
    last = program.get("/hsds/organizations", {"per_page": 2, "page": 2}).json()
    beyond = program.get("/hsds/organizations", {"per_page": 2, "page": 9}).json()

    numbers = ("total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty")
    assert [first[n] for n in numbers] == [3, 2, 1, 2, True, False, False]
    assert [last[n] for n in numbers] == [3, 2, 2, 1, False, True, False]
    assert [beyond[n] for n in numbers] == [3, 2, 9, 0, False, True, True]
    assert len({record["id"] for record in first["contents"] + last["contents"]}) == 3


def test_more_than_a_hundred_a_page_counts_as_a_hundred(program: Client, village: None) -> None:
    assert program.get("/hsds/organizations", {"per_page": 100_000}).json()["total_pages"] == 1


def test_services_are_found_by_words_organisation_term_and_taxonomy_and_filters_add_up(
    program: Client, village: None
) -> None:
    organisations = {record["name"]: record["id"] for record in contents(program, "organizations")}
    terms = {record["code"]: record["id"] for record in contents(program, "taxonomy_terms")}
    [taxonomy] = contents(program, "taxonomies")
    kemi = organisations["Kemin Digiapu ry"]

    assert len(contents(program, "services", search="puhelimen opastus")) == 3
    assert [s["name"] for s in contents(program, "services", organization_id=kemi)] == ["Älypuhelinopastus 1"]
    assert len(contents(program, "services", taxonomy_term_id=terms["digituki"])) == 3
    assert contents(program, "services", taxonomy_term_id=terms["arki"]) == []
    assert len(contents(program, "services", taxonomy_id=taxonomy["id"], organization_id=kemi)) == 1
    assert contents(program, "services", taxonomy_id=str(uuid4())) == []
    assert contents(program, "services", taxonomy_term_id=terms["arki"], organization_id=kemi) == []
    assert len(contents(program, "service_at_locations", organization_id=kemi)) == 3
    assert len(contents(program, "service_at_locations", taxonomy_term_id=terms["digituki"], search="opastus")) == 9


@pytest.mark.parametrize("kind", ["organizations", "services", "service_at_locations"])
def test_words_that_only_municipalities_have_find_nothing_and_break_nothing(
    program: Client, village: None, kind: str
) -> None:
    AreaFactory(code="889", name=translated(fi="Utajärvi"))
    put(entry for batch in list_entries() for entry in batch)
    assert find_many(Query(text="utajärvi", kinds=("service",)), limit=9).hits[0].kind == "municipality"

    assert contents(program, kind, search="utajärvi") == []


def test_modified_after_leaves_out_what_is_older(program: Client, village: None) -> None:
    Service.objects.filter(source_id="0").update(changed="2020-01-01T00:00:00Z")

    assert len(contents(program, "services", modified_after="2021-01-01")) == 2
    assert len(contents(program, "services", modified_after="2019-12-31T23:00:00+02:00")) == 3
    assert program.get("/hsds/services", {"modified_after": "eilen"}).status_code == 422


def test_minimal_gives_ids_and_moments_in_one_page(program: Client, village: None) -> None:
    answer = program.get("/hsds/services", {"minimal": "true", "per_page": 1}).json()

    assert (answer["total_pages"], answer["size"]) == (1, 3)
    assert set(answer["contents"][0]) == {"id", "name", "status", "last_modified", "modified_date"}


def test_places_are_found_by_postcode_and_by_metres_from_it(program: Client, village: None) -> None:
    by_area = contents(program, "service_at_locations", postcode="90100", full="true")
    near = contents(program, "service_at_locations", postcode="94100", proximity="1000", full="true")
    far = contents(program, "service_at_locations", postcode="94100", proximity="150000")

    assert {way["service"]["name"] for way in by_area} == {"Älypuhelinopastus 0", "Älypuhelinopastus 2"}
    assert [way["location"]["addresses"][0]["postal_code"] for way in near] == ["94100"]
    assert len(far) == 3
    assert contents(program, "service_at_locations", postcode="00000") == []
    assert program.get("/hsds/service_at_locations", {"proximity": "10"}).status_code == 422


def test_terms_are_found_under_their_parent_and_at_the_top(program: Client, village: None) -> None:
    [top] = contents(program, "taxonomy_terms", top_only="true")
    [below] = contents(program, "taxonomy_terms", parent_id=top["id"])

    assert (top["code"], below["code"], below["parent_id"]) == ("arki", "digituki", top["id"])
    assert [term["code"] for term in contents(program, "taxonomy_terms", search="DIGI")] == ["digituki"]
    assert program.get(f"/hsds/taxonomy_terms/{top['id']}").json()["taxonomy_detail"]["name"] == "Raitti"


def test_a_schedule_is_told_in_the_standards_words(program: Client, village: None) -> None:
    ways = contents(program, "service_at_locations", full="true")

    [schedule] = next(way["schedules"] for way in ways if way["location"]["location_type"] == "physical")
    assert (schedule["freq"], schedule["byday"], schedule["dtstart"]) == ("WEEKLY", "TU", "2026-09-01")
    assert (schedule["opens_at"], schedule["timezone"]) == ("12:00:00", 3)


def test_texts_come_in_the_readers_language(program: Client, village: None) -> None:
    in_swedish = contents(program, "services", lang="sv")

    assert in_swedish[0]["name"] == "Mobilhjälp 0"


def test_everything_can_be_streamed_as_lines(program: Client, village: None, schemas: Schemas) -> None:
    answer = program.get("/hsds/services", {"format": "ndjson", "full": "true"})

    lines = answer.getvalue().decode().splitlines()
    assert len(lines) == 3
    assert [schemas.faults("service", json.loads(line)) for line in lines] == [[], [], []]


def test_a_form_we_do_not_have_is_refused_as_a_problem(program: Client, db: None) -> None:
    answer = program.get("/hsds/services", {"format": "xml"})

    assert (answer.status_code, answer["Content-Type"]) == (406, "application/problem+json")
    assert answer.json()["formats"] == ["json", "ndjson"]


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("full", ["false", "true"])
def test_a_page_costs_as_many_queries_however_much_is_on_it(
    program: Client, village: None, path: str, full: str, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(22):
        contents(program, path, full=full, full_service=full)


VALUES = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["", "true", "-1", "0", "1e9", "9" * 30, "NaN", "\u202e", "🎉", "'; DROP TABLE x; --", "{{7*7}}", "%00"]
    ),
    st.uuids().map(str),
    st.integers().map(str),
    st.floats().map(str),
)
NAMES = st.sampled_from(
    "search page per_page format taxonomy_term_id taxonomy_id organization_id modified_after minimal full full_service"
    " postcode proximity top_only parent_id lang unknown".split()
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.sampled_from(list(LISTS)), query=st.dictionaries(NAMES, VALUES, max_size=4))
def test_no_parameters_break_the_service(program: Client, village: None, path: str, query: dict[str, str]) -> None:
    answer = program.get(f"/hsds/{path}", query)

    assert answer.status_code in {200, 400, 406, 414, 422}
    if answer.status_code != 200:
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["status"] == answer.status_code


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.sampled_from(list(LISTS)), key=st.text(min_size=1, max_size=40).filter(lambda t: t not in {".", ".."}))
def test_no_id_breaks_the_service(program: Client, db: None, path: str, key: str) -> None:
    answer = program.generic("GET", f"/hsds/{path}/{key}")

    assert answer.status_code in {400, 404, 414, 422, 301}


def test_organizations_can_be_asked_for_by_change_their_places_included(program: Client, village: None) -> None:
    first = Organisation.objects.visible_to(None).order_by("pk").first()
    assert first is not None
    Organisation.objects.update(changed="2026-01-01T00:00Z")
    Location.objects.update(changed="2026-01-01T00:00Z")
    assert contents(program, "organizations", modified_after="2026-01-02") == []

    first.locations.update(changed="2026-01-03T00:00Z")
    assert [row["id"] for row in contents(program, "organizations", modified_after="2026-01-02")] == [str(first.uid)]
    assert program.get("/hsds/organizations?modified_after=eilen").status_code == 422


def test_minimal_organizations_come_all_in_one_page_without_what_belongs_to_them(
    program: Client, village: None, schemas: Schemas
) -> None:
    found = contents(program, "organizations", minimal="true", full="true", per_page=1)

    assert len(found) == 3
    assert all(set(row) == {"id", "name", "description"} for row in found)
    assert all(schemas.faults("organization", row) == [] for row in found)
