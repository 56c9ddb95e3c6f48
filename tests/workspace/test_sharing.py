"""One entry shown everywhere: the snippet, the files, the programs; each for those who may."""

import io
import re
import zipfile
from dataclasses import replace
from html import unescape

import pytest
from openpyxl import load_workbook

from raitti.core.addresses import address
from raitti.core.audit import System
from raitti.directory.actions import save_organisation, save_service
from raitti.directory.facts import ContactFacts, OrganisationFacts, ServiceFacts
from raitti.directory.models import Organisation, Role
from raitti.directory.snapshots import facts_of
from raitti.exchange.models import Delivery, Webhook
from tests.factories import MandateFactory, OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost:8000"}


@pytest.fixture
def village(now) -> Organisation:
    contacts = (ContactFacts(name="Salainen Henkilö"),)
    facts = OrganisationFacts(
        source="ptv", source_id="abc-1", name={"fi": "Kylä ry"}, phone="+358 40 1", contacts=contacts
    )
    made = save_organisation(facts, actor=System("test"), now=now).thing
    doing = ServiceFacts(source="ptv", source_id="abc-2", organisation="abc-1", name={"fi": "=HYPERLINK(1)"})
    save_service(doing, actor=System("test"), now=now)
    return made


@pytest.fixture
def owner(client, village):
    person = MandateFactory(organisation=village).person
    client.force_login(person)
    return person


def page_of(village: Organisation) -> str:
    return address("sharing", "fi", organisation=village.uid)


def file_of(client, village: Organisation, form: str) -> bytes:
    response = client.get(address("own_file", "fi", organisation=village.uid, form=form), headers=HOST)
    assert response.status_code == 200
    return response.content


def test_a_name_with_quotation_marks_stays_within_the_snippet_s_title(client, owner, village, now):
    save_organisation(replace(facts_of(village), name={"fi": 'Kylän "Pirtti" <b>ry'}), actor=System("test"), now=now)
    shown = client.get(page_of(village), headers=HOST).content.decode()
    [copied] = re.findall(r"<textarea[^>]+>(.+?)</textarea>", shown)
    assert 'title="Kylän &quot;Pirtti&quot; &lt;b&gt;ry"' in unescape(copied)


def test_the_snippet_leads_to_a_page_that_lets_itself_be_framed(client, owner, village):
    shown = client.get(page_of(village), headers=HOST).content.decode()
    [path] = re.findall(r'&lt;iframe src="http://localhost:8000([^"]+)"', shown)

    framed = client.get(path, headers=HOST)
    assert framed.status_code == 200
    assert "frame-ancestors *" in framed["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed


def test_a_workbook_holds_the_page_its_activities_and_their_ptv_ids_but_nothing_private(client, owner, village):
    book = load_workbook(io.BytesIO(file_of(client, village, "xlsx")))
    assert book.sheetnames == ["organisations", "services", "locations"]
    header, row = book["services"].iter_rows()
    found = {name.value: cell for name, cell in zip(header, row, strict=True)}
    assert (found["source"].value, found["source_id"].value) == ("ptv", "abc-2")
    assert (found["name"].value, found["name"].data_type) == ("=HYPERLINK(1)", "s")
    everything = str([[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()])
    assert "+358 40 1" in everything
    assert "Salainen" not in everything


def test_a_table_holds_no_formula_and_excel_reads_its_letters(client, owner, village):
    text = file_of(client, village, "csv")
    assert text.startswith(b"\xef\xbb\xbf")
    assert b",'=HYPERLINK(1)," in text


def test_a_package_holds_this_organisation_only(client, owner, village):
    OrganisationFactory()
    archive = zipfile.ZipFile(io.BytesIO(file_of(client, village, "hsds")))
    organisations = archive.read("hsds/organizations.csv").decode()
    assert "Kylä ry" in organisations
    assert len(organisations.strip().splitlines()) == 2


def test_an_address_is_added_tested_and_removed(client, owner, village):
    done = client.post(page_of(village), {"url": "https://example.org/hook"}, headers=HOST)
    webhook = Webhook.objects.get()
    assert done.status_code == 302
    assert webhook.email == owner.email

    shown = client.get(page_of(village), headers=HOST).content.decode()
    assert webhook.secret.replace("+", "&#x2B;") in shown or webhook.secret in shown
    for act in ("test", "secret", "on"):
        assert client.post(address("webhook", "fi", uid=webhook.uid, act=act), headers=HOST).status_code == 302
    client.post(address("webhook", "fi", uid=webhook.uid, act="remove"), headers=HOST)
    assert not Webhook.objects.exists()


def test_what_was_sent_is_told_in_the_reader_s_words(client, owner, village, now):
    hook = Webhook.objects.create(organisation=village, url="https://ohjelma.example/koukku", created=now)
    for event in ("test", "service.changed", "organisation.removed"):
        Delivery.objects.create(webhook=hook, event=event, payload={}, created=now, delivered=now)
    page = client.get(address("sharing", "en", organisation=village.uid), headers=HOST).content.decode()
    for words in ("a test", "activity changed", "organisation no longer public"):
        assert f" · {words} · " in page
    assert "organisation.removed" not in page


def test_an_address_that_cannot_be_used_is_refused_at_its_field_with_what_was_typed(client, owner, village):
    answer = client.post(page_of(village), {"url": "http://example.org/hook"}, headers=HOST)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="http://example.org/hook"' in shown
    assert 'aria-invalid="true"' in shown
    assert not Webhook.objects.exists()


def test_an_editor_may_share_but_not_keep_programs_and_a_stranger_neither(client, village):
    webhook = Webhook.objects.create(organisation=village, url="https://example.org/", created=village.created)
    client.force_login(MandateFactory(organisation=village, role=Role.EDITOR).person)
    shown = client.get(page_of(village), headers=HOST).content.decode()
    assert webhook.secret not in shown
    assert client.post(page_of(village), {"url": "https://example.org/x"}, headers=HOST).status_code == 403

    client.force_login(PersonFactory())
    assert client.get(page_of(village), headers=HOST).status_code == 403
    assert client.post(address("webhook", "fi", uid=webhook.uid, act="secret"), headers=HOST).status_code == 403
    assert client.get(address("own_file", "fi", organisation=village.uid, form="csv"), headers=HOST).status_code == 403
    webhook.refresh_from_db()
    assert webhook.secret_number == 1
