"""Opening and changing terms: those of one body never overlap."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.bodies.actions.changed import body_changed
from raitti.bodies.actions.seating import end_holdings_of, locked
from raitti.bodies.models import Body, Holding, Term
from raitti.bodies.queries.terms import next_span
from raitti.bodies.rules import may_change_seats
from raitti.bodies.rules.terms import is_free_for_term
from raitti.core.audit import record
from raitti.core.verdicts import require
from raitti.directory.actions import checks


@transaction.atomic
def open_term(body: Body, *, actor: Any, now: datetime, starts: date | None = None, ends: date | None = None) -> Term:
    """Open a term, by the body's rule unless its days are given; `ends` is the last day, none until further notice.

    Raises `Refused` with the code `overlap` where another term has one of its days.
    """
    body = locked(body)
    require(may_change_seats(actor, body, now=now))
    if starts is None:
        span = next_span(body, on=timezone.localdate(now))
        if span is None:
            checks.refuse(
                "starts", "", _("The term that is open goes on until further notice. End it first."), code="open"
            )
        starts, ends = span.starts, ends or span.ends
    _check(body, starts, ends)
    term = Term.objects.create(body=body, starts=starts, ends=ends)
    record(actor, "opened term", body, now=now, changes=_days(term))
    body_changed(body, now=now)
    return term


@transaction.atomic
def change_term(term: Term, *, starts: date, ends: date | None, actor: Any, now: datetime) -> Term:
    """Move a term's days. Whoever sat to its end sits to its new end; nobody sits beyond it."""
    body = locked(term.body)
    require(may_change_seats(actor, body, now=now))
    term = Term.objects.get(pk=term.pk)
    before, was = _days(term), term.ends
    _check(body, starts, ends, but=term)
    early = term.holdings.filter(since__lt=starts).select_related("holder").first()
    if early is not None:
        checks.refuse("starts", starts, _("%s sits in this term from an earlier day.") % early.holder, code="held")
    late = term.holdings.filter(since__gt=ends).exists() if ends is not None else False
    if late:
        checks.refuse("ends", ends, _("Someone is seated in this term from a later day. End that first."), code="held")
    term.starts, term.ends = starts, ends
    term.save(update_fields=["starts", "ends"])
    term.holdings.filter(until=was, ended_because="").update(until=ends)
    if ends is not None:
        end_holdings_of(term.holdings.all(), on=ends, because=Holding.End.TERM, actor=actor, now=now)
    after = _days(term)
    record(actor, "changed term", body, now=now, changes={name: [before[name][1], after[name][1]] for name in after})
    body_changed(body, now=now)
    return term


@transaction.atomic
def remove_term(term: Term, *, actor: Any, now: datetime) -> None:
    """Take away a term that nobody has sat in."""
    body = locked(term.body)
    require(may_change_seats(actor, body, now=now))
    if term.holdings.exists():
        checks.refuse("term", str(term), _("People sit, or sat, in this term. It stays."), code="held")
    record(actor, "removed term", body, now=now, changes=_days(term))
    term.delete()
    body_changed(body, now=now)


def _check(body: Body, starts: date, ends: date | None, *, but: Term | None = None) -> None:
    if ends is not None:
        checks.in_order(starts, ends)
    require(is_free_for_term(body, starts=starts, ends=ends, but=but))


def _days(term: Term) -> dict[str, list[str | None]]:
    return {
        "starts": [None, term.starts.isoformat()],
        "ends": [None, term.ends.isoformat() if term.ends is not None else None],
    }
