"""Opening grants and entering what happens to them into their ledgers."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from raitti.core.audit import record
from raitti.core.shelf import content_changed
from raitti.core.verdicts import Refused, Verdict, require
from raitti.directory.actions.checks import short
from raitti.directory.models import Organisation
from raitti.programmes.actions import checks
from raitti.programmes.facts import EntryFacts, GrantFacts
from raitti.programmes.models import EntryKind, Grant, GrantKind, LedgerEntry, Project
from raitti.programmes.queries.money import balance, in_force
from raitti.programmes.rules import may_enter_ledger

_TAKES = {EntryKind.USED, EntryKind.RETURNED}
_CORRECTED = Verdict("corrected", _("Someone has corrected this entry already. Look at the ledger."))


@transaction.atomic
def open_grant(project: Project, facts: GrantFacts, *, funder: Organisation, actor: Any, now: datetime) -> Grant:
    """Begin the ledger of one year's grant."""
    require(may_enter_ledger(actor, project, now=now))
    fields = {
        "year": facts.year,
        "name": checks.text("name", facts.name),
        "kind": checks.choice("kind", facts.kind, GrantKind.values),
        "target_code": checks.text("target_code", facts.target_code),
        "reference": checks.text("reference", facts.reference),
        "purpose": checks.texts("purpose", facts.purpose),
        "conditions": checks.texts("conditions", facts.conditions),
    }
    if not fields["name"]:
        checks.refuse("name", "", _("The name is missing."), code="missing")
    if Grant.objects.filter(project=project, year=facts.year, name=fields["name"]).exists():
        checks.refuse("name", facts.name, _("There is a grant of this name and year already."), code="twice")
    rules = project.programme.rules
    grant = Grant.objects.create(project=project, funder=funder, rules=rules, created=now, **short(Grant, fields))
    record(actor, "opened grant", grant, now=now)
    content_changed()
    return grant


@transaction.atomic
def enter(
    grant: Grant, facts: EntryFacts, *, actor: Any, now: datetime, corrects: LedgerEntry | None = None
) -> LedgerEntry:
    """Add a line to a grant's ledger. One that `corrects` another takes its place; the other stays to be read."""
    # Whoever enters waits for whoever entered before, so that no two take the same money.
    grant = Grant.objects.select_for_update().select_related("project__programme", "project__host").get(pk=grant.pk)
    require(may_enter_ledger(actor, grant.project, now=now))
    kind = EntryKind(checks.choice("kind", facts.kind, EntryKind.values))
    amount = checks.amount("amount", facts.amount)
    fields = {
        "kind": kind.value,
        "amount": amount,
        "on": facts.on,
        "covers_from": checks.month("covers_from", facts.covers_from),
        "covers_until": checks.month("covers_until", facts.covers_until),
        "usable_from": facts.usable_from,
        "usable_until": facts.usable_until,
        "note": checks.text("note", facts.note),
        "document_name": checks.text("document_name", facts.document_name),
        "document_url": checks.url(facts.document_url, "document_url"),
    }
    _check_periods(facts)
    if corrects is not None:
        _check_correction(grant, corrects, kind)
    elif kind in _TAKES:
        _check_cover(grant, amount, facts.on)
    try:
        entry = LedgerEntry.objects.create(
            grant=grant, corrects=corrects, entered_by=str(actor)[:200], entered=now, **short(LedgerEntry, fields)
        )
    except IntegrityError as twice:
        raise Refused(
            Verdict("corrected", _("Someone has corrected this entry already. Look at the ledger."))
        ) from twice
    changes = {"amount": [str(corrects.amount) if corrects else None, str(entry.amount)], "kind": [None, kind.value]}
    record(actor, "corrected ledger" if corrects else "entered into ledger", grant, now=now, changes=changes)
    content_changed()
    return entry


def _check_periods(facts: EntryFacts) -> None:
    if facts.covers_from and facts.covers_until and facts.covers_until < facts.covers_from:
        checks.refuse("covers_until", facts.covers_until, _("The last month comes before the first."), code="order")
    if facts.usable_from and facts.usable_until:
        checks.in_order(facts.usable_from, facts.usable_until, "usable_until")


def _check_correction(grant: Grant, corrects: LedgerEntry, kind: EntryKind) -> None:
    if corrects.grant_id != grant.pk or corrects.kind != kind:
        checks.refuse("kind", kind.value, _("A correction is of the same kind as what it corrects."), code="kind")
    if LedgerEntry.objects.filter(corrects=corrects).exists():
        raise Refused(_CORRECTED)


def _check_cover(grant: Grant, amount: Decimal, on: date) -> None:
    """Nobody uses or returns more than there is."""
    entries = in_force(grant, on=on)
    left = balance(entries).left if entries else Decimal(0)
    if amount > left:
        reason = _("Only %s € are left of the grant on that day. Enter first what was decided or carried over.")
        checks.refuse("amount", amount, reason % left, code="uncovered")
