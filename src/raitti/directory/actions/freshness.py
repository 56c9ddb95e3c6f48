"""Confirming that entries are still right, and saying that an organisation rests or has ended."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from raitti.core.addressees import forget_bounce
from raitti.core.addresses import full_address, slug_of
from raitti.core.audit import LinkHolder, record
from raitti.core.mail import send_letter_later
from raitti.core.models import MailAddress
from raitti.core.shelf import content_changed
from raitti.directory.actions import indexing
from raitti.directory.actions.contacts import renew_contacts
from raitti.directory.actions.matters import close_matter
from raitti.directory.actions.organisations import save_organisation, set_status
from raitti.directory.actions.publishing import set_publication
from raitti.directory.actions.services import save_service
from raitti.directory.actions.suggestions import suggest_change
from raitti.directory.actions.telling import tell_now
from raitti.directory.facts import ChannelFacts
from raitti.directory.lookup import Lookup
from raitti.directory.models import (
    CheckRound,
    Hiding,
    MatterKind,
    Organisation,
    Publication,
    Service,
    ServiceStatus,
)
from raitti.directory.queries.addressees import language_at
from raitti.directory.queries.confirmers import BY_LINK
from raitti.directory.queries.freshness import policy_of, running_services
from raitti.directory.snapshots import organisation_facts, service_facts


class ByLink(LinkHolder):
    """The actor when someone answers by the link in the letter that asks; `known` is where that letter went."""

    def __init__(self, known: MailAddress | None = None) -> None:
        super().__init__(BY_LINK)
        self.known = known


@dataclass(frozen=True, kw_only=True)
class CheckAnswer:
    """What an association says of its entry: `fields` are facts that are now otherwise.

    The others tell of services by their uid: those that have ended, the ways of those with new times, and what was
    written about times that no program understands.
    """

    fields: Mapping[str, Any] = field(default_factory=dict)
    ended: Collection[UUID] = ()
    channels: Mapping[UUID, tuple[ChannelFacts, ...]] = field(default_factory=dict)
    times: Mapping[UUID, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.fields or self.ended or self.channels or self.times)


@transaction.atomic
def confirm(
    organisation: Organisation,
    *,
    actor: Any,
    by: str,
    now: datetime,
    services: Collection[Service] | None = None,
    on_behalf_of: Organisation | None = None,
    answer: CheckRound.Answer = CheckRound.Answer.CONFIRMED,
) -> Organisation:
    """Say that an entry is still right, with its services (all that run, or those named).

    `by` is the role that says so (`queries.confirmers`), never a person. When it was last changed stays as it was.
    A round of asking ends, and an entry hidden for want of an answer is shown again.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    today = timezone.localdate(now)
    due = policy_of(organisation).next_check(today)
    told = {"verified_on": [_iso(organisation.verified_on), today.isoformat()]}
    covered = list(running_services(organisation) if services is None else services)
    things: list[Organisation | Service] = [organisation, *covered]
    for thing in things:
        thing.verified_on, thing.verified_by, thing.next_check_due = today, by, due
        thing.save(update_fields=["verified_on", "verified_by", "next_check_due"])
    renew_contacts(organisation, on=today)
    record(actor, "confirmed organisation", organisation, now=now, on_behalf_of=on_behalf_of, changes=told)
    end_round(organisation, answer, actor=actor, now=now)
    lookup = Lookup()
    indexing.refresh_organisation(organisation, lookup)
    for service in covered:
        service.organisation = organisation
        indexing.refresh_service(service, lookup)
    content_changed()
    _acknowledge(organisation, actor, now=now)
    return organisation


def _acknowledge(organisation: Organisation, actor: Any, *, now: datetime) -> None:
    """Tell those who look after an entry what was answered by a letter's link, since nobody signed in for it."""
    if not isinstance(actor, ByLink):
        return
    if actor.known is not None:
        # Whoever followed the letter's link has got the letter.
        forget_bounce(actor.known.address)
    if not tell_now(organisation.pk, now=now) and actor.known is not None:
        _write_receipt(organisation, actor.known.address)


