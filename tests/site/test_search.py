"""The search page finds, marks why, narrows, and never breaks, whatever is typed."""

import re

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_region")]


def titles(body: str) -> list[str]:
    found = re.findall(r"<h2><a [^>]*>(.*?)</a></h2>", body, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", title) for title in found]


def total(body: str) -> int:
    found = re.search(r'role="status">(\d+) tulos', body)
    assert found, body[:500]
    return int(found[1])


def search(client: Client, **parameters: str) -> str:
    response = client.get("/fi/haku/", parameters)
    assert response.status_code == 200
    return response.content.decode()


def test_matching_words_are_marked_in_the_results(client: Client) -> None:
    body = search(client, q="näkövammaisille vertaistukea Oulussa")

    assert titles(body)[0] == "Näkövammaisten vertaistukiryhmä"
    assert "<mark>Näkövammaisten</mark>" in body


def test_what_is_searched_is_shown_as_text_and_never_as_markup(client: Client) -> None:
    body = search(client, q="<script>alert(1)</script>{{ 7|add:7 }}' OR 1=1 --")

    assert "<script>alert" not in body
    assert "&lt;script&gt;" in body


def test_a_filter_narrows_and_says_how_many_each_choice_would_leave(client: Client) -> None:
    every = search(client, q="vertaistuki")
    offered = dict(re.findall(r'name="kind" value="(\w+)">[^<]*<span class="count">(\d+)', every))

    for kind, count in offered.items():
        assert total(search(client, q="vertaistuki", kind=kind)) == int(count)


def test_a_portal_finds_only_in_its_own_region(client: Client) -> None:
    response = client.get("/fi/alueet/lappi/haku/", {"q": "näkövammaiset"})

    assert not any("Oulujokivarren" in title for title in titles(response.content.decode()))


def test_near_a_place_nothing_farther_than_asked_is_found_and_the_nearest_can_come_first(client: Client) -> None:
    body = search(client, q="", near="96200", within="25", order="distance", kind="location")
    distances = [float(km.replace(",", ".")) for km in re.findall(r"· ([\d,]+)\xa0km</p>", body)]

    assert distances
    assert distances == sorted(distances)
    assert distances[-1] <= 25


def test_a_place_in_any_case_form_is_understood(client: Client) -> None:
    assert "· Rovaniemi</h1>" in search(client, near="Rovaniemellä")


def test_an_unknown_place_is_told_and_the_search_goes_on(client: Client) -> None:
    body = search(client, q="vertaistuki", near="Takapajula")

    assert "Emme tunne paikkaa ”Takapajula”" in body
    assert titles(body)


def test_nothing_found_offers_ways_on(client: Client) -> None:
    body = search(client, q="xqzwv")

    assert total(body) == 0
    assert "Kokeile toista sanaa" in body
    assert 'href="/fi/aiheet/"' in body


def test_a_swedish_reader_finds_by_swedish_words(client: Client) -> None:
    response = client.get("/sv/sok/", {"q": "synskadade i Uleåborg"})

    assert "träff" in response.content.decode()
    assert titles(response.content.decode())


@pytest.mark.parametrize("number", ["0", "-1", "99999999999", "x", "9999", "1e3", "²"])
def test_a_page_number_that_is_none_of_the_pages_is_no_page(client: Client, number: str) -> None:
    assert client.get("/fi/haku/", {"q": "vertaistuki", "sivu": number}).status_code == 404


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=300),
    value=st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=80),
    name=st.sampled_from(["near", "within", "order", "kind", "municipality", "topic", "for", "access", "language"]),
)
def test_any_text_in_any_field_is_answered(client: Client, text: str, value: str, name: str) -> None:
    response = client.get("/fi/haku/", {"q": text, name: value})

    assert response.status_code in {200, 414}
