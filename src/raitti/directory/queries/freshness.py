"""How fresh entries are: what each portal asks for, which are due, and whom to ask."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from dateutil.relativedelta import relativedelta
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from raitti.core.kept import kept
from raitti.directory.models import (
    CheckRound,
    Organisation,
    OrganisationKind,
    OrganisationStatus,
    Publication,
    Service,
    ServiceStatus,
)
from raitti.directory.queries.portals import portals
from raitti.places.models import Area, AreaKind

# The kind of the letters that ask, which people may do without (`core.addressees`).
LETTERS = "reminder"
# From each step of a round without an answer to the next: reminder, queue, mark on the public page.
PATIENCE = timedelta(days=21)
# What nobody has confirmed is asked about when those who brought it have had time to.
FIRST_PATIENCE = timedelta(days=30)
# How long after its due day an entry counts as not confirmed: the three steps.
GRACE = 3 * PATIENCE
PUBLIC_BODIES = frozenset({OrganisationKind.MUNICIPALITY, OrganisationKind.COUNTY, OrganisationKind.AUTHORITY})


@dataclass(frozen=True)
class Policy:
    """How often entries are to be confirmed, and after how many months without an answer they are hidden."""

    months: int = 12
    hide_after_months: int | None = None
    # Whom an association may ask for help.
    contact_email: str = ""
    contact_phone: str = ""

    def next_check(self, confirmed: date) -> date:
        return confirmed + relativedelta(months=self.months)


# What no portal shows is asked about yearly, and nobody hides it.
DEFAULT_POLICY = Policy()


def policies() -> dict[int, Policy]:
    """The policy for the organisations at home in each municipality, by its id; others have the default.

    Where several portals show a municipality, the first of them in their order counts.
    """
    shown = [
        (
            Policy(portal.check_months, portal.hide_after_months, portal.contact_email, portal.contact_phone),
            {area.pk for area in portal.areas.all()},
            any(area.kind == AreaKind.COUNTRY for area in portal.areas.all()),
        )
        for portal in portals()
    ]
    wider = {pk: (region, county) for pk, region, county in _municipalities()}
    later: dict[int, list[int]] = {}
    for before, after in Area.successors.through.objects.values_list("from_area_id", "to_area_id"):
        later.setdefault(before, []).append(after)
    found = {}
    for pk in wider:
        inside: set[int | None] = set()
        line = [pk]
        while line:
            one = line.pop()
            if one not in inside:
                inside |= {one, *wider.get(one, ())}
                line += later.get(one, [])
        policy = next((policy for policy, areas, is_all in shown if is_all or areas & inside), None)
        if policy is not None:
            found[pk] = policy
    return found


def _municipalities() -> Iterator[tuple[int, int | None, int | None]]:
    rows = Area.objects.municipalities().values_list("pk", "region_id", "county_id")
    yield from rows


def policy_of(organisation: Organisation) -> Policy:
    """What the portal that shows the organisation's home municipality asks for."""
    return kept("policies", policies).get(organisation.home_municipality_id or 0, DEFAULT_POLICY)


class Checked(Protocol):
    """Whatever tells when it was confirmed, and when that is to be done again."""

    verified_on: date | None
    next_check_due: date | None


def is_overdue(thing: Checked | Any, today: date) -> bool:
    """Whether nobody has confirmed a thing although that was asked for and waited for; true for the never confirmed."""
    if thing.verified_on is None:
        return True
    due = thing.next_check_due or DEFAULT_POLICY.next_check(thing.verified_on)
    return bool(today > due + GRACE)


def asked_about() -> QuerySet[Organisation]:
    """The organisations that are asked whether they are still right: those active, shown to everyone."""
    return Organisation.objects.filter(publication=Publication.PUBLISHED, status=OrganisationStatus.ACTIVE)


def to_be_asked(*, now: datetime, today: date) -> QuerySet[Organisation]:
    """Those due that nobody is asking yet."""
    open_round = CheckRound.objects.filter(organisation=OuterRef("pk"), answered=None)
    new = Q(next_check_due=None, created__lte=now - FIRST_PATIENCE)
    return asked_about().filter(Q(next_check_due__lte=today) | new).exclude(Exists(open_round))


def open_rounds() -> QuerySet[CheckRound]:
    """Rounds that wait for an answer, of organisations that can still give one."""
    return CheckRound.objects.filter(
        answered=None,
        organisation__publication=Publication.PUBLISHED,
        organisation__status=OrganisationStatus.ACTIVE,
    )


def settled_elsewhere(*, today: date) -> QuerySet[CheckRound]:
    """Open rounds that need no answer any more: confirmed or closed without the letter."""
    confirmed = Q(organisation__next_check_due__gt=today, organisation__verified_on__gte=F("began__date"))
    return CheckRound.objects.filter(answered=None).filter(
        confirmed | ~Q(organisation__status=OrganisationStatus.ACTIVE)
    )


def round_of(organisation: Organisation) -> CheckRound | None:
    """The round that waits for the organisation's answer."""
    return CheckRound.objects.filter(organisation=organisation, answered=None).first()


def running_services(organisation: Organisation) -> QuerySet[Service]:
    """What an organisation is asked about besides itself: its services that everyone sees and that have not ended."""
    return (
        organisation.services.filter(publication=Publication.PUBLISHED)
        .exclude(status=ServiceStatus.DEFUNCT)
        .order_by("sort_fi", "pk")
    )


def is_left_to_source(organisation: Organisation) -> bool:
    """Whether a public body's entry is kept by the register it came from, so that nobody need look after it."""
    return bool(organisation.kind in PUBLIC_BODIES and organisation.source)
