"""What can be known of people who sign in."""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db.models import Q
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.core.deeds import deed_in_words, in_words
from raitti.core.models import AuditEntry
from raitti.core.personal import every_holding

_SECOND_STEPS = {
    Authenticator.Type.RECOVERY_CODES: _("Recovery codes"),
    Authenticator.Type.TOTP: _("Authenticator app"),
    Authenticator.Type.WEBAUTHN: _("Passkey"),
}


def person_of_address(email: str) -> Person | None:
    """Whose confirmed or first e-mail address this is."""
    own = Q(email__iexact=email) | Q(emailaddress__email__iexact=email, emailaddress__verified=True)
    return Person.objects.filter(own, is_active=True).order_by("pk").first()


def person_of_confirmed_address(email: str) -> Person | None:
    """Who has shown that they read this address's mail: for what nobody else may see."""
    own = EmailAddress.objects.filter(email__iexact=email, verified=True, user__is_active=True)
    known = own.select_related("user").order_by("pk").first()
    return known.user if known is not None else None


def addresses_of(person: Person) -> frozenset[str]:
    """A person's confirmed e-mail addresses, in lower case."""
    confirmed = EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
    return frozenset(email.casefold() for email in confirmed)


def has_address(person: Person) -> Q:
    """Rows whose `email` is one of a person's addresses."""
    theirs = Q(email__iexact=person.email)
    for address in addresses_of(person):
        theirs |= Q(email__iexact=address)
    return theirs


def made_by(person: Person) -> Q:
    """Rows a person made signed in, or with an address of theirs."""
    return Q(person=person) | has_address(person)


def names_of(person: Person) -> set[str]:
    """What a person is and was called beside what they did."""
    log = AuditEntry.objects.filter(actor_kind="person", actor_id=str(person.pk))
    return {str(person), *log.values_list("actor_label", flat=True).distinct()}


def has_second_factor(person: Person) -> bool:
    """Whether signing in takes more than one secret: an authenticator app or a passkey."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return Authenticator.objects.filter(user=person, type__in=kinds).exists()


def lacks_needed_second_factor(person: Person) -> bool:
    """Whether a role of the staff would be refused for want of a second factor, here or where they came from."""
    return settings.RAITTI_SECOND_FACTOR and not person.asked_elsewhere and not has_second_factor(person)


def links_of(person: Person) -> list[SocialAccount]:
    """The other services a person signs in by."""
    return list(SocialAccount.objects.filter(user=person).order_by("date_joined", "pk"))


def service_name(link: SocialAccount) -> str:
    """What a linked service is called; its key, once it is no longer in the settings."""
    return str(_service(link).get("name", link.provider))


def says_strong(link: SocialAccount) -> bool:
    """Whether the service said, when it was last come by, that it had asked for more than one secret.

    Which claims of its ID token say so is in `RAITTI_OIDC` (OpenID Connect Core 1.0, section 2: `acr` and `amr`).
    """
    told = link.extra_data.get("id_token") or {}
    for name, wanted in _service(link).get("settings", {}).get("strong", {}).items():
        said = told.get(name)
        if any(one in wanted for one in (said if isinstance(said, list) else [said])):
            return True
    return False


def _service(link: SocialAccount) -> dict[str, Any]:
    return next((row for row in settings.OPENID_PROVIDERS if row["provider_id"] == link.provider), {})


def sessions_of(person: Person) -> list[UserSession]:
    """Where a person is signed in, newest first."""
    found: list[UserSession] = UserSession.objects.purge_and_list(person)
    return sorted(found, key=lambda session: session.created_at, reverse=True)


def everything_about(person: Person, *, now: datetime) -> dict[str, Any]:
    """All that is held about a person, as JSON values by the name of each kind."""
    held = [{"name": str(holding.name), "rows": holding.show(person)} for holding in every_holding()]
    return {"service": "Raitti", "given": now.isoformat(), "held": [kind for kind in held if kind["rows"]]}


def show_account(person: Person) -> list[dict[str, Any]]:
    return [
        {
            "email": person.email,
            "name": person.name,
            "language": get_language_info(person.language)["name_local"],
            "joined": person.date_joined.isoformat(),
            "has_password": person.has_usable_password(),
            "addresses": list(EmailAddress.objects.filter(user=person).values("email", "verified", "primary")),
            "second_factor": [
                {"kind": str(_SECOND_STEPS.get(row.type, row.type)), "added": row.created_at.isoformat()}
                for row in Authenticator.objects.filter(user=person)
            ],
            "signs_in_by": list(SocialAccount.objects.filter(user=person).values("provider", "uid", "extra_data")),
            "sessions": [
                {"since": row.created_at.isoformat(), "address": row.ip, "browser": row.user_agent}
                for row in UserSession.objects.filter(user=person)
            ],
        }
    ]


def show_log(person: Person) -> list[dict[str, Any]]:
    """What a person has done, and what has been done to the account."""
    own = Q(actor_kind="person", actor_id=str(person.pk)) | Q(subject_kind="person", subject_id=str(person.pk))
    return [
        {
            "done": deed_in_words(entry.verb),
            "to": entry.subject_label,
            "kind": in_words(entry.subject_kind),
            "at": entry.at.isoformat(),
        }
        for entry in AuditEntry.objects.filter(own)
    ]
