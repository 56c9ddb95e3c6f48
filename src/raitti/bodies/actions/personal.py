"""What bodies know of a person: handed out, erased, joined to their account, and not kept for ever."""

from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from raitti.accounts.models import Person
from raitti.accounts.queries import addresses_of
from raitti.bodies.actions.seating import end_holdings_of, forget_holder
from raitti.bodies.models import Election, Holder, Holding, Office, Voter
from raitti.core.audit import System
from raitti.core.daily import daily
from raitti.core.personal import Holding as Held
from raitti.core.personal import register_holding

_TIMEKEEPER = System("time")
# How long after somebody last sat their address and gender are kept, for questions that come afterwards.
_KEEP = timedelta(days=365)


def holders_of(person: Person) -> QuerySet[Holder]:
    """What is written down of a person who sits or sat: by their account, or by an address they have confirmed."""
    theirs = Q(person=person)
    for address in addresses_of(person):
        theirs |= Q(person=None, email__iexact=address)
    return Holder.objects.filter(theirs, forgotten=None).order_by("pk")


def _show(person: Person) -> list[dict[str, Any]]:
    holdings = Holding.objects.select_related("seat__body", "nominated_by").order_by("since", "pk")
    return [
        {
            "name": holder.name,
            "email": holder.email,
            "language": holder.language,
            "gender": holder.get_gender_display(),
            "name_is_public": holder.name_is_public,
            "consented": holder.consented.isoformat() if holder.consented else None,
            "withdrawn": holder.withdrawn.isoformat() if holder.withdrawn else None,
            "seats": [
                {
                    "body": str(holding.seat.body),
                    "seat": str(holding.seat),
                    "place": holding.get_place_display(),
                    "nominated_by": str(holding.nominated_by) if holding.nominated_by else None,
                    "since": holding.since.isoformat(),
                    "until": holding.until.isoformat() if holding.until else None,
                }
                for holding in holdings.filter(holder=holder)
            ],
            "offices": [
                {
                    "body": str(office.body),
                    "task": office.get_task_display(),
                    "since": office.since.isoformat(),
                    "until": office.until.isoformat() if office.until else None,
                }
                for office in holder.offices.select_related("body")
            ],
        }
        for holder in holders_of(person)
    ]


@transaction.atomic
def _erase(person: Person, now: datetime) -> list[str | Promise]:
    """Remove name, address and gender; whoever still sits leaves today. That the seat was held stays."""
    today, found = timezone.localdate(now), list(holders_of(person).select_for_update())
    if not found:
        return []
    holdings = Holding.objects.filter(holder__in=found)
    end_holdings_of(holdings, on=today, because=Holding.End.CONSENT, actor=_TIMEKEEPER, now=now)
    for office in Office.objects.filter(Q(until=None) | Q(until__gt=today), holder__in=found):
        office.until = max(today, office.since)
        office.save(update_fields=["until"])
    for holder in found:
        forget_holder(holder, now=now)
    return [
        _(
            "That a seat in a body was held, from when until when and for which organisation, stays without your name: "
            "who decided in public matters is kept."
        )
    ]


register_holding("seats", Held(_("Seats and offices you hold or held in boards and groups"), _show, _erase))


@transaction.atomic
def join_to_account(person: Person, email: str) -> int:
    """Let somebody who has shown that an address is theirs see the bodies they sit in; how many they are."""
    known = Holder.objects.filter(person=None, forgotten=None, email__iexact=email)
    rows = list(known.select_for_update())
    # Where several people were written down with one address, nobody can tell who of them this is.
    if len({holder.name.casefold() for holder in rows}) > 1:
        rows = [holder for holder in rows if holder.name.casefold() == person.name.casefold()]
    return Holder.objects.filter(pk__in=[holder.pk for holder in rows]).update(person=person)


def join_confirmed(sender: Any, email_address: EmailAddress, **said: Any) -> None:
    """In the moment an address is confirmed."""
    person: Any = email_address.user
    join_to_account(person, email_address.email)


@daily("forget addresses of those who sat")
def forget_addresses(now: datetime) -> None:
    """Remove address and gender of those who have not sat for a year: nobody needs them any more."""
    before = timezone.localdate(now) - _KEEP
    holdings = Holding.objects.filter(Q(until=None) | Q(until__gte=before), holder=OuterRef("pk"))
    offices = Office.objects.filter(Q(until=None) | Q(until__gte=before), holder=OuterRef("pk"))
    over = Holder.objects.filter(~Exists(holdings), ~Exists(offices), created__lt=now - _KEEP)
    # Who votes without a seat, in an open group, gets the letters of the vote.
    votes = Voter.objects.filter(election__state=Election.State.OPEN, holder=OuterRef("pk"))
    over.exclude(email="", gender="").exclude(Exists(votes)).update(email="", gender="")
