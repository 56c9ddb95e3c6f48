"""A project's year clock and the payment plans of its grants: what is due when, and what has been done."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from raitti.core.addresses import Views, address, full_address, slug_of
from raitti.core.verdicts import Refused, require
from raitti.directory.forms.fields import DayField
from raitti.programmes.actions.clock import mark_done, take_back
from raitti.programmes.actions.instalments import drop_instalment, plan_instalment
from raitti.programmes.clock_wording import due_in_words
from raitti.programmes.forms.fields import EurosField
from raitti.programmes.models import Project
from raitti.programmes.queries.clock import MARKED, clock_of
from raitti.programmes.queries.instalments import payment_of
from raitti.programmes.rules import may_enter_ledger, may_see_ledger
from raitti.workspace.asking import form_page, place_refusal
from raitti.workspace.programmes.money import grant_or_404
from raitti.workspace.programmes.project import project_or_404
from raitti.workspace.rendering import desk_page


class DoneForm(forms.Form):
    on = DayField(label=gettext_lazy("Done on"))


class InstalmentForm(forms.Form):
    due = DayField(label=gettext_lazy("Is paid on"))
    amount = EurosField(label=gettext_lazy("Euros"))


@require_safe
def clock(request: HttpRequest, language: str, project: UUID) -> HttpResponse:
    """What is due in a project, year by year."""
    now, found = timezone.now(), project_or_404(project)
    require(may_see_ledger(request.user, found, now=now))
    return _clock_page(request, language, found, now=now)


def _clock_page(
    request: HttpRequest, language: str, found: Project, *, now: Any, wrong: str = "", status: int = 200
) -> HttpResponse:
    today = timezone.localdate(now)
    years: dict[int, list[dict[str, Any]]] = {}
    for due in clock_of(found):
        line = {"due": due, "words": due_in_words(due), "state": due.state(today), "is_marked": due.what in MARKED}
        years.setdefault(due.due.year, []).append(line)
    context = {
        "project": found,
        "years": sorted(years.items(), reverse=True),
        "today": today,
        "wrong": wrong,
        "may_enter": bool(may_enter_ledger(request.user, found, now=now)),
        "calendar": full_address("project_clock", language, slug=slug_of(found, language)),
    }
    words = {"project": found.uid}
    return desk_page(request, "workspace/programmes/clock.html", context, name="clock", words=words, status=status)


@require_POST
def clock_mark(request: HttpRequest, language: str, project: UUID, year: int, what: str) -> HttpResponse:
    """Say that something was done on a day, or, without one, that it was not."""
    now, found = timezone.now(), project_or_404(project)
    require(may_enter_ledger(request.user, found, now=now))
    if "undo" in request.POST:
        take_back(found, what=what, year=year, actor=request.user, now=now)
        messages.success(request, _("Taken back."))
    else:
        form = DoneForm(request.POST)
        if not form.is_valid():
            wrong = str(form.errors["on"][0])
            return _clock_page(request, language, found, now=now, wrong=wrong, status=422)
        try:
            mark_done(found, what=what, year=year, on=form.cleaned_data["on"], actor=request.user, now=now)
        except Refused as refused:
            wrong = str(refused.verdict.reason)
            return _clock_page(request, language, found, now=now, wrong=wrong, status=422)
        messages.success(request, _("Marked as done."))
    return HttpResponseRedirect(address("clock", language, project=project))


@require_http_methods(["GET", "HEAD", "POST"])
def payment_plan(request: HttpRequest, language: str, grant: UUID) -> HttpResponse:
    """On which days a grant is paid, and how much each time."""
    now, found = timezone.now(), grant_or_404(grant)
    require(may_enter_ledger(request.user, found.project, now=now))
    form = InstalmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            plan_instalment(found, **form.cleaned_data, actor=request.user, now=now)
        except Refused as refused:
            place_refusal(form, refused)
        else:
            messages.success(request, _("Added to the payment plan."))
            return HttpResponseRedirect(address("payment_plan", language, grant=grant))
    context = {"project": found.project, "grant": found, "payment": payment_of(found)}
    page, words = "workspace/programmes/payment_plan.html", {"grant": grant}
    return form_page(request, page, context, form=form, name="payment_plan", words=words)


@require_POST
def instalment_drop(request: HttpRequest, language: str, grant: UUID, pk: int) -> HttpResponse:
    """Take a part out of a payment plan."""
    now, found = timezone.now(), grant_or_404(grant)
    require(may_enter_ledger(request.user, found.project, now=now))
    drop_instalment(found, pk, actor=request.user, now=now)
    messages.success(request, _("Taken out of the payment plan."))
    return HttpResponseRedirect(address("payment_plan", language, grant=grant))


VIEWS: Views = {
    "clock": clock,
    "clock_mark": clock_mark,
    "payment_plan": payment_plan,
    "instalment_drop": instalment_drop,
}
