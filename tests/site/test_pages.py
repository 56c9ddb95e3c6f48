"""Every public page answers in every language, within its budget, and points where it should."""

import gzip
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from raitti.core.slugs import assign_slugs
from raitti.core.texts import translated
from raitti.directory.models import Organisation, Service
from raitti.places.models import Area
from tests.site.page_types import LANGUAGES, page_addresses

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_region")]

QUERIES = 12
# A body's page brings together what nine parts of the room tell; an election's and a meeting's tell all of theirs.
QUERIES_OF = {"body": 20, "election": 14, "body_meeting": 14}
BYTES = 100_000


def everything(language: str) -> list[tuple[str, str]]:
    return list(page_addresses(language).items())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_type_of_page_answers_in_its_language(client: Client, language: str) -> None:
    for name, path in everything(language):
        response = client.get(path)
        assert response.status_code == 200, (name, path)
        assert f'<html lang="{language}">' in response.content.decode(), name
        assert response["Content-Language"] == language, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_asks_the_database_more_than_twelve_times(client: Client, language: str) -> None:
    for name, path in everything(language):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(path)
        assert len(queries) <= QUERIES_OF.get(name, QUERIES), (name, [q["sql"][:150] for q in queries])


def test_a_page_with_all_its_parts_weighs_at_most_a_hundred_kilobytes(client: Client) -> None:
    for name, path in everything("fi"):
        body = client.get(path).content.decode()
        parts = set(re.findall(r'(?:href|src)="/static/([^"]+\.(?:css|js|woff2))"', body))
        weight = len(gzip.compress(body.encode())) + sum(_weight(part) for part in parts)
        assert weight <= BYTES, (name, weight)


