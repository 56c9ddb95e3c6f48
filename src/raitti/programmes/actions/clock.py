"""Saying that something on a project's year clock has been done, or taking that back."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.core.audit import record
from raitti.core.verdicts import require
from raitti.programmes.actions import checks
from raitti.programmes.models import ClockMark, Project
from raitti.programmes.queries.clock import MARKED, clock_of
from raitti.programmes.rules import may_enter_ledger


@transaction.atomic
def mark_done(project: Project, *, what: str, year: int, on: date, actor: Any, now: datetime) -> ClockMark:
    """Write down on which day the results were reported, or the account sent; said anew, the new day counts."""
    require(may_enter_ledger(actor, project, now=now))
    _check_due(project, what, year)
    if on > timezone.localdate(now):
        checks.refuse("on", on, _("This day has not come yet."), code="future")
    if on.year < year:
        checks.refuse("on", on, _("This is before the year it is about. Check the day."), code="early")
    fields = {"done_on": on, "done_by": str(actor)[:200]}
    mark, _new = ClockMark.objects.update_or_create(project=project, what=what, year=year, defaults=fields)
    record(actor, "marked year clock", project, now=now, changes={what: [None, f"{year}: {on}"]})
    return mark


@transaction.atomic
def take_back(project: Project, *, what: str, year: int, actor: Any, now: datetime) -> None:
    """Say that it has not been done after all."""
    require(may_enter_ledger(actor, project, now=now))
    gone, _by_model = ClockMark.objects.filter(project=project, what=what, year=year).delete()
    if gone:
        record(actor, "marked year clock", project, now=now, changes={what: [str(year), None]})


def _check_due(project: Project, what: str, year: int) -> None:
    if what not in MARKED or not any(due.what == what and due.year == year for due in clock_of(project)):
        checks.refuse("what", what, _("Nothing of this kind is due in that year."), code="unknown")
