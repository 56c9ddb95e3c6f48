"""What lies on one person's desk: the pages they look after, and what waits for them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from raitti.accounts.models import Person
from raitti.directory.models import Draft, FirstLook, Invitation, Mandate, Organisation, Role
from raitti.directory.queries.claims import claims_by, claims_to_answer
from raitti.directory.queries.first_looks import looks_at
from raitti.directory.queries.invitations import invitation_token, invitations_to
from raitti.directory.queries.mandates import mandates_of
from raitti.directory.queries.things import things_by_uid

_SOON = timedelta(days=30)
_KEEP_ANSWERS_IN_SIGHT = timedelta(days=30)


@dataclass
class KeptPage:
    """One organisation and the roles a person has in it."""

    organisation: Organisation
    mandates: list[Mandate] = field(default_factory=list)
    is_unconfirmed: bool = False
    # New, and waiting for someone to look at it, or sent back.
    look: FirstLook | None = None


@dataclass(frozen=True)
class OpenDraft:
    """Something begun and not published: what it will be called and where it goes on."""

    draft: Draft
    thing: object


def pages_kept_by(person: Person, *, now: datetime) -> list[KeptPage]:
    """The organisations a person has a mandate of, by name, each once with all the roles."""
    today = timezone.localdate(now)
    found: dict[int, KeptPage] = {}
    for mandate in mandates_of(person, on=today):
        organisation = mandate.organisation
        page = found.setdefault(organisation.pk, KeptPage(organisation))
        page.mandates.append(mandate)
        due = organisation.next_check_due
        page.is_unconfirmed = due is not None and due <= today
    looks = looks_at(page.organisation for page in found.values())
    for page in found.values():
        page.look = looks.get(page.organisation.pk)
    return sorted(found.values(), key=lambda page: page.organisation.sort_fi)


def mandates_to_renew(person: Person, *, now: datetime) -> list[Mandate]:
    """The roles whose last day, or day of renewing, is near or past."""
    today = timezone.localdate(now)
    return [
        mandate
        for mandate in mandates_of(person, on=today)
        if any(day is not None and day <= today + _SOON for day in (mandate.until, mandate.renew_by))
    ]


def invitations_waiting(person: Person, *, now: datetime) -> list[tuple[Invitation, str]]:
    """Invitations to a person's addresses, each with the token of its page."""
    return [(found, invitation_token(found)) for found in invitations_to(person, now=now)]


def drafts_of(person: Person) -> list[OpenDraft]:
    """What a person has begun, latest first."""
    drafts = list(Draft.objects.filter(person=person).select_related("organisation").order_by("-saved"))
    things = things_by_uid((draft.thing_kind, draft.thing_uid) for draft in drafts)
    return [OpenDraft(draft, things.get(draft.thing_uid)) for draft in drafts]


def claims_in_sight(person: Person, *, now: datetime) -> list[object]:
    """What a person has asked for: what waits, and what was answered of late."""
    of_late = Q(decided=None) | Q(decided__gte=now - _KEEP_ANSWERS_IN_SIGHT)
    return list(claims_by(person).filter(of_late).exclude(state="withdrawn"))


def claims_waiting(person: Person, *, now: datetime) -> list[object]:
    """The claims to pages a person owns; whoever owns none is not looked for."""
    today = timezone.localdate(now)
    owns = any(mandate.role == Role.OWNER for mandate in mandates_of(person, on=today))
    return list(claims_to_answer(person, on=today)) if owns else []