def _weight(part: str) -> int:
    raw = Path(str(finders.find(part))).read_bytes()
    own = len(raw) if part.endswith("woff2") else len(gzip.compress(raw))
    fonts = re.findall(rb'url\("../(fonts/[^"]+latin-ext[^"]+)"\)', raw)
    return own + sum(Path(str(finders.find(font.decode()))).stat().st_size for font in fonts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_names_its_counterparts_and_each_of_them_answers(client: Client, language: str) -> None:
    for name, path in everything(language):
        if name in {"organisation_embed", "portal", "empty_paper"}:
            continue
        body = client.get(path).content.decode()
        named = dict(re.findall(r'<link rel="alternate" hreflang="(\w\w)" href="http://localhost:8000([^"]+)"', body))
        assert set(named) == set(LANGUAGES), name
        assert path.startswith(named[language]), name
        assert all(client.get(other).status_code == 200 for other in named.values()), (name, named)


def test_structured_data_is_json_that_text_cannot_break_out_of(client: Client) -> None:
    organisation = Organisation.objects.visible_to(None).filter(is_example=True).exclude(kind="municipality")[0]
    organisation.summary = "</script><script>alert(1)</script>"
    organisation.save()
    body = client.get(f"/fi/jarjestot/{organisation.slug_in('fi')}/").content.decode()
    data = re.findall(r'<script type="application/ld\+json">(.*?)</script>', body, re.DOTALL)
    assert json.loads(data[0])["@type"] == "NGO"
    assert "<script>alert" not in body


def test_structured_data_speaks_schema_org_s_and_the_reader_s_words(client: Client) -> None:
    service = Service.objects.visible_to(None).filter(channels__location__isnull=False)[0]
    service.fee = "free"
    service.save()
    place = service.channels.filter(location__isnull=False)[0].location
    place.accessibility = {"step_free": "no"}
    place.save()
    body = client.get(f"/fi/palvelut/{service.slug_in('fi')}/").content.decode()
    told = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', body, re.DOTALL)[0])
    assert told["offers"] == {"@type": "Offer", "price": 0, "priceCurrency": "EUR"}
    places = [channel["serviceLocation"] for channel in told["availableChannel"] if "serviceLocation" in channel]
    told_facts = [fact for each in places for fact in each.get("amenityFeature", [])]
    assert {"@type": "LocationFeatureSpecification", "name": "portaaton sisäänkäynti", "value": False} in told_facts


def test_an_old_address_leads_to_the_new_one(client: Client) -> None:
    organisation = Organisation.objects.visible_to(None).filter(kind="association")[0]
    old = organisation.slug_in("fi")
    organisation.name = translated(fi="Aivan uusi nimi ry")
    organisation.save()
    assign_slugs(organisation, "organisation")
    response = client.get(f"/fi/jarjestot/{old}/")
    assert (response.status_code, response["Location"]) == (301, "/fi/jarjestot/aivan-uusi-nimi-ry/")


def test_a_slug_of_another_language_leads_to_the_right_one(client: Client) -> None:
    response = client.get("/sv/kommuner/oulu/")
    assert (response.status_code, response["Location"]) == (301, "/sv/kommuner/uleaborg/")


def test_a_draft_is_nowhere_to_be_read(client: Client) -> None:
    service = Service.objects.visible_to(None).filter(channels__location__isnull=False)[0]
    organisation = service.organisation
    organisation.publication = "draft"
    organisation.save()
    name = organisation.name_in("fi").value
    assert client.get(f"/fi/jarjestot/{organisation.slug_in('fi')}/").status_code == 404
    assert client.get(f"/fi/palvelut/{service.slug_in('fi')}/").status_code == 404
    for path in ("/fi/", "/fi/jarjestot/", "/fi/uutta/", "/fi/uutta/atom.xml"):
        assert name not in client.get(path).content.decode(), path


def test_a_text_in_another_language_says_so(client: Client) -> None:
    in_finnish = Organisation.objects.visible_to(None).filter(description__contains='"fi"')
    organisation = in_finnish.exclude(description__contains='"sv"')[0]
    body = client.get(f"/sv/organisationer/{organisation.slug_in('sv')}/").content.decode()
    assert 'lang="fi"' in body
    assert "Tills vidare bara på finska" in body


def test_the_feed_is_atom_and_links_to_itself(client: Client) -> None:
    Organisation.objects.filter(pk=Organisation.objects.visible_to(None).filter(kind="association")[0].pk).update(
        changed=timezone.now()
    )
    response = client.get("/fi/uutta/atom.xml")
    root = ElementTree.fromstring(response.content)
    atom = "{http://www.w3.org/2005/Atom}"
    own = root.find(f"{atom}link[@rel='self']")
    assert root.tag == f"{atom}feed"
    assert own is not None
    assert own.attrib["href"].endswith("/fi/uutta/atom.xml")
    assert len(root.findall(f"{atom}entry")) == 50
    links = [str(e.find(f"{atom}link").attrib["href"]) for e in root.findall(f"{atom}entry")]  # type: ignore[union-attr]
    assert any("/jarjestot/" in link for link in links)
    assert any("/palvelut/" in link for link in links)
    assert all(e.find(f"{atom}id").text.startswith("urn:uuid:") for e in root.findall(f"{atom}entry"))  # type: ignore[union-attr]


def test_the_sitemap_holds_addresses_that_answer(client: Client) -> None:
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    loc = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
    for sitemap in index.iter(loc):
        path = str(sitemap.text).removeprefix("http://testserver")
        inside = ElementTree.fromstring(client.get(path).content)
        first = str(next(inside.iter(loc)).text).removeprefix("http://testserver")
        assert client.get(first).status_code == 200, first


def test_a_portal_by_its_host_and_by_its_path_shows_its_own_region(client: Client) -> None:
    by_host = client.get("/fi/kunnat/", headers={"host": "lappi.localhost:8000"}).content.decode()
    by_path = client.get("/fi/alueet/lappi/kunnat/").content.decode()
    for body in (by_host, by_path):
        assert "Utsjoki" in body
        assert "Kouvola" not in body
    assert 'href="/fi/kunnat/utsjoki/"' in by_host
    assert 'href="/fi/alueet/lappi/kunnat/utsjoki/"' in by_path


def test_a_merged_municipality_leads_to_its_successor_which_says_so(client: Client) -> None:
    ended = Area.objects.municipalities().exclude(valid_until=None).first()
    assert ended is not None
    successor = ended.successors.all()[0]
    response = client.get(f"/fi/kunnat/{ended.slug_in('fi')}/", follow=True)
    assert response.redirect_chain
    assert f"{ended.name_in('fi').value} liittyi tähän kuntaan" in response.content.decode()
    assert successor.name_in("fi").value in response.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/fi/olematon/",
        "/fi/jarjestot/olematon/",
        "/fi/jarjestot/?sivu=999",
        "/fi/jarjestot/?sivu=-1",
        "/fi/jarjestot/?sivu=x",
    ],
)
def test_what_does_not_exist_is_told_in_the_readers_language(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert "Tällaista sivua ei ole" in response.content.decode()


def test_the_embedded_page_may_be_framed_and_others_may_not(client: Client) -> None:
    slug = Organisation.objects.visible_to(None).filter(kind="association")[0].slug_in("fi")
    embedded, whole = client.get(f"/fi/jarjestot/{slug}/upote/"), client.get(f"/fi/jarjestot/{slug}/")
    assert "X-Frame-Options" not in embedded
    assert "frame-ancestors *" in embedded["Content-Security-Policy"]
    assert whole["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in whole["Content-Security-Policy"]


def test_pages_set_no_cookie_and_hold_no_inline_script_or_style(client: Client) -> None:
    for name, path in everything("fi"):
        response: Any = client.get(path)
        body = response.content.decode()
        if name not in {"feedback", "suggest", "report", "election_receipt"}:
            assert not response.cookies, name
        assert not re.search(r"<script(?![^>]*(src=|application/ld\+json))", body), name
        assert not re.search(r"\sstyle=|<style", body), name
