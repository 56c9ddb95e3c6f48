"""Writing a payment plan: on which days a grant is paid, where the funder's calendar does not say it."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from raitti.core.audit import record
from raitti.core.shelf import content_changed
from raitti.core.verdicts import require
from raitti.programmes.actions import checks
from raitti.programmes.actions.grants import held_grant
from raitti.programmes.models import EntryKind, Grant, PlannedInstalment
from raitti.programmes.queries.money import ZERO, in_force, latest
from raitti.programmes.rules import may_enter_ledger
from raitti.programmes.wording import euros_in_words


@transaction.atomic
def plan_instalment(grant: Grant, *, due: date, amount: Decimal, actor: Any, now: datetime) -> PlannedInstalment:
    """Add a part to a grant's payment plan; all parts together are no more than was decided."""
    grant = held_grant(grant)
    require(may_enter_ledger(actor, grant.project, now=now))
    amount = checks.amount("amount", amount)
    if not amount:
        checks.refuse("amount", amount, _("An instalment is more than nothing."), code="nothing")
    decided = latest(in_force(grant), EntryKind.DECIDED)
    planned = sum((row.amount for row in grant.planned_instalments.all()), ZERO)
    if decided is None:
        reason = _("Nothing has been decided of this grant. Enter the decision first.")
        checks.refuse("amount", amount, reason, code="undecided")
    if planned + amount > decided.amount:
        reason = _("Of the grant only %s are not in the payment plan yet.")
        left = euros_in_words(max(ZERO, decided.amount - planned))
        checks.refuse("amount", amount, reason % left, code="too_much")
    row = PlannedInstalment.objects.create(grant=grant, due=due, amount=amount)
    record(actor, "changed payment plan", grant, now=now, changes={"instalment": [None, str(row)]})
    content_changed()
    return row


@transaction.atomic
def drop_instalment(grant: Grant, pk: int, *, actor: Any, now: datetime) -> None:
    """Take a part out of a grant's payment plan; a second time does nothing."""
    require(may_enter_ledger(actor, grant.project, now=now))
    row = grant.planned_instalments.filter(pk=pk).first()
    if row is not None:
        record(actor, "changed payment plan", grant, now=now, changes={"instalment": [str(row), None]})
        row.delete()
        content_changed()
