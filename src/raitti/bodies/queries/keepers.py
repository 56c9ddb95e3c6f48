"""Who must act for a body, for letters: its steward's people, its secretary, and whoever appoints it."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from raitti.bodies.models import Body, Office
from raitti.bodies.queries.standing import DECIDING, KEEPING
from raitti.core.addressees import wanted_at
from raitti.directory.models import Mandate, Organisation, Role
from raitti.directory.queries.addressees import Addressee, is_address, language_of, own_address


def appointers_reached(body: Body, *, now: datetime, kind: str = "") -> list[Addressee]:
    """Whom to write to of who appoints a body."""
    return _reached(_people(body.setter, DECIDING, now=now), now=now, kind=kind)


def keepers_reached(body: Body, *, now: datetime, kind: str = "") -> list[Addressee]:
    """Everyone who must act for a body, each once."""
    found = _people(body.setter, DECIDING, now=now) | _people(body.steward, KEEPING, now=now)
    today = timezone.localdate(now)
    secretaries = Office.objects.filter(
        Q(until=None) | Q(until__gte=today), body=body, task=Office.Task.SECRETARY, since__lte=today
    )
    for office in secretaries.filter(holder__person__is_active=True).select_related("holder__person"):
        person = office.holder.person
        if person is not None:
            found[person.email.lower()] = Addressee(person.email, person.language, person)
    return _reached(found, now=now, kind=kind)


def _people(organisation: Organisation, roles: Collection[Role], *, now: datetime) -> dict[str, Addressee]:
    """An organisation's people in some roles by address; where it has none, its own address."""
    held = Mandate.objects.current(timezone.localdate(now)).filter(organisation=organisation, role__in=roles)
    people = [mandate.person for mandate in held.filter(person__is_active=True).select_related("person").order_by("pk")]
    if people:
        return {person.email.lower(): Addressee(person.email, person.language, person) for person in people}
    own = own_address(organisation)
    return {own.lower(): Addressee(own, language_of(organisation), None)} if is_address(own) else {}


def _reached(found: dict[str, Addressee], *, now: datetime, kind: str) -> list[Addressee]:
    wanted = wanted_at(found, kind, now=now)
    return [to for address, to in found.items() if address in wanted]
