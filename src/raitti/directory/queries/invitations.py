"""Invitations and their links: found by the link alone, or by whom they were sent to."""

from datetime import datetime, timedelta

from django.db.models import CharField, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast, Lower

from raitti.accounts.models import Person
from raitti.accounts.queries import addresses_of
from raitti.core.links import read, sign
from raitti.core.models import AuditEntry, MailAddress
from raitti.directory.models import Claim, Invitation, Organisation

# Longer than any link is good for: the invitation or claim itself knows when it is over, and says so.
_READABLE = timedelta(days=730)
# What the audit trail says when the giver of an invitation has been told that its letter came back.
CAME_BACK = "invitation came back"


def invitation_token(invitation: Invitation) -> str:
    return sign("invitation", str(invitation.uid))


def invitation_by(token: str) -> Invitation | None:
    """The invitation a link leads to; `None` when the link is not ours."""
    found = Invitation.objects.select_related("organisation", "given_by", "replaces__person")
    uid = read("invitation", token, max_age=_READABLE)
    return found.filter(uid=uid).first() if uid else None


def claim_token(claim: Claim) -> str:
    """The link that goes to the entry's own address: it says both which claim and which address."""
    return sign("claim", [str(claim.uid), claim.organisation.email.casefold()])


def claim_by(token: str) -> Claim | None:
    """The claim a link leads to; `None` when the link is not ours, or the entry's address is another by now."""
    value = read("claim", token, max_age=_READABLE)
    if not value:
        return None
    uid, email = value
    claim = Claim.objects.select_related("organisation", "person").filter(uid=uid).first()
    return claim if claim is not None and claim.organisation.email.casefold() == email else None


def open_invitations(*, now: datetime) -> QuerySet[Invitation]:
    found = Invitation.objects.filter(state=Invitation.State.OPEN, expires__gte=now)
    return found.select_related("organisation", "given_by").order_by("created", "pk")


def invitations_come_back(*, now: datetime) -> QuerySet[Invitation]:
    """Open invitations whose letter has come back since it was sent, and whose giver has not been told of that."""
    back = MailAddress.objects.filter(address=OuterRef("to"), bounced__gte=OuterRef("created"))
    told = AuditEntry.objects.filter(
        verb=CAME_BACK,
        subject_kind="invitation",
        subject_id=Cast(OuterRef("pk"), CharField()),
        at__gte=OuterRef("back"),
    )
    found = open_invitations(now=now).annotate(to=Lower("email"), back=Subquery(back.values("bounced")[:1]))
    return found.exclude(back=None).exclude(Exists(told))


def invitations_to(person: Person, *, now: datetime) -> QuerySet[Invitation]:
    """The open invitations sent to a person's confirmed addresses."""
    return open_invitations(now=now).annotate(to=Lower("email")).filter(to__in=addresses_of(person))


def invitations_of(organisation: Organisation, *, now: datetime) -> QuerySet[Invitation]:
    """The offers an organisation has open."""
    return open_invitations(now=now).filter(organisation=organisation)
