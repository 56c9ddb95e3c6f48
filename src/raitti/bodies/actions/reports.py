"""The report of a term: drafted from what happened, written on by people, published."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raitti.bodies.actions.changed import body_changed
from raitti.bodies.models import Term
from raitti.bodies.queries.reports import draft_of_report
from raitti.bodies.rules import may_edit_report
from raitti.core.audit import record
from raitti.core.texts import versions
from raitti.core.verdicts import require
from raitti.directory.actions import checks
from raitti.directory.actions.saving import differences, set_fields


@transaction.atomic
def draft_report(term: Term, *, actor: Any, now: datetime) -> Term:
    """Write what happened in a term where nothing is written yet; what people wrote in a language stands."""
    term = _locked(term)
    require(may_edit_report(actor, term, now=now))
    words = draft_of_report(term, on=timezone.localdate(now)) | versions(term.report)
    if words != versions(term.report):
        set_fields(term, {"report": words})
        term.save(update_fields=["report"])
        record(actor, "drafted term report", term.body, now=now)
        body_changed(term.body, now=now)
    return term


@transaction.atomic
def edit_report(term: Term, report: Mapping[str, str], *, actor: Any, now: datetime) -> Term:
    """Make the report what was written; one that is public is public as it is written now."""
    term = _locked(term)
    require(may_edit_report(actor, term, now=now))
    fields = {"report": checks.texts("report", report)}
    if term.report_published_on is not None and not fields["report"]:
        checks.refuse("report", "", _("Take the report out of sight before you empty it."), code="missing")
    if not differences(term, fields):
        return term
    set_fields(term, fields)
    term.save(update_fields=["report"])
    record(actor, "edited term report", term.body, now=now)
    body_changed(term.body, now=now)
    return term


@transaction.atomic
def set_report_public(term: Term, *, is_public: bool, actor: Any, now: datetime) -> Term:
    """Let everyone read a term's report, or nobody outside."""
    term = _locked(term)
    require(may_edit_report(actor, term, now=now))
    if is_public and not versions(term.report):
        checks.refuse("report", "", _("There is nothing to publish yet."), code="missing")
    if is_public == (term.report_published_on is not None):
        return term
    term.report_published_on = timezone.localdate(now) if is_public else None
    term.save(update_fields=["report_published_on"])
    record(actor, "published term report" if is_public else "withdrew term report", term.body, now=now)
    body_changed(term.body, now=now)
    return term


def _locked(term: Term) -> Term:
    Term.objects.select_for_update().get(pk=term.pk)
    return Term.objects.select_related("body__setter", "body__steward").get(pk=term.pk)
