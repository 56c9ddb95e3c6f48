"""Telling other programs that public entries changed: who is told, what, how it is signed, and when we give up.

Signatures follow the Standard Webhooks (https://www.standardwebhooks.com): `webhook-id`, `webhook-timestamp` and
`webhook-signature`, which is `v1,` and the Base64 of HMAC-SHA256 over `id.timestamp.body`.
"""

import json
from base64 import b64decode, b64encode
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import new as hmac
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from raitti.core.addresses import full_address, slug_of
from raitti.core.audit import System, record
from raitti.core.changes import Change, listen
from raitti.core.daily import daily
from raitti.core.jobs import CAN_WAIT, job
from raitti.core.mail import send_letter_later
from raitti.core.verdicts import Refused, Verdict
from raitti.directory.models import Organisation, Portal
from raitti.directory.queries.mandates import portals_showing
from raitti.exchange.hsds import selecting
from raitti.exchange.hsds.writing import Writer, moment
from raitti.exchange.models import Delivery, Webhook
from raitti.exchange.posting import Unfit, Unreached, call, check_form

TEST = "test"
MOST_WEBHOOKS = 5
# After so long without a single success a webhook is switched off, and its owner written to.
GIVE_UP_AFTER = timedelta(days=3)
_KEEP = timedelta(days=30)
# A program that let us wait in vain is not asked again so soon, so that others need not wait for it, too.
_REST = timedelta(minutes=1)
_GONE = 410


class NotTaken(Exception):
    """The other side did not take the event; it is tried again later."""


@transaction.atomic
def add_webhook(
    owner: Organisation | Portal, url: str, *, email: str, language: str, actor: Any, now: datetime
) -> Webhook:
    """Have an address told of changes of an organisation's, or a portal's, entries. Raises `Refused`."""
    own = {"organisation": owner} if isinstance(owner, Organisation) else {"portal": owner}
    try:
        check_form(url)
    except Unfit as unfit:
        raise Refused(Verdict("url", unfit.reason, {"field": "url"})) from unfit
    if Webhook.objects.filter(**own).count() >= MOST_WEBHOOKS:
        raise Refused(Verdict("many", _("There are five addresses already. Remove one first."), {"field": "url"}))
    if Webhook.objects.filter(**own, url=url).exists():
        raise Refused(Verdict("twice", _("This address is told already."), {"field": "url"}))
    made = Webhook.objects.create(
        **own, url=url, email=email, language=language, created=now, created_by=str(actor)[:200]
    )
    record(actor, "added webhook", owner, now=now, changes={"webhook": [None, _host(made)]})
    return made


@transaction.atomic
def remove_webhook(webhook: Webhook, *, actor: Any, now: datetime) -> None:
    record(actor, "removed webhook", _owner(webhook), now=now, changes={"webhook": [_host(webhook), None]})
    webhook.delete()


@transaction.atomic
def renew_secret(webhook: Webhook, *, actor: Any, now: datetime) -> Webhook:
    """Give a webhook a new secret; from now on only the new one fits."""
    webhook.secret_number += 1
    webhook.save(update_fields=["secret_number"])
    record(actor, "renewed secret of webhook", _owner(webhook), now=now)
    return webhook


@transaction.atomic
def switch_on(webhook: Webhook, *, actor: Any, now: datetime) -> Webhook:
    """Begin anew with a webhook that was switched off, with what it missed in the last days."""
    webhook.disabled = webhook.failing_since = None
    webhook.save(update_fields=["disabled", "failing_since"])
    for missed in webhook.deliveries.filter(delivered=None).order_by("created", "pk"):
        _plan(missed)
    record(actor, "switched webhook on", _owner(webhook), now=now)
    return webhook


@transaction.atomic
def send_test(webhook: Webhook, *, actor: Any, now: datetime) -> Delivery:
    """Send an event that says only that it is a test."""
    record(actor, "tested webhook", _owner(webhook), now=now)
    return _queue(webhook, TEST, {}, now=now)


def _host(webhook: Webhook) -> str:
    # The rest of an address may hold a password of the other side.
    return urlsplit(webhook.url).hostname or ""


def _owner(webhook: Webhook) -> Organisation | Portal:
    owner = webhook.organisation or webhook.portal
    assert owner is not None  # noqa: S101 - a constraint of the table
    return owner


@listen
def tell_webhooks(change: Change) -> None:
    """Queue an event for everybody who wants to hear of a change; in the transaction of the change."""
    webhooks = list(Webhook.objects.select_related("organisation", "portal"))
    if not webhooks:
        return
    owner = Organisation.objects.filter(uid=change.owner).first() if change.owner else None
    if owner is None:
        return
    needs_portals = any(webhook.portal_id for webhook in webhooks)
    portals = {portal.pk for portal in portals_showing(owner)} if needs_portals else set()
    data = {"kind": change.kind, "id": str(change.uid)}
    for webhook in webhooks:
        if webhook.organisation_id == owner.pk or webhook.portal_id in portals:
            waiting = webhook.deliveries.filter(attempts=0, delivered=None, payload=data)
            if not waiting.exists():
                _queue(webhook, f"{change.kind}.changed", data, now=change.at)


def _queue(webhook: Webhook, event: str, data: dict[str, Any], *, now: datetime) -> Delivery:
    made = Delivery.objects.create(webhook=webhook, event=event, payload=data, created=now)
    # What changes while a webhook is switched off waits until it is switched on.
    if not webhook.disabled:
        _plan(made)
    return made


