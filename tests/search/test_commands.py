"""The commands of the search."""

import json
from collections.abc import Mapping
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from raitti.search import entries

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    def address(kind: str, slugs: Mapping[str, str], language: str) -> str:
        return f"/{language}/{kind}/{slugs.get(language, '')}/"

    monkeypatch.setattr(entries, "_ADDRESSES", [])
    entries.register_address(address)


@pytest.mark.usefixtures("index", "addresses")
def test_search_answers_in_json_as_the_api_does() -> None:
    answer = json.loads(run("search", "näkövammaisten vertaistuki Oulussa", "--lang", "fi", "--limit", "1", "--json"))
    assert answer["total"] >= 1
    (first,) = answer["results"]
    assert first["id"] == "uid-1"
    assert first["kind"] == "organisation"
    assert first["source_id"] == "ptv-1"
    assert first["title"] == "Oulun seudun Valokeila ry"
    assert first["url"] == "/fi/organisation/valokeila/"
    assert first["score"] > 0
    assert {"value": "564", "count": 2} in answer["facets"]["municipality"]


@pytest.mark.usefixtures("index", "addresses")
def test_search_shows_people_what_was_found_and_marks_why() -> None:
    lines = run("search", "vertaistuki", "--kind", "organisation", "--municipality", "564")
    assert "1 found" in lines
    assert "Oulun seudun Valokeila ry" in lines
    assert "*Vertaistukea*" in lines


@pytest.mark.usefixtures("index")
def test_a_limit_below_one_is_refused() -> None:
    with pytest.raises(CommandError, match="at least 1"):
        run("search", "oulu", "--limit", "0")


@pytest.mark.usefixtures("index")
def test_a_rebuild_only_when_stale_says_that_the_index_is_up_to_date() -> None:
    assert "up to date" in run("rebuild_search", "--if-stale")
    assert "0 rows" in run("rebuild_search") or "rows" in run("rebuild_search")


def test_preparing_twice_is_quick_and_says_where() -> None:
    assert "dictionaries" in run("prepare_search")
