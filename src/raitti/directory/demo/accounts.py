"""The accounts anyone may try the demo with."""

from datetime import datetime
from typing import Any, NamedTuple

from allauth.account.models import EmailAddress
from django.utils.translation import gettext as _

from raitti.accounts.models import Person
from raitti.directory.actions.mandates import give_mandate
from raitti.directory.demo.reading import SOURCE
from raitti.directory.models import Mandate, Organisation, Role

_PASSWORD = "kylaraitti-2026"  # noqa: S105 - meant to be known; only the demo makes these accounts


class DemoAccount(NamedTuple):
    role: str
    email: str
    password: str

    def __str__(self) -> str:
        return f"{self.role}: {self.email} / {self.password}"


# Which roles each of them has, and of which organisation of the demo.
_MANDATES = {
    "yhdistys": [(Role.OWNER, "oulu-kiviniemen-kylayhdistys")],
    "agentti": [(Role.AGENT, "kunta-564")],
    "kunta": [(Role.CONTACT_OFFICER, "kunta-564")],
    "maakunta": [(Role.COUNTY_OFFICER, "hyvinvointialue-pohjois-pohjanmaa")],
    "alue": [
        (Role.STEWARD, "isannoija-pohjois-pohjanmaa"),
        (Role.COORDINATOR, "isannoija-pohjois-pohjanmaa"),
        (Role.OWNER, "isannoija-pohjois-pohjanmaa"),
    ],
    "hanke": [(Role.EDITOR, "isannoija-pohjois-pohjanmaa")],
    "ohjelma": [(Role.COORDINATOR, "ohjelmakeskus")],
    "rahoittaja": [(Role.READER, "avustuskeskus")],
}


def demo_accounts() -> list[DemoAccount]:
    """Who one can be in the demo, with the address and password to sign in with."""
    roles = {
        "yhdistys": _("Someone who runs an association"),
        "agentti": _("An association agent"),
        "kunta": _("A municipality’s contact officer"),
        "maakunta": _("An officer of the wellbeing services county"),
        "alue": _("A regional coordinator"),
        "hanke": _("A project worker"),
        "ohjelma": _("Someone who coordinates a whole programme"),
        "rahoittaja": _("A reader for the funder"),
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


def make_mandates(*, actor: Any, now: datetime) -> None:
    """Give the accounts their roles once; what someone did with them in the demo since stays."""
    for account in demo_accounts():
        person = Person.objects.get(email=account.email)
        if Mandate.objects.filter(person=person).exists():
            continue
        for role, source_id in _MANDATES[account.email.partition("@")[0]]:
            organisation = Organisation.objects.get(source=SOURCE, source_id=source_id)
            give_mandate(person, organisation, role, actor=actor, now=now)
