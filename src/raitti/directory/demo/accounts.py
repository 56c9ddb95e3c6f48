"""The accounts anyone may try the demo with."""

from typing import NamedTuple

from allauth.account.models import EmailAddress
from django.utils.translation import gettext as _

from raitti.accounts.models import Person

_PASSWORD = "kylaraitti-2026"  # noqa: S105 - meant to be known; only the demo makes these accounts


class DemoAccount(NamedTuple):
    role: str
    email: str
    password: str

    def __str__(self) -> str:
        return f"{self.role}: {self.email} / {self.password}"


def demo_accounts() -> list[DemoAccount]:
    """Who one can be in the demo, with the address and password to sign in with."""
    roles = {
        "yhdistys": _("Someone who runs an association"),
        "agentti": _("An association agent"),
        "kunta": _("A municipality’s contact officer"),
        "alue": _("A regional coordinator"),
    }
    return [DemoAccount(role, f"{name}@esimerkki.example", _PASSWORD) for name, role in roles.items()]


def make_accounts() -> None:
    """Create the accounts that are not there yet, their addresses confirmed."""
    for account in demo_accounts():
        person = Person.objects.filter(email=account.email).first()
        if person is None:
            person = Person.objects.create_user(account.email, account.password, name=account.role)
        EmailAddress.objects.get_or_create(
            user=person, email=account.email, defaults={"verified": True, "primary": True}
        )
