"""Seating people, and their leaving: pages of a seat."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from raitti.bodies.actions import seating as acts
from raitti.bodies.forms.seats import LeaveForm, PersonForm, SitForm
from raitti.bodies.models import Body, Holding, Seat
from raitti.bodies.queries.seating import holders_known_in
from raitti.bodies.rules import may_change_holder, may_end_holding, may_seat
from raitti.bodies.rules.seating import may_be_forgotten
from raitti.core.addresses import Views
from raitti.core.verdicts import require
from raitti.workspace.bodies.asking import ask, taken_in
from raitti.workspace.bodies.body import body_or_404
from raitti.workspace.bodies.seats import back_to_seat, seat_or_404, to_seat


def _holding_or_404(seat: Seat, key: int) -> Holding:
    found = get_object_or_404(Holding.objects.select_related("holder", "nominated_by"), pk=key, seat=seat)
    found.seat = seat
    return found


def _form(request: HttpRequest, body: Body, seat: Seat, place: str, *, language: str, now: datetime) -> SitForm:
    return SitForm(
        request.POST or None,
        seat=seat,
        place=place,
        holders=holders_known_in(body),
        language=language,
        today=timezone.localdate(now),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def body_seat_person(request: HttpRequest, language: str, body: UUID, seat: UUID, place: str) -> HttpResponse:
    """Seat somebody as a seat's member or deputy."""
    now, found = timezone.now(), body_or_404(body)
    require(may_seat(request.user, found, now=now))
    chair = seat_or_404(found, seat)
    if place not in Holding.Place.values:
        raise Http404
    form = _form(request, found, chair, place, language=language, now=now)
    act = lambda: acts.seat_person(chair, form.who(), form.sitting(), actor=request.user, now=now)  # noqa: E731
    if taken_in(request, form, act, language=language):
        messages.success(request, _("Written down."))
        return to_seat(chair, language)
    title = _("Appoint a member") if place == Holding.Place.MEMBER else _("Appoint a personal deputy")
    words = {"body": body, "seat": seat, "place": place}
    back = back_to_seat(chair, language)
    return ask(
        request, form, found, title=title, button=title, back=back, name="body_seat_person", words=words, seat=chair
    )


@require_http_methods(["GET", "HEAD", "POST"])
def body_holding_replace(request: HttpRequest, language: str, body: UUID, seat: UUID, holding: int) -> HttpResponse:
    """Seat somebody in another's stead."""
    now, found = timezone.now(), body_or_404(body)
    require(may_seat(request.user, found, now=now))
    chair = seat_or_404(found, seat)
    before = _holding_or_404(chair, holding)
    form = _form(request, found, chair, before.place, language=language, now=now)
    act = lambda: acts.replace_holder(before, form.who(), form.sitting(), actor=request.user, now=now)  # noqa: E731
    if taken_in(request, form, act, language=language):
        messages.success(request, _("Written down. The one before leaves on the day before."))
        return to_seat(chair, language)
    title = _("Appoint somebody in the stead of %s") % before.holder
    words: dict[str, Any] = {"body": body, "seat": seat, "holding": holding}
    return ask(
        request,
        form,
        found,
        title=title,
        button=_("Appoint"),
        back=back_to_seat(chair, language),
        name="body_holding_replace",
        words=words,
        seat=chair,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def body_holding_end(request: HttpRequest, language: str, body: UUID, seat: UUID, holding: int) -> HttpResponse:
    """Leave a seat, or write down that somebody did."""
    now, found = timezone.now(), body_or_404(body)
    chair = seat_or_404(found, seat)
    held = _holding_or_404(chair, holding)
    require(may_end_holding(request.user, held, now=now))
    form = LeaveForm(request.POST or None, initial={"on": timezone.localdate(now)})

    def act() -> None:
        given = form.cleaned_data
        acts.end_holding(held, on=given["on"], because=given["because"], actor=request.user, now=now)

    if taken_in(request, form, act, language=language):
        messages.success(request, _("Written down. The seat waits for somebody new."))
        return to_seat(chair, language)
    words: dict[str, Any] = {"body": body, "seat": seat, "holding": holding}
    return ask(
        request,
        form,
        found,
        title=_("%s leaves the seat") % held.holder,
        lead=_("A deputy stays and stands in until the seat is filled. The history keeps who sat when."),
        button=_("Write it down"),
        back=back_to_seat(chair, language),
        name="body_holding_end",
        words=words,
        seat=chair,
    )


@require_POST
def body_holding_name(request: HttpRequest, language: str, body: UUID, seat: UUID, holding: int) -> HttpResponse:
    """Let everyone see a name, or nobody outside."""
    now, found = timezone.now(), body_or_404(body)
    chair = seat_or_404(found, seat)
    held = _holding_or_404(chair, holding)
    require(may_change_holder(request.user, held.holder, found, now=now))
    shown = request.POST.get("show") == "yes"
    acts.set_name_public(held.holder, found, is_public=shown, actor=request.user, now=now)
    messages.success(
        request,
        _("Everyone sees the name now.") if shown else _("The name is hidden. The seat shows its organisation alone."),
    )
    return to_seat(chair, language)


@require_http_methods(["GET", "HEAD", "POST"])
def body_holding_person(request: HttpRequest, language: str, body: UUID, seat: UUID, holding: int) -> HttpResponse:
    """Correct what is known of whoever holds or held a seat, or remove it at their wish."""
    now, found = timezone.now(), body_or_404(body)
    chair = seat_or_404(found, seat)
    held = _holding_or_404(chair, holding)
    holder = held.holder
    require(may_change_holder(request.user, holder, found, now=now))
    form = PersonForm(request.POST or None, holder=holder)
    if request.method == "POST" and "forget" in request.POST:
        acts.forget_person(holder, found, actor=request.user, now=now)
        messages.success(request, _("The name has been removed. Who sat when stays, without it."))
        return to_seat(chair, language)
    act = lambda: acts.change_holder(holder, found, form.facts(), actor=request.user, now=now)  # noqa: E731
    if taken_in(request, form, act, language=language):
        messages.success(request, _("Saved."))
        return to_seat(chair, language)
    words: dict[str, Any] = {"body": body, "seat": seat, "holding": holding}
    return ask(
        request,
        form,
        found,
        title=_("What is known of %s") % holder,
        button=_("Save"),
        back=back_to_seat(chair, language),
        name="body_holding_person",
        words=words,
        seat=chair,
        forgettable=bool(may_be_forgotten(holder, on=timezone.localdate(now))),
    )


VIEWS: Views = {
    "body_holding_person": body_holding_person,
    "body_seat_person": body_seat_person,
    "body_holding_replace": body_holding_replace,
    "body_holding_end": body_holding_end,
    "body_holding_name": body_holding_name,
}
