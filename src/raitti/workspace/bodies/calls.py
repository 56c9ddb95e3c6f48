"""A body's calls for nominations: drafted, published, changed, prolonged, withdrawn; and what has come in."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from raitti.bodies.actions.calls import publish_call, remove_call, save_call, withdraw_call
from raitti.bodies.forms.calls import CallForm, WithdrawForm
from raitti.bodies.models import Body, Call
from raitti.bodies.queries.calls import calls_of, days_left, sent_nominations
from raitti.bodies.rules.calls import (
    may_appoint,
    may_change_call,
    may_open_call,
    may_propose,
    may_remove_call,
    may_see_calls,
    may_see_candidates,
    may_withdraw_call,
)
from raitti.core.addresses import Views, address
from raitti.core.verdicts import Refused, require
from raitti.workspace.asking import form_page, place_refusal
from raitti.workspace.bodies.body import body_or_404
from raitti.workspace.rendering import desk_page


def call_or_404(body: UUID, number: int) -> Call:
    """The call, with what every page and rule asks of it."""
    found = Call.objects.select_related("body__setter", "body__steward", "body__parent", "term")
    return get_object_or_404(found, body__uid=body, number=number)


@require_safe
def calls_of_body(request: HttpRequest, language: str, body: UUID) -> HttpResponse:
    """All calls of a body, the newest first."""
    now, found = timezone.now(), body_or_404(body)
    require(may_see_calls(request.user, found, now=now))
    context = {
        "body": found,
        "calls": [(call, call.stage(now)) for call in calls_of(found)],
        "may_open": may_open_call(request.user, found, now=now),
        "has_seats": found.seats.filter(ended_on=None).exists(),
    }
    return desk_page(request, "workspace/bodies/calls/calls.html", context, name="calls_of_body", words={"body": body})


@require_http_methods(["GET", "HEAD", "POST"])
def call_new(request: HttpRequest, language: str, body: UUID) -> HttpResponse:
    """Draft a call."""
    now, found = timezone.now(), body_or_404(body)
    require(may_open_call(request.user, found, now=now))
    form = CallForm(request.POST or None, language=language, body=found, now=now)
    return _saved(request, language, found, form, name="call_new", words={"body": body})


@require_http_methods(["GET", "HEAD", "POST"])
def call_edit(request: HttpRequest, language: str, body: UUID, number: int) -> HttpResponse:
    """Change a call, or prolong it."""
    now, call = timezone.now(), call_or_404(body, number)
    require(may_change_call(request.user, call, now=now))
    form = CallForm(request.POST or None, language=language, body=call.body, now=now, call=call)
    return _saved(request, language, call.body, form, name="call_edit", words={"body": body, "number": number})


def _saved(
    request: HttpRequest, language: str, body: Body, form: CallForm, *, name: str, words: dict[str, Any]
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            call = save_call(body, form.facts(), actor=request.user, now=timezone.now(), call=form.call)
        except Refused as refused:
            place_refusal(form, refused, language=language)
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(address("own_call", language, body=body.uid, number=call.number))
    context = {"body": body, "call": form.call}
    return form_page(request, "workspace/bodies/calls/edit.html", context, form=form, name=name, words=words)


@require_http_methods(["GET", "HEAD", "POST"])
def own_call(request: HttpRequest, language: str, body: UUID, number: int) -> HttpResponse:
    """Where a call stands, what has come in, and what is to be done next."""
    now, call = timezone.now(), call_or_404(body, number)
    require(may_see_candidates(request.user, call, now=now))
    if request.method == "POST":
        return _acted(request, language, call)
    stage = call.stage(now)
    nominations = sent_nominations(call)
    people = [each for nomination in nominations for each in nomination.candidates.all()]
    context = {
        "body": call.body,
        "call": call,
        "stage": stage,
        "days_left": days_left(call, now=now),
        "seats": list(call.seats.all()),
        "nominations": nominations,
        "candidates": len(people),
        "willing": sum(each.is_willing for each in people),
        "may_change": bool(may_change_call(request.user, call, now=now)),
        "may_withdraw": bool(may_withdraw_call(request.user, call, now=now)),
        "may_remove": bool(may_remove_call(request.user, call, now=now)),
        "may_propose": bool(may_propose(request.user, call, now=now)),
        "may_appoint": bool(may_appoint(request.user, call, now=now)),
    }
    words = {"body": body, "number": number}
    return desk_page(request, "workspace/bodies/calls/call.html", context, name="own_call", words=words)


def _acted(request: HttpRequest, language: str, call: Call) -> HttpResponse:
    now = timezone.now()
    if "remove" in request.POST:
        require(may_remove_call(request.user, call, now=now))
        remove_call(call, actor=request.user, now=now)
        messages.success(request, _("Removed."))
        return HttpResponseRedirect(address("calls_of_body", language, body=call.body.uid))
    if "publish" in request.POST:
        require(may_change_call(request.user, call, now=now))
        try:
            publish_call(call, actor=request.user, now=now)
        except Refused as refused:
            messages.error(request, str(refused.verdict.reason))
        else:
            messages.success(request, _("Published. Everyone can see the call now."))
    return HttpResponseRedirect(address("own_call", language, body=call.body.uid, number=call.number))


@require_http_methods(["GET", "HEAD", "POST"])
def call_withdraw(request: HttpRequest, language: str, body: UUID, number: int) -> HttpResponse:
    """Take a published call back, and say why."""
    call = call_or_404(body, number)
    require(may_withdraw_call(request.user, call, now=timezone.now()))
    form = WithdrawForm(request.POST or None, language=language)
    words = {"body": body, "number": number}
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_call(call, form.texts("reason"), actor=request.user, now=timezone.now())
        except Refused as refused:
            place_refusal(form, refused, language=language)
        else:
            messages.success(request, _("Withdrawn. Everyone who nominated has been told."))
            return HttpResponseRedirect(address("own_call", language, **words))
    context = {"body": call.body, "call": call, "nominations": len(sent_nominations(call))}
    return form_page(
        request, "workspace/bodies/calls/withdraw.html", context, form=form, name="call_withdraw", words=words
    )


VIEWS: Views = {
    "calls_of_body": calls_of_body,
    "call_new": call_new,
    "own_call": own_call,
    "call_edit": call_edit,
    "call_withdraw": call_withdraw,
}
