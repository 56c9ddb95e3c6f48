"""A body's seats: the table of them, one seat with everyone who held it, and what is said of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from raitti.bodies.actions import seats as acts
from raitti.bodies.forms.seats import DayForm, HistoryForm, SeatForm
from raitti.bodies.models import Body, Seat
from raitti.bodies.queries.history import body_on, holdings_of
from raitti.bodies.queries.waiting import is_on
from raitti.bodies.rules import may_change_seats, may_seat, may_see_body
from raitti.bodies.rules.standing import keeper_or_setter
from raitti.core.addresses import Views, address
from raitti.core.verdicts import require
from raitti.workspace.bodies.asking import ask, taken_in
from raitti.workspace.bodies.body import body_or_404
from raitti.workspace.rendering import desk_page


def seat_or_404(body: Body, uid: UUID) -> Seat:
    """A seat of that body."""
    seats = Seat.objects.select_related("topic", "area", "organisation")
    found = get_object_or_404(seats, uid=uid, body=body)
    found.body = body
    return found


def to_seats(body: Body, language: str) -> HttpResponse:
    return HttpResponseRedirect(address("body_seats", language, body=body.uid))


def to_seat(seat: Seat, language: str) -> HttpResponse:
    return HttpResponseRedirect(address("body_seat", language, body=seat.body.uid, seat=seat.uid))


@require_safe
def body_seats(request: HttpRequest, language: str, body: UUID) -> HttpResponse:
    """The seats in their order, with whoever holds them today."""
    now, found = timezone.now(), body_or_404(body)
    require(may_see_body(request.user, found, now=now))
    context = {
        "body": found,
        "on": body_on(found, timezone.localdate(now)),
        "may_change": bool(may_change_seats(request.user, found, now=now)),
        "may_seat": bool(may_seat(request.user, found, now=now)),
    }
    return desk_page(request, "workspace/bodies/seats/seats.html", context, name="body_seats", words={"body": body})


@require_POST
def body_seats_order(request: HttpRequest, language: str, body: UUID) -> HttpResponse:
    """Move a seat one place up or down."""
    now, found = timezone.now(), body_or_404(body)
    require(may_change_seats(request.user, found, now=now))
    order = list(found.seats.filter(ended_on=None).values_list("uid", flat=True))
    moved = next((uid for uid in order if str(uid) == request.POST.get("seat")), None)
    if moved is None or request.POST.get("way") not in {"up", "down"}:
        raise Http404
    place = order.index(moved)
    other = max(place - 1, 0) if request.POST["way"] == "up" else min(place + 1, len(order) - 1)
    order[place], order[other] = order[other], order[place]
    acts.order_seats(found, order, actor=request.user, now=now)
    return to_seats(found, language)


@require_http_methods(["GET", "HEAD", "POST"])
def body_seat_new(request: HttpRequest, language: str, body: UUID) -> HttpResponse:
    """Add a seat."""
    now, found = timezone.now(), body_or_404(body)
    require(may_change_seats(request.user, found, now=now))
    form = SeatForm(request.POST or None, seat=None, language=language)
    act = lambda: acts.add_seat(found, form.facts(), actor=request.user, now=now)  # noqa: E731
    if taken_in(request, form, act, language=language):
        messages.success(request, _("The seat is there."))
        return to_seats(found, language)
    back = _("Back to the seats"), address("body_seats", language, body=body)
    title, words = _("Add a seat"), {"body": body}
    return ask(request, form, found, title=title, button=title, back=back, name="body_seat_new", words=words)


@require_safe
def body_seat(request: HttpRequest, language: str, body: UUID, seat: UUID) -> HttpResponse:
    """One seat: to what it belongs, who holds it, and everyone who did."""
    now, found = timezone.now(), body_or_404(body)
    require(may_see_body(request.user, found, now=now))
    place, today = seat_or_404(found, seat), timezone.localdate(now)
    holdings = holdings_of(place)
    person: Any = request.user
    places = ("member", "deputy") if place.has_deputy else ("member",)
    present = {each.place for each in holdings if is_on(each, today)}
    context = {
        "body": found,
        "seat": place,
        "now_held": [each for each in holdings if is_on(each, today)],
        "to_come": [each for each in holdings if each.since > today],
        "before": [each for each in holdings if each.until is not None and each.until < today],
        "lacks": [each for each in places if each not in present],
        "acts": bool(keeper_or_setter(request.user, found, now=now)),
        "mine": person.pk,
        "may_change": bool(may_change_seats(request.user, found, now=now)),
        "may_seat": bool(may_seat(request.user, found, now=now)) and place.ended_on is None,
    }
    words = {"body": body, "seat": seat}
    return desk_page(request, "workspace/bodies/seats/seat.html", context, name="body_seat", words=words)


@require_http_methods(["GET", "HEAD", "POST"])
def body_seat_edit(request: HttpRequest, language: str, body: UUID, seat: UUID) -> HttpResponse:
    """Change what is said of a seat."""
    now, found = timezone.now(), body_or_404(body)
    require(may_change_seats(request.user, found, now=now))
    place = seat_or_404(found, seat)
    form = SeatForm(request.POST or None, seat=place, language=language)
    act = lambda: acts.change_seat(place, form.facts(), actor=request.user, now=now)  # noqa: E731
    if taken_in(request, form, act, language=language):
        messages.success(request, _("Saved."))
        return to_seat(place, language)
    title, words = _("Change the seat"), {"body": body, "seat": seat}
    back = back_to_seat(place, language)
    return ask(
        request, form, found, title=title, button=_("Save"), back=back, name="body_seat_edit", words=words, seat=place
    )


def back_to_seat(seat: Seat, language: str) -> tuple[str, str]:
    return _("Back to the seat"), address("body_seat", language, body=seat.body.uid, seat=seat.uid)


@require_http_methods(["GET", "HEAD", "POST"])
def body_seat_end(request: HttpRequest, language: str, body: UUID, seat: UUID) -> HttpResponse:
    """Say that a seat is no more after a day."""
    now, found = timezone.now(), body_or_404(body)
    require(may_change_seats(request.user, found, now=now))
    place = seat_or_404(found, seat)
    form = DayForm(request.POST or None, initial={"on": timezone.localdate(now)})
    act = lambda: acts.end_seat(place, on=form.cleaned_data["on"], actor=request.user, now=now)  # noqa: E731
    if taken_in(request, form, act, language=language):
        messages.success(request, _("The seat has ended."))
        return to_seats(found, language)
    lead = _("Whoever holds it, holds it to that day. A seat that nobody ever held is taken away.")
    title, words = _("End the seat"), {"body": body, "seat": seat}
    return ask(
        request,
        form,
        found,
        title=title,
        lead=lead,
        button=title,
        back=back_to_seat(place, language),
        name="body_seat_end",
        words=words,
        seat=place,
    )


@require_safe
def body_history(request: HttpRequest, language: str, body: UUID) -> HttpResponse:
    """Who held which seat on a day."""
    now, found = timezone.now(), body_or_404(body)
    require(may_see_body(request.user, found, now=now))
    today = timezone.localdate(now)
    form = HistoryForm(request.GET if "on" in request.GET else None, initial={"on": today})
    day = form.cleaned_data["on"] if form.is_bound and form.is_valid() else today
    context = {
        "body": found,
        "form": form,
        "on": body_on(found, day),
        "terms": list(found.terms.order_by("-starts")),
    }
    status = 422 if form.errors else 200
    page = "workspace/bodies/seats/history.html"
    return desk_page(request, page, context, name="body_history", words={"body": body}, status=status)


VIEWS: Views = {
    "body_seats": body_seats,
    "body_seats_order": body_seats_order,
    "body_seat_new": body_seat_new,
    "body_seat": body_seat,
    "body_seat_edit": body_seat_edit,
    "body_seat_end": body_seat_end,
    "body_history": body_history,
}
