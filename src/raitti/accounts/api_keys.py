"""Keys with which a person's programs read more often. Reading never needs one."""

from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import ApiKey, Person
from raitti.core.audit import record
from raitti.core.personal import Holding, register_holding
from raitti.core.verdicts import Refused, Verdict

MOST_KEYS = 10
# For how many days a key may be made.
LIFETIMES = (90, 365, 730)
_BEGINNING = "raitti_"
_HINT_LENGTH = 12


def digest_of(key: str) -> str:
    """What is kept of a key. A key is long and random, so that a plain digest cannot be guessed back."""
    return sha256(key.encode()).hexdigest()


@transaction.atomic
def make_key(person: Person, name: str, *, days: int, now: datetime) -> tuple[ApiKey, str]:
    """A new key and the only sight of it. Raises `Refused` when the person has many already."""
    if working_keys(person, now=now) >= MOST_KEYS:
        raise Refused(Verdict("many", _("You have ten keys already. End one first."), {"field": "name"}))
    key = _BEGINNING + token_urlsafe(32)
    made = ApiKey.objects.create(
        person=person,
        name=name,
        hint=key[:_HINT_LENGTH],
        digest=digest_of(key),
        created=now,
        expires=now + timedelta(days=days),
    )
    record(person, "made api key", made, now=now)
    return made, key


def working_keys(person: Person, *, now: datetime) -> int:
    return person.api_keys.filter(revoked=None, expires__gt=now).count()


@transaction.atomic
def end_key(key: ApiKey, *, actor: Person, now: datetime) -> None:
    """Make a key useless at once."""
    if key.revoked is None:
        key.revoked = now
        key.save(update_fields=["revoked"])
        record(actor, "ended api key", key, now=now)


def key_by(text: str, *, now: datetime) -> ApiKey | None:
    """The working key that a program showed; notes the day it was used."""
    if not text.startswith(_BEGINNING) or len(text) > 100:
        return None
    found = ApiKey.objects.filter(digest=digest_of(text), revoked=None, expires__gt=now, person__is_active=True).first()
    today = timezone.localdate(now)
    if found is not None and found.last_used != today:
        ApiKey.objects.filter(pk=found.pk).update(last_used=today)
    return found


def _show(person: Any) -> list[dict[str, Any]]:
    return [
        {
            "name": key.name,
            "created": key.created.isoformat(),
            "expires": key.expires.isoformat(),
            "last_used": key.last_used.isoformat() if key.last_used else None,
            "ended": key.revoked.isoformat() if key.revoked else None,
        }
        for key in ApiKey.objects.filter(person=person)
    ]


def _erase(person: Any, now: datetime) -> list[str | Promise]:
    ApiKey.objects.filter(person=person).delete()
    return []


register_holding("api_keys", Holding(_("Keys for programs"), _show, _erase))
