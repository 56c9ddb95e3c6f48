"""Programs are told of what everyone can see, and only of that; signed, until they take it, not for ever."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from raitti.core.audit import System
from raitti.core.jobs import Worker
from raitti.core.mail import send_mail_later
from raitti.core.models import AuditEntry
from raitti.core.texts import translated
from raitti.core.verdicts import Refused
from raitti.directory.actions import save_organisation, set_publication
from raitti.directory.facts import ContactFacts, OrganisationFacts
from raitti.directory.models import Organisation, Portal, Publication
from raitti.directory.snapshots import organisation_facts
from raitti.exchange import posting
from raitti.exchange.actions import webhooks
from raitti.exchange.models import Delivery, Webhook
from raitti.exchange.posting import TROUBLES
from tests.exchange.receiver import Receiver, receiver
from tests.factories import AreaFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
ACTOR = System("test")
FACTS = OrganisationFacts(
    source="test",
    source_id="kyla",
    name={"fi": "Kokeilukylä ry"},
    contacts=(ContactFacts(name="Salainen Henkilö", email="salainen@example.org"),),
)


@pytest.fixture
def program(settings) -> Iterator[Receiver]:
    # Only the demo may call this machine.
    settings.DEMO = True
    with receiver() as told:
        yield told


@pytest.fixture
def village(now) -> Organisation:
    return save_organisation(FACTS, actor=ACTOR, now=now).thing


@pytest.fixture
def webhook(village, program, now) -> Webhook:
    return webhooks.add_webhook(village, program.url, email="kyla@example.org", language="fi", actor=ACTOR, now=now)


def work_until_empty() -> None:
    while Worker().work_once():
        pass


def try_again_now() -> None:
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
    work_until_empty()


def change(village: Organisation, now: datetime, **fields) -> None:
    save_organisation(replace(organisation_facts(village), **fields), actor=ACTOR, now=now)


def test_a_change_is_told_with_the_public_entry_and_a_signature_that_fits(webhook, village, program, now):
    change(village, now, website="https://example.org/uusi")
    work_until_empty()

    [(headers, body)] = program.got
    key = base64.b64decode(webhook.secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    event = json.loads(body)
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert abs(int(headers["webhook-timestamp"]) - datetime.now(tz=UTC).timestamp()) < 300
    assert event["type"] == "organisation.changed"
    assert event["data"]["id"] == str(village.uid)
    assert event["data"]["entry"]["website"] == "https://example.org/uusi"
    assert event["data"]["address"].startswith("http://localhost:8000/fi/jarjestot/")
    assert "Salainen" not in body.decode()
    assert "salainen@" not in body.decode()


def test_a_change_taken_back_and_one_that_changes_nothing_are_not_told(webhook, village, program, now):
    with transaction.atomic():
        change(village, now, website="https://example.org/uusi")
        transaction.set_rollback(True)
    change(village, now)
    work_until_empty()

    assert program.got == []


def test_what_nobody_can_see_is_not_told_and_what_is_hidden_is_told_as_gone(webhook, village, program, now):
    set_publication(village, Publication.HIDDEN, actor=ACTOR, now=now)
    work_until_empty()
    change(village, now, summary={"fi": "Salainen suunnitelma"})
    work_until_empty()

    [(_headers, body)] = program.got
    event = json.loads(body)
    assert event["type"] == "organisation.removed"
    assert event["data"] == {"kind": "organisation", "id": str(village.uid)}


def test_what_is_hidden_before_the_event_goes_out_does_not_go_out_with_it(webhook, village, program, now):
    change(village, now, website="https://example.org/uusi")
    set_publication(village, Publication.HIDDEN, actor=ACTOR, now=now)
    work_until_empty()

    [(_headers, body)] = program.got
    assert "example.org/uusi" not in body.decode()


def test_an_organisation_s_program_hears_nothing_of_others(webhook, program, now):
    save_organisation(replace(FACTS, source_id="toinen", name={"fi": "Toinen ry"}), actor=ACTOR, now=now)
    work_until_empty()

    assert program.got == []


def test_a_portal_s_program_hears_of_its_region_only(program, now):
    here, elsewhere = AreaFactory(code="564"), AreaFactory(code="240")
    portal = Portal.objects.create(
        key="pohjoinen",
        hostname="pohjoinen.example.org",
        name=translated(fi="Pohjoinen"),
        steward=OrganisationFactory(),
    )
    portal.areas.add(here)
    webhooks.add_webhook(portal, program.url, email="", language="fi", actor=ACTOR, now=now)
    for place in (here, elsewhere):
        facts = replace(FACTS, source_id=place.code, name={"fi": f"Seura {place.code}"}, home_municipality=place.code)
        save_organisation(facts, actor=ACTOR, now=now)
    work_until_empty()

    [(_headers, body)] = program.got
    assert json.loads(body)["data"]["entry"]["name"] == "Seura 564"


def test_a_program_that_is_down_gets_the_same_event_later_and_once(webhook, village, program, now):
    program.status = 503
    change(village, now, website="https://example.org/uusi")
    work_until_empty()
    try_again_now()
    program.status = 200
    try_again_now()
    try_again_now()

    ids = [headers["webhook-id"] for headers, _ in program.got]
    assert len(ids) == 3
    assert len(set(ids)) == 1
    delivery = Delivery.objects.get()
    assert (delivery.attempts, delivery.status) == (3, 200)
    webhook.refresh_from_db()
    assert webhook.failing_since is None


def test_a_program_that_fails_for_days_is_given_up_with_a_letter(webhook, village, program, now):
    program.status = 500
    change(village, now, website="https://example.org/uusi")
    work_until_empty()
    Webhook.objects.update(failing_since=timezone.now() - timedelta(days=3, hours=1))
    try_again_now()
    work_until_empty()
    asked = len(program.got)
    change(village, now, website="https://example.org/viela-uudempi")
    try_again_now()

    webhook.refresh_from_db()
    assert webhook.disabled
    assert len(program.got) == asked
    [letter] = mail.outbox
    assert letter.to == ["kyla@example.org"]
    assert "hidden" not in letter.body
    assert f"/fi/oma/jarjestot/{village.uid}/jakaminen/" in letter.body


def test_the_daily_chore_tries_again_what_was_given_up_for_the_day(webhook, village, program, now):
    program.status = 500
    change(village, now, website="https://example.org/uusi")
    for _ in range(7):
        try_again_now()
    asked = len(program.got)
    program.status = 200
    Delivery.objects.update(created=timezone.now(), tried=timezone.now() - timedelta(hours=5))
    webhooks.try_again(timezone.now())
    work_until_empty()

    assert len(program.got) == asked + 1
    assert Delivery.objects.get().delivered


def test_a_program_that_says_it_is_gone_is_not_asked_again(webhook, village, program, now):
    program.status = 410
    change(village, now, website="https://example.org/uusi")
    work_until_empty()
    try_again_now()

    webhook.refresh_from_db()
    assert webhook.disabled
    assert len(program.got) == 1


def test_whoever_is_gone_is_told_so_and_gets_on_again_what_was_missed(webhook, village, program, now):
    program.status = 410
    change(village, now, website="https://example.org/uusi")
    work_until_empty()
    change(village, now, website="https://example.org/viela-uudempi")
    change(village, now, website="https://example.org/uusin")
    try_again_now()
    [letter] = mail.outbox
    assert len(program.got) == 1
    assert "days" not in letter.body
    assert "moneen päivään" not in letter.body

    program.status = 204
    webhook.refresh_from_db()
    webhooks.switch_on(webhook, actor=ACTOR, now=now)
    try_again_now()

    told = [json.loads(body) for _headers, body in program.got[1:]]
    assert [each["data"]["entry"]["website"] for each in told] == ["https://example.org/uusin"] * 2
    assert not Delivery.objects.filter(delivered=None).exists()


def test_a_program_that_lets_us_wait_is_not_asked_for_each_event_and_loses_none(
    webhook, village, program, now, monkeypatch
):
    monkeypatch.setattr(posting, "_SECONDS", 0.2)
    program.seconds = 1
    for number in range(3):
        webhooks.send_test(webhook, actor=ACTOR, now=now + timedelta(seconds=number))
    work_until_empty()
    assert len(program.got) == 1
    assert [each.trouble for each in Delivery.objects.exclude(tried=None)] == [TROUBLES["slow"]]

    program.seconds = 0
    Delivery.objects.exclude(tried=None).update(tried=timezone.now() - timedelta(minutes=2))
    try_again_now()
    assert not Delivery.objects.filter(delivered=None).exists()


def test_letters_go_before_events(webhook, village, program, now):
    webhooks.send_test(webhook, actor=ACTOR, now=now)
    send_mail_later("joku@example.org", "Koodi", "1234")
    assert Worker().work_once()

    assert len(mail.outbox) == 1
    assert program.got == []


def test_an_event_whose_job_was_lost_before_it_was_tried_goes_out_with_the_day(webhook, village, program):
    webhooks.send_test(webhook, actor=ACTOR, now=timezone.now() - timedelta(hours=5))
    DBTaskResult.objects.all().delete()
    webhooks.try_again(timezone.now())
    work_until_empty()

    assert len(program.got) == 1


def test_nothing_is_sent_on_to_where_an_answer_points(webhook, village, program, now):
    with receiver() as other:
        program.status, program.location = 307, other.url
        change(village, now, website="https://example.org/uusi")
        work_until_empty()

        assert len(program.got) == 1
        assert other.got == []
        assert not Delivery.objects.get().delivered
        assert "307" in Delivery.objects.get().trouble


def test_a_test_says_only_that_it_is_one(webhook, program, now):
    webhooks.send_test(webhook, actor=ACTOR, now=now)
    work_until_empty()

    [(_headers, body)] = program.got
    assert json.loads(body) == {"type": "test", "timestamp": "2026-11-21T10:00:00Z", "data": {}}


def test_a_new_secret_makes_the_old_one_useless_and_no_table_holds_either(webhook, now):
    before = webhook.secret
    webhooks.renew_secret(webhook, actor=ACTOR, now=now)

    assert webhook.secret != before
    stored = {str(value) for row in Webhook.objects.values_list() for value in row}
    assert not {before, webhook.secret} & stored


def test_the_audit_trail_names_the_host_but_not_what_may_be_a_password(webhook):
    told = json.dumps(list(AuditEntry.objects.values_list("changes", flat=True)))
    assert "127.0.0.1" in told
    assert "hidden" not in told


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/hook",
        "ftp://example.org/",
        "https://user:word@example.org/",
        "https:///nowhere",
        "https://localhost/hook",
        "https://printer.local/",
    ],
)
def test_addresses_that_are_not_of_the_open_web_are_refused_with_a_reason(village, now, url, settings):
    settings.DEMO = False
    with pytest.raises(Refused) as refused:
        webhooks.add_webhook(village, url, email="", language="fi", actor=ACTOR, now=now)
    assert refused.value.verdict.details == {"field": "url"}


def test_there_are_not_more_than_five_and_none_twice(village, now, settings):
    settings.DEMO = True
    given = {"email": "", "language": "fi", "actor": ACTOR, "now": now}
    for number in range(5):
        webhooks.add_webhook(village, f"https://example.org/{number}", **given)
    with pytest.raises(Refused):
        webhooks.add_webhook(village, "https://example.org/6", **given)
    Webhook.objects.last().delete()
    with pytest.raises(Refused):
        webhooks.add_webhook(village, "https://example.org/0", **given)
