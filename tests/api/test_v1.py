"""Our own API: search, lists and records, and what programs are told when something is wrong."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as trials
from hypothesis import strategies as st

from raitti.api.openapi import FILES, description
from raitti.core import rates
from raitti.core.audit import System
from raitti.directory.actions import set_publication
from raitti.directory.models import Organisation
from tests.bodies.factories import BodyFactory

pytestmark = pytest.mark.django_db
LISTS = ("organisations", "services", "locations", "municipalities", "topics", "portals", "bodies")


def ask(program: Client, path: str, **query: Any) -> dict[str, Any]:
    answer = program.get(f"/api/v1/{path}", query)
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def names(page: dict[str, Any]) -> list[str]:
    return [each["name"]["fi"] for each in page["results"]]


def test_search_answers_in_the_form_programs_were_promised(program: Client, village: None) -> None:
    answer = ask(program, "search", q="älypuhelimen opastusta", lang="fi", kind="service")

    assert answer["total"] == 3
    assert {"id", "kind", "source_id", "title", "score", "url"} <= set(answer["results"][0])
    assert answer["results"][0]["source_id"] in {"0", "1", "2"}
    assert answer["facets"]["municipality"]
    assert program.get(answer["results"][0]["url"]).status_code in {200, 301, 302}


def test_search_filters_by_municipality_topic_and_several_kinds(program: Client, village: None) -> None:
    in_kemi = ask(program, "search", q="digiapu", kind="organisation", municipality="240")
    both = ask(program, "search", q="digiapu", kind=["organisation", "location"])

    assert [hit["title"] for hit in in_kemi["results"]] == ["Kemin Digiapu ry"]
    assert {hit["kind"] for hit in both["results"]} == {"organisation", "location"}
    assert ask(program, "search", q="", topic="digituki", kind="service")["total"] == 3


def test_search_gives_at_most_a_hundred_a_page(program: Client, village: None) -> None:
    assert ask(program, "search", q="", per_page=100)["per_page"] == 100
    assert ask(program, "search", q="", per_page=5000)["per_page"] == 100


def test_typing_ahead_is_answered_with_names(program: Client, village: None) -> None:
    assert "Kemin Digiapu ry" in ask(program, "complete", q="kemin dig", lang="fi")["suggestions"]


def test_organisations_are_listed_by_name_and_filtered(program: Client, village: None) -> None:
    assert names(ask(program, "organisations")) == ["Kemin Digiapu ry", "Oulun Digiapu ry", "Oulun Kuoro ry"]
    assert names(ask(program, "organisations", municipality="564")) == ["Oulun Digiapu ry", "Oulun Kuoro ry"]
    assert names(ask(program, "organisations", topic="arki")) == ["Kemin Digiapu ry", "Oulun Digiapu ry"]
    assert names(ask(program, "organisations", source="register", source_id="2")) == ["Oulun Kuoro ry"]
    assert names(ask(program, "organisations", page=2, per_page=2)) == ["Oulun Kuoro ry"]


def test_an_organisation_comes_whole_with_public_contacts_only(program: Client, village: None) -> None:
    [brief] = ask(program, "organisations", source_id="0")["results"]

    whole = ask(program, f"organisations/{brief['id']}")

    assert [contact["email"] for contact in whole["contacts"]] == ["toimisto@example.org"]
    assert [service["name"]["sv"] for service in whole["services"]] == ["Mobilhjälp 0"]
    assert whole["locations"][0]["municipality"]["code"] == "564"
    assert "Salainen" not in json.dumps(whole)


def test_a_draft_is_not_there(program: Client, village: None) -> None:
    draft = Organisation.objects.get(publication="draft")

    for path in (f"organisations/{draft.uid}", f"services/{draft.services.get().uid}"):
        assert program.get(f"/api/v1/{path}").status_code == 404
    assert "Näkymätön" not in json.dumps(ask(program, "search", q="näkymätön"), ensure_ascii=False)


def test_a_service_tells_its_ways_and_times(program: Client, village: None) -> None:
    [brief] = ask(program, "services", source_id="1")["results"]

    service = ask(program, f"services/{brief['id']}")

    assert [channel["kind"] for channel in service["channels"]] == ["place", "online", "phone"]
    assert service["channels"][0]["schedules"][0]["rrule"] == "FREQ=WEEKLY;BYDAY=TU"
    assert service["channels"][0]["schedules"][0]["opens"] == "12:00"
    assert names(ask(program, "services", municipality="240")) == ["Älypuhelinopastus 1"]


def test_places_municipalities_topics_and_portals_are_listed(program: Client, village: None) -> None:
    assert names(ask(program, "locations", municipality="240")) == ["Kemin Digiapu ry talo"]
    assert names(ask(program, "municipalities")) == ["Kemi", "Oulu"]
    assert ask(program, "municipalities/564")["name"] == {"fi": "Oulu", "sv": "Uleåborg"}
    assert [topic["notation"] for topic in ask(program, "topics", vocabulary="raitti")["results"]] == [
        "arki",
        "digituki",
    ]
    assert [portal["key"] for portal in ask(program, "portals")["results"]] == ["pohjoinen"]


@pytest.mark.parametrize("path", LISTS)
def test_every_list_is_paged_in_a_bounded_number_of_queries(
    program: Client, village: None, path: str, django_assert_max_num_queries: Any
) -> None:
    BodyFactory()
    with django_assert_max_num_queries(12):
        page = ask(program, path, per_page=1)

    assert (page["page"], page["per_page"], len(page["results"])) == (1, 1, 1)


def test_any_site_may_read(program: Client, village: None) -> None:
    answer = program.get("/api/v1/organisations", HTTP_ORIGIN="https://example.org")
    before = program.options(
        "/hsds/services", HTTP_ORIGIN="https://example.org", HTTP_ACCESS_CONTROL_REQUEST_METHOD="GET"
    )

    assert answer["Access-Control-Allow-Origin"] == before["Access-Control-Allow-Origin"] == "*"
    assert before.status_code == 204
    assert "GET" in before["Access-Control-Allow-Methods"]
    assert "Access-Control-Allow-Credentials" not in answer
    assert "Set-Cookie" not in answer


def test_nobody_may_write(program: Client, village: None) -> None:
    for method in (program.post, program.put, program.patch, program.delete):
        answer = method("/api/v1/organisations")
        assert (answer.status_code, answer["Content-Type"]) == (405, "application/problem+json")


def test_a_program_that_has_it_already_is_told_so(program: Client, village: None, now: Any) -> None:
    path = "/api/v1/organisations"
    first = program.get(path)

    assert program.get(path, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304
    assert program.get(path, HTTP_IF_MODIFIED_SINCE=first["Last-Modified"]).status_code == 304
    assert program.head(path)["ETag"] == first["ETag"]

    organisation = Organisation.objects.get(source_id="2")
    later = now + timedelta(hours=1)
    set_publication(organisation, "hidden", actor=System("test"), now=later)

    assert program.get(path, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 200
    assert program.get(path, HTTP_IF_MODIFIED_SINCE=first["Last-Modified"]).status_code == 200


@pytest.mark.usefixtures("at_one_moment")
def test_asking_too_often_is_refused_with_when_to_come_back(program: Client, village: None, settings: Any) -> None:
    settings.DEMO = False
    settings.RAITTI_RATE_API, settings.RAITTI_RATE_SEARCH = 3, 2
    rates.forget_all()

    codes = [program.get("/api/v1/topics").status_code for _ in range(4)]
    searches = [program.get("/api/v1/search", {"q": "x"}).status_code for _ in range(3)]
    refused = program.get("/hsds/services")
    elsewhere = program.get("/hsds/services", REMOTE_ADDR="192.0.2.7")

    assert codes == [200, 200, 200, 429]
    assert searches == [200, 200, 429]
    assert (refused.status_code, refused["Content-Type"]) == (429, "application/problem+json")
    assert int(refused["Retry-After"]) >= 1
    assert "wait" in refused.json()["detail"]
    assert elsewhere.status_code == 200


def test_in_the_demo_this_machine_may_ask_as_often_as_it_likes(program: Client, village: None, settings: Any) -> None:
    settings.DEMO = True
    settings.RAITTI_RATE_API = 1
    rates.forget_all()

    assert {program.get("/api/v1/topics").status_code for _ in range(5)} == {200}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/organisations?page=0", 422),
        ("/api/v1/organisations?page=-5", 422),
        ("/api/v1/organisations?page=99999999999999999999", 422),
        ("/api/v1/organisations?page=kaksi", 422),
        ("/api/v1/organisations?per_page=0", 422),
        ("/api/v1/organisations/not-an-id", 422),
        ("/api/v1/organisations/293d1f0b-c54c-431d-8778-3de6448005de", 404),
        ("/api/v1/municipalities/999", 404),
        ("/api/v1/nothing", 404),
        ("/api/", 404),
        ("/api/v1/search?q=%00", 400),
        ("/api/v1/search?order=random", 422),
        ("/api/v1/search?lat=900", 422),
        ("/api/v1/search?q=" + "x" * 5000, 414),
        ("/api/v1/search?q=" + "x" * 600, 422),
        ("/api/v1/search?" + "&kind=a" * 60, 422),
    ],
)
def test_what_cannot_be_answered_is_a_problem_with_words(
    program: Client, village: None, path: str, status: int
) -> None:
    answer = program.get(path)

    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    problem = answer.json()
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]


def test_a_query_of_ten_megabytes_is_refused(program: Client, village: None) -> None:
    assert program.get("/api/v1/search", {"q": "x" * 10_000_000}).status_code == 414


def test_unknown_parameters_are_passed_over(program: Client, village: None) -> None:
    assert ask(program, "organisations", utm_source="x")["total"] == 3


VALUES = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["", "true", "-1", "1e9", "9" * 30, "NaN", "inf", "\u202e", "🎉", "' OR 1=1 --", '"', "*", "NEAR(", "%"]
    ),
    st.uuids().map(str),
    st.integers().map(str),
    st.floats().map(str),
)
NAMES = st.sampled_from(
    "q lang kind municipality region topic target_group language accessibility portal remote lat lon within_km order"
    " page per_page source source_id organisation status county ended vocabulary role limit unknown".split()
)


@trials(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.sampled_from([*LISTS, "search", "complete"]), query=st.dictionaries(NAMES, VALUES, max_size=5))
def test_no_parameters_break_the_api(program: Client, village: None, path: str, query: dict[str, str]) -> None:
    answer = program.get(f"/api/v1/{path}", query)

    assert answer.status_code in {200, 400, 414, 422}
    if answer.status_code != 200:
        assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("file", FILES)
def test_the_committed_description_is_fresh(file: str) -> None:
    committed = Path(__file__).resolve().parents[2] / "docs" / file

    assert committed.read_text(encoding="utf-8") == description(file), "run: manage.py write_openapi docs/"


def test_the_description_is_served(program: Client, db: None) -> None:
    served = program.get("/api/openapi.json").json()

    assert served == json.loads(description("openapi.json"))
    assert "/api/v1/search" in served["paths"]
