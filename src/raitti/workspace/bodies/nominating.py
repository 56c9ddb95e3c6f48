"""Nominating for one's association: the open calls that concern it, and the nomination itself."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from raitti.bodies.actions.nominating import save_nomination, stamp, withdraw_nomination
from raitti.bodies.forms.nominating import NominationForm
from raitti.bodies.models import Call, Nomination
from raitti.bodies.queries.calls import (
    calls_for,
    days_left,
    may_take,
    nominations_of,
    organisations_to_nominate,
    public_calls,
)
from raitti.bodies.rules.calls import (
    may_choose_nominator,
    may_nominate,
    may_see_open_calls,
    may_withdraw_nomination,
)
from raitti.core.addresses import Views, address
from raitti.core.verdicts import Refused, require
from raitti.directory.actions.behalf import acting_for
from raitti.directory.models import Organisation
from raitti.workspace.asking import form_page, has_turn, place_refusal
from raitti.workspace.rendering import desk_page


def _organisation(uid: UUID) -> Organisation:
    return get_object_or_404(Organisation, uid=uid)


def _behalf(request: HttpRequest, organisation: Organisation) -> Organisation | None:
    return acting_for(request.user, organisation, timezone.localdate(timezone.now()))


@require_safe
def calls_for_organisation(request: HttpRequest, language: str, organisation: UUID) -> HttpResponse:
    """The open calls that concern an association, and what it has nominated."""
    now, found = timezone.now(), _organisation(organisation)
    require(may_see_open_calls(request.user, found, now=now))
    own = Nomination.objects.filter(organisation=found).exclude(state=Nomination.State.WITHDRAWN)
    nominations = list(own.select_related("call__body", "organisation").order_by("-call__closes", "-pk")[:50])
    begun = {nomination.call_id for nomination in nominations}
    context = {
        "organisation": found,
        "on_behalf_of": _behalf(request, found),
        "calls": [(call, days_left(call, now=now)) for call in calls_for(found, now=now) if call.pk not in begun],
        "nominations": [(nomination, nomination.call.stage(now)) for nomination in nominations],
    }
    page, words = "workspace/bodies/calls/for_organisation.html", {"organisation": organisation}
    return desk_page(request, page, context, name="calls_for_organisation", words=words)


@require_safe
def choose_nominator(request: HttpRequest, language: str, call: UUID) -> HttpResponse:
    """For which of one's associations one nominates; with one there is nothing to choose."""
    now = timezone.now()
    require(may_choose_nominator(request.user, now=now))
    found = get_object_or_404(public_calls(), uid=call)
    person: Any = request.user
    own = organisations_to_nominate(person, on=timezone.localdate(now))
    if len(own) == 1:
        return HttpResponseRedirect(address("nominate", language, organisation=own[0].uid, call=call))
    context = {"call": found, "body": found.body, "organisations": own}
    return desk_page(
        request, "workspace/bodies/calls/for_whom.html", context, name="choose_nominator", words={"call": call}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def nominate(request: HttpRequest, language: str, organisation: UUID, call: UUID) -> HttpResponse:
    """Write a nomination, keep it, send it; change it or take it back while that can be done."""
    now, found = timezone.now(), _organisation(organisation)
    require(may_see_open_calls(request.user, found, now=now))
    asked = get_object_or_404(public_calls(), uid=call)
    nomination = _known(asked, found, request)
    verdict = may_nominate(request.user, asked, found, now=now)
    words = {"organisation": organisation, "call": call}
    if request.method == "POST" and "withdraw" in request.POST and nomination is not None:
        withdraw_nomination(nomination, actor=request.user, now=now)
        messages.success(request, _("The nomination has been taken back. The candidates have been told."))
        return HttpResponseRedirect(address("calls_for_organisation", language, organisation=organisation))
    if not verdict and nomination is None and request.method != "POST":
        require(verdict)
    seats = [seat for seat in asked.seats.all() if may_take(found, seat)]
    sent = request.POST if request.method == "POST" else None
    form = NominationForm(sent, call=asked, seats=seats, nomination=nomination, language=language)
    seen = stamp(nomination)
    if sent is not None and form.is_valid() and _is_free(request, form, verdict):
        try:
            made = save_nomination(
                asked,
                found,
                form.facts(),
                send="send" in sent,
                actor=request.user,
                now=now,
                nomination=nomination,
                seen=sent.get("seen", ""),
            )
        except Refused as refused:
            place_refusal(form, refused, language=language)
        else:
            is_sent = made.state == Nomination.State.SENT
            messages.success(request, _("Sent. You get a letter that it has come in.") if is_sent else _("Kept."))
            return HttpResponseRedirect(f"{address('nominate', language, **words)}?of={made.uid}")
    elif sent is not None and not verdict:
        form.add_error(None, str(verdict.reason))
    context = {
        "organisation": found,
        "on_behalf_of": _behalf(request, found),
        "body": asked.body,
        "call": asked,
        "stage": asked.stage(now),
        "days_left": days_left(asked, now=now),
        "nomination": nomination,
        "seen": seen,
        "may_nominate": bool(verdict),
        "why_not": verdict.reason,
        "may_withdraw": nomination is not None and bool(may_withdraw_nomination(request.user, nomination, now=now)),
    }
    return form_page(request, "workspace/bodies/calls/nominate.html", context, form=form, name="nominate", words=words)


def _is_free(request: HttpRequest, form: NominationForm, verdict: Any) -> bool:
    """Whether what was sent may be taken in now; if not, the form says why and keeps every word."""
    if not verdict:
        form.add_error(None, str(verdict.reason))
        return False
    return has_turn(request, form, now=timezone.now())


def _known(call: Call, organisation: Organisation, request: HttpRequest) -> Nomination | None:
    """The association's nomination; of two, where associations have become one, the one the address names."""
    found = nominations_of(organisation, call)
    wanted = request.GET.get("of", "")
    named = [each for each in found if str(each.uid) == wanted]
    own = [each for each in found if each.made_for == organisation.uid]
    return next(iter([*named, *own, *found]), None)


VIEWS: Views = {
    "calls_for_organisation": calls_for_organisation,
    "choose_nominator": choose_nominator,
    "nominate": nominate,
}