def _plan(delivery: Delivery) -> None:
    deliver.using(priority=CAN_WAIT).enqueue(str(delivery.uid))


@job
def deliver(uid: str) -> None:
    """Try to deliver one event; raises `NotTaken` so that it is tried again."""
    found = Delivery.objects.select_related("webhook").filter(uid=UUID(uid), delivered=None).first()
    if found is None or found.webhook.disabled:
        return
    now = timezone.now()
    if _is_resting(found.webhook, now=now):
        raise NotTaken("It did not answer a moment ago.")
    event, body = event_of(found)
    status, error = _post(found, body, now=now)
    taken = status is not None and 200 <= status < 300
    with transaction.atomic():
        found.event, found.status, found.error, found.tried = event, status, error, now
        found.attempts += 1
        found.delivered = now if taken else None
        found.save()
        _note_outcome(found.webhook, taken=taken, is_gone=status == _GONE, now=now)
    if not taken and status != _GONE:
        raise NotTaken(error or str(status))


def _is_resting(webhook: Webhook, *, now: datetime) -> bool:
    return bool(webhook.failing_since) and webhook.deliveries.filter(tried__gt=now - _REST, status=None).exists()


def event_of(delivery: Delivery) -> tuple[str, bytes]:
    """The event's type and body: the public entry as it is now; `….removed` when it can be seen no more."""
    data, event = dict(delivery.payload), delivery.event
    if event != TEST:
        entry = _public_entry(data["kind"], UUID(data["id"]))
        event = f"{data['kind']}.{'changed' if entry else 'removed'}"
        data |= entry or {}
    made = {"type": event, "timestamp": moment(delivery.created), "data": data}
    return event, json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()


def _public_entry(kind: str, uid: UUID) -> dict[str, Any] | None:
    writer = Writer("fi")
    if kind == "organisation":
        found: Any = selecting.organizations().filter(uid=uid).first()
        shown = found and writer.organization(found, parts=True)
    elif kind == "service":
        found = selecting.services().filter(uid=uid).first()
        shown = found and writer.service(found, full=True)
    else:
        found = selecting.locations().filter(uid=uid).first()
        shown = found and writer.location(found)
    if not shown:
        return None
    return {"address": full_address(kind, "fi", slug=slug_of(found, "fi")), "entry": shown}


def sign(webhook: Webhook, delivery: UUID | str, timestamp: int, body: bytes) -> str:
    """The `webhook-signature` of a body."""
    key = b64decode(webhook.secret.removeprefix("whsec_"))
    made = hmac(key, f"{delivery}.{timestamp}.".encode() + body, sha256)
    return f"v1,{b64encode(made.digest()).decode()}"


def _post(delivery: Delivery, body: bytes, *, now: datetime) -> tuple[int | None, str]:
    """The status the other side answered with, or none and the trouble there was."""
    seconds = int(now.timestamp())
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "webhook-id": str(delivery.uid),
        "webhook-timestamp": str(seconds),
        "webhook-signature": sign(delivery.webhook, delivery.uid, seconds, body),
    }
    try:
        answer = call("POST", delivery.webhook.url, headers=headers, body=body)
    except Unfit:
        return None, "unfit"
    except Unreached as error:
        return None, error.trouble
    return answer.status, ""


def _note_outcome(webhook: Webhook, *, taken: bool, is_gone: bool, now: datetime) -> None:
    if taken:
        Webhook.objects.filter(pk=webhook.pk).update(failing_since=None)
        return
    Webhook.objects.filter(pk=webhook.pk, failing_since=None).update(failing_since=now)
    long_ago = webhook.failing_since is not None and now - webhook.failing_since > GIVE_UP_AFTER
    if is_gone or long_ago:
        _switch_off(webhook, is_gone=is_gone, now=now)


def _switch_off(webhook: Webhook, *, is_gone: bool = False, now: datetime) -> None:
    if not Webhook.objects.filter(pk=webhook.pk, disabled=None).update(disabled=now):
        return
    owner = _owner(webhook)
    record(System("webhooks"), "switched webhook off", owner, now=now, changes={"webhook": [_host(webhook), None]})
    if webhook.email:
        context: dict[str, Any] = {"host": _host(webhook), "name": owner.name_in(webhook.language).value}
        context |= {"address": page_of(webhook, webhook.language), "is_gone": is_gone}
        with override(webhook.language):
            subject = _("We no longer send changes to %(host)s") % {"host": _host(webhook)}
        send_letter_later(
            webhook.email, subject, template="webhook_off", language=webhook.language, context=context, kind="notice"
        )


def page_of(webhook: Webhook, language: str) -> str:
    """Where those who keep a webhook look after it."""
    if webhook.organisation is not None:
        return full_address("sharing", language, organisation=webhook.organisation.uid)
    return full_address("portal_sharing", language, key=webhook.portal.key if webhook.portal else "")


@daily("try webhooks again")
def try_again(now: datetime) -> None:
    """Queue what was not taken in the last days once more, give up what fails for days, forget old deliveries."""
    for webhook in Webhook.objects.filter(disabled=None, failing_since__lt=now - GIVE_UP_AFTER):
        with transaction.atomic():
            _switch_off(webhook, now=now)
    before = now - timedelta(hours=4)
    left = Q(tried__lt=before) | Q(tried=None, created__lt=before)
    recent = {"created__gt": now - GIVE_UP_AFTER, "webhook__disabled": None}
    for waiting in Delivery.objects.filter(left, delivered=None, **recent):
        _plan(waiting)
    Delivery.objects.filter(created__lt=now - _KEEP).delete()
