"""Whom a letter about an organisation goes to and in which language, and which addresses letters do not reach."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone

from raitti.accounts.models import Person
from raitti.accounts.queries import person_of_address
from raitti.core.addressees import bounces_of, wanted_at
from raitti.core.languages import INTERFACE_CODES
from raitti.core.models import MailAddress
from raitti.core.texts import versions
from raitti.directory.models import CheckRound, Contact, Mandate, Organisation, Role
from raitti.directory.queries.mandates import current_mandates, owners_of


class Addressee(NamedTuple):
    """Where a letter goes and in which language; `person` is `None` for an entry's own address."""

    address: str
    language: str
    person: Person | None


class DeadAddress(NamedTuple):
    """An address letters come back from: an organisation's own, or (`person`) that of someone who looks after it."""

    known: MailAddress
    person: Person | None


def language_of(organisation: Organisation | None) -> str:
    """The language to write to an organisation in: the first it works in, else the first of its name."""
    spoken = [*organisation.languages, *versions(organisation.name)] if organisation is not None else []
    return next((code for code in spoken if code in INTERFACE_CODES), INTERFACE_CODES[0])


def language_at(address: str, organisation: Organisation | None) -> str:
    """The language to write to an address in: its owner's, who has an account, else that of the organisation."""
    person = person_of_address(address)
    return person.language if person is not None else language_of(organisation)


def own_addresses(organisation: Organisation) -> Iterator[str]:
    """The addresses at which an organisation reads its mail, the best first; never a named person's."""
    if organisation.email:
        yield organisation.email
    role_contacts = (each for each in organisation.contacts.all() if each.is_public and not each.name)
    yield from (each.email for each in role_contacts if is_address(each.email))


def own_address(organisation: Organisation, *, before: datetime | None = None) -> str:
    """Where to write to an organisation: its first address that letters arrive at, else its first.

    With `before` as it was known until then.
    """
    own = list(own_addresses(organisation))
    dead = {known.address for known in bounces_of(own).values() if not _is_since(known, before)}
    return next((address for address in own if address.lower() not in dead), own[0] if own else "")


def _is_since(known: MailAddress, before: datetime | None) -> bool:
    return before is not None and known.bounced is not None and known.bounced >= before


def addressees(organisation: Organisation, *, on: date) -> dict[str, Addressee]:
    """Everyone to write to about an organisation, by the address in lower case: its own address and its owners."""
    own = own_address(organisation)
    found = {own.lower(): Addressee(own, language_of(organisation), None)} if is_address(own) else {}
    for person in owners_of(organisation, on=on).order_by("pk"):
        # An owner who is also the organisation's address is written to in their own language.
        found[person.email.lower()] = Addressee(person.email, person.language, person)
    return found


def everyone_reached(organisation: Organisation, *, now: datetime, kind: str = "") -> list[Addressee]:
    """An organisation's own address and its owners, but for those letters of the kind do not reach or are not for."""
    found = addressees(organisation, on=timezone.localdate(now))
    reached = wanted_at(found, kind, now=now)
    return [one for address, one in found.items() if address in reached]


def addressees_of(organisation: Organisation, *, now: datetime, kind: str = "") -> list[Addressee]:
    """Whom to tell what concerns an organisation: its owners, and where none is reached, its own address."""
    reached = everyone_reached(organisation, now=now, kind=kind)
    return [one for one in reached if one.person is not None] or reached


def whose_addresses(organisation: Organisation, *, on: date) -> dict[str, Person | None]:
    """The addresses, in lower case, of those who look after an organisation, and (`None`) its own."""
    people = {mandate.person.email.lower(): mandate.person for mandate in current_mandates(organisation, on=on)}
    return {**people, **{address.lower(): None for address in own_addresses(organisation)}}


def dead_addresses(organisation: Organisation, *, on: date) -> list[DeadAddress]:
    """The addresses of an organisation and of those who look after it that letters come back from."""
    known = whose_addresses(organisation, on=on)
    dead = bounces_of(known)
    return [DeadAddress(dead[address], known[address]) for address in sorted(dead)]


def where_letters_came_back(rounds: QuerySet[CheckRound]) -> QuerySet[CheckRound]:
    """Those of some rounds whose latest letter, to whichever address, may have come back since."""
    rounds = rounds.annotate(written=Coalesce("reminded", "asked"), own=Lower("organisation__email"))
    dead = MailAddress.objects.filter(bounced__gte=OuterRef("written"))
    deader = MailAddress.objects.filter(bounced__gte=OuterRef(OuterRef("written")), address=OuterRef("low"))
    contacts = Contact.objects.filter(organisation=OuterRef("organisation"), is_public=True, name="")
    owners = Mandate.objects.filter(organisation=OuterRef("organisation"), role=Role.OWNER, ended_on=None)
    return rounds.exclude(written=None).filter(
        Exists(dead.filter(address=OuterRef("own")))
        | Exists(contacts.annotate(low=Lower("email")).filter(Exists(deader)))
        | Exists(owners.annotate(low=Lower("person__email")).filter(Exists(deader)))
    )


def is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
