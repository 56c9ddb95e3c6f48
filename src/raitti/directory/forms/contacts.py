"""Contacts in a form: by role before person, a person's own name and number shown only when the person agreed."""

import json
from collections.abc import Container, Sequence
from dataclasses import asdict, replace
from datetime import date
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from raitti.directory.actions import checks
from raitti.directory.facts import ContactFacts
from raitti.directory.forms.fields import Checked, Words
from raitti.directory.forms.parts import Part
from raitti.directory.forms.tongues import Tongue, add_texts, changed_texts, shown_texts, tongues_of, written_texts
from raitti.directory.people import CONSENT_TEXT, CONSENT_TEXTS, KEPT, is_of_a_person

_MOST = 12
_NEW = "new"


class ContactForm(Part):
    """One contact, its role in each language."""

    name = Words(max_length=200, label=_("Name (only if needed)"))
    email = Checked(checks.email, max_length=254, label=_("E-mail"))
    phone = Checked(checks.phone, max_length=60, label=_("Phone"))
    is_public = forms.BooleanField(required=False, label=_("Shown to everyone"))
    agreed = forms.BooleanField(required=False, label=_("The person named has agreed to be shown here"))
    remove = forms.BooleanField(required=False, label=_("Remove this contact"))

    def __init__(self, data: Any, *, key: str, base: ContactFacts | None, language: str, today: date) -> None:
        self.key, self.base, self.language, self.today = key, base or ContactFacts(), language, today
        self.is_new = base is None
        super().__init__(data, auto_id="%s", prefix=f"contact-{key}")
        add_texts(self, "role", max_length=200, label=_("Role, such as secretary"))
        self.initial = shown_texts("role", self.base.role) | {
            "name": self.base.name,
            "email": self.base.email,
            "phone": self.base.phone,
            "is_public": self.base.is_public or self.is_new,
            "agreed": self.base.consent_on is not None,
        }

    @property
    def marker(self) -> tuple[str, str]:
        return ("contact", self.key)

    @property
    def consent(self) -> str:
        """What the person has agreed to, in the words of that time."""
        return str(CONSENT_TEXTS.get(self.base.consent_text, ""))

    def tongues(self) -> list[Tongue]:
        """The role in each language."""
        return tongues_of(self, ["role"], language=self.language)

    def clean(self) -> dict[str, Any]:
        cleaned = dict(super().clean() or {})
        is_touched = self.is_new or self.touched("name") or self.touched("email")
        of_a_person = is_of_a_person(cleaned.get("name", ""), cleaned.get("email", ""))
        shown_anew = of_a_person and cleaned.get("is_public") and is_touched
        if shown_anew and not cleaned.get("agreed") and not cleaned.get("remove"):
            self.add_error(
                "agreed",
                _("Ask the person first. Or leave out the name and the person’s own address: a role is enough."),
            )
        return cleaned

    def is_valid(self) -> bool:
        return not self.is_bound or super().is_valid()

    def facts(self) -> ContactFacts | None:
        """The contact as it is to be; `None` when it was taken away or never written."""
        if not self.is_bound:
            return None if self.is_new else self.base
        cleaned = self.cleaned_data
        is_empty = not (written_texts(self, "role") or any(cleaned[name] for name in ("name", "email", "phone")))
        if cleaned["remove"] or (self.is_new and is_empty):
            return None
        changes: dict[str, Any] = {
            name: cleaned[name] for name in ("name", "email", "phone", "is_public") if self.touched(name)
        }
        if self.is_new:
            changes["is_public"] = cleaned["is_public"]
        changes |= changed_texts(self, "role", self.base.role)
        had = self.base.consent_on is not None
        if cleaned["agreed"] and (not had or "name" in changes):
            changes |= {"consent_on": self.today, "consent_text": CONSENT_TEXT, "keep_until": self.today + KEPT}
        elif had and not cleaned["agreed"]:
            # Without the person's word the name may not stay in sight.
            changes |= {"consent_on": None, "consent_text": "", "is_public": False}
        return replace(self.base, **changes) if changes else self.base


def contact_forms(
    data: Any, base: Sequence[ContactFacts], *, language: str, today: date, with_empty: bool
) -> list[ContactForm]:
    """A part for each contact that is there, in the order sent, or in their own with an empty one to fill."""
    known: dict[str, ContactFacts] = {}
    for contact in base:
        known[_key_of(contact, known)] = contact
    if data is None:
        keys, sent = [*known, *([f"{_NEW}0"] if with_empty else [])], set()
    else:
        sent = set(data.getlist("contact"))
        added = [key for key in dict.fromkeys(data.getlist("contact")) if key.startswith(_NEW)]
        keys = [*known, *added[:_MOST]]
    # What is there and did not come in was not shown, and stays.
    return [
        ContactForm(data if key in sent else None, key=key, base=known.get(key), language=language, today=today)
        for key in keys
    ]


def _key_of(contact: ContactFacts, taken: Container[str]) -> str:
    """A key that stays the contact's own when another one is removed, and tells nothing of it."""
    words = json.dumps(asdict(contact), sort_keys=True, default=str)
    key = sha256(words.encode()).hexdigest()[:12]
    while key in taken:
        key += "0"
    return key


def is_among(contacts: Sequence[ContactForm], email: str) -> bool:
    """Whether an address stands in one of the contacts as they are written now."""
    return any(str(contact["email"].value() or "").strip().casefold() == email.casefold() for contact in contacts)


def person_as_contact(key: str, *, name: str, email: str) -> dict[str, str]:
    """What a form would send of a new contact that is a person; they say themselves whether it is shown."""
    return {f"contact-{key}-name": name, f"contact-{key}-email": email}


def another_contact(keys: Sequence[str]) -> str:
    """The key of one more empty contact."""
    return next(f"{_NEW}{number}" for number in range(100) if f"{_NEW}{number}" not in keys)
