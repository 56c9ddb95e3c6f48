"""Opening grants and entering what happens to them into their ledgers."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from raitti.core.audit import record
from raitti.core.shelf import content_changed
from raitti.core.verdicts import Refused, Verdict, require
from raitti.directory.actions.checks import short
from raitti.directory.actions.saving import differences, set_fields
from raitti.directory.models import Organisation
from raitti.programmes.actions import checks
from raitti.programmes.actions.covering import check_ledger
from raitti.programmes.facts import EntryFacts, GrantFacts, Texts
from raitti.programmes.models import EntryKind, Grant, GrantKind, LedgerEntry, Project
from raitti.programmes.rules import may_enter_ledger
from raitti.programmes.wording import euros_in_words

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
def decide(
    grant: Grant, facts: EntryFacts, *, conditions: Texts, reference: str, actor: Any, now: datetime
) -> LedgerEntry:
    """Enter what the funder decided, with the conditions and the number of its letter."""
    entry = enter(grant, facts, actor=actor, now=now)
    grant = entry.grant
    fields = short(
        Grant, {"conditions": checks.texts("conditions", conditions), "reference": checks.text("reference", reference)}
    )
    changes = differences(grant, fields)
    if changes:
        set_fields(grant, fields)
        grant.save(update_fields=list(fields))
        record(actor, "changed grant", grant, now=now, changes=changes)
    return entry


@transaction.atomic
def enter(
    grant: Grant, facts: EntryFacts, *, actor: Any, now: datetime, corrects: LedgerEntry | None = None
) -> LedgerEntry:
    """Add a line to a grant's ledger. One that `corrects` another takes its place; the other stays to be read."""
    # Whoever enters waits for whoever entered before, so that no two take the same money.
    grant = held_grant(grant)
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
        **_budget(facts, kind),
        "note": checks.text("note", facts.note),
        "document_name": checks.text("document_name", facts.document_name),
        "document_url": checks.url(facts.document_url, "document_url"),
    }
    _check_periods(facts)
    if corrects is not None:
        _check_correction(grant, corrects, kind)
    entry = LedgerEntry.objects.create(
        grant=grant, corrects=corrects, entered_by=str(actor)[:200], entered=now, **short(LedgerEntry, fields)
    )
    check_ledger(grant, entry)
    changes = {"amount": [str(corrects.amount) if corrects else None, str(entry.amount)], "kind": [None, kind.value]}
    record(actor, "corrected ledger" if corrects else "entered into ledger", grant, now=now, changes=changes)
    content_changed()
    return entry


def held_grant(grant: Grant) -> Grant:
    """The grant with what its rules ask of it, held until the end of the transaction."""
    known = Grant.objects.select_for_update(of=("self",)).select_related("project__programme", "project__host", "rules")
    return known.get(pk=grant.pk)


def _budget(facts: EntryFacts, kind: EntryKind) -> Mapping[str, Decimal | None]:
    """The budget an amount rests on: whole, or not given at all."""
    given = {field: getattr(facts, field) for field in ("for_pay", "for_overhead", "for_activities")}
    lacking = [field for field, euros in given.items() if euros is None]
    if len(lacking) == len(given):
        return given
    if kind not in (EntryKind.APPLIED, EntryKind.DECIDED):
        checks.refuse("for_pay", "", _("Only what is applied for or decided has a budget."), code="kind")
    if lacking:
        checks.refuse(lacking[0], "", _("Give all three parts of the budget, 0 for none, or leave all empty."))
    exact = {field: checks.amount(field, euros) for field, euros in given.items()}
    whole = sum(exact.values(), Decimal(0))
    if whole < facts.amount:
        reason = _("The budget comes to %(whole)s together: that is less than the %(amount)s of the grant.")
        words = {"whole": euros_in_words(whole), "amount": euros_in_words(facts.amount)}
        checks.refuse("for_pay", whole, reason % words, code="little")
    return exact


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
