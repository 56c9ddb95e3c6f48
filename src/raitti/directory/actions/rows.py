"""Saving many services at once, and beginning a new one from last year's."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from raitti.core.recurrence import next_dates, parts_of
from raitti.core.recurrence.dates import until_day
from raitti.core.verdicts import Refused
from raitti.directory.actions.pictures import copy_picture
from raitti.directory.actions.saving import Saved, hold
from raitti.directory.actions.services import save_service
from raitti.directory.facts import ScheduleFacts
from raitti.directory.lookup import UID, Lookup
from raitti.directory.models import Organisation, Publication, Service
from raitti.directory.snapshots import service_facts
from raitti.directory.table import Planned

# A year in whole weeks, so that Tuesdays stay Tuesdays.
_YEAR = timedelta(weeks=52)


def save_rows(
    planned: Sequence[Planned], *, actor: Any, now: datetime, on_behalf_of: Organisation | None = None
) -> tuple[list[Planned], list[Saved]]:
    """Save what the rows would do, all of it or nothing: the rows as they ended, and what was saved.

    A row the directory refuses comes back as `wrong` with the reason; then nothing at all is saved.
    The same rows sent twice in one moment take turns, so that the second finds what the first has made.
    """
    outcome: list[Planned] = []
    saved: list[Saved] = []
    with transaction.atomic():
        organisations = {row.facts.organisation.removeprefix(UID) for row in planned if row.facts is not None}
        list(Organisation.objects.select_for_update().filter(uid__in=organisations))
        lookup = Lookup()
        for row in planned:
            if row.facts is None:
                outcome.append(row)
                continue
            try:
                with transaction.atomic():
                    saved.append(
                        save_service(row.facts, actor=actor, now=now, on_behalf_of=on_behalf_of, lookup=lookup)
                    )
                outcome.append(row)
            except Refused as refused:
                outcome.append(row.wrong(str(refused.verdict.details.get("field", "")), str(refused.verdict.reason)))
        if any(row.outcome == "wrong" for row in outcome):
            transaction.set_rollback(True)
            return outcome, []
    return outcome, saved


@transaction.atomic
def copy_service(
    service: Service,
    *,
    actor: Any,
    now: datetime,
    today: date,
    uid: UUID | None = None,
    on_behalf_of: Organisation | None = None,
) -> Saved:
    """Make a draft like the service, picture and all, with times that are over moved on by years.

    A copy that was made before with the same `uid` is left as it is by now.
    """
    hold(service)
    made = Service.objects.filter(uid=uid).first() if uid else None
    if made is not None:
        return Saved(made, "unchanged", {})
    facts = service_facts(service)
    channels = tuple(
        replace(way, uid=None, source_id="", schedules=tuple(move_on(each, today=today) for each in way.schedules))
        for way in facts.channels
    )
    copy = replace(
        facts,
        uid=uid or uuid4(),
        source="",
        source_id="",
        channels=channels,
        contacts=tuple(replace(contact, source_id="") for contact in facts.contacts),
        publication=Publication.DRAFT.value,
        status="active",
        verified_on=None,
        verified_by="",
    )
    saved = save_service(copy, actor=actor, now=now, on_behalf_of=on_behalf_of)
    copy_picture(service, saved.thing, actor=actor, now=now, on_behalf_of=on_behalf_of)
    return saved


def move_on(schedule: ScheduleFacts, *, today: date) -> ScheduleFacts:
    """The schedule, or where it is over the same weekdays a year or more later; days left out are then dropped."""
    moved = replace(schedule, source_id="")
    while not next_dates(moved.rrule, moved.starts_on, after=today):
        parts = parts_of(moved.rrule)
        if "UNTIL" in parts:
            parts["UNTIL"] = f"{until_day(parts['UNTIL']) + _YEAR:%Y%m%d}"
        rule = ";".join(f"{name}={value}" for name, value in parts.items())
        moved = replace(moved, starts_on=moved.starts_on + _YEAR, rrule=rule, except_dates=())
    return moved