def _write_receipt(organisation: Organisation, to: str) -> None:
    """To the address whose link confirmed an entry: that it did, and what to do when it was somebody else."""
    language = language_at(to, organisation)
    policy = policy_of(organisation)
    with override(language):
        name = organisation.name_in(language).value
        subject = _("Thank you: the page of %(name)s is confirmed") % {"name": name}
    context = {
        "name": name,
        "next": organisation.next_check_due,
        "page_address": full_address("organisation", language, slug=slug_of(organisation, language)),
        "mend_address": full_address("sign_in", language),
        "contact_email": policy.contact_email,
        "contact_phone": policy.contact_phone,
    }
    send_letter_later(
        to,
        subject,
        template="check_confirmed",
        language=language,
        context=context,
        reply_to=policy.contact_email,
        kind="notice",
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


@transaction.atomic
def answer_check(
    organisation: Organisation,
    answer: CheckAnswer,
    *,
    actor: Any,
    by: str,
    now: datetime,
    language: str,
    on_behalf_of: Organisation | None = None,
) -> Organisation:
    """Take in what is new, each change with its history, and confirm the rest.

    Times nobody but a person understands wait as a suggestion for those who keep the entry; their service stays
    unconfirmed meanwhile.
    Raises `Refused` with `details["field"]` when a value cannot be.
    """
    acting: dict[str, Any] = {"actor": actor, "now": now, "on_behalf_of": on_behalf_of}
    if answer.fields:
        own = replace(organisation_facts(organisation), **answer.fields)
        organisation = save_organisation(own, **acting).thing
    right = []
    for service in running_services(organisation):
        if service.uid in answer.ended:
            save_service(replace(service_facts(service), status=ServiceStatus.DEFUNCT.value), **acting)
        elif words := answer.times.get(service.uid, "").strip():
            suggest_change(service, proposed={}, message=words, language=language, now=now)
        elif (ways := answer.channels.get(service.uid)) is not None:
            right.append(save_service(replace(service_facts(service), channels=ways), **acting).thing)
        else:
            right.append(service)
    said = CheckRound.Answer.CHANGED if answer else CheckRound.Answer.CONFIRMED
    return confirm(organisation, by=by, services=right, answer=said, **acting)


@transaction.atomic
def close_organisation(
    organisation: Organisation,
    status: str,
    *,
    since: date | None,
    reason: Mapping[str, str],
    actor: Any,
    now: datetime,
    on_behalf_of: Organisation | None = None,
) -> Organisation:
    """Say that an organisation rests (`dormant`) or is no more (`dissolved`), which also answers whoever asks."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    set_status(organisation, status, since=since, reason=reason, actor=actor, now=now, on_behalf_of=on_behalf_of)
    end_round(organisation, CheckRound.Answer.CLOSED, actor=actor, now=now)
    _acknowledge(organisation, actor, now=now)
    return organisation


@transaction.atomic
def end_round(organisation: Organisation, answer: CheckRound.Answer, *, actor: Any, now: datetime) -> CheckRound | None:
    """End the round that waits for an answer; what it hid is shown again, and what it queued leaves the queue."""
    found = CheckRound.objects.select_for_update().filter(organisation=organisation, answered=None).first()
    if found is None:
        return None
    found.answered, found.answer = now, answer
    found.save(update_fields=["answered", "answer"])
    close_matter(kind=MatterKind.STALE, about_uid=found.uid, by=actor, outcome=answer.label, now=now)
    if found.hidden is not None:
        own = Hiding.objects.filter(thing_uid=organisation.uid, ended=None, at=found.hidden)
        if own.update(ended=now, ended_by=str(actor)[:200]):
            set_publication(organisation, Publication.PUBLISHED, actor=actor, now=now)
    return found
