"""Writing the index."""

from datetime import datetime

import pytest
from django.db import transaction

from raitti.search import actions
from raitti.search.entries import SOURCES, Entry, register_source
from raitti.search.models import SearchDocument, SearchState, SearchWord
from raitti.search.queries import Query, find

pytestmark = pytest.mark.django_db


def entry(language: str = "fi", title: str = "Marttakerho", object_id: str = "1", **more: object) -> Entry:
    return Entry(kind="organisation", object_id=object_id, language=language, title=title, **more)  # type: ignore[arg-type]


def test_putting_a_thing_again_replaces_it_and_languages_no_longer_given_go() -> None:
    actions.put([entry(), entry("sv", "Marthaklubben")])
    actions.put([entry(title="Käsityökerho")])

    assert find(Query("marttakerho")).complete == 0
    assert find(Query("marthaklubben", "sv")).total == 0
    assert find(Query("käsityökerhossa", "sv")).total == 1


def test_putting_the_same_again_writes_nothing() -> None:
    assert actions.put([entry()]) == 1
    assert actions.put([entry()]) == 0
    assert actions.put([entry(data={"id": "2"})]) == 1


def test_a_second_language_takes_its_readers_from_the_first() -> None:
    actions.put([entry()])
    assert find(Query("", "sv")).total == 1
    actions.put([entry(), entry("sv", "Marthaklubben")])
    assert [hit.plain_title for hit in find(Query("", "sv")).hits] == ["Marthaklubben"]
    assert [hit.plain_title for hit in find(Query("", "en")).hits] == ["Marttakerho"]


def test_what_is_dropped_is_found_no_more() -> None:
    actions.put([entry(), entry("sv", "Marthaklubben")])
    actions.drop("organisation", "1")
    assert find(Query("marttakerho")).total == 0
    assert not SearchDocument.objects.exists()


def test_the_index_changes_with_the_transaction_of_the_act() -> None:
    actions.put([entry()])
    with transaction.atomic():
        actions.put([entry(title="Toinen nimi")])
        actions.drop("organisation", "1")
        transaction.set_rollback(True)
    assert find(Query("marttakerho")).total == 1
    assert find(Query("toinen nimi")).complete == 0


def test_a_rebuild_makes_the_same_index_and_records_the_analyser(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    things = [[entry()], [entry(object_id="2", title="Kyläyhdistys")]]
    monkeypatch.setattr(actions, "SOURCES", {"organisation": lambda: iter(things)})
    actions.put([entry(object_id="3", title="Vanhentunut")])
    heard: list[tuple[str, int]] = []

    assert actions.rebuild(now=now, step=lambda kind, number: heard.append((kind, number))) == 2

    assert heard == [("organisation", 2)]
    assert find(Query("vanhentunut")).total == 0
    assert find(Query("kylässä")).total == 1
    assert not actions.is_stale()
    assert SearchWord.objects.get(word="kyläyhdistys").documents == 1
    SearchState.objects.update(analyser="another")
    assert actions.is_stale()


def test_rooms_register_how_to_list_their_things(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SOURCES, "test", lambda: iter([]))
    register_source("test", lambda: iter([[entry()]]))
    assert list(SOURCES["test"]()) == [[entry()]]


def test_null_characters_do_not_stop_a_writer() -> None:
    actions.put([entry(title="Mart\x00ta", body="\x00", source_id="\x00")])
    assert find(Query("")).total == 1
