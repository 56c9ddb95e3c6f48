"""What can be known of people who sign in."""

from allauth.mfa.models import Authenticator
from django.conf import settings

from raitti.accounts.models import Person


def has_second_factor(person: Person) -> bool:
    """Whether signing in takes more than one secret: an authenticator app or a passkey."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return Authenticator.objects.filter(user=person, type__in=kinds).exists()


def lacks_needed_second_factor(person: Person) -> bool:
    """Whether a role of the staff would be refused for want of a second factor."""
    return settings.RAITTI_SECOND_FACTOR and not has_second_factor(person)
