"""A body's terms, and the report of each."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from raitti.bodies.actions import reports
from raitti.bodies.actions import terms as acts
from raitti.bodies.forms.seats import ReportForm, TermForm
from raitti.bodies.models import Body, Term
from raitti.bodies.queries.terms import next_span
from raitti.bodies.rules import may_change_seats, may_edit_report, may_see_body
from raitti.core.addresses import Views, address
from raitti.core.verdicts import require
from raitti.workspace.asking import form_page
from raitti.workspace.bodies.asking import ask, taken_in
from raitti.workspace.bodies.body import body_or_404


def _term_or_404(body: Body, key: int) -> Term:
    found = get_object_or_404(Term, pk=key, body=body)
    found.body = body
    return found


def _to_terms(body: Body, language: str) -> HttpResponse:
    return HttpResponseRedirect(address("body_terms", language, body=body.uid))


@require_http_methods(["GET", "HEAD", "POST"])
def body_terms(request: HttpRequest, language: str, body: UUID) -> HttpResponse:
    """All terms, the latest first, and the one that can be opened next."""
    now, found = timezone.now(), body_or_404(body)
    require(may_see_body(request.user, found, now=now))
    may_change = may_change_seats(request.user, found, now=now)
    today = timezone.localdate(now)
    span = next_span(found, on=today)
    initial = {"starts": span.starts, "ends": span.ends} if span is not None else {}
    form = TermForm(request.POST or None, initial=initial)
    if request.method == "POST":
        require(may_change)

    def act() -> None:
        given = form.cleaned_data
        acts.open_term(found, starts=given["starts"], ends=given["ends"], actor=request.user, now=now)

    if taken_in(request, form, act, language=language):
        messages.success(request, _("The term is open."))
        return _to_terms(found, language)
    terms = list(found.terms.order_by("-starts", "-pk"))
    for one in terms:
        one.body = found
    context = {
        "body": found,
        "terms": terms,
        "to_report": {
            each.pk for each in terms if each.starts <= today and may_edit_report(request.user, each, now=now)
        },
        "may_change": bool(may_change),
        "goes_on": span is None,
    }
    page, words = "workspace/bodies/seats/terms.html", {"body": body}
    return form_page(request, page, context, form=form, name="body_terms", words=words)


@require_http_methods(["GET", "HEAD", "POST"])
def body_term(request: HttpRequest, language: str, body: UUID, term: int) -> HttpResponse:
    """Change a term's days, or take away one nobody sat in."""
    now, found = timezone.now(), body_or_404(body)
    require(may_change_seats(request.user, found, now=now))
    one = _term_or_404(found, term)
    form = TermForm(request.POST or None, initial={"starts": one.starts, "ends": one.ends})
    if request.method == "POST" and "remove" in request.POST:
        acts.remove_term(one, actor=request.user, now=now)
        messages.success(request, _("The term is gone."))
        return _to_terms(found, language)

    def act() -> None:
        given = form.cleaned_data
        acts.change_term(one, starts=given["starts"], ends=given["ends"], actor=request.user, now=now)

    if taken_in(request, form, act, language=language):
        messages.success(request, _("Saved."))
        return _to_terms(found, language)
    words: dict[str, Any] = {"body": body, "term": term}
    return ask(
        request,
        form,
        found,
        title=_("Change the term"),
        lead=_("Whoever sits to its end sits to its new end."),
        button=_("Save"),
        back=(_("Back to the terms"), address("body_terms", language, body=body)),
        name="body_term",
        words=words,
        removable=not one.holdings.exists(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def body_report(request: HttpRequest, language: str, body: UUID, term: int) -> HttpResponse:
    """Write the report of a term."""
    now, found = timezone.now(), body_or_404(body)
    one = _term_or_404(found, term)
    require(may_edit_report(request.user, one, now=now))
    form = ReportForm(request.POST or None, term=one, language=language)
    act = lambda: reports.edit_report(one, form.written(), actor=request.user, now=now)  # noqa: E731
    words: dict[str, Any] = {"body": body, "term": term}
    if taken_in(request, form, act, language=language):
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(address("body_report", language, **words))
    context = {"body": found, "term": one}
    page = "workspace/bodies/seats/report.html"
    return form_page(request, page, context, form=form, name="body_report", words=words)


@require_POST
def body_report_act(request: HttpRequest, language: str, body: UUID, term: int, act: str) -> HttpResponse:
    """Draft a report from what happened, publish it, or take it out of sight."""
    now, found = timezone.now(), body_or_404(body)
    one = _term_or_404(found, term)
    require(may_edit_report(request.user, one, now=now))
    if act == "draft":
        reports.draft_report(one, actor=request.user, now=now)
        messages.success(request, _("Drafted from what happened. Now write it into your own words."))
    elif act in {"publish", "withdraw"}:
        reports.set_report_public(one, is_public=act == "publish", actor=request.user, now=now)
        messages.success(request, _("Everyone can read it.") if act == "publish" else _("It is out of sight."))
    else:
        raise Http404
    return HttpResponseRedirect(address("body_report", language, body=body, term=term))


VIEWS: Views = {
    "body_terms": body_terms,
    "body_term": body_term,
    "body_report": body_report,
    "body_report_act": body_report_act,
}
