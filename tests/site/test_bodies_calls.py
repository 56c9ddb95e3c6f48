"""Calls for nominations as everyone sees them in the demo: one open, one decided, the feed; names by consent."""

from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils.html import escape

from raitti.bodies.models import Call, Candidate
from raitti.core.texts import pick
from raitti.site.addresses import address

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_region")]
HOST = {"host": "localhost:8000"}


@pytest.fixture
def calls(monkeypatch):
    decided, opened = Call.objects.select_related("body").order_by("number")
    monkeypatch.setattr("django.utils.timezone.now", lambda: opened.opens + (opened.closes - opened.opens) / 2)
    return {"decided": decided, "open": opened}


def read(client, call, language="fi"):
    path = address("call", language, slug=call.body.slug_in(language), number=call.number)
    answer = client.get(path, headers=HOST)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_open_call_says_what_is_asked_how_long_still_and_how_to_nominate(client: Client, calls) -> None:
    page = read(client, calls["open"])
    assert "14 " in page
    assert address("choose_nominator", "fi", call=calls["open"].uid) in page
    for candidate in Candidate.objects.filter(nomination__call=calls["open"]):
        assert candidate.name not in page


def test_a_decided_call_names_those_who_consented_and_the_organisation_always(client: Client, calls) -> None:
    page = read(client, calls["decided"], "sv")
    shown = {True: 0, False: 0}
    for candidate in Candidate.objects.filter(nomination__call=calls["decided"]).select_related("holding__holder"):
        is_public = candidate.holding.holder.name_is_public
        shown[is_public] += 1
        assert (candidate.name in page) == is_public, candidate.name
        assert escape(pick(candidate.nomination.organisation.name, "sv").value) in page
    assert all(shown.values())


def test_the_list_leads_to_what_is_open_and_not_to_what_is_decided(client: Client, calls) -> None:
    page = client.get(address("calls", "fi"), headers=HOST).content.decode()
    assert "/haku/2/" in page
    assert "/haku/1/" not in page


def test_the_feed_tells_of_calls_in_the_readers_language(client: Client, calls) -> None:
    root = ElementTree.fromstring(client.get(address("calls_feed", "sv"), headers=HOST).content)
    links = [each.get("href") for each in root.iter("{http://www.w3.org/2005/Atom}link")]
    assert any(link and link.endswith("/nominering/2/") for link in links)


def test_a_call_is_found_and_the_hit_leads_to_its_page(client: Client, calls) -> None:
    page = client.get(f"{address('search', 'fi')}?q=täydennyshaku", headers=HOST).content.decode()
    assert address("call", "fi", slug=calls["open"].body.slug_in("fi"), number=2) in page


def test_a_draft_has_no_page(client: Client, calls) -> None:
    Call.objects.filter(pk=calls["open"].pk).update(state="draft")
    path = address("call", "fi", slug=calls["open"].body.slug_in("fi"), number=2)
    assert client.get(path, headers=HOST).status_code == 404
