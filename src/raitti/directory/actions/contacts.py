"""Persons named as contacts: asked before their time is over, kept on when they agree, forgotten without a trace."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from raitti.accounts.queries import has_address
from raitti.core.addresses import full_address
from raitti.core.audit import System, record
from raitti.core.daily import daily
from raitti.core.links import read, sign
from raitti.core.mail import send_letter_later
from raitti.core.models import AuditEntry
from raitti.core.personal import Holding, register_holding
from raitti.core.shelf import content_changed
from raitti.directory.models import Contact, Draft, Merge, Organisation, Revision, Suggestion, Thing
from raitti.directory.people import CONSENT_TEXT, KEPT, is_of_a_person
from raitti.directory.queries.addressees import language_at
from raitti.directory.queries.history import keeper_of

PURPOSE = "contact"
LINK_LIVES = timedelta(days=400)
_ASKED_BEFORE = timedelta(days=30)
_ASKED = "asked a contact whether to stay"
_BY = System("retention")


def thing_of(contact: Contact) -> Thing:
    """What a contact belongs to."""
    found = contact.organisation or contact.service or contact.location
    if found is None:
        raise ValueError("A contact belongs to something.")
    return found


def _with_things() -> QuerySet[Contact]:
    return Contact.objects.select_related("organisation", "service__organisation", "location__organisation")


@daily("remove outdated contacts")
def remove_outdated(now: datetime) -> None:
    """Give each person's contact its time, ask those whose time is nearly over, forget those whose time is over."""
    today = timezone.localdate(now)
    for contact in _with_things().filter(keep_until=None).exclude(name="", email=""):
        if is_of_a_person(contact.name, contact.email):
            until = (contact.consent_on or today) + KEPT
            Contact.objects.filter(pk=contact.pk, keep_until=None).update(keep_until=until)
    for contact in _with_things().filter(keep_until__lt=today).order_by("pk"):
        forget_contact(contact, actor=_BY, now=now)
    for contact in _with_things().filter(keep_until__lte=today + _ASKED_BEFORE).exclude(email="").order_by("pk"):
        _ask(contact, now=now)


@transaction.atomic
def _ask(contact: Contact, *, now: datetime) -> None:
    thing = thing_of(contact)
    asked = AuditEntry.objects.filter(
        verb=_ASKED, subject_kind=thing._meta.model_name, subject_id=str(thing.pk), at__gt=now - 2 * _ASKED_BEFORE
    )
    if any(entry.changes.get("contact") == [None, contact.pk] for entry in asked):
        return
    record(_BY, _ASKED, thing, now=now, changes={"contact": [None, contact.pk]})
    language = language_at(contact.email, keeper_of(thing))
    send_letter_later(
        contact.email,
        _("May your contact details stay here?"),
        template="contact_asked",
        language=language,
        context={
            "thing": thing,
            "until": contact.keep_until,
            "where": full_address("listed", language, token=sign(PURPOSE, contact.pk)),
        },
    )


@transaction.atomic
def send_own_listings(email: str, *, language: str, now: datetime) -> None:
    """A letter to an address with a link for each place where it is a contact; none when it is nowhere."""
    found = list(_with_things().filter(email__iexact=email.strip()).order_by("pk"))
    if not found:
        return
    listed = [
        (thing_of(contact), full_address("listed", language, token=sign(PURPOSE, contact.pk))) for contact in found
    ]
    send_letter_later(
        found[0].email,
        _("Where your contact details are"),
        template="contact_listed",
        language=language,
        context={"listed": listed},
    )


def contact_by_link(token: str) -> Contact | None:
    """The contact whose link this is; `None` when the link is too old, or the contact is here no more."""
    pk = read(PURPOSE, token, max_age=LINK_LIVES)
    return _with_things().filter(pk=pk).first() if isinstance(pk, int) else None


@transaction.atomic
def keep_contact(contact: Contact, *, actor: Any, now: datetime) -> Contact:
    """The person agrees to be named for another while."""
    today = timezone.localdate(now)
    Contact.objects.filter(pk=contact.pk).update(consent_on=today, consent_text=CONSENT_TEXT, keep_until=today + KEPT)
    record(actor, "kept contact", thing_of(contact), now=now)
    contact.refresh_from_db()
    return contact


