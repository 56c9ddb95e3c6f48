"""Entering a funder's letter and the lines of ledgers, and reading the money of a day."""

from datetime import date
from decimal import Decimal

import pytest

from raitti.core.addresses import address
from raitti.programmes.models import LedgerEntry
from tests.conftest import NOW
from tests.directory.world import build_world
from tests.programmes.factories import GrantFactory, LedgerEntryFactory
from tests.programmes.world import fund

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost:8000"}
LETTER = {
    "amount": "159 000,00 €",
    "on": "6.2.2026",
    "covers_from": "2026-01",
    "covers_until": "2026-09",
    "conditions_fi": "Yhteistyötä tulee vahvistaa.",
    "document_name": "Päätös 6.2.2026",
    "document_url": "stea.example/paatos",
    "reference": "C7",
}


@pytest.fixture
def funded(client):
    it = fund(build_world(NOW))
    it.grant = GrantFactory(project=it.project)
    LedgerEntryFactory(
        grant=it.grant,
        kind="applied",
        amount=Decimal(212_000),
        on=date(2025, 9, 30),
        covers_from="2026-01",
        covers_until="2026-12",
    )
    client.force_login(it.people["editor"])
    return it


def decision(it, language="fi"):
    return address("grant_decision", language, grant=it.grant.uid)


def test_a_letter_is_entered_and_said_in_one_sentence_that_leads_to_a_plan(client, funded):
    hub = client.get(address("own_project", "fi", project=funded.project.uid), headers=HOST).content.decode()
    assert decision(funded) in hub
    form = client.get(decision(funded), headers=HOST).content.decode()
    assert "212\u00a0000\u00a0€" in form

    client.post(decision(funded), LETTER, headers=HOST)

    entry = LedgerEntry.objects.get(kind="decided")
    funded.grant.refresh_from_db()
    assert (entry.amount, entry.on, entry.covers_until) == (Decimal("159000.00"), date(2026, 2, 6), "2026-09")
    assert (entry.document_url, funded.grant.reference) == ("https://stea.example/paatos", "C7")
    assert funded.grant.conditions.localize("fi") == LETTER["conditions_fi"]
    page = client.get(decision(funded, "en"), headers=HOST).content.decode()
    assert "nine months of twelve" in page
    assert address("plan_ask", "en", project=funded.project.uid) in page


def test_what_is_wrong_in_a_letter_is_said_at_its_field_and_nothing_typed_is_lost(client, funded):
    answer = client.post(
        decision(funded), {**LETTER, "amount": "paljon", "covers_until": "2025-09", "on": "31.2.2026"}, headers=HOST
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count('aria-invalid="true"') == 2
    assert all(each in page for each in ("paljon", "31.2.2026", "Yhteistyötä tulee vahvistaa."))
    answer = client.post(decision(funded), {**LETTER, "covers_until": "2025-09"}, headers=HOST)
    assert answer.status_code == 422
    assert not LedgerEntry.objects.filter(kind="decided").exists()


def test_a_correction_takes_the_place_of_the_entry_which_stays_struck_through(client, funded):
    client.post(decision(funded), LETTER, headers=HOST)
    wrong = LedgerEntry.objects.get(kind="decided")
    where = address("entry_correct", "en", entry=wrong.uid)
    assert "159000,00" in client.get(where, headers=HOST).content.decode()
    client.post(where, {**LETTER, "amount": "149000"}, headers=HOST)
    money = address("money", "en", project=funded.project.uid)
    page = client.get(money, {"on": "2026-02-06"}, headers=HOST).content.decode()
    assert "<s>159,000\u00a0€</s>" in page
    assert "149,000\u00a0€" in page.partition("</h2>")[0]
    again = client.post(where, {**LETTER, "amount": "1"}, headers=HOST)
    assert again.status_code in {403, 409, 422}
    assert LedgerEntry.objects.count() == 3


def test_more_than_there_is_cannot_be_entered_as_used(client, funded):
    client.post(decision(funded), LETTER, headers=HOST)
    where = address("grant_entry", "en", grant=funded.grant.uid, kind="used")
    answer = client.post(where, {"amount": "159000,01", "on": "2026-03-31"}, headers=HOST)
    assert answer.status_code == 422
    assert "Only 159,000 € are left" in answer.content.decode()
    client.post(where, {"amount": "9000,01", "on": "2026-03-31"}, headers=HOST)
    money = address("money", "en", project=funded.project.uid)
    totals = [
        client.get(money, {"on": day}, headers=HOST).context["usable"].total for day in ("2026-03-30", "2026-03-31")
    ]
    assert totals == [Decimal(159_000), Decimal("149999.99")]


def test_the_funders_reader_reads_the_ledgers_and_enters_nothing(client, funded):
    client.force_login(funded.people["reader"])
    page = client.get(address("money", "fi", project=funded.project.uid), headers=HOST)
    assert page.status_code == 200
    assert "/kirjaa/" not in page.content.decode()
    assert client.get(decision(funded), headers=HOST).status_code == 403


def test_a_new_grant_is_opened_with_its_purpose(client, funded):
    where = address("grant_open", "sv", project=funded.project.uid)
    said = {"name": "STEA 2027", "year": "2027", "kind": "C", "target_code": "C123", "purpose_sv": "För samarbete"}
    client.post(where, said, headers=HOST)
    grant = funded.project.grants.get(year=2027)
    assert (grant.target_code, grant.purpose.localize("sv")) == ("C123", "För samarbete")
    assert client.post(where, said, headers=HOST).status_code == 422


def test_the_budget_of_an_application_is_entered_whole_or_not_at_all(client, funded):
    before = LedgerEntry.objects.get(kind="applied")
    where = address("entry_correct", "en", entry=before.uid)
    said = {"amount": "212 000", "on": "2025-09-30", "for_pay": "150 000", "for_overhead": "20 000"}
    lacking = client.post(where, said, headers=HOST)
    assert lacking.status_code == 422
    assert "150 000" in lacking.content.decode()
    too_little = client.post(where, {**said, "for_activities": "41 999,99"}, headers=HOST)
    assert "211,999.99" in too_little.content.decode().replace("\u00a0", " ")
    assert client.post(where, {**said, "for_activities": "42 000"}, headers=HOST).status_code == 302
    entry = LedgerEntry.objects.get(corrects=before)
    assert (entry.for_pay, entry.for_overhead, entry.for_activities) == (150_000, 20_000, 42_000)
    page = client.get(address("money", "en", project=funded.project.uid), headers=HOST).content.decode()
    assert "budget: pay 150,000" in page


def test_a_correction_keeps_what_it_has_no_field_for(client, funded):
    use = {"usable_from": date(2026, 1, 1), "usable_until": date(2027, 12, 31)}
    before = LedgerEntryFactory(grant=funded.grant, kind="proposed", amount=Decimal(1), on=date(2025, 12, 6), **use)
    where = address("entry_correct", "en", entry=before.uid)
    client.post(where, {"amount": "159000", "on": "2025-12-06"}, headers=HOST)
    entry = LedgerEntry.objects.get(corrects=before)
    assert (entry.usable_from, entry.usable_until) == (date(2026, 1, 1), date(2027, 12, 31))


def test_the_budget_can_come_with_the_letter(client, funded):
    client.post(
        decision(funded), LETTER | {"for_pay": "159000", "for_overhead": "0", "for_activities": "0"}, headers=HOST
    )
    assert LedgerEntry.objects.get(kind="decided").for_pay == 159_000
