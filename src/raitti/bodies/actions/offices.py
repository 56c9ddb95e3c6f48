"""Giving and ending offices: chair, vice chair, presenter, secretary."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from raitti.bodies.actions.changed import body_changed
from raitti.bodies.actions.seating import known_holder, locked
from raitti.bodies.facts.seating import HolderFacts
from raitti.bodies.models import Body, Holder, Office
from raitti.bodies.queries.seating import term_on
from raitti.bodies.rules import may_seat
from raitti.bodies.rules.offices import may_have_office
from raitti.core.audit import record
from raitti.core.verdicts import require
from raitti.directory.actions import checks

_ONE_DAY = timedelta(days=1)


@transaction.atomic
def give_office(
    body: Body,
    task: str,
    who: HolderFacts | Holder,
    *,
    since: date,
    actor: Any,
    now: datetime,
    until: date | None = None,
    is_decided: bool = False,
) -> Office:
    """Let somebody be chair, vice chair, presenter or secretary; to the end of the term, unless a last day is given.

    The chair and the vice chair hold a seat as members on that day; whoever was chair until then leaves the day
    before. Raises `Refused`: `not_a_member`, `in_office`.
    """
    body = locked(body)
    if not is_decided:
        require(may_seat(actor, body, now=now))
    task = checks.choice("task", task, Office.Task.values)
    holder = who if isinstance(who, Holder) else known_holder(who, now=now)
    term = term_on(body, since)
    until = until or (term.ends if term is not None else None)
    if until is not None:
        checks.in_order(since, until, "until")
    require(may_have_office(holder, body, task, since=since, until=until))
    if task == Office.Task.CHAIR:
        _make_way(body, since=since)
    office = Office.objects.create(body=body, task=task, holder=holder, since=since, until=until)
    record(actor, "gave office", body, now=now, changes={"task": [None, task], "since": [None, since.isoformat()]})
    body_changed(body, now=now)
    return office


def _make_way(body: Body, *, since: date) -> None:
    """One chair at a time."""
    for office in body.offices.filter(task=Office.Task.CHAIR):
        if office.since >= since and (office.until is None or office.until >= since):
            office.delete()
        elif office.until is None or office.until >= since:
            office.until = since - _ONE_DAY
            office.save(update_fields=["until"])


@transaction.atomic
def end_office(office: Office, *, on: date, actor: Any, now: datetime) -> Office:
    """Say that somebody has left an office, with their last day in it."""
    body = locked(office.body)
    require(may_seat(actor, body, now=now))
    office = Office.objects.get(pk=office.pk)
    if on < office.since:
        checks.refuse("on", on, _("They began later than that."), code="order")
    if office.until is not None and office.until <= on:
        return office
    office.until = on
    office.save(update_fields=["until"])
    record(actor, "ended office", body, now=now, changes={"task": [office.task, None]})
    body_changed(body, now=now)
    return office