def renew_contacts(organisation: Organisation, *, on: date) -> None:
    """Whoever confirms an entry confirms its contacts, those of its activities and places too."""
    theirs = (
        Q(organisation=organisation) | Q(service__organisation=organisation) | Q(location__organisation=organisation)
    )
    agreed = Contact.objects.filter(theirs, keep_until__gte=on).exclude(consent_on=None)
    agreed.update(keep_until=on + KEPT)


@transaction.atomic
def forget_contact(contact: Contact, *, actor: Any, now: datetime) -> None:
    """Remove a contact from its page, and from whatever was kept of it: history, drafts, suggestions, merges."""
    thing = thing_of(contact)
    trace = Trace(contact)
    contact.delete()
    for row, columns in _kept_of(thing):
        cleaned = {name: trace.out_of(getattr(row, name)) for name in columns}
        changed = [name for name, value in cleaned.items() if value != getattr(row, name)]
        for name in changed:
            setattr(row, name, cleaned[name])
        if changed:
            row.save(update_fields=changed)
    type(thing)._default_manager.filter(pk=thing.pk).update(changed=now)
    record(actor, "removed contact", thing, now=now)
    content_changed()


def _kept_of(thing: Thing) -> Iterator[tuple[Model, tuple[str, ...]]]:
    """Rows that hold copies of a thing's contacts, with the columns that do."""
    owner = thing if isinstance(thing, Organisation) else thing.organisation
    about = Q(thing_uid=thing.uid) | (Q(organisation=owner) if owner is not None else Q(pk=None))
    for revision in Revision.objects.filter(about).iterator():
        yield revision, ("before",)
    for draft in Draft.objects.filter(about).iterator():
        yield draft, ("fields", "base_facts")
    for suggestion in Suggestion.objects.filter(about).iterator():
        yield suggestion, ("proposed",)
    if owner is not None:
        for merge in Merge.objects.filter(Q(kept=owner) | Q(gone_uid=owner.uid)).iterator():
            yield merge, ("gone", "kept_before", "moved")


class Trace:
    """What a contact leaves behind in kept JSON, and how it is taken out."""

    def __init__(self, contact: Contact) -> None:
        self._own = {"name": contact.name, "email": contact.email, "phone": contact.phone}
        # A number that is the association's own stays where it is the association's.
        self._words = [word for word in (contact.name, contact.email) if len(word) > 3]

    def out_of(self, value: Any) -> Any:
        """The same value without the contact."""
        if isinstance(value, Mapping):
            return {key: self._field(str(key), each) for key, each in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.out_of(each) for each in value if not self._is_it(each)]
        if isinstance(value, str):
            for word in self._words:
                value = re.sub(re.escape(word), "", value, flags=re.IGNORECASE)
        return value

    def _field(self, key: str, value: Any) -> Any:
        """A form's field of a contact may hold its number by itself."""
        is_number = bool(self._own["phone"]) and "contact" in key and key.endswith("phone")
        if is_number and self._own["phone"] in (value if isinstance(value, list) else [value]):
            return [""] if isinstance(value, list) else ""
        return self.out_of(value)

    def _is_it(self, value: Any) -> bool:
        row = value.get("fields", value) if isinstance(value, Mapping) else None
        if not isinstance(row, Mapping) or not self._own.keys() <= row.keys():
            return False
        same_person = any(self._own[name] and row[name] == self._own[name] for name in ("name", "email"))
        return same_person or all(row[name] == self._own[name] for name in self._own)


def _of_person(person: Any) -> QuerySet[Contact]:
    return _with_things().filter(has_address(person))


def _show(person: Any) -> list[dict[str, Any]]:
    return [
        {
            "page": str(thing_of(contact)),
            "name": contact.name,
            "email": contact.email,
            "phone": contact.phone,
            "shown_to_everyone": contact.is_public,
            "agreed_on": contact.consent_on.isoformat() if contact.consent_on else None,
            "kept_until": contact.keep_until.isoformat() if contact.keep_until else None,
        }
        for contact in _of_person(person)
    ]


def _erase(person: Any, now: datetime) -> list[str | Promise]:
    for contact in _of_person(person):
        forget_contact(contact, actor=System("erasure"), now=now)
    return []


register_holding("contacts", Holding(_("Where you are named as a contact"), _show, _erase))
