"""A project's money: its grants with their ledgers, the money of any day, and what is entered."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from raitti.core.addresses import Views, address
from raitti.core.verdicts import Refused, require
from raitti.directory.forms.fields import DayField
from raitti.programmes.actions.grants import decide, enter, open_grant
from raitti.programmes.forms.grants import DecisionForm, EntryForm, GrantForm
from raitti.programmes.grant_wording import meaning_of_decision
from raitti.programmes.models import EntryKind, Grant, LedgerEntry
from raitti.programmes.queries.instalments import payment_of
from raitti.programmes.queries.ledgers import ledgers_of
from raitti.programmes.queries.money import end_of_use, in_force, latest, usable_money
from raitti.programmes.rules import may_enter_ledger, may_see_ledger
from raitti.workspace.asking import form_page, place_refusal
from raitti.workspace.programmes.project import project_or_404
from raitti.workspace.rendering import desk_page


class DayForm(forms.Form):
    on = DayField()


@require_safe
def money(request: HttpRequest, language: str, project: UUID) -> HttpResponse:
    """What may be used on a day, how that was reckoned, and every line that was entered."""
    now, found = timezone.now(), project_or_404(project)
    require(may_see_ledger(request.user, found, now=now))
    form = DayForm(request.GET or None)
    on = form.cleaned_data["on"] if form.is_bound and form.is_valid() else min(timezone.localdate(now), found.ends)
    usable = usable_money(found, on=on)
    context = {
        "project": found,
        "on": on,
        "wrong_day": form.errors.get("on"),
        "usable": usable,
        "balances": [(each, each.usable(on), each.state(on)) for each in usable.balances],
        "ends": sorted(
            (each for each in usable.balances if each.left > 0 and each.usable_until),
            key=lambda each: each.usable_until or date.max,
        ),
        "ledgers": [(ledger, payment_of(ledger.grant)) for ledger in ledgers_of(found)],
        "kinds": [kind for kind in EntryKind if kind != EntryKind.DECIDED],
        "may_enter": bool(may_enter_ledger(request.user, found, now=now)),
    }
    return desk_page(request, "workspace/programmes/money.html", context, name="money", words={"project": project})


def grant_or_404(uid: UUID) -> Grant:
    known = Grant.objects.select_related("project__host", "project__programme", "rules").prefetch_related(
        "entries", "planned_instalments"
    )
    return get_object_or_404(known, uid=uid)


@require_http_methods(["GET", "HEAD", "POST"])
def grant_open(request: HttpRequest, language: str, project: UUID) -> HttpResponse:
    """Begin the ledger of a new grant."""
    now, found = timezone.now(), project_or_404(project)
    require(may_enter_ledger(request.user, found, now=now))
    form = GrantForm(request.POST or None, language=language, initial={"year": found.ends.year})
    if request.method == "POST" and form.is_valid():
        try:
            grant = open_grant(found, form.facts(), funder=found.programme.funder, actor=request.user, now=now)
        except Refused as refused:
            place_refusal(form, refused)
        else:
            messages.success(request, _("The grant has been opened. Now enter what was applied for, or the decision."))
            return HttpResponseRedirect(address("money", language, project=project) + f"#grant-{grant.pk}")
    context, words = {"project": found}, {"project": project}
    return form_page(
        request, "workspace/programmes/grant_open.html", context, form=form, name="grant_open", words=words
    )


@require_http_methods(["GET", "HEAD", "POST"])
def grant_decision(request: HttpRequest, language: str, grant: UUID) -> HttpResponse:
    """Enter the funder's letter; once it is there, what it means and what comes next."""
    now, found = timezone.now(), grant_or_404(grant)
    require(may_enter_ledger(request.user, found.project, now=now))
    entries = in_force(found)
    stages = {kind.value: latest(entries, kind) for kind in (EntryKind.APPLIED, EntryKind.PROPOSED, EntryKind.DECIDED)}
    decided, proposed = stages["decided"], stages["proposed"]
    initial = {"covers_from": proposed.covers_from, "covers_until": proposed.covers_until} if proposed else {}
    form = DecisionForm(request.POST or None, grant=found, language=language, initial=initial)
    if request.method == "POST" and decided is None and form.is_valid():
        said = {"conditions": form.conditions(), "reference": form.cleaned_data["reference"]}
        try:
            decide(found, form.facts(), **said, actor=request.user, now=now)
        except Refused as refused:
            place_refusal(form, refused)
        else:
            return HttpResponseRedirect(address("grant_decision", language, grant=grant))
    context: dict[str, Any] = {"project": found.project, "grant": found, **stages}
    words = {"grant": grant}
    if decided is not None:
        context |= {"meaning": meaning_of_decision(decided, stages["applied"]), "end_of_use": end_of_use(found)}
        page = "workspace/programmes/decided.html"
        return desk_page(request, page, context, name="grant_decision", words=words)
    page = "workspace/programmes/decision.html"
    return form_page(request, page, context, form=form, name="grant_decision", words=words)


@require_http_methods(["GET", "HEAD", "POST"])
def grant_entry(request: HttpRequest, language: str, grant: UUID, kind: str) -> HttpResponse:
    """Add a line of one kind to a grant's ledger."""
    now, found = timezone.now(), grant_or_404(grant)
    require(may_enter_ledger(request.user, found.project, now=now))
    if kind not in EntryKind.values:
        raise Http404
    form = EntryForm(request.POST or None, kind=EntryKind(kind), grant=found)
    return _entered(request, language, found, form, now=now, name="grant_entry", words={"grant": grant, "kind": kind})


@require_http_methods(["GET", "HEAD", "POST"])
def entry_correct(request: HttpRequest, language: str, entry: UUID) -> HttpResponse:
    """Correct a line by a new one that takes its place; the old one stays to be read."""
    now, wrong = timezone.now(), get_object_or_404(LedgerEntry.objects.select_related("grant"), uid=entry)
    found = grant_or_404(wrong.grant.uid)
    require(may_enter_ledger(request.user, found.project, now=now))
    form = EntryForm(request.POST or None, kind=EntryKind(wrong.kind), grant=found, before=wrong)
    return _entered(request, language, found, form, now=now, name="entry_correct", words={"entry": entry})


def _entered(
    request: HttpRequest, language: str, grant: Grant, form: EntryForm, *, now: Any, name: str, words: dict[str, Any]
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            enter(grant, form.facts(), actor=request.user, now=now, corrects=form.before)
        except Refused as refused:
            place_refusal(form, refused)
        else:
            messages.success(request, _("Corrected.") if form.before else _("Entered."))
            return HttpResponseRedirect(address("money", language, project=grant.project.uid) + f"#grant-{grant.pk}")
    context = {"project": grant.project, "grant": grant, "kind": form.kind, "before": form.before}
    return form_page(request, "workspace/programmes/entry.html", context, form=form, name=name, words=words)


VIEWS: Views = {
    "money": money,
    "grant_open": grant_open,
    "grant_decision": grant_decision,
    "grant_entry": grant_entry,
    "entry_correct": entry_correct,
}
