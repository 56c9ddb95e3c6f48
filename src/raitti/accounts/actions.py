"""What happens to accounts."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from raitti.accounts.letters import write_letter
from raitti.accounts.models import Person
from raitti.accounts.queries import addresses_of, everything_about, service_name
from raitti.accounts.words import LETTERS, SECOND_FACTOR_REMOVED
from raitti.core.addressees import is_bounced
from raitti.core.audit import record
from raitti.core.daily import daily
from raitti.core.models import AccessEntry, AuditEntry
from raitti.core.personal import every_holding
from raitti.core.verdicts import Refused, Verdict

_ERASED = "erased"
_UNCONFIRMED_DAYS = 7


def remember_language(person: Person, language: str) -> None:
    """Write to a person from now on in the language they signed in with; too small a thing for the log."""
    if person.language != language:
        person.language = language
        person.save(update_fields=["language"])


@transaction.atomic
def change_person(person: Person, *, name: str, language: str, now: datetime) -> None:
    """Take in what a person is called and which language their letters come in."""
    changes = {"language": [person.language, language]} if person.language != language else {}
    person.name, person.language = name, language
    person.save(update_fields=["name", "language"])
    record(person, "change_person", person, now=now, changes=changes)


@transaction.atomic
def end_sessions(person: Person, *, keys: list[int], now: datetime) -> int:
    """Sign a person out wherever the sessions with these keys are; how many there were."""
    ended = list(UserSession.objects.filter(user=person, pk__in=keys))
    for session in ended:
        session.end()
    if ended:
        record(person, "end_sessions", person, now=now, changes={"sessions": [len(ended), 0]})
    return len(ended)


@transaction.atomic
def unlink_sign_in(person: Person, link: SocialAccount, *, now: datetime) -> None:
    """No longer let a person in by another service. Raises `Refused` when there is no other way in."""
    reachable = any(not is_bounced(email) for email in addresses_of(person))
    if not reachable and not SocialAccount.objects.filter(user=person).exclude(pk=link.pk).exists():
        reason = _("This is your only way in: no e-mail address of yours takes our letters. Add one first.")
        raise Refused(Verdict("only_way", reason))
    record(person, "unlinked sign-in", person, now=now, changes={"sign_in": [service_name(link), None]})
    link.delete()
    write_letter(LETTERS["socialaccount/email/account_disconnected"], person.email, language=person.language)


@transaction.atomic
def remove_second_factor(person: Person, *, actor: Any, now: datetime) -> int:
    """Let someone who lost app, passkeys and recovery codes begin anew, signed out everywhere; how many there were.

    They then sign in with a code by e-mail; roles that ask for a second step stay closed until they have a new one.
    """
    held = Authenticator.objects.filter(user=person)
    if not held.exists():
        raise Refused(Verdict("nothing", _("This account has no second step.")))
    kinds = sorted(held.values_list("type", flat=True))
    held.delete()
    for session in UserSession.objects.filter(user=person):
        session.end()
    record(actor, "removed second factor", person, now=now, changes={"second_factor": [kinds, []]})
    write_letter(SECOND_FACTOR_REMOVED, person.email, language=person.language)
    return len(kinds)


@transaction.atomic
def hand_out_data(person: Person, *, now: datetime) -> dict[str, object]:
    """Give a person all that is held about them (GDPR, article 15), and write down that it was given."""
    given = everything_about(person, now=now)
    record(person, "hand_out_data", person, now=now)
    return given


@transaction.atomic
def erase_person(person: Person, *, now: datetime) -> list[str | Promise]:
    """Erase an account and all that is held about its owner (GDPR, article 17); what must be kept, in sentences.

    Raises `Refused` when somebody depends on the account, as when an association would be left without an owner.
    """
    record(person, "erase_person", person, now=now)
    # What was built on the account goes before the account.
    return [sentence for holding in reversed(every_holding()) for sentence in holding.erase(person, now)]


def erase_account(person: Person, now: datetime) -> list[str | Promise]:
    """Remove every way to sign in and everything that says who it was; an empty row keeps its place."""
    for session in UserSession.objects.filter(user=person):
        session.end()
    for model in (EmailAddress, Authenticator, SocialAccount):
        model.objects.filter(user=person).delete()
    person.email = f"{_ERASED}-{person.pk}@erased.invalid"
    person.name, person.is_active = "", False
    person.set_unusable_password()
    person.save()
    return []


def erase_log(person: Person, now: datetime) -> list[str | Promise]:
    """Take the name out of the log of changes."""
    key, label = str(person.pk), f"{_ERASED} {person.pk}"
    AuditEntry.objects.filter(actor_kind="person", actor_id=key).update(actor_label=label)
    AuditEntry.objects.filter(subject_kind="person", subject_id=key).update(subject_label=label)
    AccessEntry.objects.filter(actor_id=key).update(actor_label=label)
    return [
        _(
            "The log of what was changed and seen stays, without your name or address: "
            "those who are responsible for the data must be able to show what was done to them."
        )
    ]


@daily("forget sessions and accounts that came to nothing")
@transaction.atomic
def forget_what_came_to_nothing(now: datetime) -> None:
    """Remove where people were once signed in, and accounts whose address was not confirmed within a week."""
    SessionStore.clear_expired()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    confirmed = EmailAddress.objects.filter(verified=True).values("user")
    for person in Person.objects.filter(
        last_login=None,
        date_joined__lt=now - timedelta(days=_UNCONFIRMED_DAYS),
        emailaddress__verified=False,
    ).exclude(pk__in=confirmed):
        with suppress(ProtectedError, RestrictedError):
            person.delete()
